//! `Segment`: a piece of a tour as duration, earliest and latest begin, so that pieces can be joined in O(1).
//!
//! Vidal, Crainic, Gendreau and Prins, “A hybrid genetic algorithm with adaptive diversity management for a large
//! class of vehicle routing problems with time-windows” (2013), without time warp: a late piece is no piece. For
//! nodes with several windows the fold takes their hull and is only a relaxation: what it refuses is impossible, what
//! it allows must be walked.

use crate::shared::problem::node::Node;
use crate::shared::problem::units::FOREVER;

/// A piece of a tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// From the first begin to the last departure when begun inside `early..=late`: travel, setup, service and forced
    /// waits.
    pub(crate) lasts: i64,
    /// The earliest begin that waits no longer than it must.
    pub(crate) early: i64,
    /// The latest begin that is in time everywhere.
    pub(crate) late: i64,
}

impl Segment {
    /// A moment inside an interval.
    pub(crate) const fn moment(early: i64, late: i64) -> Self {
        Self { lasts: 0, early, late }
    }

    /// One visit.
    pub(crate) const fn visit(node: &Node) -> Self {
        Self {
            lasts: node.service,
            early: node.opens,
            late: node.closes,
        }
    }

    /// The end of a shift: the last departure, or the arrival at the end place, is not after it.
    pub(crate) const fn end(closes: i64) -> Self {
        Self::moment(-FOREVER, closes)
    }

    /// This piece, then `gap` seconds of travel and setup, then the other; `None` when the other is then late.
    pub(crate) fn join(self, gap: i64, other: Self) -> Option<Self> {
        let shift = self.lasts + gap;
        if self.early + shift > other.late {
            return None;
        }
        let wait = (other.early - shift - self.late).max(0);
        Some(Self {
            lasts: shift + other.lasts + wait,
            early: (other.early - shift).max(self.early) - wait,
            late: self.late.min(other.late - shift),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::rng::Rng;

    /// Ends of `a` then `b` begun at `t`, by walking: `None` when late.
    fn walk(pieces: &[(i64, i64, i64)], gap: i64, begins: i64) -> Option<i64> {
        let mut now = begins;
        for (at, (opens, closes, service)) in pieces.iter().enumerate() {
            if at > 0 {
                now = (now + gap).max(*opens);
            }
            if now < *opens || now > *closes {
                return None;
            }
            now += service;
        }
        Some(now)
    }

    #[test]
    fn joined_segments_say_what_a_walk_at_every_second_says() {
        let mut rng = Rng::new(3, 0);
        for _ in 0..400 {
            let count = 1 + rng.below(4);
            let gap = rng.below(6) as i64;
            let visits: Vec<(i64, i64, i64)> = (0..count)
                .map(|_| {
                    let opens = rng.below(30) as i64;
                    (opens, opens + rng.below(12) as i64, rng.below(5) as i64)
                })
                .collect();
            let fold = |one: &(i64, i64, i64)| Segment {
                lasts: one.2,
                early: one.0,
                late: one.1,
            };
            let joined = visits[1..]
                .iter()
                .try_fold(fold(&visits[0]), |all, one| all.join(gap, fold(one)));
            let spans = (0..=60).filter_map(|t| walk(&visits, gap, t).map(|end| (end - t, t)));
            let shortest = spans.clone().map(|(lasts, _)| lasts).min();
            assert_eq!(joined.map(|all| all.lasts), shortest, "{visits:?} gap {gap}");
            if let Some(all) = joined {
                let best: Vec<i64> = spans.filter(|(lasts, _)| *lasts == all.lasts).map(|(_, t)| t).collect();
                assert_eq!(
                    (all.early, all.late),
                    (best[0], best[best.len() - 1]),
                    "{visits:?} gap {gap}"
                );
            }
        }
    }
}
