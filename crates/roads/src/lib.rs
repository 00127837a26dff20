//! Roads as a graph: snapping, hierarchy, matrices, paths, and the nearest of many places (`Near`). `Circumstances` are
//! what differs from an ordinary day: closed and slower roads, the hour, snow.
//!
//! ```text
//! Extract ──profile, build──▶ Streets ──hierarchy──▶ RoadNetwork ──snap──▶ Snap ──matrix, path──▶ Table, Path
//! ```
//!
//! Conventions: points are WGS 84 degrees; times are seconds and lengths metres, whole; a table is row-major, a row for
//! each source; `u32::MAX` in a table and `None` elsewhere is “no road”. A matrix and a path of the same two places
//! agree.

mod build;
mod bytes;
mod circumstances;
mod drive;
mod error;
mod ground;
mod hierarchy;
mod network;
mod profile;
mod progress;
mod roads;
mod stats;
mod stops;
mod table;
#[cfg(test)]
mod tests;
mod turn_graph;
mod week;
mod weight;

pub use circumstances::{Affected, CircumstanceChange, Circumstances, Effect};
pub use drive::path::Path;
pub use error::RoadsError;
pub use network::{RoadNetwork, SNAP_METERS_MAX};
pub use profile::{Access, Profile, Season};
pub use progress::{Progress, RoadStage};
pub use stats::Stats;
pub use stops::snap::Snap;
pub use table::matrix::{NO_ROAD, Table};
pub use table::nearest::Near;
pub use week::WeekMinute;
