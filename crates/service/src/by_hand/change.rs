//! Changes of a draft: `price_changes` says what they would come to, `change_draft` keeps them as its next version,
//! also when rules are broken. Both answer a `ChangeAnswer` with a `ChangedDraft`.

use crate::promised_routes::assigned;
use crate::publish::holders;
use crate::{Acting, RoutesView, Service, ServiceError};
use karavan_dispatch::PlanDocument;
use karavan_dispatch::by_hand::{Change, ChangeFault, Changed, change};
use karavan_dispatch::document::Summary;
use karavan_dispatch::recheck::Finding;
use karavan_dispatch::whereabouts::{put_whereabouts, take_whereabouts};
use karavan_model::{PlanId, RequestState, VolunteerId};
use karavan_store::{Acted, DraftChange, DraftChanged, Once, PlanHead, PlanState, StateChange};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A draft with changes.
#[derive(Debug)]
pub struct ChangedDraft {
    /// The changed routes, each with its place in the plan, and the head: of the kept draft, or as it would be.
    pub routes: (RoutesView, Vec<usize>),
    /// Who has no route any more.
    pub gone: Vec<VolunteerId>,
    /// What the plan was in numbers …
    pub before: Summary,
    /// … and what it is.
    pub after: Summary,
    /// Rules that it breaks.
    pub findings: Vec<Finding>,
}

/// What came of changes.
#[derive(Debug)]
pub enum ChangeAnswer {
    /// Kept, or priced.
    Done(Box<ChangedDraft>),
    /// They cannot be made; nothing was done.
    Refused(ChangeFault),
    /// The draft changed since the caller saw it; nothing was done.
    Stale(PlanHead),
    /// It is no draft any more; nothing was done.
    NotDraft(PlanHead),
    /// There is no such plan.
    Missing,
}

impl Service {
    /// What changes of a draft would come to.
    ///
    /// # Errors
    /// When the store fails, or the document cannot be read.
    pub async fn price_changes(
        &self,
        id: &PlanId,
        expected_version: i64,
        changes: Vec<Change>,
    ) -> Result<ChangeAnswer, ServiceError> {
        let (head, before, changed) = match self.changed(id, expected_version, changes).await? {
            Ok(changed) => changed,
            Err(answer) => return Ok(answer),
        };
        let head = PlanHead {
            summary: summary_of(&head, &changed.document)?,
            ..head
        };
        Ok(ChangeAnswer::Done(Box::new(self.told(head, before, changed).await?)))
    }

    /// The draft, what it was in numbers, and what it would be.
    async fn changed(
        &self,
        id: &PlanId,
        expected_version: i64,
        changes: Vec<Change>,
    ) -> Result<Result<(PlanHead, Summary, Changed), ChangeAnswer>, ServiceError> {
        let Some((head, document)) = self.plan_document(id).await? else {
            return Ok(Err(ChangeAnswer::Missing));
        };
        if head.state != PlanState::Draft {
            return Ok(Err(ChangeAnswer::NotDraft(head)));
        }
        if head.version != expected_version {
            return Ok(Err(ChangeAnswer::Stale(head)));
        }
        let (before, id) = (document.summary.clone(), id.clone());
        let changed = self
            .on_blocking_thread(move |service| {
                change((id.as_str(), &document), &changes, |order| {
                    service.ask_about(&document, order)
                })
            })
            .await?;
        match changed {
            Ok(changed) => Ok(Ok((head, before, changed))),
            Err(ChangeFault::Failed(error)) => Err(error.into()),
            Err(fault) => Ok(Err(ChangeAnswer::Refused(fault))),
        }
    }

    /// Changed routes with names, addresses and goods.
    async fn told(&self, plan: PlanHead, before: Summary, changed: Changed) -> Result<ChangedDraft, ServiceError> {
        let Changed {
            mut document,
            volunteers,
            findings,
        } = changed;
        let wanted: BTreeSet<&VolunteerId> = volunteers.iter().collect();
        let numbered = document.routes.iter().enumerate();
        let numbers: Vec<usize> = numbered
            .filter(|(_, route)| wanted.contains(&route.volunteer))
            .map(|(number, _)| number)
            .collect();
        document.routes.retain(|route| wanted.contains(&route.volunteer));
        let held = holders(&document);
        let requests = self.requests_by_id(held.keys()).await?;
        let routes = assigned(&document, &self.people().await?, &requests);
        let driven: BTreeSet<VolunteerId> = routes.iter().map(|route| route.volunteer.clone()).collect();
        let view = RoutesView {
            plan,
            routes,
            requests,
            loaded: BTreeMap::new(),
        };
        Ok(ChangedDraft {
            routes: (view, numbers),
            gone: volunteers.into_iter().filter(|one| !driven.contains(one)).collect(),
            before,
            after: document.summary,
            findings,
        })
    }
}

