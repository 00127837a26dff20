//! `passages_of_way`: how a traveller may use a way all through the week and the year: the usual passage, and those
//! of some hours or seasons.

use super::passage::Passage;
use super::profile_name::Profile;
use super::reader::Reader;
use super::season::seasons_of;
use super::week_course::{ORDINARY, course, is_conditional};
use super::{bicycle, car, foot, opening_hours};
use crate::week::{Moment, When};
use karavan_osm::Tags;

/// A passage, and what it is instead now and then.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passages {
    /// A direction is open here if it is open at any time.
    pub(crate) usual: Passage,
    /// Parts of the week, apart from one another, on which it is another. Only speeds and access differ.
    pub(crate) instead: Vec<(When, Passage)>,
}

/// How a traveller may use the way with these tags; `None` when never.
pub(crate) fn passages_of_way(profile: Profile, tags: &Tags) -> Option<Passages> {
    let seasons = seasons_of(tags)?;
    let judge = |moment| {
        let reader = Reader { profile, moment };
        let passage = match profile {
            Profile::Car => car::passage(reader, tags),
            Profile::Bicycle => bicycle::passage(reader, tags),
            Profile::Foot => foot::passage(reader, tags),
        };
        let passage = passage.filter(|_| !is_shut(tags, moment))?;
        Some(Passage { seasons, ..passage })
    };
    if !is_conditional(tags) {
        let instead = Vec::new();
        return judge(ORDINARY).map(|usual| Passages { usual, instead });
    }
    let course = course(tags, &judge);
    let ever = || course.iter().filter_map(|(_, passage)| *passage);
    let mut usual = judge(ORDINARY).or_else(|| ever().next())?;
    usual.opened_as(&ever().collect::<Vec<Passage>>());
    let closed = Passage {
        forward: None,
        backward: None,
        ..usual
    };
    let instead = course
        .into_iter()
        .map(|(when, passage)| (when, passage.unwrap_or(closed)));
    let instead = instead.filter(|(_, passage)| *passage != usual).collect();
    Some(Passages { usual, instead })
}

/// Whether the way has hours, and these are others.
fn is_shut(tags: &Tags, moment: Moment) -> bool {
    let hours = tags.get("opening_hours");
    hours.and_then(|hours| opening_hours::holds(hours, moment)) == Some(false)
}
