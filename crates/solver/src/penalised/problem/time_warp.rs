//! `TimeWarp`: a piece of a day as four numbers, joined in O(1); a late arrival is turned back to the closing and
//! counted as lateness.
//!
//! Vidal, Crainic, Gendreau and Prins, “A hybrid genetic algorithm with adaptive diversity management for a large
//! class of vehicle routing problems with time-windows” (2013).

/// What a job of a lower class behind one of a higher counts, in seconds of lateness.
pub(crate) const DISORDER: i32 = 1 << 18;

/// A piece of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeWarp {
    /// Travel, setup, service and forced waits, in seconds.
    pub(crate) lasts: i32,
    /// Seconds of lateness: how far time must be turned back on the way.
    pub(crate) late_by: i32,
    /// The earliest begin that waits no longer than it must.
    pub(crate) early: i32,
    /// The latest begin that is no later than it must.
    pub(crate) late: i32,
}

impl TimeWarp {
    /// One visit, or a moment inside an interval.
    pub(crate) const fn visit(early: i32, late: i32, service: i32) -> Self {
        Self {
            lasts: service,
            late_by: 0,
            early,
            late,
        }
    }

    /// The same, with jobs in the wrong order: as bad as days of lateness, and no later for that.
    pub(crate) const fn disordered(self) -> Self {
        Self {
            lasts: self.lasts + DISORDER,
            late_by: self.late_by + DISORDER,
            ..self
        }
    }

    /// This piece, then `gap` seconds of travel and setup, then the other.
    #[inline]
    pub(crate) fn join(self, gap: i32, other: Self) -> Self {
        let shift = self.lasts - self.late_by + gap;
        let wait = (other.early - shift - self.late).max(0);
        let late_by = (self.early + shift - other.late).max(0);
        Self {
            lasts: self.lasts + gap + other.lasts + wait,
            late_by: self.late_by + other.late_by + late_by,
            early: (other.early - shift).max(self.early) - wait,
            late: (other.late - shift).min(self.late) + late_by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::rng::Rng;

    /// How late visits are when begun at `t`, each late begin turned back to the closing; and how long it lasts.
    fn walk(visits: &[TimeWarp], gap: i32, begins: i32) -> (i32, i32) {
        let (mut now, mut late_by, mut lasts) = (begins, 0, 0);
        for (at, visit) in visits.iter().enumerate() {
            if at > 0 {
                now += gap;
                lasts += gap;
            }
            lasts += (visit.early - now).max(0);
            late_by += (now - visit.late).max(0);
            now = now.clamp(visit.early, visit.late) + visit.lasts;
            lasts += visit.lasts;
        }
        (late_by, lasts)
    }

    #[test]
    fn joined_pieces_say_what_walks_at_every_second_say() {
        let mut rng = Rng::new(5, 0);
        for _ in 0..2_000 {
            let gap = rng.below(7) as i32;
            let visits: Vec<TimeWarp> = (0..2 + rng.below(4))
                .map(|_| {
                    let early = rng.below(30) as i32;
                    TimeWarp::visit(early, early + rng.below(12) as i32, rng.below(5) as i32)
                })
                .collect();
            let cut = 1 + rng.below(visits.len() - 1);
            let fold = |part: &[TimeWarp]| part[1..].iter().fold(part[0], |all, one| all.join(gap, *one));
            let partition = fold(&visits[..cut]).join(gap, fold(&visits[cut..]));
            let first = visits[0];
            let best = (first.early..=first.late).map(|t| walk(&visits, gap, t)).min();
            assert_eq!(Some((partition.late_by, partition.lasts)), best, "{visits:?} gap {gap}");
        }
    }
}
