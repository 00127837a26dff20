//! Volunteers and the hours they offer.

use crate::acting::{Acting, Txn};
use crate::day::Day;
use crate::entity::{shift, volunteer};
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::log::{self, Act, Entry, Kind};
use crate::once::{Acted, Once};
use crate::readable::{Readable, readable};
use crate::store::Store;
use crate::versions::{Expected, Put, next_version, upsert};
use karavan_model::{Date, Shift, Timestamp, Volunteer, VolunteerId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A volunteer with the version kept.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionedVolunteer {
    /// The volunteer.
    pub volunteer: Volunteer,
    /// Grows by one with every change; starts at 1.
    pub version: i64,
}

impl Acting<'_> {
    /// Keeps a volunteer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_volunteer(
        &self,
        volunteer: Volunteer,
        expected: Expected,
        at: Timestamp,
    ) -> Result<Put, StoreError> {
        self.write(move |txn| Box::pin(async move { put(txn, &volunteer, expected, at).await }))
            .await
    }

    /// Keeps a whole table of volunteers, each with a shift or none, in one transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing was kept.
    pub async fn put_volunteers(
        &self,
        table: Vec<(Volunteer, Option<Shift>)>,
        at: Timestamp,
        once: Option<Once<Vec<Put>>>,
    ) -> Result<Acted<Vec<Put>>, StoreError> {
        self.write_once(once, move |txn| {
            Box::pin(async move {
                let mut answers = Vec::with_capacity(table.len());
                for (volunteer, shift) in &table {
                    let mut answer = put(txn, volunteer, Expected::Any, at).await?;
                    if let Some(shift) = shift
                        && offer(txn, shift, at).await?
                        && let Put::Unchanged(version) = answer
                    {
                        answer = Put::Updated(version);
                    }
                    answers.push(answer);
                }
                Ok(answers)
            })
        })
        .await
    }

    /// Keeps the hours a volunteer offers on a day; answers `false` when there is no such volunteer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_shift(&self, shift: Shift, at: Timestamp) -> Result<bool, StoreError> {
        self.write(move |txn| {
            Box::pin(async move {
                let known = txn
                    .find::<volunteer::Entity>()
                    .filter(volunteer::Column::Id.eq(shift.volunteer.as_str()))
                    .one(txn.db)
                    .await?;
                if known.is_some() {
                    offer(txn, &shift, at).await?;
                }
                Ok(known.is_some())
            })
        })
        .await
    }

    /// Takes a shift back; answers whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_shift(&self, volunteer: &VolunteerId, date: Date, at: Timestamp) -> Result<bool, StoreError> {
        let (volunteer, date) = (volunteer.clone(), Day::from(date));
        self.write(move |txn| {
            Box::pin(async move {
                let gone = txn
                    .delete::<shift::Entity>()
                    .filter(shift::Column::Volunteer.eq(volunteer.as_str()))
                    .filter(shift::Column::Date.eq(date))
                    .exec(txn.db)
                    .await?;
                let is_gone = gone.rows_affected > 0;
                if is_gone {
                    log::append(txn, at, vec![announce_shift(&volunteer, date, Act::Removed)]).await?;
                }
                Ok(is_gone)
            })
        })
        .await
    }
}

impl Store {
    /// One volunteer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volunteer(&self, id: &VolunteerId) -> Result<Option<VersionedVolunteer>, StoreError> {
        let row = self
            .scope()
            .find::<volunteer::Entity>()
            .filter(volunteer::Column::Id.eq(id.as_str()))
            .one(self.reader())
            .await?;
        row.map(from_row).transpose()
    }

    /// All volunteers, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volunteers(&self) -> Result<Readable<VersionedVolunteer>, StoreError> {
        let query = self
            .scope()
            .find::<volunteer::Entity>()
            .order_by_asc(volunteer::Column::Id);
        readable(self.reader(), "volunteers", query, from_row).await
    }

    /// The shifts of a day, by volunteer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shifts_of_day(&self, date: Date) -> Result<Readable<Shift>, StoreError> {
        let query = self
            .scope()
            .find::<shift::Entity>()
            .filter(shift::Column::Date.eq(Day::from(date)))
            .order_by_asc(shift::Column::Volunteer);
        let read = |row: shift::Model| from_text("shifts", &row.volunteer, &row.body);
        readable(self.reader(), "shifts", query, read).await
    }
}

