//! `Block`: two halts with the breaks between them, `Column`: the candidate moments of a halt with the best way to
//! each, and `Weight`: what ways are compared by (`plus`, `keep`). The search is in `best_moments.rs`.

use crate::vroom::stop::Stop;

/// Seconds outside windows, duration of the route, sum of moments: compared in this order.
pub(super) type Weight = (i64, i64, i64);

pub(super) fn plus(a: Weight, b: Weight) -> Weight {
    (a.0 + b.0, a.1 + b.1, a.2 + b.2)
}

/// Halts between two breaks or ends of the day, and the breaks after the first of them.
pub(super) struct Block<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) breaks: &'a [Stop],
    /// From the moment of `from` to that of `to`, at least.
    pub(super) least: i64,
}

pub(super) struct Column {
    pub(super) moments: Vec<i64>,
    /// What led to each moment, and from which one of the halt before.
    pub(super) best: Vec<Option<(Weight, usize)>>,
}

/// Keeps the cheaper of two.
pub(super) fn keep<T: Copy>(best: &mut Option<(Weight, T)>, other: Option<(Weight, T)>) {
    if let Some(other) = other
        && best.is_none_or(|best| other.0 < best.0)
    {
        *best = Some(other);
    }
}
