//! The cheapest way to put both ends of a shipment into one tour.

use super::drops::{Drops, NEVER};
use super::{Inserter, Insertion, Seek};
use crate::field::Ride;
use crate::field::ties::Tie;
use crate::road::NO_ROAD;
use std::ops::Range;

/// A pickup in one place of a tour.
#[derive(Clone, Copy)]
struct Pickup {
    at: usize,
    /// When it is left.
    departs: i64,
    /// Seconds to the next stop.
    on: i64,
    /// What it costs to come by, going on to the next stop.
    detour: i64,
}

impl Seek<'_> {
    /// Every place of the pickup, and behind it every place of the delivery. O(nodes²) places, each in O(1) where nothing
    /// must be walked; most are passed over, since no delivery behind them is cheap enough. No detour is taken to be quicker or
    /// cheaper than the straight way; where a table of travel says it is, a place may be overlooked.
    pub(super) fn with_delivery(&mut self, inserter: &mut Inserter) {
        let Some(delivery) = self.field.ties.partner(self.job) else {
            return;
        };
        if !self.field.is_able(delivery, self.v) || self.tour.jobs + 2 > self.car.tasks_max {
            return;
        }
        let places = self.timely(self.job);
        let mut places = places.start.max(self.field.ties.prefixes[self.v].len())..places.end;
        let Some(first) = places.find(|at| self.can_pick_up(*at)) else {
            return;
        };
        let mut drops = std::mem::take(&mut inserter.drops);
        drops.list(self, delivery, first);
        for at in first..places.end {
            self.pick_up(inserter, delivery, at, &drops);
        }
        inserter.drops = drops;
    }

    /// Whether the pickup alone, without its delivery, has a place here that is not too dear.
    fn can_pick_up(&self, at: usize) -> bool {
        let (before, after) = (&self.tour.stops[at], &self.tour.stops[at + 1]);
        let (Some(there), Some(on)) = self.rides(self.job, at) else {
            return false;
        };
        !self.is_passed_over(there.price + on.price - (after.price - before.price))
            && self.is_timely(
                self.job,
                (before.location, before.departs),
                there.seconds,
                (at, on.seconds),
            )
            && self.fits_on_top(at)
    }

    /// The places of the tour where a job alone is neither too late nor keeps the next stop too long, by its hours alone.
    pub(super) fn timely(&self, job: u32) -> Range<usize> {
        let (stops, node) = (&self.tour.stops, &self.field.nodes[job as usize]);
        let (places, ends) = (&stops[..stops.len() - 1], &stops[1..]);
        ends.partition_point(|after| after.latest < node.opens + node.service)
            ..places.partition_point(|before| before.departs <= node.closes)
    }

    /// The pickup before a node, the delivery right behind it or further on.
    fn pick_up(&mut self, inserter: &mut Inserter, delivery: u32, at: usize, drops: &Drops) {
        let (field, tour) = (self.field, self.tour);
        let pickup = &field.nodes[self.job as usize];
        let before = &tour.stops[at];
        let (Some(ride), on) = self.rides(self.job, at) else {
            return;
        };
        let detour = ride.price - (tour.stops[at + 1].price - before.price);
        let last = field.ride(self.car, pickup.location, field.nodes[delivery as usize].location);
        let at_once = last.zip(drops.at(at).and_then(|drop| drop.on));
        let at_once = at_once.map(|(last, on)| (detour + last.price + on.price, last.seconds, on.seconds));
        let at_once = at_once.filter(|(delta, ..)| !self.is_passed_over(*delta));
        let least = drops.least(at + 1);
        let later = on.filter(|on| least < NEVER && !self.is_passed_over(detour + on.price + least));
        if (at_once.is_none() && later.is_none()) || !self.fits_on_top(at) {
            return;
        }
        let ready = before.departs + ride.seconds + field.setup(before.location, self.job);
        let Some(begins) = field.begin(self.job, ready) else {
            return;
        };
        let departs = begins + pickup.service;
        if let Some((delta, there, on)) = at_once
            && self.is_timely(delivery, (pickup.location, departs), there, (at, on))
        {
            self.offer(inserter, (at, at), delta);
        }
        if let Some(on) = later {
            let pickup = Pickup {
                at,
                departs,
                on: on.seconds,
                detour: detour + on.price,
            };
            self.deliver_later(inserter, delivery, &pickup, drops);
        }
    }

    /// The delivery behind the nodes that follow the pickup.
    fn deliver_later(&mut self, inserter: &mut Inserter, delivery: u32, pickup: &Pickup, drops: &Drops) {
        let (field, tour) = (self.field, self.tour);
        let mut now = pickup.departs;
        let mut from = field.nodes[self.job as usize].location;
        for at in pickup.at + 1..=tour.nodes.len() {
            let least = drops.least(at);
            if least == NEVER || self.is_passed_over(pickup.detour + least) {
                return;
            }
            let node = tour.nodes[at - 1];
            let ride = if at == pickup.at + 1 {
                Some(pickup.on)
            } else {
                self.straight(at - 1)
            };
            let Some(ride) = ride else {
                return;
            };
            let Some(begins) = field.begin(node, now + ride + field.setup(from, node)) else {
                return;
            };
            if begins > tour.stops[at].latest || !self.fits_on_top(at) {
                return;
            }
            let node = &field.nodes[node as usize];
            (now, from) = (begins + node.service, node.location);
            let Some(drop) = drops.at(at).filter(|drop| drop.detour < NEVER) else {
                continue;
            };
            let delta = pickup.detour + drop.detour;
            if let Some(on) = drop.on
                && !self.is_passed_over(delta)
                && self.is_timely(delivery, (from, now), drop.there, (at, on.seconds))
            {
                self.offer(inserter, (pickup.at, at), delta);
            }
        }
    }

    /// The drives to a job from the stop before a place of the tour, and on from it.
    #[inline]
    pub(super) fn rides(&self, job: u32, at: usize) -> (Option<Ride>, Option<Ride>) {
        let (field, car) = (self.field, self.car);
        let (before, after) = (&self.tour.stops[at], &self.tour.stops[at + 1]);
        let place = field.nodes[job as usize].location;
        if let (true, Some((into, out))) = (self.is_plain(), field.roads[car.road as usize].around(place)) {
            let ride = |row: &[u32], other: u32| {
                let seconds = row.get(other as usize).copied().unwrap_or(0);
                let ride = Ride {
                    seconds: i64::from(seconds),
                    meters: 0,
                    price: i64::from(seconds),
                };
                (seconds != NO_ROAD).then_some(ride)
            };
            return (ride(into, before.location), ride(out, after.location));
        }
        (
            field.ride(car, before.location, place),
            field.ride(car, place, after.location),
        )
    }

    /// Seconds from one stop of the tour to the next.
    #[inline]
    fn straight(&self, at: usize) -> Option<i64> {
        let (stop, next) = (&self.tour.stops[at], &self.tour.stops[at + 1]);
        if self.is_plain() {
            return Some(next.price - stop.price);
        }
        let ride = self.field.ride(self.car, stop.location, next.location)?;
        Some(ride.seconds)
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

    /// Whether a delivery, coming `there` seconds from a location left at a moment, begins in time, and the stop behind its place,
    /// `on` seconds away, as well.
    #[inline]
    pub(super) fn is_timely(&self, delivery: u32, (from, now): (u32, i64), there: i64, (at, on): (usize, i64)) -> bool {
        let node = &self.field.nodes[delivery as usize];
        let after = &self.tour.stops[at + 1];
        let setup = if after.location == node.location {
            0
        } else {
            after.setup
        };
        self.field
            .begin(delivery, now + there + self.field.setup(from, delivery))
            .is_some_and(|begins| begins + node.service + on + setup <= after.latest)
    }

    /// Whether a detour alone is already too dear.
    #[inline]
    fn is_passed_over(&self, detour: i64) -> bool {
        detour >= self.limit() && self.car.per_route == 0 && !self.tour.nodes.is_empty()
    }

    /// Takes the two places when they are allowed and cheaper.
    fn offer(&mut self, inserter: &mut Inserter, (pickup_at, at): (usize, usize), delta: i64) {
        let place = Insertion {
            delta,
            at: at as u32,
            first: Some((pickup_at as u32, 0)),
        };
        debug_assert_eq!(self.field.ties.of(self.job), Tie::Pickup);
        if self.must_walk || self.tour.nodes.is_empty() {
            self.try_walk(inserter, place);
        } else if delta < self.limit() {
            self.best = Some(place);
        }
    }
}
