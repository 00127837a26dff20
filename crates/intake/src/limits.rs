//! Constants: how long texts and lists may be, and `Limits`, the least and the most that a number may be (quantity,
//! capacity, minutes, kilometres). Limits of a table's size are in `karavan_connect`.

/// The most letters of a request's source.
pub const SOURCE_MAX: usize = 64;
/// The most letters of a source's own number of a request.
pub const SOURCE_REF_MAX: usize = 128;
/// The most letters of a text of one line: names, telephones, what is said at the door.
pub const LINE_MAX: usize = 300;
/// The most letters of a free text: addresses, comments.
pub const TEXT_MAX: usize = 2_000;
/// The most letters of an id, of a code of goods and of a skill.
pub const ID_MAX: usize = 64;
/// The most items of one list: goods, windows, skills, names.
pub const ITEMS_MAX: usize = 100;

/// The least and the most that a number may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

impl Limits {
    /// The number, when it lies within.
    #[must_use]
    pub fn within(self, number: Option<u64>) -> Option<u32> {
        let number = u32::try_from(number?).ok()?;
        (self.least..=self.most).contains(&number).then_some(number)
    }
}

/// How much of one kind of goods a request may need.
pub const QUANTITY: Limits = Limits {
    least: 1,
    most: 100_000,
};
/// How much a volunteer takes, in units of goods.
pub const CAPACITY: Limits = QUANTITY;
/// How much of one kind of goods a hub has.
pub const STOCK: Limits = Limits {
    least: 0,
    most: 10_000_000,
};
/// How many requests a volunteer visits at most.
pub const STOPS: Limits = QUANTITY;
/// How far a drive may lead at most, in kilometres.
pub const KILOMETERS: Limits = QUANTITY;
/// How long a drive may last at most, in minutes.
pub const DRIVE_MINUTES: Limits = Limits { least: 1, most: 1_440 };
/// How long a break takes, in minutes.
pub const BREAK_MINUTES: Limits = DRIVE_MINUTES;
/// How long a visit takes, in minutes.
pub const SERVICE_MINUTES: Limits = Limits { least: 0, most: 480 };

/// A break takes so many minutes when nobody says how many.
pub const BREAK_MINUTES_USUAL: u32 = 30;
