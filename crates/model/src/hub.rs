//! `Hub`: a place where goods are loaded (warehouse, pharmacy, shop), with its hours and the goods it offers. How
//! many there are on a day is in `stock.rs`.

use crate::id::{GoodsCode, HubId};
use crate::point::Point;
use crate::time::ClockWindow;
use serde::{Deserialize, Serialize};

/// A hub with its hours and what it hands out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hub {
    /// Its id.
    pub id: HubId,
    /// What people call it.
    pub name: String,
    /// Its address as written.
    pub address: String,
    /// Where it is, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// When loading may begin.
    pub hours: ClockWindow,
    /// What it hands out.
    pub offers: Vec<GoodsCode>,
}
