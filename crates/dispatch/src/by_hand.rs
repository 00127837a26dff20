//! A draft changed by hand, in the people's words: `change` makes the changes, `offers` prices whom a request could go
//! to, `Kept` is what the next search keeps, `told` words the broken rules. The caller hands over a function that asks
//! a planner, which times the changed routes.

mod change;
mod draft;
mod fault;
mod kept;
mod offers;
mod why;

pub use crate::messages::by_hand::{FindingTold, told};
pub use change::{Change, Changed, change};
pub use draft::ground;
pub use fault::ChangeFault;
pub use kept::{Kept, LockedRoute, LockedStep};
pub use offers::{OfferTold, offers};
pub use why::{HereTold, Names, PersonTold, ReliefKind, ReliefTold, RuleTold, Standing, WhyTold, why};
