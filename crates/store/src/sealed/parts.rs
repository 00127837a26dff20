//! `PersonalPart`: what a plan's document or its published routes say of the person of a request, such as where they
//! are, sealed in `personal_parts`. `insert` seals and keeps parts, `of_plan` reads and `open` opens them; parts of
//! erased persons are left out.

use super::dice::Dice;
use super::key::{Key, SealLocation};
use super::part_row::{PARTS as TABLE, part_row as row};
use super::region_keys::RegionKeys;
use crate::acting::Txn;
use crate::entity::{opened_part, personal_part};
use crate::error::StoreError;
use crate::log::ROWS_PER_INSERT;
use crate::persons::keys_of_requests;
use crate::scope::Scope;
use karavan_model::{PlanId, RequestId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;

/// What a plan or one of its routes says of the person of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonalPart {
    /// Which request.
    pub request: RequestId,
    /// Where in the plan; empty for what its document says.
    pub place: String,
    /// What is said.
    pub body: Value,
}

/// Keeps parts of a plan. Those of an erased person are not kept.
pub(crate) async fn insert(txn: &Txn<'_>, plan: &PlanId, parts: &[PersonalPart]) -> Result<(), StoreError> {
    if parts.is_empty() {
        return Ok(());
    }
    let mut dice = Dice::throw(txn.db).await?;
    let region = RegionKeys::of(txn, &mut dice).await?;
    let people = keys_of_requests(txn, parts.iter().map(|part| &part.request)).await?;
    let mut rows = Vec::with_capacity(parts.len());
    for part in parts {
        let (person, key) = match people.get(&part.request) {
            Some((person, Some(key))) => (Some(person.0), key),
            Some((_, None)) => continue,
            None => (None, &region.words),
        };
        let row = row(plan.as_str(), &part.place, part.request.as_str());
        let place = SealLocation::new(txn.key(), TABLE, &row);
        rows.push(personal_part::ActiveModel {
            region: Set(txn.key()),
            plan: Set(plan.0.clone()),
            place: Set(part.place.clone()),
            request: Set(part.request.0.clone()),
            person: Set(person),
            sealed: Set(key.seal(&mut dice, &place, &part.body.to_string())?),
        });
    }
    for some in rows.chunks(ROWS_PER_INSERT) {
        personal_part::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn.db)
            .await?;
    }
    Ok(())
}

/// The parts of a plan that can be opened: all of its document, or all of its routes.
pub(crate) async fn of_plan<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    plan: &PlanId,
    of_routes: bool,
) -> Result<Vec<PersonalPart>, StoreError> {
    let place = opened_part::Column::Place;
    let query = scope
        .find::<opened_part::Entity>()
        .filter(opened_part::Column::Plan.eq(plan.as_str()))
        .filter(match of_routes {
            true => place.ne(""),
            false => place.eq(""),
        });
    let rows = query.all(scope.db).await?;
    let opened = rows.into_iter().map(|row| open(scope, row));
    opened.filter_map(Result::transpose).collect()
}

/// Opens a part; `None` when its person was erased.
pub(crate) fn open<C>(scope: &Scope<'_, C>, part: opened_part::Model) -> Result<Option<PersonalPart>, StoreError> {
    let Some(key) = part.part_key.as_deref().and_then(Key::read) else {
        return Ok(None);
    };
    let row = row(&part.plan, &part.place, &part.request);
    let text = key.open(&SealLocation::new(scope.key(), TABLE, &row), &part.sealed)?;
    Ok(Some(PersonalPart {
        body: crate::json::from_text(TABLE, &row, &text)?,
        request: RequestId(part.request),
        place: part.place,
    }))
}
