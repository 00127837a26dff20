//! `since_made` counts what changed since a draft plan was made (`SinceMade`): requests, volunteers and hubs added,
//! gone or changed, and open requests on none of its routes. It compares hashes stored with the plan (`MadeFrom`) with
//! those of the data now.

use crate::publish::holders;
use crate::secret::hash_of;
use crate::{Service, ServiceError};
use karavan_intake::Intake;
use karavan_model::{Hub, HubId, Outcome, Request, RequestId, RequestState, Shift, Stock, Volunteer, VolunteerId};
use karavan_store::{PlanHead, PlanState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Enough of a hash to tell two contents of one day apart.
const PRINT_LENGTH: usize = 16;

/// Changes of requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestChanges {
    /// Open now and unknown then.
    pub added: usize,
    /// Called off since, or of that day no more.
    pub cancelled: usize,
    /// Ended since in another way, as by a volunteer who follows the published plan.
    pub closed: usize,
    /// With another place, other goods, hours or conditions; a comment or a telephone moves no plan.
    pub changed: usize,
}

/// Changes of people or hubs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// There now and not then.
    pub added: usize,
    /// There then and not now.
    pub gone: usize,
    /// With another place, other hours, abilities or stock.
    pub changed: usize,
}

/// What changed since a draft was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SinceMade {
    /// Requests of the day.
    pub requests: RequestChanges,
    /// Volunteers with a shift that day.
    pub volunteers: Changes,
    /// Hubs, of all days alike.
    pub hubs: Changes,
    /// Open requests of the day that are on none of its routes, as of now.
    pub left: usize,
}

/// What a plan was made from: a print of each thing, as far as planning looks at it. No person can be read from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MadeFrom {
    requests: BTreeMap<RequestId, String>,
    volunteers: BTreeMap<VolunteerId, String>,
    hubs: BTreeMap<HubId, String>,
}

impl MadeFrom {
    pub(crate) fn of(intake: &Intake) -> Self {
        let requests = intake.requests.iter();
        let volunteers = intake.volunteers.iter();
        let hubs = intake.hubs.iter();
        Self {
            requests: requests.map(|one| (one.id.clone(), of_request(one))).collect(),
            volunteers: volunteers
                .map(|(one, shift)| (one.id.clone(), of_volunteer(one, shift)))
                .collect(),
            hubs: hubs.map(|one| (one.id.clone(), of_hub(one, &intake.stock))).collect(),
        }
    }
}

fn print(what: &impl Serialize) -> String {
    let mut hash = hash_of(&serde_json::to_string(what).unwrap_or_default());
    hash.truncate(PRINT_LENGTH);
    hash
}

fn of_request(one: &Request) -> String {
    print(&(
        one.place.as_ref().map(|place| place.point),
        (&one.needs, &one.hub, &one.windows, &one.wish),
        (one.urgency, one.quarantine, one.needs_two, one.service_minutes),
        (&one.skills, &one.visitors),
    ))
}

fn of_volunteer(one: &Volunteer, shift: &Shift) -> String {
    // The name too: requests name volunteers by it.
    print(&(&one.name, one.point, &one.skills, one.red_zone, shift))
}

/// A hub, with what it has where that is counted.
fn of_hub(one: &Hub, stock: &[Stock]) -> String {
    let hub = (one.point, one.hours, &one.offers);
    let counted: Vec<&Stock> = stock.iter().filter(|stock| stock.hub == one.id).collect();
    match counted.is_empty() {
        true => print(&hub),
        false => print(&(hub, counted)),
    }
}

fn changes<Id: Ord>(then: &BTreeMap<Id, String>, now: &BTreeMap<Id, String>) -> Changes {
    Changes {
        added: now.keys().filter(|id| !then.contains_key(*id)).count(),
        gone: then.keys().filter(|id| !now.contains_key(*id)).count(),
        changed: then
            .iter()
            .filter(|(id, print)| now.get(*id).is_some_and(|now| now != *print))
            .count(),
    }
}

impl Service {
    /// What changed since a draft was made; `None` for any other plan, and for one made before this was kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn since_made(&self, plan: &PlanHead) -> Result<Option<SinceMade>, ServiceError> {
        if plan.state != PlanState::Draft {
            return Ok(None);
        }
        let kept = self.store().plan_made_from(&plan.id).await?;
        if kept.is_empty() {
            return Ok(None);
        }
        let then: MadeFrom = serde_json::from_str(&kept).map_err(|error| ServiceError::Document(error.to_string()))?;
        let Some((_, document)) = self.plan_document(&plan.id).await? else {
            return Ok(None);
        };
        let (intake, _) = self.intake_of(plan.date).await?;
        let now = MadeFrom::of(&intake);
        let held = holders(&document);
        let ended = self.store().requests_of_day(plan.date).await?.into_iter();
        let closed = ended
            .filter(|stored| then.requests.contains_key(&stored.request.id))
            .filter(|stored| matches!(stored.state, RequestState::Closed(outcome) if outcome != Outcome::Cancelled))
            .count();
        let Changes { added, gone, changed } = changes(&then.requests, &now.requests);
        Ok(Some(SinceMade {
            requests: RequestChanges {
                added,
                cancelled: gone.saturating_sub(closed),
                closed,
                changed,
            },
            volunteers: changes(&then.volunteers, &now.volunteers),
            hubs: changes(&then.hubs, &now.hubs),
            left: now.requests.keys().filter(|id| !held.contains_key(*id)).count(),
        }))
    }
}
