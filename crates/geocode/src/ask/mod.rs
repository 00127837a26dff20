//! Questions to an address index. `search` finds an address: `stated_area`, `street_search` and `houses` collect and
//! weigh what may be meant, `decide` makes the answer, `alternatives` answers when no house fits. Besides: `suggest`
//! while typing, the nearest to a point, the `building` of an address.

pub(crate) mod alternatives;
pub(crate) mod building;
pub(crate) mod chosen;
pub(crate) mod decide;
pub(crate) mod door_point;
pub(crate) mod feature;
mod find;
pub(crate) mod given_names;
pub(crate) mod houses;
pub(crate) mod one_address;
pub(crate) mod poi_names;
pub(crate) mod prefix_search;
pub(crate) mod search;
pub(crate) mod settlement_names;
pub(crate) mod stated_area;
pub(crate) mod step_budget;
pub(crate) mod street_search;
pub(crate) mod suggest;
