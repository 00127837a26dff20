//! `publish`: publishes a draft plan: checks its rules again, stores its routes, moves its requests, and makes a secret
//! link for each route. Also adds, renews and revokes links, and says who has each request of a plan (`holders`) and
//! where one stands that nobody has (`unrouted`).

use crate::local_time::{after, moment};
use crate::promised_routes::{AssignedRoute, assigned};
use crate::route_rows::to_rows;
use crate::secret::{hash_of, new_secret};
use crate::{Acting, Service, ServiceError};
use karavan_dispatch::PlanDocument;
use karavan_dispatch::document::Stop;
use karavan_dispatch::lifecycle::may_become;
use karavan_dispatch::recheck::{Finding, check};
use karavan_model::{PlanId, RequestId, RequestState, Seconds, VolunteerId};
use karavan_store::{Acted, NewLink, Once, PlanHead, Publication, Published, StateChange, StoredRequest};
use std::collections::BTreeMap;

/// Names and addresses are shown from twelve hours before the route leaves …
const READ_BEFORE: Seconds = Seconds(12 * 3600);
/// … until two hours after it ends.
const READ_AFTER: Seconds = Seconds(2 * 3600);
/// A telephone that comes back late may still deliver its events for a week.
const WRITE_AFTER_READ: Seconds = Seconds(7 * 24 * 3600);

/// A secret link to one route; shown when made, and never again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteLink {
    /// Whose route.
    pub volunteer: VolunteerId,
    /// Their name; empty when they are no longer kept.
    pub name: String,
    /// The link.
    pub url: String,
}

/// What came of publishing.
#[derive(Clone, Debug, PartialEq)]
pub enum PublishAnswer {
    /// Published, with the links.
    Done(PlanHead, Vec<RouteLink>),
    /// The plan breaks rules; nothing was done.
    Broken(Vec<Finding>),
    /// The plan changed since the caller saw it; nothing was done.
    Stale(PlanHead),
    /// It is no draft any more; nothing was done.
    NotDraft(PlanHead),
    /// There is no such plan.
    Missing,
}

/// What came of asking for links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkAnswer {
    /// They open routes now.
    Made(Vec<RouteLink>),
    /// Only the routes of the published plan are opened; nothing was done.
    NotPublished,
    /// There is no such plan, or no such route in it.
    Missing,
}

impl Acting {
    /// Publishes a draft.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn publish(
        &self,
        id: &PlanId,
        expected_version: i64,
        once: Option<Once<Published>>,
    ) -> Result<Acted<PublishAnswer>, ServiceError> {
        let Some((head, document)) = self.plan_document(id).await? else {
            return Ok(Acted::Done(PublishAnswer::Missing));
        };
        let document = std::sync::Arc::new(document);
        let judged = std::sync::Arc::clone(&document);
        let findings = self.on_blocking_thread(move |_| check(&judged)).await??;
        if !findings.is_empty() {
            return Ok(Acted::Done(PublishAnswer::Broken(findings)));
        }
        let at = self.now();
        let holders = holders(&document);
        let requests = self.requests_by_id(holders.keys()).await?;
        let routes = assigned(&document, &self.people().await?, &requests);
        let (links, shown) = self.new_links(&head, &routes)?;
        let routes = routes.iter().map(to_rows).collect::<Result<_, _>>()?;
        let place = move |stored: &StoredRequest| placed(stored, holders.get(&stored.request.id));
        let publication = Publication {
            plan: id.clone(),
            expected_version,
            routes,
            links,
            at,
        };
        Ok(match self.store().publish(publication, place, once).await? {
            Acted::Replayed(receipt) => Acted::Replayed(receipt),
            Acted::KeyReused => Acted::KeyReused,
            Acted::Done(Published::Done { plan, .. }) => Acted::Done(PublishAnswer::Done(plan, shown)),
            Acted::Done(Published::Stale(plan)) => Acted::Done(PublishAnswer::Stale(plan)),
            Acted::Done(Published::NotDraft(plan)) => Acted::Done(PublishAnswer::NotDraft(plan)),
            Acted::Done(Published::Missing) => Acted::Done(PublishAnswer::Missing),
        })
    }

    /// One more link to a route of a published plan.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_link(
        &self,
        id: &PlanId,
        volunteer: &VolunteerId,
        once: Option<Once<bool>>,
    ) -> Result<Acted<LinkAnswer>, ServiceError> {
        self.more_links(id, Some(volunteer), once).await
    }

    /// A fresh link to every route of a published plan, for an answer that was lost on its way.
    ///
    /// # Errors
    /// When the store fails; then none was made.
    pub async fn renew_links(&self, id: &PlanId) -> Result<Acted<LinkAnswer>, ServiceError> {
        self.more_links(id, None, None).await
    }

    /// Ends every link to a volunteer's route at once; `false` when there is no such route.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn revoke_links(&self, id: &PlanId, volunteer: &VolunteerId) -> Result<bool, ServiceError> {
        let document = self.plan_document(id).await?.map(|(_, document)| document);
        let mut routes = document.iter().flat_map(|document| &document.routes);
        if !routes.any(|route| route.volunteer == *volunteer) {
            return Ok(false);
        }
        self.store().revoke_links(id, Some(volunteer), self.now()).await?;
        Ok(true)
    }

    /// Links to all routes of a plan, or to one.
    async fn more_links(
        &self,
        id: &PlanId,
        only: Option<&VolunteerId>,
        once: Option<Once<bool>>,
    ) -> Result<Acted<LinkAnswer>, ServiceError> {
        let Some(view) = self.routes(id).await? else {
            return Ok(Acted::Done(LinkAnswer::Missing));
        };
        let routes = view.routes.into_iter();
        let wanted: Vec<_> = routes
            .filter(|route| only.is_none_or(|only| *only == route.volunteer))
            .collect();
        if only.is_some() && wanted.is_empty() {
            return Ok(Acted::Done(LinkAnswer::Missing));
        }
        let (links, shown) = self.new_links(&view.plan, &wanted)?;
        Ok(match self.store().insert_links(id, links, self.now(), once).await? {
            Acted::Done(true) => Acted::Done(LinkAnswer::Made(shown)),
            Acted::Done(false) => Acted::Done(LinkAnswer::NotPublished),
            Acted::Replayed(receipt) => Acted::Replayed(receipt),
            Acted::KeyReused => Acted::KeyReused,
        })
    }
}

