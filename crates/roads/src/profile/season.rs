//! `Season` (summer or winter) and `seasons_of`: in which seasons a way is open: ice roads, winter roads, fords,
//! roads that nobody ploughs. How snow slows people is in `winter.rs`.

use karavan_osm::Tags;

/// A half of the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Season {
    /// Without snow; what a map shows.
    #[default]
    Summer,
    /// Snow lies and rivers are frozen.
    Winter,
}

impl Season {
    /// The month that stands for it where a tag names months, 0 for January.
    pub(super) const fn month(self) -> usize {
        match self {
            Self::Summer => 6,
            Self::Winter => 0,
        }
    }
}

/// When in the year a road is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Seasons {
    /// All the year round.
    #[default]
    All,
    /// While no snow lies: unploughed roads, fords.
    SummerOnly,
    /// On ice and frozen ground.
    WinterOnly,
}

impl Seasons {
    /// Whether a road is open in a season.
    pub(crate) const fn has(self, season: Season) -> bool {
        match self {
            Self::All => true,
            Self::SummerOnly => matches!(season, Season::Summer),
            Self::WinterOnly => matches!(season, Season::Winter),
        }
    }
}

/// In which seasons the tags let anyone through, access aside; `None` when in neither.
pub(super) fn seasons_of(tags: &Tags) -> Option<Seasons> {
    match (is_open(tags, Season::Summer), is_open(tags, Season::Winter)) {
        (true, true) => Some(Seasons::All),
        (true, false) => Some(Seasons::SummerOnly),
        (false, true) => Some(Seasons::WinterOnly),
        (false, false) => None,
    }
}

fn is_open(tags: &Tags, season: Season) -> bool {
    let is_of_winter = tags.is("ice_road", "yes") || tags.is("winter_road", "yes");
    let named = tags.get("seasonal").unwrap_or_default();
    let names = |words: &[&str]| named.split(';').any(|word| words.contains(&word.trim()));
    match season {
        Season::Summer => !is_of_winter && (!names(&["winter"]) || names(&["summer"])),
        Season::Winter if is_of_winter || names(&["winter"]) => true,
        Season::Winter => {
            let is_unploughed = tags.is("winter_service", "no") || tags.is("snowplowing", "no");
            let is_of_summer = names(&["summer", "spring", "autumn", "dry_season"]);
            let is_ford = tags.get("ford").is_some_and(|ford| ford != "no");
            !is_unploughed && !is_of_summer && !is_ford
        }
    }
}
