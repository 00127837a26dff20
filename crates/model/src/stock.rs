//! `Stock`: how many units of one kind of goods a hub has on a day. Goods without such a row are not counted.

use crate::id::{GoodsCode, HubId};
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// How much of one kind of goods a hub has on a day. Of goods that are not counted there is always enough.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stock {
    /// Where it is.
    pub hub: HubId,
    /// On which day.
    pub date: Date,
    /// What it is.
    pub goods: GoodsCode,
    /// How much, in units.
    pub quantity: u32,
}