impl Acting {
    /// Keeps changes as the next version of a draft, whatever rules it breaks then: it is not published before they are
    /// mended.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn change_draft(
        &self,
        id: &PlanId,
        expected_version: i64,
        changes: Vec<Change>,
        once: Option<Once<DraftChanged>>,
    ) -> Result<Acted<ChangeAnswer>, ServiceError> {
        let done = changes.iter().map(logged).collect();
        let (head, before, mut changed) = match self.changed(id, expected_version, changes).await? {
            Ok(changed) => changed,
            Err(answer) => return Ok(Acted::Done(answer)),
        };
        // What it says of people is kept apart since the draft was made, and is the same in every version.
        let people = take_whereabouts(&mut changed.document);
        let body = serde_json::to_string(&changed.document);
        put_whereabouts(&mut changed.document, people);
        let kept = DraftChange {
            plan: id.clone(),
            expected_version,
            summary: summary_of(&head, &changed.document)?,
            body: body.map_err(|error| ServiceError::Document(error.to_string()))?,
            done: Value::Array(done),
            moves: self.newly_planned(&changed).await?,
            at: self.now(),
        };
        Ok(match self.store().change_draft(kept, once).await? {
            Acted::Done(DraftChanged::Done(head)) => {
                Acted::Done(ChangeAnswer::Done(Box::new(self.told(head, before, changed).await?)))
            }
            Acted::Done(DraftChanged::Stale(head) | DraftChanged::Nothing(head)) => {
                Acted::Done(ChangeAnswer::Stale(head))
            }
            Acted::Done(DraftChanged::NotDraft(head)) => Acted::Done(ChangeAnswer::NotDraft(head)),
            Acted::Done(DraftChanged::Missing) => Acted::Done(ChangeAnswer::Missing),
            Acted::Replayed(receipt) => Acted::Replayed(receipt),
            Acted::KeyReused => Acted::KeyReused,
        })
    }

    /// Requests on changed routes that no plan had before.
    async fn newly_planned(&self, changed: &Changed) -> Result<Vec<StateChange>, ServiceError> {
        let routes = changed.document.routes.iter();
        let touched = routes.filter(|route| changed.volunteers.contains(&route.volunteer));
        let stops = touched.flat_map(|route| &route.stops);
        let ids: BTreeSet<_> = stops.flat_map(|stop| &stop.requests).collect();
        let stored = self.requests_by_id(ids).await?.into_values();
        let located = stored.filter(|stored| stored.state == RequestState::Located);
        Ok(located
            .map(|stored| StateChange {
                request: stored.request.id,
                from: RequestState::Located,
                state: RequestState::Planned,
                volunteer: None,
            })
            .collect())
    }
}

/// The figures of a changed draft, with how long it was searched for.
fn summary_of(head: &PlanHead, document: &PlanDocument) -> Result<Value, ServiceError> {
    let mut summary =
        serde_json::to_value(&document.summary).map_err(|error| ServiceError::Document(error.to_string()))?;
    summary["seconds"] = head.summary["seconds"].clone();
    Ok(summary)
}

/// A change as the log tells it: ids only.
fn logged(change: &Change) -> Value {
    match change {
        Change::Move {
            request,
            is_second,
            to,
            place,
        } => json!({ "act": "move", "request": request, "second": is_second, "to": to, "place": place }),
        Change::Swap { requests } => json!({ "act": "swap", "requests": requests }),
        Change::LeaveOut { request } => json!({ "act": "leave_out", "request": request }),
        Change::Pin { request } => json!({ "act": "pin", "request": request }),
        Change::Unpin { request } => json!({ "act": "unpin", "request": request }),
        Change::Lock { volunteer } => json!({ "act": "lock", "volunteer": volunteer }),
        Change::Unlock { volunteer } => json!({ "act": "unlock", "volunteer": volunteer }),
    }
}
