//! The cheapest way to put both ends of a shipment into one tour.

use super::{Inserter, Insertion, Seek};
use crate::field::ties::Tie;

impl Seek<'_> {
    /// Every place of the pickup, and behind it every place of the delivery. O(nodes²) places, each in O(1) where nothing
    /// must be walked.
    pub(super) fn with_delivery(&mut self, inserter: &mut Inserter) {
        let (field, tour, car) = (self.field, self.tour, self.car);
        let Some(delivery) = field.ties.partner(self.job) else {
            return;
        };
        if !field.is_able(delivery, self.v) || tour.jobs + 2 > car.tasks_max {
            return;
        }
        let pickup = &field.nodes[self.job as usize];
        for at in field.ties.prefixes[self.v].len()..=tour.nodes.len() {
            let (before, after) = (&tour.stops[at], &tour.stops[at + 1]);
            if before.departs > pickup.closes {
                break;
            }
            let Some(ride) = field.ride(car, before.location, pickup.location) else {
                continue;
            };
            let ready = before.departs + ride.seconds + field.setup(before.location, self.job);
            let Some(begins) = field.begin(self.job, ready) else {
                continue;
            };
            if !self.fits_on_top(at) {
                continue;
            }
            let saved = after.price - before.price;
            let now = begins + pickup.service;
            self.deliver_at_once(inserter, delivery, at, ride.price - saved, now);
            if let Some(on) = field.price(car, pickup.location, after.location) {
                self.deliver_later(inserter, delivery, at, ride.price + on - saved, now);
            }
        }
    }

    /// Whether the shipment fits on top of what other shipments have on board after a stop.
    fn fits_on_top(&self, at: usize) -> bool {
        let (field, dims) = (self.field, self.field.dims);
        let capacity = field.capacity(self.v).iter().zip(field.ties.shipped(self.job));
        let on_board = &self.tour.on_board[at * dims..][..dims];
        on_board
            .iter()
            .zip(capacity)
            .all(|(sum, (most, more))| sum + more <= *most)
    }

    /// The delivery right behind the pickup.
    fn deliver_at_once(&mut self, inserter: &mut Inserter, delivery: u32, at: usize, detour: i64, now: i64) {
        let (field, car) = (self.field, self.car);
        let place = field.nodes[self.job as usize].location;
        self.deliver(
            inserter,
            delivery,
            (at, at),
            (place, now),
            |to_delivery, from_delivery| detour + to_delivery + from_delivery,
        );
        debug_assert!(car.tasks_max > 1);
    }

    /// The delivery behind the nodes that follow the pickup; `now` is when the pickup is left.
    fn deliver_later(&mut self, inserter: &mut Inserter, delivery: u32, at: usize, detour: i64, mut now: i64) {
        let (field, car, tour) = (self.field, self.car, self.tour);
        let mut from = field.nodes[self.job as usize].location;
        for next in at..tour.nodes.len() {
            let node = tour.nodes[next];
            let location = field.nodes[node as usize].location;
            let Some(ride) = field.ride(car, from, location) else {
                return;
            };
            let Some(begins) = field.begin(node, now + ride.seconds + field.setup(from, node)) else {
                return;
            };
            if begins > tour.stops[next + 1].latest || !self.fits_on_top(next + 1) {
                return;
            }
            now = begins + field.nodes[node as usize].service;
            from = location;
            if now > field.nodes[delivery as usize].closes {
                return;
            }
            let saved = tour.stops[next + 2].price - tour.stops[next + 1].price;
            self.deliver(inserter, delivery, (at, next + 1), (from, now), |there, on| {
                detour + there + on - saved
            });
        }
    }

    /// The delivery at a place of the tour, coming from a location left at a moment; `price` makes the whole detour of the
    /// prices to the delivery and on from it.
    fn deliver(
        &mut self,
        inserter: &mut Inserter,
        delivery: u32,
        (pickup_at, at): (usize, usize),
        (from, now): (u32, i64),
        price: impl Fn(i64, i64) -> i64,
    ) {
        let (field, car, tour) = (self.field, self.car, self.tour);
        let node = &field.nodes[delivery as usize];
        let after = &tour.stops[at + 1];
        let (Some(there), Some(on)) = (
            field.ride(car, from, node.location),
            field.ride(car, node.location, after.location),
        ) else {
            return;
        };
        let delta = price(there.price, on.price);
        if delta >= self.limit() && car.per_route == 0 && !tour.nodes.is_empty() {
            return;
        }
        let Some(begins) = field.begin(delivery, now + there.seconds + field.setup(from, delivery)) else {
            return;
        };
        let setup_on = if after.location == node.location {
            0
        } else {
            after.setup
        };
        if begins + node.service + on.seconds + setup_on > after.latest {
            return;
        }
        let place = Insertion {
            delta,
            at: at as u32,
            first: Some((pickup_at as u32, 0)),
        };
        debug_assert_eq!(field.ties.of(self.job), Tie::Pickup);
        if self.must_walk || tour.nodes.is_empty() {
            self.try_walk(inserter, place);
        } else if delta < self.limit() {
            self.best = Some(place);
        }
    }
}
