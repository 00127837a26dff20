//! `Rests`: the breaks now placed in a tour, the best placing found so far with its clock, and how many were tried.
//! The search for it is in `breaks.rs`.

use crate::ix::BreakIx;
use karavan_model::Seconds;
use std::cmp::Reverse;

/// A break and the step that it is put in front of.
pub(super) type Rest = (usize, BreakIx);

/// The best clock found, and what it is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Rests {
    pub(super) now: Vec<Rest>,
    pub(super) best: Vec<Rest>,
    /// End, leaving, and the moment before which nobody leaves.
    pub(super) clock: Option<(Seconds, Reverse<Seconds>, Seconds)>,
    pub(super) tried: usize,
}
