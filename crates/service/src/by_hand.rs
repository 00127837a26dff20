//! The folder of drafts changed by hand: changes priced or kept as a new version (`change`), whom a request could be
//! given to (`offers`), pins and locks (`marks`), undo and redo (`undo_redo`), questions to the planner (`planner`).

mod change;
mod marks;
mod offers;
mod planner;
mod undo_redo;
mod why;

pub use change::{ChangeAnswer, ChangedDraft};
pub use marks::HandMarks;
pub use offers::OffersAnswer;
pub use why::WhyAnswer;
