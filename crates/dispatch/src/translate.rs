//! Translation between the people's words and the planner's: `into_order` makes a located day an order of jobs and
//! vehicles, `into_words` makes the answer routes of volunteers, `unplannable` names who an error is about.

mod figures;
mod hours;
mod into_order;
mod into_words;
mod places;
mod routes;
mod rules;
mod unfit;

pub(crate) use figures::of_routes;
pub use into_order::{Customs, NamedOrder, into_order, profile_of};
pub(crate) use into_order::{RED_ZONE, profiles_of};
pub use into_words::into_words;
pub(crate) use routes::{Companions, RoutesInWords};
pub(crate) use unfit::unplannable;
