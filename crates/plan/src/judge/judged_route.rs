//! A route that the judge looks at.

use crate::plan::Route;
use crate::problem::{Problem, Vehicle};

/// A route whose every index and moment makes sense, with its vehicle.
pub(super) struct JudgedRoute<'a> {
    pub(super) problem: &'a Problem,
    pub(super) vehicle: &'a Vehicle,
    pub(super) route: &'a Route,
}
