//! A delivery in every place of a tour, whatever becomes of its pickup: what places of the pickup are held against.

use super::Seek;
use crate::shared::problem::search_problem::Ride;

/// A delivery in one place of a tour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dropoff {
    /// The drive on from the delivery.
    pub(super) on: Option<Ride>,
    /// Coming by on the way; `None` where there is no road or it would be too late even without the pickup.
    pub(super) visit: Option<Visit>,
    /// The cheapest detour from here on.
    least: Option<i64>,
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
    first: usize,
    all: Vec<Dropoff>,
}

impl Dropoffs {
    /// Lists a delivery in the places not before the `first`. What is too late somewhere is so behind a pickup too.
    pub(super) fn list(&mut self, seek: &Seek<'_>, delivery: u32, first: usize) {
        let stops = &seek.tour.stops;
        let places = seek.hours(delivery);
        self.first = places.start.max(first);
        self.all.clear();
        for at in self.first..places.end {
            let (there, on) = seek.rides(delivery, at);
            let rides = there.zip(on);
            let visit = rides.filter(|(there, on)| seek.could_be_timely(delivery, at, there.seconds, on.seconds));
            let visit = visit.map(|(there, on)| Visit {
                there: there.seconds,
                on: on.seconds,
                detour: there.price + on.price - (stops[at + 1].price - stops[at].price),
            });
            let least = visit.map(|visit| visit.detour);
            self.all.push(Dropoff { on, visit, least });
        }
        let mut least = None;
        for dropoff in self.all.iter_mut().rev() {
            least = dropoff.least.into_iter().chain(least).min();
            dropoff.least = least;
        }
    }

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
