//! `PlanDocument` and the types it is made of: routes with stops and visits, requests left out with reasons, open
//! questions, the summary, and the evidence by which it can be judged again. It is first written in
//! `translate/into_words.rs` and read back in `recheck/`. `rejected_rows` counts refused rows.

mod goods;
mod legend;
mod marks;
mod shortage;

use crate::day_time::DayTime;
use crate::locate::{Lack, LeftOut};
pub(crate) use goods::GoodsIndex;
use karavan_intake::{Notice, Rejection};

use karavan_model::{
    Candidate, Cost, Date, HubId, Meters, Need, Point, Policy, RequestId, Seconds, Stock, VehicleKind, VolunteerId,
};
use karavan_plan::{LocationIx, ProblemFile, ReasonCode};
pub use legend::{HubName, Legend};
pub use marks::{Marks, Pin};
use serde::{Deserialize, Serialize};
pub use shortage::Shortage;
use std::collections::BTreeSet;

/// The only version of the document so far.
pub const FORMAT: &str = "karavan-plan-1";

/// What a plan makes of people's time, in numbers that can be held against those of another plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayFigures {
    /// Requests in routes.
    pub served: usize,
    /// Volunteers with a route.
    pub routes: usize,
    /// Driving of all routes.
    pub travel_seconds: Seconds,
    /// The longest day, from leaving home to the end.
    pub longest_seconds: Seconds,
    /// The mean day of those with a route.
    pub mean_seconds: Seconds,
    /// When the visit to the last request begins; absent when nobody is visited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<DayTime>,
    /// The mean moment at which visits begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_at: Option<DayTime>,
}

/// The day in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What the plan was to be good at.
    #[serde(default = "Policy::before_choice")]
    pub policy: Policy,
    /// What it makes of people's time. Zeros in older documents.
    #[serde(default)]
    pub day: DayFigures,
    /// The same of the shortest plan found on the way, where that was not the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortest: Option<DayFigures>,
    /// Who came and has no route; their home is known.
    #[serde(default)]
    pub idle: Vec<VolunteerId>,
    /// Requests in routes.
    pub served: usize,
    /// Requests left out, each with reasons.
    pub unassigned: usize,
    /// Requests whose address a person must complete.
    pub needs_info: usize,
    /// Rows that could not be taken.
    pub rejected: usize,
    /// Volunteers with a route.
    pub routes: usize,
    /// Volunteers without one: their address is not known.
    pub volunteers_left_out: usize,
    /// Driving of all routes.
    pub travel_seconds: Seconds,
    /// Driving of all routes.
    pub distance_meters: Meters,
    /// The objective.
    pub cost: Cost,
    /// Rules the plan breaks; zero in every plan we publish.
    pub violations: usize,
    /// What is loaded at hubs and is not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortages: Vec<Shortage>,
}

/// One request at a stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The request visited.
    pub request: RequestId,
    /// When service begins.
    pub starts_at: DayTime,
    /// When it is over.
    pub departs_at: DayTime,
    /// Who else comes at the same moment, when it takes two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<VolunteerId>,
    /// The second of the two: the first brings the goods, and is the one who has the request.
    #[serde(default, rename = "second", skip_serializing_if = "std::ops::Not::not")]
    pub is_second: bool,
}

/// What is done at a stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// Goods are loaded at a hub.
    Load,
    /// Visiting people of one building.
    Visit,
    /// Resting where the step before was.
    Break,
}

/// A halt of a route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// Loading or visiting.
    pub kind: StopKind,
    /// Where goods are loaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<HubId>,
    /// What people call the hub.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The hub's address as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What is taken at the hub: the goods of all visits that are served from this loading, goods by goods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loads: Vec<Need>,
    /// Row of the travel table.
    pub location: LocationIx,
    /// Where it is on the map.
    pub point: Point,
    /// Driving from the stop before, or from the start.
    pub travel_seconds: Seconds,
    /// Driving from the stop before, or from the start.
    pub distance_meters: Meters,
    /// When the car is there.
    pub arrives_at: DayTime,
    /// When loading or the first visit begins.
    pub starts_at: DayTime,
    /// When the car leaves.
    pub departs_at: DayTime,
    /// Who is visited, in order; empty when loading or resting.
    pub requests: Vec<RequestId>,
    /// The same with times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
}

