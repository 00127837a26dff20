//! Roads as a graph: snapping, hierarchy, matrices, paths.
//!
//! ```text
//! Extract ──profile, build──▶ Streets ──hierarchy──▶ RoadNetwork ──snap──▶ Snap ──matrix, path──▶ Table, Path
//! ```
//!
//! Conventions: points are WGS 84 degrees; times are seconds and lengths metres, whole; a table is row-major, a row for each
//! source; `u32::MAX` in a table and `None` elsewhere is “no road”. A matrix and a path of the same two places always
//! agree.
//!
//! This crate never knows addresses or people.

mod ascent;
mod automaton;
mod build;
mod bytes;
mod calendar;
mod circumstances;
mod error;
mod expansion;
mod fronts;
mod hierarchy;
mod idle;
mod matrix;
mod network;
mod path;
mod pieces;
mod polygon;
mod profile;
mod progress;
mod reach;
mod search;
mod shapes;
mod snap;
mod spot;
mod stand;
mod stats;
mod streets;
mod sweep;
mod together;
#[cfg(test)]
mod trials;
mod turns;
mod varying;
mod walk;
mod week;
mod weight;

pub use circumstances::{Affected, Change, Circumstances, Effect};
pub use error::RoadsError;
pub use matrix::{NO_ROAD, Table};
pub use network::{RoadNetwork, SNAP_METERS_MAX};
pub use path::Path;
pub use profile::{Access, Profile, Season};
pub use progress::{Progress, Stage};
pub use reach::Near;
pub use snap::Snap;
pub use stats::Stats;
pub use week::WeekMinute;
