//! The graph that is searched: lanes, and turns between them.

pub(crate) mod automaton;
pub(crate) mod expansion;
pub(crate) mod reachability;
pub(crate) mod turns;
pub(crate) mod varying;
