//! `PublishedRoute` and its stops (`Assignment`): routes kept as rows when their plan is published. `insert` writes
//! them within `publish.rs`; they are read by plan, or by plan and volunteer. What is said of the people visited is
//! sealed apart (`sealed/parts.rs`).

use crate::acting::Txn;
use crate::entity::{assignment, published_route};
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::log::ROWS_PER_INSERT;
use crate::scope::Scope;
use crate::sealed::{PersonalPart, insert_parts, parts_of_plan};
use crate::store::Store;
use karavan_model::{HubId, PlanId, RequestId, VolunteerId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use serde_json::Value;
use std::collections::HashMap;

/// A route of a published plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedRoute {
    /// The volunteer who drives.
    pub volunteer: VolunteerId,
    /// Name, times and the rest, as dispatch wrote them.
    pub body: Value,
    /// Its stops in order.
    pub stops: Vec<Assignment>,
}

/// A stop of a published route.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// What is done there, in one word.
    pub kind: String,
    /// Where goods are loaded.
    pub hub: Option<HubId>,
    /// Times and goods, as dispatch wrote them, without what is said of people.
    pub body: Value,
    /// What is said of the people of its visits, by the visit's place at the stop.
    pub personal: Vec<(usize, RequestId, Value)>,
}

impl Store {
    /// The routes of a plan as they were published, in its order; none of a plan that was not, or that was published by
    /// a version that kept no rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_routes(&self, plan: &PlanId) -> Result<Vec<PublishedRoute>, StoreError> {
        let heads = self
            .scope()
            .find::<published_route::Entity>()
            .filter(published_route::Column::Plan.eq(plan.as_str()))
            .order_by_asc(published_route::Column::Route)
            .all(self.reader())
            .await?;
        let stops = stops_of(&self.scope(), plan).all(self.reader()).await?;
        let mut stops = stops.into_iter().peekable();
        let mut routes = Vec::with_capacity(heads.len());
        let mut parts = Parts::of(&self.scope(), plan).await?;
        for head in heads {
            let own = std::iter::from_fn(|| stops.next_if(|stop| stop.route == head.route)).collect();
            routes.push(from_rows(head, own, &mut parts)?);
        }
        Ok(routes)
    }

    /// The route of one volunteer in a plan as it was published, and its place in the plan, from 0.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_route(
        &self,
        plan: &PlanId,
        volunteer: &VolunteerId,
    ) -> Result<Option<(usize, PublishedRoute)>, StoreError> {
        let head = self
            .scope()
            .find::<published_route::Entity>()
            .filter(published_route::Column::Plan.eq(plan.as_str()))
            .filter(published_route::Column::Volunteer.eq(volunteer.as_str()))
            .one(self.reader())
            .await?;
        let Some(head) = head else {
            return Ok(None);
        };
        let stops = stops_of(&self.scope(), plan).filter(assignment::Column::Route.eq(head.route));
        let stops = stops.all(self.reader()).await?;
        let place = usize::try_from(head.route).unwrap_or_default();
        let mut parts = Parts::of(&self.scope(), plan).await?;
        Ok(Some((place, from_rows(head, stops, &mut parts)?)))
    }
}

/// The stops of all routes of a plan, route by route.
fn stops_of<C: ConnectionTrait>(scope: &Scope<'_, C>, plan: &PlanId) -> Select<assignment::Entity> {
    scope
        .find::<assignment::Entity>()
        .filter(assignment::Column::Plan.eq(plan.as_str()))
        .order_by_asc(assignment::Column::Route)
        .order_by_asc(assignment::Column::Stop)
}

fn from_rows(
    head: published_route::Model,
    stops: Vec<assignment::Model>,
    parts: &mut Parts,
) -> Result<PublishedRoute, StoreError> {
    let stops = stops.into_iter().map(|stop| {
        Ok(Assignment {
            personal: parts.take(stop.route, stop.stop),
            body: from_text("assignments", &stop.plan, &stop.body)?,
            kind: stop.kind,
            hub: stop.hub.map(HubId),
        })
    });
    Ok(PublishedRoute {
        stops: stops.collect::<Result<_, StoreError>>()?,
        body: from_text("published_routes", &head.plan, &head.body)?,
        volunteer: VolunteerId(head.volunteer),
    })
}

/// What is said of people, by the places of their stops.
struct Parts(HashMap<(i64, i64), OfVisits>);

/// By the place of a visit at its stop, what is said of its person.
type OfVisits = Vec<(usize, RequestId, Value)>;

impl Parts {
    async fn of<C: ConnectionTrait>(scope: &Scope<'_, C>, plan: &PlanId) -> Result<Self, StoreError> {
        let mut parts: HashMap<_, Vec<_>> = HashMap::new();
        for part in parts_of_plan(scope, plan, true).await? {
            if let Some((route, stop, visit)) = read_place(&part.place) {
                parts
                    .entry((route, stop))
                    .or_default()
                    .push((visit, part.request, part.body));
            }
        }
        Ok(Self(parts))
    }

    fn take(&mut self, route: i64, stop: i64) -> OfVisits {
        self.0.remove(&(route, stop)).unwrap_or_default()
    }
}

/// Where a visit is, as its part is kept.
fn place(route: i64, stop: i64, visit: usize) -> String {
    format!("{route}/{stop}/{visit}")
}

fn read_place(text: &str) -> Option<(i64, i64, usize)> {
    let (route, rest) = text.split_once('/')?;
    let (stop, visit) = rest.split_once('/')?;
    Some((route.parse().ok()?, stop.parse().ok()?, visit.parse().ok()?))
}

/// Keeps the routes of a plan, in the transaction that publishes it.
pub(crate) async fn insert(txn: &Txn<'_>, plan: &PlanId, routes: &[PublishedRoute]) -> Result<(), StoreError> {
    let (mut heads, mut stops, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (route, kept) in (0_i64..).zip(routes) {
        heads.push(published_route::ActiveModel {
            region: Set(txn.key()),
            plan: Set(plan.0.clone()),
            route: Set(route),
            volunteer: Set(kept.volunteer.0.clone()),
            body: Set(to_text(&kept.body)?),
        });
        for (stop, assigned) in (0_i64..).zip(&kept.stops) {
            stops.push(assignment::ActiveModel {
                region: Set(txn.key()),
                plan: Set(plan.0.clone()),
                route: Set(route),
                stop: Set(stop),
                kind: Set(assigned.kind.clone()),
                hub: Set(assigned.hub.as_ref().map(|hub| hub.0.clone())),
                body: Set(to_text(&assigned.body)?),
            });
            parts.extend(assigned.personal.iter().map(|(visit, request, body)| PersonalPart {
                request: request.clone(),
                place: place(route, stop, *visit),
                body: body.clone(),
            }));
        }
    }
    for some in heads.chunks(ROWS_PER_INSERT) {
        published_route::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn.db)
            .await?;
    }
    for some in stops.chunks(ROWS_PER_INSERT) {
        assignment::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn.db)
            .await?;
    }
    insert_parts(txn, plan, &parts).await
}
