//! A delivery in every place of a tour, whatever becomes of its pickup: what places of the pickup are held against.

use super::Seek;
use crate::field::Ride;

/// The price of what cannot be; two of them can still be added.
pub(super) const NEVER: i64 = i64::MAX / 4;

/// A delivery in one place of a tour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drop {
    /// The drive on from the delivery.
    pub(super) on: Option<Ride>,
    /// Seconds to the delivery.
    pub(super) there: i64,
    /// What it costs to come by here; [`NEVER`] where it would be too late even without the pickup.
    pub(super) detour: i64,
    /// The least of that from here on.
    least: i64,
}

/// The delivery in the places of a tour where hours allow it.
#[derive(Clone, Debug, Default)]
pub(super) struct Drops {
    /// The first of these places, and one by one all others.
    first: usize,
    all: Vec<Drop>,
}

impl Drops {
    /// Lists a delivery in the places not before the `first`. What is too late somewhere is so behind a pickup too.
    pub(super) fn list(&mut self, seek: &Seek<'_>, delivery: u32, first: usize) {
        let stops = &seek.tour.stops;
        let places = seek.timely(delivery);
        self.first = places.start.max(first);
        self.all.clear();
        for at in self.first..places.end {
            let (there, on) = seek.rides(delivery, at);
            let mut drop = Drop {
                on,
                there: there.map_or(0, |there| there.seconds),
                detour: NEVER,
                least: NEVER,
            };
            if let (Some(there), Some(on)) = (there, on) {
                let before = &stops[at];
                if seek.is_timely(
                    delivery,
                    (before.location, before.departs),
                    there.seconds,
                    (at, on.seconds),
                ) {
                    drop.detour = there.price + on.price - (stops[at + 1].price - before.price);
                }
            }
            self.all.push(drop);
        }
        let mut least = NEVER;
        for drop in self.all.iter_mut().rev() {
            least = least.min(drop.detour);
            drop.least = least;
        }
    }

    /// The delivery in a place.
    #[inline]
    pub(super) fn at(&self, at: usize) -> Option<&Drop> {
        self.all.get(at.wrapping_sub(self.first))
    }

    /// What the delivery costs at least in a place and in all behind it.
    #[inline]
    pub(super) fn least(&self, at: usize) -> i64 {
        let drop = self.all.get(at.saturating_sub(self.first));
        drop.map_or(NEVER, |drop| drop.least)
    }
}
