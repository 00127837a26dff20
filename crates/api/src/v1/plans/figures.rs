//! A plan in numbers, and beside them those of the shortest one.

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
    /// Rules it breaks; such a plan is not published.
    #[schema(required)]
    violations: u64,
    /// How long it was searched for.
    #[schema(required)]
    seconds: f64,
    /// What it was to be good at.
    #[schema(required, value_type = enums::Policy)]
    policy: Policy,
    /// What it makes of people's time.
    #[schema(required)]
    day: DayFigures,
    /// The same of the shortest plan found on the way, to see what the policy costs. Null where that was the policy.
    #[schema(required)]
    shortest: Option<DayFigures>,
    /// Volunteers who came and have no route.
    #[schema(required)]
    idle: Vec<String>,
    /// What is loaded at hubs and was not there when the plan was made.
    #[schema(required)]
    shortages: Vec<Shortage>,
}

/// More of one kind of goods is loaded at a hub than it has on the day.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct Shortage {
    #[schema(example = "H1")]
    hub: String,
    /// What people call the hub.
    name: String,
    #[schema(example = "food")]
    goods: String,
    /// How much all routes load there.
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

/// What a plan makes of people's time.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct DayFigures {
    #[schema(required)]
    served: u64,
    /// Volunteers with a route.
    #[schema(required)]
    routes: u64,
    #[schema(required)]
    travel_seconds: i64,
    /// The longest day, from leaving home to the end.
    #[schema(required)]
    longest_seconds: i64,
    /// The mean day of those with a route.
    #[schema(required)]
    mean_seconds: i64,
    /// When the last visit begins, local, past midnight going on: `25:10:00`. Null when nobody is visited.
    #[schema(required, example = "13:10:00")]
    last_at: Option<String>,
    /// The mean moment at which visits begin, local.
    #[schema(required, example = "11:36:00")]
    mean_at: Option<String>,
}