impl Stop {
    /// The requests done here by whoever has them: in a whole plan, each once.
    pub fn held(&self) -> impl Iterator<Item = &RequestId> {
        let first = self.visits.iter().filter(|visit| !visit.is_second);
        first.map(|visit| &visit.request)
    }
}

/// The day of one volunteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VolunteerRoute {
    /// The volunteer whose day it is.
    pub volunteer: VolunteerId,
    /// Where it starts; absent when it starts at the first stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Point>,
    /// Where it ends; absent when it ends at the last stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Point>,
    /// With what.
    #[serde(default)]
    pub vehicle: VehicleKind,
    /// When to leave home.
    pub leaves_at: DayTime,
    /// When it is over: back home, or the last stop done.
    pub ends_at: DayTime,
    /// Driving of the whole route, in seconds.
    pub travel_seconds: Seconds,
    /// Driving of the whole route, in meters.
    pub distance_meters: Meters,
    /// In order.
    pub stops: Vec<Stop>,
}

/// One reason in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonText {
    /// What stands in the way.
    pub code: ReasonCode,
    /// How many volunteers it stops.
    pub vehicles: u32,
    /// In English.
    #[serde(default)]
    pub text: String,
    /// In Russian.
    #[serde(default)]
    pub text_ru: String,
}

/// A request left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftRequest {
    /// The request left out.
    pub request: RequestId,
    /// Why; never empty.
    pub reasons: Vec<ReasonText>,
}

/// A request whose address a person must complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// The request whose address is asked about.
    pub request: RequestId,
    /// The address as written.
    pub address: String,
    /// What is wrong with it.
    pub why: Lack,
    /// Places it may be.
    pub candidates: Vec<Candidate>,
}

/// What the judge needs: the problem with the legs the plan uses.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Evidence {
    /// Names of its indexes.
    pub legend: Legend,
    /// The problem.
    pub problem: ProblemFile,
}

/// A plan of one day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlanDocument {
    /// The name of this format, always [`FORMAT`].
    pub format: String,
    /// The day.
    pub date: Date,
    /// In numbers.
    pub summary: Summary,
    /// Who drives where.
    pub routes: Vec<VolunteerRoute>,
    /// Who is left out, and why.
    pub unassigned: Vec<LeftRequest>,
    /// Whose address a person must complete.
    pub needs_info: Vec<OpenQuestion>,
    /// Rows that could not be taken.
    pub rejected: Vec<Rejection>,
    /// Remarks about cells and columns of the tables that were not read as written.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// Volunteers whose home is not known.
    #[serde(default)]
    pub volunteers_left_out: Vec<LeftOut>,
    /// Hubs whose place is not known.
    #[serde(default)]
    pub hubs_left_out: Vec<LeftOut>,
    /// What hubs had on the day, as far as it was counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<Stock>,
    /// What the next search is to keep of this draft.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
    /// For the judge.
    pub evidence: Evidence,
}

/// How many rows were refused: a row with several faults is named once for each.
pub(crate) fn rejected_rows(rejected: &[Rejection]) -> usize {
    let rows: BTreeSet<_> = rejected.iter().map(|one| (&one.file, one.row)).collect();
    rows.len()
}

#[cfg(test)]
mod tests {
    use super::rejected_rows;
    use karavan_connect::CellFault;
    use karavan_intake::Rejection;

    #[test]
    fn a_row_with_several_faults_is_one_refused_row() {
        let fault = |file, row| Rejection::of_row(file, Some(row), None, None, CellFault::MissingId);
        let rejected = [
            fault("r.csv", 2),
            fault("r.csv", 2),
            fault("r.csv", 3),
            fault("v.csv", 2),
        ];
        assert_eq!(rejected_rows(&rejected), 3);
    }
}
