//! The graph that is searched: `expansion` makes it of lanes and turns, `turns` prices each turn, `automaton` forbids
//! sequences, `varying` holds turns that change with the hour, `reachability` finds connected parts.

pub(crate) mod automaton;
pub(crate) mod expansion;
pub(crate) mod reachability;
pub(crate) mod turns;
pub(crate) mod varying;
