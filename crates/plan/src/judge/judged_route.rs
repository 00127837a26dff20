//! `JudgedRoute`: a route with its vehicle and problem, as every rule of one route gets it. Made only of routes that
//! `known.rs` accepts, so rules can index without checking.

use crate::plan::Route;
use crate::problem::{Problem, Vehicle};

/// A route whose every index and moment makes sense, with its vehicle.
pub(super) struct JudgedRoute<'a> {
    pub(super) problem: &'a Problem,
    pub(super) vehicle: &'a Vehicle,
    pub(super) route: &'a Route,
}
