//! JSON shape `Day`, the overview of a day: number of requests by state and outcome (`Counts`), of volunteers and
//! hubs, its plans, its newest run, and the default goal of the next plan.

use crate::v1::enums::Policy;
use karavan_model::{Date, Outcome, RequestState};
use karavan_service::DayView;
use serde::Serialize;
use utoipa::ToSchema;

/// The overview of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct Day {
    #[schema(value_type = String, example = "2026-11-21")]
    date: Date,
    requests: Counts,
    /// Number of volunteers with a shift that day.
    volunteers: usize,
    hubs: usize,
    /// Id of the published plan.
    #[schema(required)]
    published_plan: Option<String>,
    /// Id of the newest draft, when it is newer than the published plan.
    #[schema(required)]
    draft_plan: Option<String>,
    /// Id of the newest run.
    #[schema(required)]
    run: Option<String>,
    /// The default goal of the next plan: the last choice in the region.
    policy: Policy,
}

/// Number of requests by state.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct Counts {
    new: u64,
    needs_info: u64,
    located: u64,
    planned: u64,
    published: u64,
    accepted: u64,
    en_route: u64,
    closed: u64,
    /// Closed requests that were served, at least in part.
    served: u64,
    /// Closed requests that were not served.
    failed: u64,
    /// Closed requests that were cancelled.
    cancelled: u64,
}

impl Counts {
    fn of(counted: &[(RequestState, u64)]) -> Self {
        let mut counts = Self::default();
        for (state, count) in counted {
            let place = match state {
                RequestState::New => &mut counts.new,
                RequestState::NeedsInfo => &mut counts.needs_info,
                RequestState::Located => &mut counts.located,
                RequestState::Planned => &mut counts.planned,
                RequestState::Published => &mut counts.published,
                RequestState::Accepted => &mut counts.accepted,
                RequestState::EnRoute => &mut counts.en_route,
                RequestState::Closed(_) => &mut counts.closed,
            };
            *place += count;
            if let RequestState::Closed(outcome) = state {
                let place = match outcome {
                    Outcome::Cancelled => &mut counts.cancelled,
                    outcome if outcome.is_served() => &mut counts.served,
                    _ => &mut counts.failed,
                };
                *place += count;
            }
        }
        counts
    }
}

impl Day {
    pub(crate) fn new(date: Date, view: DayView) -> Self {
        Self {
            date,
            requests: Counts::of(&view.counts),
            volunteers: view.volunteers,
            hubs: view.hubs,
            published_plan: view.published.map(|plan| plan.id.0),
            draft_plan: view.draft.map(|plan| plan.id.0),
            run: view.run.map(|run| run.id.0),
            policy: view.policy.into(),
        }
    }
}
