//! `Names` hands out Russian street names, `great` ones for main streets and `small` ones, and counts the names given
//! (`give`). `StreetName` holds a name in parts (`Kind`, core, number), so that it can be written as the map or as
//! people write it.

use crate::name_words::{ADJECTIVES, OCCASIONS, PEOPLE, PREFIXES};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;

/// What a thoroughfare is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Street,
    Lane,
    Drive,
    Avenue,
    Boulevard,
    Embankment,
    Highway,
    Line,
    /// A microdistrict with its own numbering.
    District,
    /// A hamlet whose houses stand at no street.
    Hamlet,
}

impl Kind {
    /// The word in full.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Street => "улица",
            Self::Lane => "переулок",
            Self::Drive => "проезд",
            Self::Avenue => "проспект",
            Self::Boulevard => "бульвар",
            Self::Embankment => "набережная",
            Self::Highway => "шоссе",
            Self::Line => "линия",
            Self::District => "микрорайон",
            Self::Hamlet => "хутор",
        }
    }

    /// How people shorten it.
    pub(crate) const fn short(self) -> &'static [&'static str] {
        match self {
            Self::Street => &["ул.", "ул"],
            Self::Lane => &["пер.", "пер"],
            Self::Drive => &["пр-д", "проезд"],
            Self::Avenue => &["пр-т", "просп.", "пр-кт"],
            Self::Boulevard => &["б-р", "бул."],
            Self::Embankment => &["наб.", "наб"],
            Self::Highway => &["ш.", "ш"],
            Self::Line => &["линия", "лин."],
            Self::District => &["мкр", "мкр.", "м-н"],
            Self::Hamlet => &["х.", "хутор"],
        }
    }

    const fn is_feminine(self) -> bool {
        matches!(self, Self::Street | Self::Embankment | Self::Line)
    }
}

/// A name, kept in parts so that it can be written as people write it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct StreetName {
    pub(crate) kind: Kind,
    /// `Садовая`, `Гагарина`, `50 лет Победы`; empty for a microdistrict or a line, which have only a number.
    pub(crate) core: String,
    /// `2` of «2-я Садовая улица».
    pub(crate) number: Option<u32>,
    /// Whether the core agrees with the kind («Садовая улица») and so stands before it.
    pub(crate) is_adjective: bool,
}

impl StreetName {
    fn adjective(kind: Kind, core: &str, number: Option<u32>) -> Self {
        Self {
            kind,
            core: core.to_owned(),
            number,
            is_adjective: true,
        }
    }

    pub(crate) fn of(kind: Kind, core: &str) -> Self {
        Self {
            kind,
            core: core.to_owned(),
            number: None,
            is_adjective: false,
        }
    }

    pub(crate) fn numbered(kind: Kind, number: u32) -> Self {
        Self {
            kind,
            core: String::new(),
            number: Some(number),
            is_adjective: true,
        }
    }

    /// `2-я`, `5-й`.
    pub(crate) fn ordinal(&self) -> Option<String> {
        let ending = if self.kind.is_feminine() { "я" } else { "й" };
        self.number.map(|number| format!("{number}-{ending}"))
    }

