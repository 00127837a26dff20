//! `Junction`: a place where segments meet or end, the deciseconds to pass it, and the `Bar` (gate, restricted gate,
//! closed) that stands there.

use crate::ground::spot::Spot;

/// What bars a junction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Nothing bars it.
    #[default]
    Open,
    /// A gate that opens for anyone.
    Gate,
    /// A gate that opens only for those with business behind it.
    Restricted,
    /// Nobody passes.
    Closed,
}

/// A place where segments meet or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Junction {
    pub(crate) spot: Spot,
    /// Deciseconds to pass it whatever the turn: signals, a gate.
    pub(crate) halt: u32,
    pub(crate) bar: Bar,
}
