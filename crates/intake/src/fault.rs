//! `Fault`: an enum of what can be wrong with a field of a draft; `FaultText`: its code, why it is refused and how to
//! mend it, in English and Russian. The texts are written in `texts.rs`.

use crate::limits::Limits;
use karavan_model::codes::Code;

/// What people read of a fault: its code, why, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultText {
    /// `K` and four digits.
    pub code: Code,
    /// What is wrong, in English.
    pub why: String,
    /// What is wrong, in Russian.
    pub why_ru: String,
    /// How to mend it, in English.
    pub mend: String,
    /// How to mend it, in Russian.
    pub mend_ru: String,
}

/// A value that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not there, or empty, though it must be filled.
    Missing {
        /// What to write, e.g. `food`.
        example: &'static str,
    },
    /// A word for goods that is not known.
    UnknownGoods {
        /// As written.
        word: String,
        /// The goods of the region's own, beside those that everybody knows.
        own: Vec<String>,
    },
    /// Not a quantity.
    BadQuantity(String),
    /// Not a time of day.
    BadTime(String),
    /// Closes before it opens.
    ClosedWindow {
        /// When it opens.
        opens: String,
        /// When it closes.
        closes: String,
    },
    /// Not a date.
    BadDate(String),
    /// Not a whole number within limits.
    BadCount {
        /// As written.
        said: String,
        /// What it may be.
        limits: Limits,
    },
    /// Not a coordinate.
    BadPoint(String),
    /// A hub that nobody named.
    UnknownHub {
        /// The hub as written.
        hub: String,
        /// The hubs there are.
        known: Vec<String>,
    },
    /// A volunteer nobody knows, or a name that several have.
    UnknownVolunteer {
        /// As written.
        volunteer: String,
        /// The ids of those who have this name.
        namesakes: Vec<String>,
    },
    /// A break longer than the hours it must lie in.
    LongBreak {
        /// How long it takes.
        minutes: u32,
        /// The hours it must lie in.
        within: String,
    },
    /// Not a length of a drive.
    BadHours(String),
    /// Longer than its field may be.
    LongText {
        /// So many letters it may have.
        most: usize,
    },
    /// An id with characters that ids do not have.
    BadId(String),
    /// A vehicle nobody knows, or a name that several have.
    NoSuchVehicle {
        /// As written.
        vehicle: String,
        /// The vehicles there are.
        known: Vec<String>,
    },
    /// Another kind or capacity than the vehicle has.
    OtherVehicle {
        /// Which vehicle.
        vehicle: String,
        /// What it has, e.g. `van` or `12`.
        has: String,
        /// What was said, e.g. `car`.
        said: String,
    },
    /// The vehicle goes with another shift at the same time.
    VehicleTaken {
        /// Which vehicle.
        vehicle: String,
        /// The two volunteers, the one being taken first.
        volunteers: [String; 2],
        /// The hours of the other shift, `09:00–13:00`.
        hours: String,
    },
    /// A vehicle of a volunteer and of an organisation.
    TwoOwners,
    /// Goods that are counted twice.
    CountedTwice(String),
    /// More items than a list may have.
    TooMany {
        /// So many it may have.
        most: usize,
    },
    /// A source whose requests are not taken any more.
    ClosedSource,
    /// Another source than that of the key.
    ForeignSource {
        /// The source of the key.
        own: String,
    },
    /// Outside of what the person who takes it in is bound to.
    OutsideRemit {
        /// The municipalities that may be named; the sources, when the person has no municipality.
        own: Vec<String>,
    },
    /// Volunteers named by a person who is bound to a part of the region.
    VisitorsNamed,
}

impl Fault {
    /// A number that lies outside of its limits.
    pub(crate) const fn count(said: String, limits: Limits) -> Self {
        Self::BadCount { said, limits }
    }

    /// A quantity that lies outside of its limits.
    pub(crate) fn quantity(said: String, _: Limits) -> Self {
        Self::BadQuantity(said)
    }

    /// A length of a drive that lies outside of its limits.
    pub(crate) fn drive(said: String, _: Limits) -> Self {
        Self::BadHours(said)
    }
}
