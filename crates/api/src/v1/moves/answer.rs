//! JSON shapes of answers about a draft changed by hand: `HandWork` (what was done), `ChangedPlan` with its
//! `MovePrice`, and `Offer`, what it costs to give a request to a volunteer.

use crate::v1::clock;
use crate::v1::enums::Rule;
use crate::v1::plans::shape::{Plan, Reason};
use crate::v1::route::Route;
use karavan_dispatch::by_hand::{OfferTold, told};
use karavan_dispatch::document::{Pin as Pinned, Summary};
use karavan_dispatch::recheck::Finding;
use karavan_model::VolunteerId;
use karavan_service::{ChangedDraft, HandMarks};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What was done to a plan by hand.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandWork {
    /// Moves that can be undone.
    undo: u64,
    /// Moves that were undone and can be made again.
    redo: u64,
    /// Requests that stay with their volunteer when the day is planned again.
    pins: Vec<Pin>,
    /// Volunteers whose route stays as it is.
    locked: Vec<String>,
    /// Rules that the plan breaks; such a plan is not published.
    violations: Vec<PlanViolation>,
}

/// A request that stays with its volunteer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Pin {
    request: String,
    volunteer: String,
}

/// A rule that a plan breaks.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanViolation {
    /// Null where the plan does not add up.
    #[schema(required)]
    rule: Option<Rule>,
    /// Whose route, when it is about one.
    #[schema(required)]
    volunteer: Option<String>,
    /// Which request, when it is about one.
    #[schema(required)]
    request: Option<String>,
    text: String,
    text_ru: String,
}

/// A draft after moves.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangedPlan {
    /// As it is now, or as it would be.
    plan: Plan,
    /// What the moves cost. Null when the answer is told again.
    #[schema(required)]
    price: Option<MovePrice>,
    /// Routes that are other ones now.
    routes: Vec<Route>,
    /// Volunteers without a route now.
    gone: Vec<String>,
    /// Rules that the plan breaks; such a plan is not published.
    violations: Vec<PlanViolation>,
}

/// Differences to the plan before; less is better.
#[derive(Serialize, ToSchema)]
pub(crate) struct MovePrice {
    /// Of driving.
    travel_seconds: i64,
    /// Of driving.
    distance_meters: i64,
    /// Of what the plan costs in all.
    cost: i64,
    /// Of the longest day.
    longest_seconds: i64,
    /// When the last visit begins now, local `HH:MM`. Null when nobody is visited.
    #[schema(required, example = "13:10")]
    last: Option<String>,
    /// The same before.
    #[schema(required, example = "13:10")]
    last_before: Option<String>,
}

/// What it costs to give a request to a volunteer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Offer {
    volunteer: String,
    /// Empty when the volunteer is no longer kept.
    name: String,
    /// Whether their route then keeps all rules.
    allowed: bool,
    /// Whether their route is locked: then nothing is added to it.
    locked: bool,
    /// What keeps them from it even on an empty route. Null where nothing does.
    #[schema(required)]
    reason: Option<Reason>,
    /// The best place, and what it costs. Null where there is a reason against it.
    #[schema(required)]
    best: Option<BestPlace>,
}

/// Where a request costs least on a route.
#[derive(Serialize, ToSchema)]
pub(crate) struct BestPlace {
    /// After how many visits.
    place: usize,
    /// When the visit would begin, local `HH:MM`.
    #[schema(example = "11:40")]
    begins: String,
    /// How much more is driven in all.
    travel_seconds: i64,
    /// How much further.
    distance_meters: i64,
    /// What the plan costs more.
    cost: i64,
}

impl From<HandMarks> for HandWork {
    fn from(of: HandMarks) -> Self {
        let pins = of.marks.pins.into_iter();
        Self {
            undo: of.turns.undo,
            redo: of.turns.redo,
            pins: pins
                .map(|Pinned { request, volunteer }| Pin {
                    request: request.0,
                    volunteer: volunteer.0,
                })
                .collect(),
            locked: of.marks.locked.into_iter().map(|volunteer| volunteer.0).collect(),
            violations: violations(&of.findings),
        }
    }
}

impl From<ChangedDraft> for ChangedPlan {
    fn from(changed: ChangedDraft) -> Self {
        let (view, numbers) = changed.routes;
        Self {
            plan: Plan::from(&view.plan),
            price: Some(MovePrice::between(&changed.before, &changed.after)),
            routes: Route::numbered(view, &numbers),
            gone: changed.gone.into_iter().map(|volunteer| volunteer.0).collect(),
            violations: violations(&changed.findings),
        }
    }
}

impl ChangedPlan {
    /// The plan as it is, for a repeat.
    pub(crate) fn unpriced(marks: &HandMarks) -> Self {
        Self {
            plan: Plan::from(&marks.plan),
            price: None,
            routes: Vec::new(),
            gone: Vec::new(),
            violations: violations(&marks.findings),
        }
    }
}

impl MovePrice {
    fn between(before: &Summary, after: &Summary) -> Self {
        Self {
            travel_seconds: (after.travel_seconds - before.travel_seconds).get(),
            distance_meters: (after.distance_meters - before.distance_meters).get(),
            cost: (after.cost - before.cost).get(),
            longest_seconds: (after.day.longest_seconds - before.day.longest_seconds).get(),
            last: after.day.last_at.map(clock),
            last_before: before.day.last_at.map(clock),
        }
    }
}

impl Offer {
    pub(crate) fn new(offer: OfferTold, names: &BTreeMap<VolunteerId, String>) -> Self {
        let best = offer.obstacle.is_none().then(|| BestPlace {
            place: offer.place,
            begins: clock(offer.begins_at),
            travel_seconds: offer.travel_seconds.get(),
            distance_meters: offer.distance_meters.get(),
            cost: offer.cost.get(),
        });
        Self {
            name: names.get(&offer.volunteer).cloned().unwrap_or_default(),
            volunteer: offer.volunteer.0,
            allowed: offer.is_allowed && !offer.is_locked,
            locked: offer.is_locked,
            reason: offer.obstacle.map(Reason::from),
            best,
        }
    }
}

fn violations(findings: &[Finding]) -> Vec<PlanViolation> {
    let each = findings.iter().map(told).map(|told| PlanViolation {
        rule: told.rule.map(Rule::from),
        volunteer: told.volunteer.map(|volunteer| volunteer.0),
        request: told.request.map(|request| request.0),
        text: told.text,
        text_ru: told.text_ru,
    });
    each.collect()
}
