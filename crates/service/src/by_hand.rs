//! A draft changed by hand: priced, kept, undone and done again. What is kept is a new version of the draft.

mod change;
mod marks;
mod offers;
mod planner;
mod turn;
mod why;

pub use change::{ChangeAnswer, ChangedDraft};
pub use marks::HandMarks;
pub use offers::OffersAnswer;
pub use why::WhyAnswer;
