//! What is to be planned, before travel is known.

use karavan_model::Point;
use karavan_plan::{Depot, Job, Rules, Vehicle};
use karavan_roads::{Profile, Snap};

/// What is to be planned: places on the map, what is done there, who can do it, and the rules. Locations, depots, jobs and
/// vehicles name one another by position; see `karavan_plan` for what each field means.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The places, each once: location `i` is `points[i]`.
    pub points: Vec<Point>,
    /// Where a car stops for each place; as many as points.
    pub snaps: Vec<Snap>,
    /// Ways to travel: profile `i` of a vehicle is `profiles[i]`.
    pub profiles: Vec<Profile>,
    /// Number of load dimensions.
    pub dimensions: usize,
    /// Where goods are loaded.
    pub depots: Vec<Depot>,
    /// What is to be done.
    pub jobs: Vec<Job>,
    /// Who can do it.
    pub vehicles: Vec<Vehicle>,
    /// Rules that only some problems have.
    pub rules: Rules,
}
