//! `Store::phone_clock` remembers, by plan and volunteer, how many seconds a telephone that sends reports is behind the
//! server's clock. The caller's `same` picks a known clock, else a new one is kept. No times are corrected here.

use crate::entity::phone_clock::{ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::scope::Scope;
use crate::store::Store;
use karavan_model::{PlanId, Seconds, VolunteerId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

impl Store {
    /// The clock that a report with a volunteer's link was made by: the one among those known of the link that `same`
    /// picks, else a new one, so much behind ours, which is remembered. `same` sees the clocks in order, and may be
    /// asked twice.
    ///
    /// # Errors
    /// When the database fails; then nothing was remembered.
    pub async fn phone_clock<F>(
        &self,
        plan: &PlanId,
        volunteer: &VolunteerId,
        behind: Seconds,
        same: F,
    ) -> Result<Seconds, StoreError>
    where
        F: Fn(&[Seconds]) -> Option<Seconds> + Send + Sync + 'static,
    {
        if let Some(known) = same(&clocks(&self.scope(), plan, volunteer).await?) {
            return Ok(known);
        }
        let (plan, volunteer) = (plan.clone(), volunteer.clone());
        self.transact(move |scope| {
            Box::pin(async move {
                // Another report may have come in between.
                if let Some(known) = same(&clocks(&scope, &plan, &volunteer).await?) {
                    return Ok(known);
                }
                let clock = ActiveModel {
                    region: Set(scope.key()),
                    plan: Set(plan.0),
                    volunteer: Set(volunteer.0),
                    behind: Set(behind.0),
                };
                Entity::insert(clock).exec_without_returning(scope.db).await?;
                Ok(behind)
            })
        })
        .await
    }
}

async fn clocks<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    plan: &PlanId,
    volunteer: &VolunteerId,
) -> Result<Vec<Seconds>, StoreError> {
    let rows = scope
        .find::<Entity>()
        .filter(Column::Plan.eq(plan.as_str()))
        .filter(Column::Volunteer.eq(volunteer.as_str()))
        .order_by_asc(Column::Behind)
        .all(scope.db)
        .await?;
    Ok(rows.into_iter().map(|row| Seconds(row.behind)).collect())
}
