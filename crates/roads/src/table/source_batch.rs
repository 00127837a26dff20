//! `SourceWeights`: the weights of 32 sources (`LANES`) side by side, as SIMD registers take them; `lesser` takes the
//! smaller ones of two ways. Not lanes of a road: those are in `ground/lane.rs`.

use crate::weight::Weight;

/// Sources that are swept together.
pub(crate) const LANES: usize = 32;
/// One weight for each of the sources.
pub(crate) type SourceWeights = [Weight; LANES];
/// All lanes unreachable.
pub(crate) const NOWHERE: SourceWeights = [Weight::NO_ROAD; LANES];

/// The smaller weights of two ways: one known, the other by a step from somewhere. Taken and given as a whole, so that
/// it is never written to memory in parts.
#[inline(always)]
pub(crate) fn lesser(mut own: SourceWeights, from: &SourceWeights, step: Weight) -> SourceWeights {
    for lane in 0..LANES {
        own[lane] = own[lane].or_less(from[lane] + step);
    }
    own
}