    /// The number and the core: `2-я Садовая`, `Гагарина`, `5-й`.
    pub(crate) fn own(&self) -> String {
        [self.ordinal(), Some(self.core.clone()).filter(|core| !core.is_empty())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// As the map writes it: `2-я Садовая улица`, `улица Гагарина`, `5-й микрорайон`; a hamlet is only its name.
    pub(crate) fn full(&self) -> String {
        match (self.kind, self.is_adjective) {
            (Kind::Hamlet, _) => self.core.clone(),
            (kind, true) => format!("{} {}", self.own(), kind.word()),
            (kind, false) => format!("{} {}", kind.word(), self.own()),
        }
    }
}

/// Names not yet given, and how often each core was.
#[derive(Debug)]
pub(crate) struct Names {
    great: Vec<StreetName>,
    small: Vec<StreetName>,
    lines: u32,
    given: HashMap<String, u32>,
}

impl Names {
    pub(crate) fn new(rng: &mut ChaCha8Rng) -> Self {
        let mut great: Vec<StreetName> = Vec::new();
        let mut small: Vec<StreetName> = Vec::new();
        let mut rest: Vec<StreetName> = Vec::new();
        for (ix, core) in PEOPLE.iter().enumerate() {
            match ix % 6 {
                0 => great.push(StreetName::of(Kind::Avenue, core)),
                1 => great.push(StreetName::of(Kind::Boulevard, core)),
                _ => small.push(StreetName::of(Kind::Street, core)),
            }
            rest.push(StreetName::of(Kind::Lane, core));
            rest.push(StreetName::of(Kind::Drive, core));
        }
        for (ix, core) in OCCASIONS.iter().enumerate() {
            let kind = if ix % 3 == 0 { Kind::Avenue } else { Kind::Street };
            if ix % 3 == 0 { &mut great } else { &mut small }.push(StreetName::of(kind, core));
        }
        for (feminine, masculine) in ADJECTIVES {
            let numbered = rng.random_bool(0.25);
            small.push(StreetName::adjective(Kind::Street, feminine, numbered.then_some(1)));
            for number in 2..=4 {
                let pool = if numbered && number == 2 { &mut small } else { &mut rest };
                pool.push(StreetName::adjective(Kind::Street, feminine, Some(number)));
                rest.push(StreetName::adjective(Kind::Lane, masculine, Some(number)));
            }
            rest.push(StreetName::adjective(Kind::Lane, masculine, Some(1)));
            rest.push(StreetName::adjective(Kind::Drive, masculine, None));
            for prefix in PREFIXES {
                rest.push(StreetName::adjective(Kind::Street, &prefixed(prefix, feminine), None));
            }
        }
        for pool in [&mut great, &mut small, &mut rest] {
            pool.shuffle(rng);
        }
        // A few lanes and drives even in a small town.
        let few = rest.len() / 30;
        small.extend(rest.drain(..few));
        small.shuffle(rng);
        rest.extend(small);
        Self {
            great,
            small: rest,
            lines: 0,
            given: HashMap::new(),
        }
    }

    /// A name for a main street.
    pub(crate) fn great(&mut self) -> StreetName {
        match self.great.pop() {
            Some(name) => self.give(name),
            None => self.small(),
        }
    }

    /// A name for any other street; when all are given, numbered lines.
    pub(crate) fn small(&mut self) -> StreetName {
        let name = self.small.pop().unwrap_or_else(|| {
            self.lines += 1;
            StreetName::numbered(Kind::Line, self.lines)
        });
        self.give(name)
    }

    /// Notes a name given in some other way.
    pub(crate) fn give(&mut self, name: StreetName) -> StreetName {
        *self.given.entry(name.own()).or_default() += 1;
        name
    }

    /// Whether the name can be known without the word for its kind: «Садовая», but not «5-й».
    pub(crate) fn is_plain(&self, name: &StreetName) -> bool {
        !name.core.is_empty() && self.given.get(&name.own()) == Some(&1)
    }

    /// Whether some street is called so, whatever its kind.
    pub(crate) fn is_given(&self, own: &str) -> bool {
        self.given.contains_key(own)
    }
}

/// A prefix joined to an adjective: `Новосадовая`.
fn prefixed(prefix: &str, adjective: &str) -> String {
    format!("{prefix}{}", adjective.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Names, StreetName};
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use std::collections::HashSet;

    #[test]
    fn names_are_written_as_the_map_writes_them() {
        let written = |name: StreetName| name.full();
        assert_eq!(
            written(StreetName::adjective(Kind::Street, "Садовая", Some(2))),
            "2-я Садовая улица"
        );
        assert_eq!(
            written(StreetName::adjective(Kind::Lane, "Садовый", None)),
            "Садовый переулок"
        );
        assert_eq!(
            written(StreetName::of(Kind::Avenue, "50 лет Победы")),
            "проспект 50 лет Победы"
        );
        assert_eq!(written(StreetName::numbered(Kind::District, 5)), "5-й микрорайон");
        assert_eq!(written(StreetName::of(Kind::Hamlet, "Дальний")), "Дальний");
    }

    #[test]
    fn no_name_is_given_twice_however_many_are_asked_for() {
        let mut names = Names::new(&mut ChaCha8Rng::seed_from_u64(1));
        let mut given: Vec<String> = (0..40).map(|_| names.great().full()).collect();
        given.extend((0..3000).map(|_| names.small().full()));
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), given.len());
    }
}
