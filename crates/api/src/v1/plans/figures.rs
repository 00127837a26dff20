//! JSON shape `Summary`: a plan in numbers, with `DayFigures` (working times, visits) of the plan and, for
//! comparison, of the shortest plan found in the same search; and `Shortage`, goods loaded beyond a hub's stock.

use crate::v1::enums;
use karavan_model::Policy;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A plan in numbers.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Summary {
    #[schema(required)]
    served: u64,
    #[schema(required)]
    unassigned: u64,
    #[schema(required)]
    needs_info: u64,
    #[schema(required)]
    routes: u64,
    #[schema(required)]
    travel_seconds: i64,
    #[schema(required)]
    distance_meters: i64,
    #[schema(required)]
    cost: i64,
    /// Number of rules it breaks; such a plan cannot be published.
    #[schema(required)]
    violations: u64,
    /// Duration of the search.
    #[schema(required)]
    seconds: f64,
    /// The goal it was planned for.
    #[schema(required, value_type = enums::Policy)]
    policy: Policy,
    /// Working times of the volunteers and times of the visits.
    #[schema(required)]
    day: DayFigures,
    /// The same for the shortest plan found in the search, to show what the policy costs. Null when the policy is
    /// `shortest`.
    #[schema(required)]
    shortest: Option<DayFigures>,
    /// Ids of volunteers with a shift and without a route.
    #[schema(required)]
    idle: Vec<String>,
    /// Goods loaded at hubs beyond their stock when the plan was made.
    #[schema(required)]
    shortages: Vec<Shortage>,
}

/// Goods of one kind that routes load at a hub beyond its stock of the day.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct Shortage {
    #[schema(example = "H1")]
    hub: String,
    /// Name of the hub.
    name: String,
    #[schema(example = "food")]
    goods: String,
    /// Quantity that all routes load there.
    needed: u64,
    in_stock: u32,
    text: String,
    text_ru: String,
}

impl Default for Summary {
    fn default() -> Self {
        Self {
            served: 0,
            unassigned: 0,
            needs_info: 0,
            routes: 0,
            travel_seconds: 0,
            distance_meters: 0,
            cost: 0,
            violations: 0,
            seconds: 0.0,
            policy: Policy::before_choice(),
            day: DayFigures::default(),
            shortest: None,
            idle: Vec::new(),
            shortages: Vec::new(),
        }
    }
}

/// Working times of the volunteers and times of the visits.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct DayFigures {
    #[schema(required)]
    served: u64,
    /// Number of volunteers with a route.
    #[schema(required)]
    routes: u64,
    #[schema(required)]
    travel_seconds: i64,
    /// The longest route, from departure to its end.
    #[schema(required)]
    longest_seconds: i64,
    /// The mean duration of a route.
    #[schema(required)]
    mean_seconds: i64,
    /// Local time when the last visit begins; after midnight the hours go on: `25:10:00`. Null without visits.
    #[schema(required, example = "13:10:00")]
    last_at: Option<String>,
    /// Mean local time when visits begin.
    #[schema(required, example = "11:36:00")]
    mean_at: Option<String>,
}
