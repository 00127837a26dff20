//! Volunteers and their shifts: `put_volunteer`, `put_volunteers`, `put_shift` (refused when another's shift has the
//! vehicle at that time), `delete_shift`, and reads by id and by day; also how `Volunteer` maps to its table
//! (`Aggregate`). Routes of volunteers are in `published_routes.rs`, their links in `links.rs`.

use crate::acting::{Acting, Txn};
use crate::aggregate::{self, Aggregate, Columns, KeptRow, NewRow};
use crate::date_column::DateColumn;
use crate::entity::{shift, volunteer};
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::json::{from_text, to_text};
use crate::log::{self, Entry, Kind, LogAct};
use crate::readable::{Readable, readable};
use crate::store::Store;
use crate::versions::{Expected, Put, Versioned, upsert};
use karavan_model::{Date, Shift, Timestamp, Volunteer, VolunteerId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

impl Aggregate for Volunteer {
    type Table = volunteer::Entity;
    const NAME: &'static str = "volunteers";
    const KIND: Kind = Kind::Volunteer;
    const COLUMNS: Columns<volunteer::Column> = Columns {
        id: volunteer::Column::Id,
        version: volunteer::Column::Version,
        changed_at: volunteer::Column::ChangedAt,
        body: volunteer::Column::Body,
    };

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl From<NewRow> for volunteer::ActiveModel {
    fn from(row: NewRow) -> Self {
        Self {
            region: Set(row.region),
            id: Set(row.id),
            version: Set(row.version),
            changed_at: Set(row.changed_at),
            body: Set(row.body),
        }
    }
}

impl From<volunteer::Model> for KeptRow {
    fn from(row: volunteer::Model) -> Self {
        Self {
            id: row.id,
            version: row.version,
            body: row.body,
        }
    }
}

/// What became of offering a shift.
#[derive(Clone, Debug, PartialEq)]
pub enum ShiftPut {
    /// It is kept.
    Done,
    /// There is no such volunteer.
    NoVolunteer,
    /// This shift has its vehicle at the same time; nothing was done.
    VehicleTaken(Shift),
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
        self.write(move |txn| Box::pin(async move { aggregate::put(txn, &volunteer, expected, at).await }))
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
                    let mut answer = aggregate::put(txn, volunteer, Expected::Any, at).await?;
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

    /// Keeps the hours a volunteer offers on a day, unless another shift has its vehicle at the same time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_shift(&self, shift: Shift, at: Timestamp) -> Result<ShiftPut, StoreError> {
        self.write(move |txn| {
            Box::pin(async move {
                let known = txn
                    .find::<volunteer::Entity>()
                    .filter(volunteer::Column::Id.eq(shift.volunteer.as_str()))
                    .one(txn.db)
                    .await?;
                if known.is_none() {
                    return Ok(ShiftPut::NoVolunteer);
                }
                if let Some(other) = vehicle_at_work(txn, &shift).await? {
                    return Ok(ShiftPut::VehicleTaken(other));
                }
                offer(txn, &shift, at).await?;
                Ok(ShiftPut::Done)
            })
        })
        .await
    }

    /// Takes a shift back; answers whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_shift(&self, volunteer: &VolunteerId, date: Date, at: Timestamp) -> Result<bool, StoreError> {
        let (volunteer, date) = (volunteer.clone(), DateColumn::from(date));
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
                    log::append(txn, at, vec![announce_shift(&volunteer, date, LogAct::Removed)]).await?;
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
    pub async fn volunteer(&self, id: &VolunteerId) -> Result<Option<Versioned<Volunteer>>, StoreError> {
        aggregate::find(&self.scope(), id.as_str()).await
    }

    /// All volunteers, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volunteers(&self) -> Result<Readable<Versioned<Volunteer>>, StoreError> {
        aggregate::all(&self.scope()).await
    }

    /// The shifts of a day, by volunteer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shifts_of_day(&self, date: Date) -> Result<Readable<Shift>, StoreError> {
        let query = self
            .scope()
            .find::<shift::Entity>()
            .filter(shift::Column::Date.eq(DateColumn::from(date)))
            .order_by_asc(shift::Column::Volunteer);
        let read = |row: shift::Model| from_text("shifts", &row.volunteer, &row.body);
        readable(self.reader(), "shifts", query, read).await
    }
}

/// The shift of another volunteer that has the vehicle of this one at the same time.
async fn vehicle_at_work(txn: &Txn<'_>, offered: &Shift) -> Result<Option<Shift>, StoreError> {
    if offered.vehicle_id.is_none() {
        return Ok(None);
    }
    let of_day = txn
        .find::<shift::Entity>()
        .filter(shift::Column::Date.eq(DateColumn::from(offered.date)))
        .order_by_asc(shift::Column::Volunteer)
        .all(txn.db)
        .await?;
    for row in of_day {
        let other: Shift = from_text("shifts", &row.volunteer, &row.body)?;
        if offered.shares_vehicle(&other) {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// Keeps a shift; answers `false` when it was there just so.
async fn offer(txn: &Txn<'_>, offered: &Shift, at: Timestamp) -> Result<bool, StoreError> {
    let date = DateColumn::from(offered.date);
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
    let act = found.map_or(LogAct::Added, |_| LogAct::Changed);
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

fn announce_shift(volunteer: &VolunteerId, date: DateColumn, act: LogAct) -> Entry {
    Entry {
        date: Some(date),
        ..Entry::new(Kind::Shift, act, volunteer.as_str(), json!({ "id": volunteer }))
    }
}
