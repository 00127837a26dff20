//! Publishing a plan: judged again, one winner per day, secret links for its volunteers.

use super::Service;
use super::hours::{after, moment};
use super::secret::{hash_of, new_secret};
use crate::check::{Finding, check};
use crate::lifecycle::may_become;
use crate::{DispatchError, PlanDocument};
use karavan_model::{PlanId, RequestId, RequestState, Seconds, Timestamp, VolunteerId};
use karavan_store::{Acted, NewLink, Once, PlanHead, Publication, Published, StateChange};
use std::collections::BTreeMap;

/// Names and addresses are shown until two hours after the planned day, and at least for half a day.
const READ_AFTER_DAY: Seconds = Seconds(26 * 3600);
const READ_MIN: Seconds = Seconds(12 * 3600);
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

impl Service {
    /// Publishes a draft.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn publish(
        &self,
        id: &PlanId,
        expected_version: i64,
        once: Option<Once<Published>>,
    ) -> Result<Acted<PublishAnswer>, DispatchError> {
        let Some((head, document)) = self.plan_document(id).await? else {
            return Ok(Acted::Done(PublishAnswer::Missing));
        };
        let document = std::sync::Arc::new(document);
        let judged = std::sync::Arc::clone(&document);
        let findings = self.apart(move |_| check(&judged)).await??;
        if !findings.is_empty() {
            return Ok(Acted::Done(PublishAnswer::Broken(findings)));
        }
        let at = self.now();
        let mut links = Vec::new();
        let mut shown = Vec::new();
        let names = self.names().await?;
        for route in &document.routes {
            let (link, url) = self.new_link(id, &head.date, &route.volunteer, at)?;
            links.push(link);
            let name = names.get(&route.volunteer).cloned().unwrap_or_default();
            shown.push(RouteLink {
                volunteer: route.volunteer.clone(),
                name,
                url,
            });
        }
        let moves = self.moves(&head.date, &document).await?;
        let publication = Publication {
            plan: id.clone(),
            expected_version,
            moves,
            links,
            at,
        };
        Ok(match self.store().publish(publication, once).await? {
            Acted::Replayed(receipt) => Acted::Replayed(receipt),
            Acted::KeyReused => Acted::KeyReused,
            Acted::Done(Published::Done { plan, .. }) => Acted::Done(PublishAnswer::Done(plan, shown)),
            Acted::Done(Published::Stale(plan)) => Acted::Done(PublishAnswer::Stale(plan)),
            Acted::Done(Published::NotDraft(plan)) => Acted::Done(PublishAnswer::NotDraft(plan)),
            Acted::Done(Published::Missing) => Acted::Done(PublishAnswer::Missing),
        })
    }

    /// One more link to a route of a plan; `None` when the plan has no such route.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_link(
        &self,
        id: &PlanId,
        volunteer: &VolunteerId,
        once: Option<Once<()>>,
    ) -> Result<Option<Acted<RouteLink>>, DispatchError> {
        let Some((head, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        if !document.routes.iter().any(|route| route.volunteer == *volunteer) {
            return Ok(None);
        }
        let at = self.now();
        let (link, url) = self.new_link(id, &head.date, volunteer, at)?;
        let name = self.names().await?.remove(volunteer).unwrap_or_default();
        Ok(Some(match self.store().insert_link(link, at, once).await? {
            Acted::Done(()) => Acted::Done(RouteLink {
                volunteer: volunteer.clone(),
                name,
                url,
            }),
            Acted::Replayed(receipt) => Acted::Replayed(receipt),
            Acted::KeyReused => Acted::KeyReused,
        }))
    }

    /// A fresh link to every route of a plan, for an answer that was lost on its way; `None` when there is no such plan.
    ///
    /// # Errors
    /// When the store fails; then none was made.
    pub async fn renew_links(&self, id: &PlanId) -> Result<Option<Vec<RouteLink>>, DispatchError> {
        let Some((head, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        let at = self.now();
        let names = self.names().await?;
        let (mut links, mut shown) = (Vec::new(), Vec::new());
        for route in &document.routes {
            let (link, url) = self.new_link(id, &head.date, &route.volunteer, at)?;
            links.push(link);
            shown.push(RouteLink {
                volunteer: route.volunteer.clone(),
                name: names.get(&route.volunteer).cloned().unwrap_or_default(),
                url,
            });
        }
        self.store().insert_links(links, at).await?;
        Ok(Some(shown))
    }

    fn new_link(
        &self,
        plan: &PlanId,
        date: &str,
        volunteer: &VolunteerId,
        at: Timestamp,
    ) -> Result<(NewLink, String), DispatchError> {
        let token = new_secret()?;
        let settings = self.settings();
        let day_over = moment(&settings.zone, date, READ_AFTER_DAY).unwrap_or(at);
        let read_until = day_over.max(after(at, READ_MIN));
        let link = NewLink {
            token_hash: hash_of(&token),
            plan: plan.clone(),
            volunteer: volunteer.clone(),
            read_until,
            write_until: after(read_until, WRITE_AFTER_READ),
        };
        Ok((link, format!("{}/r#{token}", settings.base_url)))
    }

    async fn names(&self) -> Result<BTreeMap<VolunteerId, String>, DispatchError> {
        let people = self.store().volunteers().await?.into_iter();
        Ok(people.map(|kept| (kept.volunteer.id, kept.volunteer.name)).collect())
    }

    /// Where the requests of the day stand once the plan is published: those on a route are published with their
    /// volunteer, those that were on a route or draft and are not on this one go back. What a volunteer has begun
    /// with the same person stays as it is; what is closed stays closed.
    async fn moves(&self, date: &str, document: &PlanDocument) -> Result<Vec<StateChange>, DispatchError> {
        let mut routed: BTreeMap<&RequestId, &VolunteerId> = BTreeMap::new();
        for route in &document.routes {
            for request in route.stops.iter().flat_map(|stop| &stop.requests) {
                routed.insert(request, &route.volunteer);
            }
        }
        let mut moves = Vec::new();
        for stored in self.store().requests_of_day(date).await? {
            let volunteer = routed.get(&stored.request.id).map(|volunteer| (*volunteer).clone());
            let has_begun = matches!(stored.state, RequestState::Accepted | RequestState::EnRoute);
            let state = match &volunteer {
                Some(_) if has_begun && volunteer == stored.volunteer => continue,
                Some(_) => RequestState::Published,
                None => RequestState::Located,
            };
            let is_closed = matches!(stored.state, RequestState::Closed(_));
            let changes_hands = stored.state == state && stored.volunteer != volunteer;
            if !is_closed && (changes_hands || may_become(stored.state, state)) {
                moves.push(StateChange {
                    request: stored.request.id,
                    state,
                    volunteer,
                });
            }
        }
        Ok(moves)
    }
}
