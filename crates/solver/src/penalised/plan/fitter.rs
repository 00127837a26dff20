//! `Fitter::fine`: what a proposed day, a `Mix` of pieces of other days, would be fined for lateness, hours and
//! moments, and for overload only where days have trips (else `RelaxedPlan::over` tells it). The day is not made;
//! `RelaxedPlan::replace` does that.

use crate::penalised::plan::penalties::Penalties;
use crate::penalised::plan::relaxed_tour::{Piece, RelaxedTour};
use crate::penalised::plan::walker::Walker;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;

/// The beginning of one day, up to two pieces in between, and the rest of a day.
#[derive(Clone, Copy)]
pub(crate) struct Mix<'a> {
    /// The first nodes of a day.
    pub(crate) head: (&'a RelaxedTour, usize),
    pub(crate) between: [&'a [u32]; 2],
    /// Whether the first piece in between is driven the other way round.
    pub(crate) turned: bool,
    /// The nodes of a day from one on.
    pub(crate) tail: (&'a RelaxedTour, usize),
}

impl<'a> Mix<'a> {
    /// The first nodes of one day, then the rest of a day.
    pub(crate) const fn new(head: (&'a RelaxedTour, usize), tail: (&'a RelaxedTour, usize)) -> Self {
        Self {
            head,
            between: [&[], &[]],
            turned: false,
            tail,
        }
    }

    /// With a piece in between.
    pub(crate) const fn with(self, piece: &'a [u32]) -> Self {
        Self {
            between: [piece, &[]],
            ..self
        }
    }

    /// With two pieces in between.
    pub(crate) const fn with_both(self, one: &'a [u32], other: &'a [u32]) -> Self {
        Self {
            between: [one, other],
            ..self
        }
    }

    /// With a piece in between, driven the other way round.
    pub(crate) const fn turned(self, piece: &'a [u32]) -> Self {
        Self {
            between: [piece, &[]],
            turned: true,
            ..self
        }
    }

    /// How late it is, where nothing is waited for but openings, and how long it lasts.
    #[inline]
    fn end(self, problem: &RelaxedProblem<'_>, v: usize) -> (i64, i32) {
        let [one, other] = self.between;
        let head = Piece::head(self.head.0, self.head.1);
        let piece = if self.turned {
            head.jobs(problem, one.iter().rev())
        } else {
            head.jobs(problem, one)
        };
        let day = piece.jobs(problem, other).tail(problem, self.tail.0, self.tail.1);
        day.end(problem, &problem.cars[v])
    }

    fn write(self, nodes: &mut Vec<u32>) {
        let [one, other] = self.between;
        nodes.clear();
        nodes.extend_from_slice(&self.head.0.jobs[..self.head.1]);
        if self.turned {
            nodes.extend(one.iter().rev());
        } else {
            nodes.extend_from_slice(one);
        }
        nodes.extend_from_slice(other);
        nodes.extend_from_slice(&self.tail.0.jobs[self.tail.1..]);
    }
}

/// Asks what is fined; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fitter {
    walker: Walker,
    /// What was too much when last asked; nothing when lateness alone was beyond the limit.
    pub(crate) over: i64,
}

impl Fitter {
    /// The fine of a mix as the day of a vehicle, hours and moments included. What is too much counts only where days
    /// have trips, elsewhere [`crate::penalised::plan::relaxed_plan::RelaxedPlan::over`] knows it. No more than
    /// `limit` need be told of what is late.
    #[inline]
    pub(crate) fn fine(
        &mut self,
        problem: &RelaxedProblem<'_>,
        penalties: &Penalties,
        v: usize,
        mix: Mix<'_>,
        limit: i64,
    ) -> i64 {
        let is_walked = problem.is_walked(v);
        let (mut late_by, mut timed) = (0, 0);
        self.over = 0;
        if !is_walked || !problem.are_released() || problem.hours.are_paid() {
            let (summed, lasts) = mix.end(problem, v);
            timed = problem.hours_price(v, lasts);
            // Sums know nothing of goods that come late.
            late_by = if problem.are_released() { 0 } else { summed };
            let fine = penalties.of(late_by, 0) + timed;
            if !is_walked || fine >= limit {
                return fine;
            }
        }
        mix.write(&mut self.walker.nodes);
        let mut toll = self.walker.toll(problem, v, late_by);
        toll.timed += timed;
        self.over = toll.over;
        penalties.fined(&toll)
    }

    /// Takes out loads for nobody.
    pub(crate) fn strip(&mut self, problem: &RelaxedProblem<'_>, v: usize, nodes: &mut Vec<u32>) {
        if let Some(sources) = &problem.job_sources {
            self.walker.strip(problem, sources, v, nodes);
        }
    }
}
