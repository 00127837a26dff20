//! A draft changed by hand, in the people's words: what is moved, what it costs, which rules it breaks; and what of it
//! the next search keeps.
//!
//! Whoever calls asks a planner: it times the changed routes on its travel table.

mod change;
mod fault;
mod kept;
mod offers;
mod rewrite;
mod why;

pub use crate::messages::by_hand::{FindingTold, told};
pub use change::{Change, Changed, change};
pub use fault::ChangeFault;
pub use kept::{Kept, LockedRoute, LockedStep};
pub use offers::{OfferTold, offers};
pub use rewrite::ground;
pub use why::{HereTold, Names, PersonTold, ReliefKind, ReliefTold, RuleTold, Standing, WhyTold, why};
