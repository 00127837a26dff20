//! `Order`: what is to be planned (map hash, policy, points, profiles, depots, jobs, vehicles, rules), before travel is
//! known; with `Search` and its `Budget`. Answers are in `answer.rs`, travel in `measure.rs`.

use karavan_map::MapHash;
use karavan_model::{Point, Policy};
use karavan_plan::{Depot, Job, ProblemParts, Rules, Travel, Vehicle};
use karavan_roads::Profile;
use karavan_solver::SolveOptions;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// When a search stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Budget {
    /// After so long, measuring not included. Not repeatable.
    Time(Duration),
    /// After so many rounds of each thread. The same order and number of threads give the same plan to the byte.
    Rounds(u64),
}

/// How to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// Where chance begins.
    pub seed: u64,
    /// How many threads search at once; zero counts as one.
    pub threads: usize,
    /// When to stop.
    pub budget: Budget,
}

impl From<Search> for SolveOptions {
    fn from(search: Search) -> Self {
        Self {
            seed: search.seed,
            threads: search.threads,
            budget: match search.budget {
                Budget::Time(limit) => karavan_solver::Budget::Time(limit),
                Budget::Rounds(rounds) => karavan_solver::Budget::Rounds(rounds),
            },
        }
    }
}

impl Default for Search {
    fn default() -> Self {
        Self {
            seed: 1,
            threads: 1,
            budget: Budget::Time(Duration::from_secs(10)),
        }
    }
}

impl Budget {
    /// One part in `parts` of it, at least one round.
    pub(crate) fn part(self, parts: u32) -> Self {
        match self {
            Self::Time(limit) => Self::Time(limit / parts),
            Self::Rounds(rounds) => Self::Rounds((rounds / u64::from(parts)).max(1)),
        }
    }

    /// What is left of it when a search has taken so long, and that part in `parts` of its rounds.
    pub(crate) fn rest(self, taken: Duration, parts: u32) -> Self {
        match self {
            Self::Time(limit) => Self::Time(limit.saturating_sub(taken)),
            Self::Rounds(rounds) => Self::Rounds((rounds - rounds / u64::from(parts)).max(1)),
        }
    }
}

/// What is to be planned: places on a map, what is done there, who can do it, and the rules. Locations, depots, jobs
/// and vehicles name one another by position; see `karavan_plan` for what each field means. Of people it has nothing
/// but the points where they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The map it was made on; no other will do.
    pub map: MapHash,
    /// How to search.
    pub search: Search,
    /// What the plan is to be good at.
    pub policy: Policy,
    /// The places, each once: location `i` is `points[i]`.
    pub points: Vec<Point>,
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

impl Order {
    /// The parts of the problem, with travel for each of its profiles.
    #[must_use]
    pub fn with_travel(self, travel: Vec<Travel>) -> ProblemParts {
        ProblemParts {
            locations: self.points.len(),
            dimensions: self.dimensions,
            travel,
            depots: self.depots,
            jobs: self.jobs,
            vehicles: self.vehicles,
            rules: self.rules,
        }
    }
}
