//! `Rests`: the moments tried for the breaks of one block after a given leaving, with the best price up to each; `by`:
//! the cheapest way to have taken all by a moment, `trace`: its moments.

use super::block::{Block, Column, Weight, keep, plus};
use crate::vroom::stop::Stop;
use std::collections::BTreeSet;

/// The breaks of a block after a given leaving: the best price of each of their moments.
pub(super) struct Rests {
    moments: Vec<Vec<i64>>,
    best: Vec<Vec<Option<(Weight, usize)>>>,
    /// How long the last one takes.
    last: i64,
}

impl Rests {
    /// `None` when a break has no moment at all.
    pub(super) fn new(block: &Block<'_>, free: i64, left: &Column, right: &[i64], from: &Stop) -> Option<Self> {
        let mut rests = Self {
            moments: Vec::new(),
            best: Vec::new(),
            last: block.breaks.last()?.action,
        };
        let mut before = from.action;
        let mut after: i64 = block.breaks.iter().map(|stop| stop.action).sum();
        for (number, stop) in block.breaks.iter().enumerate() {
            let mut moments: BTreeSet<i64> = left.moments.iter().map(|moment| moment + before).collect();
            moments.extend(right.iter().map(|moment| moment - after));
            let mut shift = 0;
            for (other, near) in block.breaks.iter().enumerate() {
                let own: i64 = block.breaks[..number].iter().map(|stop| stop.action).sum();
                moments.extend(near.anchors().map(|anchor| anchor + own - shift));
                shift += block.breaks[other].action;
            }
            let moments: Vec<i64> = moments
                .into_iter()
                .filter(|moment| *moment >= free && stop.allows(*moment))
                .collect();
            let price = |moment: i64| (stop.outside(moment), 0, moment);
            let best = match number.checked_sub(1) {
                None => moments.iter().map(|moment| Some((price(*moment), 0))).collect(),
                Some(one) => {
                    let (mut next, mut best) = (0, None);
                    let lasts = block.breaks[one].action;
                    let follow = |moment: &i64| {
                        while next < rests.moments[one].len() && rests.moments[one][next] + lasts <= *moment {
                            keep(&mut best, rests.best[one][next].map(|(weight, _)| (weight, next)));
                            next += 1;
                        }
                        best.map(|(weight, from)| (plus(weight, price(*moment)), from))
                    };
                    moments.iter().map(follow).collect()
                }
            };
            rests.moments.push(moments);
            rests.best.push(best);
            before += stop.action;
            after -= stop.action;
        }
        Some(rests)
    }

    /// The cheapest way to have rested by a moment, with the place of the last break.
    pub(super) fn by(&self, moment: i64) -> Option<(Weight, usize)> {
        let (moments, best) = (self.moments.last()?, self.best.last()?);
        let mut found = None;
        for (at, begins) in moments.iter().enumerate() {
            if begins + self.last > moment {
                break;
            }
            keep(&mut found, best[at].map(|(weight, _)| (weight, at)));
        }
        found
    }

    /// The moments of all breaks of the way that ends there.
    pub(super) fn trace(&self, moment: i64) -> Option<Vec<i64>> {
        let (_, mut at) = self.by(moment)?;
        let mut traced = Vec::with_capacity(self.moments.len());
        for (moments, best) in self.moments.iter().zip(&self.best).rev() {
            traced.push(moments[at]);
            at = best[at]?.1;
        }
        traced.reverse();
        Some(traced)
    }
}
