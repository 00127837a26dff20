//! `Seek::with_delivery`: the cheapest places it finds for both ends of a shipment in one tour; where a detour is
//! shorter than the straight way, cheaper ones may be overlooked. Two people at one moment are in
//! `recreate/together.rs`.
//!
//! Supports shipments. Both ends at once, as Ropke and Pisinger (2006) put requests back.

use super::dropoffs::{Dropoff, Dropoffs, Visit};
use super::{Inserter, Insertion, Seek};
use crate::shared::problem::linked_jobs::Tie;
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
    /// Every place of the pickup, and behind it every place of the delivery. O(nodes²) places, each in O(1) where
    /// nothing must be walked; most are passed over, since no delivery behind them is cheap enough. No detour is
    /// taken to be quicker or cheaper than the straight way; where a table of travel says it is, or a visit saves the
    /// next stop its setup, a place in a tour that is not empty may be overlooked.
    pub(super) fn with_delivery(&mut self, inserter: &mut Inserter) {
        let Some(delivery) = self.problem.linked.partner(self.job) else {
            return;
        };
        if !self.problem.is_able(delivery, self.v) || self.tour.jobs + 2 > self.car.tasks_max {
            return;
        }
        let places = self.hours(self.job);
        let mut places = places.start.max(self.problem.linked.prefixes[self.v].len())..places.end;
        let Some(first) = places.find(|at| self.could_pick_up(*at)) else {
            return;
        };
        let mut drops = std::mem::take(&mut inserter.drops);
        self.list_drops(&mut drops, delivery, first);
        for at in first..places.end {
            self.pick_up(inserter, delivery, at, &drops);
        }
        inserter.drops = drops;
    }

    /// The places of the tour where a job alone is neither too late nor keeps the next stop too long, by its hours
    /// alone.
    pub(super) fn hours(&self, job: u32) -> Range<usize> {
        let (stops, node) = (&self.tour.stops, &self.problem.nodes[job as usize]);
        let (places, ends) = (&stops[..stops.len() - 1], &stops[1..]);
        ends.partition_point(|after| after.latest < node.opens + node.service)
            ..places.partition_point(|before| before.departs <= node.closes)
    }

    /// Whether a job, `there` seconds from the stop before a place, could begin in time, and the next stop, `on`
    /// seconds away, as well, if nothing had to be set up.
    #[inline]
    pub(super) fn could_be_timely(&self, job: u32, at: usize, there: i64, on: i64) -> bool {
        let (before, after) = (&self.tour.stops[at], &self.tour.stops[at + 1]);
        self.problem
            .begin(job, before.departs + there)
            .is_some_and(|begins| begins + self.problem.nodes[job as usize].service + on <= after.latest)
    }

    /// Whether the pickup without its delivery has a place here that is not too dear; an empty tour has only one,
    /// which is tried.
    fn could_pick_up(&self, at: usize) -> bool {
        let (Some(there), on) = self.rides(self.job, at) else {
            return false;
        };
        let Some(on) = on.filter(|_| !self.tour.nodes.is_empty()) else {
            return self.fits_on_top(at);
        };
        let detour = there.price + on.price - (self.tour.stops[at + 1].price - self.tour.stops[at].price);
        let is_too_expensive = !self.car.is_metered() && self.is_pruned(detour);
        !is_too_expensive && self.could_be_timely(self.job, at, there.seconds, on.seconds) && self.fits_on_top(at)
    }

    /// Lists a delivery in the places not before the `first`. What is too late somewhere is so behind a pickup too.
    fn list_drops(&self, drops: &mut Dropoffs, delivery: u32, first: usize) {
        let stops = &self.tour.stops;
        let places = self.hours(delivery);
        drops.first = places.start.max(first);
        drops.all.clear();
        for at in drops.first..places.end {
            let (there, on) = self.rides(delivery, at);
            let rides = there.zip(on);
            let visit = rides.filter(|(there, on)| self.could_be_timely(delivery, at, there.seconds, on.seconds));
            let visit = visit.map(|(there, on)| Visit {
                there: there.seconds,
                on: on.seconds,
                detour: there.price + on.price - (stops[at + 1].price - stops[at].price),
            });
            let least = visit.map(|visit| visit.detour);
            drops.all.push(Dropoff { on, visit, least });
        }
        let mut least = None;
        for dropoff in drops.all.iter_mut().rev() {
            least = dropoff.least.into_iter().chain(least).min();
            dropoff.least = least;
        }
    }

    /// The pickup before a node, the delivery right behind it or further on.
    fn pick_up(&mut self, inserter: &mut Inserter, delivery: u32, at: usize, drops: &Dropoffs) {
        let (problem, tour) = (self.problem, self.tour);
        let pickup = &problem.nodes[self.job as usize];
        let before = &tour.stops[at];
        let (Some(ride), on) = self.rides(self.job, at) else {
            return;
        };
        let detour = ride.price - (tour.stops[at + 1].price - before.price);
        let last = problem.ride(self.car, pickup.location, problem.nodes[delivery as usize].location);
        let adjacent = last.zip(drops.at(at).and_then(|dropoff| dropoff.on));
        let adjacent = adjacent.map(|(last, on)| (detour + last.price + on.price, last.seconds, on.seconds));
        let adjacent = adjacent.filter(|(delta, ..)| !self.is_pruned(*delta));
        let later = on.zip(drops.least(at + 1));
        let later = later.filter(|(on, least)| !self.is_pruned(detour + on.price + least));
        if (adjacent.is_none() && later.is_none()) || !self.fits_on_top(at) {
            return;
        }
        let ready = before.departs + ride.seconds + problem.setup(before.location, self.job);
        let Some(begins) = problem.begin(self.job, ready) else {
            return;
        };
        let departs = begins + pickup.service;
        if let Some((delta, there, on)) = adjacent
            && self.is_timely(delivery, (pickup.location, departs), there, (at, on))
        {
            self.offer(inserter, (at, at), delta);
        }
        if let Some((on, _)) = later {
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
    fn deliver_later(&mut self, inserter: &mut Inserter, delivery: u32, pickup: &Pickup, drops: &Dropoffs) {
        let (problem, tour) = (self.problem, self.tour);
        let mut now = pickup.departs;
        let mut from = problem.nodes[self.job as usize].location;
        for at in pickup.at + 1..=tour.nodes.len() {
            let least = drops.least(at);
            if least.is_none_or(|least| self.is_pruned(pickup.detour + least)) {
                return;
            }
            let node = tour.nodes[at - 1];
            let ride = if at == pickup.at + 1 {
                Some(pickup.on)
            } else {
                self.seconds_between_neighbours(at - 1)
            };
            let Some(ride) = ride else {
                return;
            };
            let Some(begins) = problem.begin(node, now + ride + problem.setup(from, node)) else {
                return;
            };
            if begins > tour.stops[at].latest || !self.fits_on_top(at) {
                return;
            }
            let node = &problem.nodes[node as usize];
            (now, from) = (begins + node.service, node.location);
            let Some(visit) = drops.at(at).and_then(|dropoff| dropoff.visit) else {
                continue;
            };
            let delta = pickup.detour + visit.detour;
            if !self.is_pruned(delta) && self.is_timely(delivery, (from, now), visit.there, (at, visit.on)) {
                self.offer(inserter, (pickup.at, at), delta);
            }
        }
    }

    /// Seconds from one node of the tour to the next.
    #[inline]
    fn seconds_between_neighbours(&self, at: usize) -> Option<i64> {
        let (stop, next) = (&self.tour.stops[at], &self.tour.stops[at + 1]);
        if self.is_plain() {
            return Some(next.price - stop.price);
        }
        let ride = self.problem.ride(self.car, stop.location, next.location)?;
        Some(ride.seconds)
    }

    /// Whether the shipment fits on top of what other shipments have on board after a stop.
    fn fits_on_top(&self, at: usize) -> bool {
        let (problem, dims) = (self.problem, self.problem.dims);
        let capacity = problem.capacity(self.v).iter().zip(problem.linked.shipped(self.job));
        let on_board = &self.tour.on_board[at * dims..][..dims];
        on_board
            .iter()
            .zip(capacity)
            .all(|(sum, (most, more))| sum + more <= *most)
    }

    /// Whether a job, coming `there` seconds from a location left at a moment, begins in time, and the stop behind
    /// its place, `on` seconds away, as well.
    #[inline]
    fn is_timely(&self, job: u32, (from, now): (u32, i64), there: i64, (at, on): (usize, i64)) -> bool {
        let node = &self.problem.nodes[job as usize];
        let after = &self.tour.stops[at + 1];
        let setup = if after.location == node.location {
            0
        } else {
            after.setup
        };
        self.problem
            .begin(job, now + there + self.problem.setup(from, job))
            .is_some_and(|begins| begins + node.service + on + setup <= after.latest)
    }

    /// Whether a detour alone is already too dear.
    #[inline]
    fn is_pruned(&self, detour: i64) -> bool {
        detour >= self.limit() && self.car.per_route == 0 && !self.tour.nodes.is_empty()
    }

    /// Takes the two places when they are allowed and cheaper.
    fn offer(&mut self, inserter: &mut Inserter, (pickup_at, at): (usize, usize), delta: i64) {
        let place = Insertion {
            delta,
            at: at as u32,
            first: Some((pickup_at as u32, 0)),
        };
        debug_assert_eq!(self.problem.linked.of(self.job), Tie::Pickup);
        if self.must_walk || self.tour.nodes.is_empty() {
            self.try_walk(inserter, place);
        } else if delta < self.limit() {
            self.best = Some(place);
        }
    }
}
