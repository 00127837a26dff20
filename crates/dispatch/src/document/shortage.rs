//! `Shortage`: one line of a plan document: a hub, goods, how much is loaded and how much there is. It is computed in
//! `shortage.rs` of the crate.

use karavan_model::{GoodsCode, HubId};
use serde::{Deserialize, Serialize};

/// More of one kind of goods is loaded at a hub than it has on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    /// Where it is loaded.
    pub hub: HubId,
    /// What people call the hub.
    pub name: String,
    /// What is loaded.
    pub goods: GoodsCode,
    /// How much all routes load there.
    pub needed: u64,
    /// How much there is.
    pub in_stock: u32,
    /// In English, as “Hub North: 12 food needed, 10 in stock”.
    pub text: String,
    /// In Russian.
    pub text_ru: String,
}
