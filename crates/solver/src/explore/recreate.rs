//! Putting absent jobs back where they cost least, fines counted; only places beside a neighbour are tried.

use super::day::Piece;
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
}

/// The cheapest place of an absent job beside its neighbours, or with an unused vehicle.
pub(crate) fn cheapest(plain: &Plain<'_>, sketch: &Sketch, job: u32, rng: &mut Rng) -> Option<Place> {
    let mut best: Option<Place> = None;
    for v in sketch.idle.some(rng).into_iter().flatten() {
        weigh(plain, sketch, job, v as usize, 0, &mut best);
    }
    for beside in plain.near(job) {
        if rng.chance(BLINK) {
            continue;
        }
        let spot = sketch.spots[beside.job as usize];
        if spot.day >= FOREIGN {
            continue;
        }
        let limit = best.map_or(i64::MAX, |best| best.delta);
        if i64::from(beside.goes) * plain.per_second - spot.before < limit {
            weigh(plain, sketch, job, spot.day as usize, spot.at as usize, &mut best);
        }
        if i64::from(beside.comes) * plain.per_second - spot.after < limit {
            weigh(plain, sketch, job, spot.day as usize, spot.at as usize + 1, &mut best);
        }
    }
    best
}

#[inline]
fn weigh(plain: &Plain<'_>, sketch: &Sketch, job: u32, v: usize, at: usize, best: &mut Option<Place>) {
    let day = &sketch.days[v];
    let car = &plain.cars[v];
    let place = plain.jobs[job as usize].place;
    let old = if day.jobs.is_empty() {
        -car.starts
    } else {
        day.stops[at + 1].price - day.stops[at].price
    };
    let detour = plain.price(day.stops[at].place, place) + plain.price(place, day.stops[at + 1].place) - old;
    let limit = best.map_or(i64::MAX, |best| best.delta);
    if detour >= limit || day.jobs.len() >= car.jobs_max as usize || !plain.field.is_able(job, v) {
        return;
    }
    let fined = sketch.fines.of(day.toll.late_by, day.toll.over);
    let over = sketch.over(plain, v, &[job], &[]);
    let delta = detour + sketch.fines.of(day.toll.late_by, over) - fined;
    if delta >= limit {
        return;
    }
    let late = Piece::head(day, at)
        .job(plain, job)
        .tail(plain, day, at)
        .late_by(plain, car);
    let delta = detour + sketch.fines.of(late, over) - fined;
    if delta < limit {
        *best = Some(Place {
            delta,
            v: v as u32,
            at: at as u32,
        });
    }
}
