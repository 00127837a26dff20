//! `Dropoffs`: for the delivery of a shipment, the cost and times in each place of a tour that hours allow, whatever
//! becomes of the pickup. Lets `pair.rs` skip pickups that no delivery behind them can make cheap enough.

use crate::shared::problem::search_problem::Ride;

/// A delivery in one place of a tour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dropoff {
    /// The drive on from the delivery.
    pub(super) on: Option<Ride>,
    /// Coming by on the way; `None` where there is no road or it would be too late even without the pickup.
    pub(super) visit: Option<Visit>,
    /// The cheapest detour from here on.
    pub(super) least: Option<i64>,
}

/// Coming by on the way from one stop to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    /// Seconds there and on to the next stop.
    pub(super) there: i64,
    pub(super) on: i64,
    /// What it costs.
    pub(super) detour: i64,
}

/// The delivery in the places of a tour where hours allow it.
#[derive(Clone, Debug, Default)]
pub(super) struct Dropoffs {
    /// The first of these places, and one by one all others.
    pub(super) first: usize,
    pub(super) all: Vec<Dropoff>,
}

impl Dropoffs {
    /// The delivery in a place.
    #[inline]
    pub(super) fn at(&self, at: usize) -> Option<&Dropoff> {
        self.all.get(at.checked_sub(self.first)?)
    }

    /// What the delivery costs at least in a place and in all behind it.
    #[inline]
    pub(super) fn least(&self, at: usize) -> Option<i64> {
        self.all.get(at.saturating_sub(self.first))?.least
    }
}
