//! Putting absent jobs back where they cost least, fines counted; only places beside a neighbour are tried.

use super::fitter::{Fitter, Mix};
use super::plain::Plain;
use super::sketch::{FOREIGN, Sketch};
use crate::rng::Rng;

/// How often a place is overlooked (a blink of Christiaens and Vanden Berghe).
const BLINK: f64 = 0.01;

/// A place for a job: before the job at a position of a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) delta: i64,
    pub(crate) v: u32,
    pub(crate) at: u32,
    /// A loading visit right before it.
    pub(crate) load: Option<u32>,
}

/// The cheapest place of an absent job beside its neighbours, or with an unused vehicle.
pub(crate) fn cheapest(
    plain: &Plain<'_>,
    sketch: &Sketch,
    fitter: &mut Fitter,
    job: u32,
    rng: &mut Rng,
) -> Option<Place> {
    let mut scan = Scan {
        plain,
        sketch,
        fitter,
        job,
        best: None,
    };
    for v in sketch.idle.some(rng).into_iter().flatten() {
        scan.weigh(v as usize, 0);
    }
    for beside in plain.near(job) {
        if rng.chance(BLINK) {
            continue;
        }
        let spot = sketch.spots[beside.job as usize];
        if spot.day >= FOREIGN {
            continue;
        }
        let rate = plain.cars[spot.day as usize].per_second;
        if i64::from(beside.goes) * rate - spot.before < scan.limit() {
            scan.weigh(spot.day as usize, spot.at as usize);
        }
        if i64::from(beside.comes) * rate - spot.after < scan.limit() {
            scan.weigh(spot.day as usize, spot.at as usize + 1);
        }
    }
    for v in plain.favours.preferred(job).filter(|v| sketch.is_own[*v]) {
        (0..=sketch.days[v].jobs.len()).for_each(|at| scan.weigh(v, at));
    }
    scan.best
}

/// Places of a job, and the cheapest so far.
struct Scan<'a, 'p> {
    plain: &'a Plain<'p>,
    sketch: &'a Sketch,
    fitter: &'a mut Fitter,
    job: u32,
    best: Option<Place>,
}

impl Scan<'_, '_> {
    fn limit(&self) -> i64 {
        self.best.map_or(i64::MAX, |best| best.delta)
    }

    /// Before the node at a position of a day; where it does not fit without, with a loading visit before it.
    #[inline]
    fn weigh(&mut self, v: usize, at: usize) {
        let (plain, day, car) = (self.plain, &self.sketch.days[v], &self.plain.cars[v]);
        let (before, behind) = (day.stops[at].place, day.stops[at + 1].place);
        let place = plain.jobs[self.job as usize].place;
        let old = if day.jobs.is_empty() {
            -car.starts
        } else {
            car.per_second * (day.stops[at + 1].way - day.stops[at].way)
        };
        let rest = car.per_second * plain.way(place, behind) - old + plain.favours.of(&[self.job], v);
        let detour = car.per_second * plain.way(before, place) + rest;
        if detour >= self.limit() || day.count() >= car.jobs_max as usize || !plain.is_able(self.job, v) {
            return;
        }
        self.offer(v, at, None, detour);
        if plain.trips.is_none() || self.fitter.over <= day.toll.over {
            return;
        }
        for load in plain.loads(plain.field.nodes[self.job as usize].supply) {
            let hub = plain.jobs[load as usize].place;
            let detour = car.per_second * (plain.way(before, hub) + plain.way(hub, place)) + rest;
            if detour < self.limit() {
                self.offer(v, at, Some(load), detour);
            }
        }
    }

    /// Takes the place when it is cheaper, fines counted.
    #[inline]
    fn offer(&mut self, v: usize, at: usize, load: Option<u32>, detour: i64) {
        let (plain, sketch) = (self.plain, self.sketch);
        let day = &sketch.days[v];
        let fined = sketch.fines.fined(&day.toll);
        let over = sketch.fines.of(0, sketch.over(plain, v, &[self.job], &[]));
        let delta = detour + over - fined;
        if plain.trips.is_none() && delta >= self.limit() {
            return;
        }
        let come = [load.unwrap_or_default(), self.job];
        let come = &come[usize::from(load.is_none())..];
        let mix = Mix::new((day, at), (day, at)).with(come);
        let left = self.limit().saturating_sub(delta);
        let delta = delta + self.fitter.fine(plain, &sketch.fines, v, mix, left);
        if delta < self.limit() {
            self.best = Some(Place {
                delta,
                v: v as u32,
                at: at as u32,
                load,
            });
        }
    }
}