impl Service {
    /// A fresh secret for each of these routes.
    fn new_links(
        &self,
        plan: &PlanHead,
        routes: &[AssignedRoute],
    ) -> Result<(Vec<NewLink>, Vec<RouteLink>), ServiceError> {
        let settings = self.settings();
        let (mut links, mut shown) = (Vec::new(), Vec::new());
        for route in routes {
            let token = new_secret(self.chance())?;
            let at = |time| {
                let no_day = || ServiceError::Document(format!("“{}” is no day", plan.date));
                moment(&settings.zone, plan.date, time).ok_or_else(no_day)
            };
            let read_until = at(route.ends_at.0 + READ_AFTER)?;
            links.push(NewLink {
                token_hash: hash_of(&token),
                plan: plan.id.clone(),
                volunteer: route.volunteer.clone(),
                read_from: at(route.leaves_at.0 - READ_BEFORE)?,
                read_until,
                write_until: after(read_until, WRITE_AFTER_READ),
            });
            shown.push(RouteLink {
                volunteer: route.volunteer.clone(),
                name: route.name.clone(),
                url: format!("{}/r#{token}", settings.base_url),
            });
        }
        Ok((links, shown))
    }
}

/// Who has each request of a plan.
pub(crate) fn holders(document: &PlanDocument) -> BTreeMap<RequestId, VolunteerId> {
    let each = document.routes.iter().flat_map(|route| {
        let requests = route.stops.iter().flat_map(Stop::held);
        requests.map(|request| (request.clone(), route.volunteer.clone()))
    });
    each.collect()
}

/// Where a request of the day goes when the plan is published: on a route, it is published with its volunteer; a
/// request that was on a route or draft and is not on this one goes back. What a volunteer has begun with the same
/// person stays as it is; what is closed stays closed, and an open question stays open.
fn placed(stored: &StoredRequest, holder: Option<&VolunteerId>) -> Option<StateChange> {
    let has_begun = matches!(stored.state, RequestState::Accepted | RequestState::EnRoute);
    let was_routed = has_begun || matches!(stored.state, RequestState::Planned | RequestState::Published);
    let state = match holder {
        Some(_) if has_begun && holder == stored.volunteer.as_ref() => return None,
        Some(_) => RequestState::Published,
        None if was_routed => unrouted(stored),
        None => return None,
    };
    let is_closed = matches!(stored.state, RequestState::Closed(_));
    let changes_hands = stored.state == state && stored.volunteer.as_ref() != holder;
    (!is_closed && (changes_hands || may_become(stored.state, state))).then(|| StateChange {
        request: stored.request.id.clone(),
        from: stored.state,
        state,
        volunteer: holder.cloned(),
    })
}

/// Where a request stands that nobody has any more.
pub(crate) const fn unrouted(stored: &StoredRequest) -> RequestState {
    match stored.request.place {
        Some(_) => RequestState::Located,
        None => RequestState::NeedsInfo,
    }
}