fn from_row(row: volunteer::Model) -> Result<VersionedVolunteer, StoreError> {
    Ok(VersionedVolunteer {
        volunteer: from_text("volunteers", &row.id, &row.body)?,
        version: row.version,
    })
}

async fn put(txn: &Txn<'_>, volunteer: &Volunteer, expected: Expected, at: Timestamp) -> Result<Put, StoreError> {
    let found = txn
        .find::<volunteer::Entity>()
        .filter(volunteer::Column::Id.eq(volunteer.id.as_str()))
        .one(txn.db)
        .await?;
    let body = to_text(volunteer)?;
    // Only a table says again what is there already; who names a version means to write.
    if let Some(row) = found
        .as_ref()
        .filter(|row| expected == Expected::Any && row.body == body)
    {
        return Ok(Put::Unchanged(row.version));
    }
    let found = found.map(|row| row.version);
    let act = found.map_or(Act::Added, |_| Act::Changed);
    let Some(version) = next_version(found, expected) else {
        return Ok(Put::Stale(found));
    };
    let row = volunteer::ActiveModel {
        region: Set(txn.key()),
        id: Set(volunteer.id.0.clone()),
        version: Set(version),
        changed_at: Set(at.0),
        body: Set(body),
    };
    let replace = OnConflict::columns([volunteer::Column::Region, volunteer::Column::Id])
        .update_columns([
            volunteer::Column::Version,
            volunteer::Column::ChangedAt,
            volunteer::Column::Body,
        ])
        .to_owned();
    upsert(txn.db, volunteer::Entity::insert(row).on_conflict(replace)).await?;
    let change = Entry::new(
        Kind::Volunteer,
        act,
        volunteer.id.as_str(),
        json!({ "id": volunteer.id }),
    );
    log::append(txn, at, vec![change]).await?;
    Ok(found.map_or(Put::Created, |_| Put::Updated(version)))
}

/// Keeps a shift; answers `false` when it was there just so.
async fn offer(txn: &Txn<'_>, offered: &Shift, at: Timestamp) -> Result<bool, StoreError> {
    let date = Day::from(offered.date);
    let found = txn
        .find::<shift::Entity>()
        .filter(shift::Column::Volunteer.eq(offered.volunteer.as_str()))
        .filter(shift::Column::Date.eq(date))
        .one(txn.db)
        .await?;
    let body = to_text(offered)?;
    if found.as_ref().is_some_and(|row| row.body == body) {
        return Ok(false);
    }
    let act = found.map_or(Act::Added, |_| Act::Changed);
    let row = shift::ActiveModel {
        region: Set(txn.key()),
        volunteer: Set(offered.volunteer.0.clone()),
        date: Set(date),
        changed_at: Set(at.0),
        body: Set(body),
    };
    let replace = OnConflict::columns([shift::Column::Region, shift::Column::Volunteer, shift::Column::Date])
        .update_columns([shift::Column::ChangedAt, shift::Column::Body])
        .to_owned();
    upsert(txn.db, shift::Entity::insert(row).on_conflict(replace)).await?;
    log::append(txn, at, vec![announce_shift(&offered.volunteer, date, act)]).await?;
    Ok(true)
}

fn announce_shift(volunteer: &VolunteerId, date: Day, act: Act) -> Entry {
    Entry {
        date: Some(date),
        ..Entry::new(Kind::Shift, act, volunteer.as_str(), json!({ "id": volunteer }))
    }
}
