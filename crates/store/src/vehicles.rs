//! Vehicles lent for shifts: `put_vehicle`, `put_vehicles`, `delete_vehicle` (refused while a shift of today or later
//! uses it), `vehicle` and `vehicles`, and how `Vehicle` maps to its table (`Aggregate`). That no two shifts have a
//! vehicle at one time is checked by `put_shift` in `volunteers.rs`.

use crate::acting::Acting;
use crate::aggregate::{self, Aggregate, Columns, KeptRow, NewRow};
use crate::date_column::DateColumn;
use crate::entity::{shift, vehicle};
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::json::from_text;
use crate::log::Kind;
use crate::readable::Readable;
use crate::store::Store;
use crate::versions::{Expected, Put, Versioned};
use karavan_model::{Date, Shift, Timestamp, Vehicle, VehicleId};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};

impl Aggregate for Vehicle {
    type Table = vehicle::Entity;
    const NAME: &'static str = "vehicles";
    const KIND: Kind = Kind::Vehicle;
    const COLUMNS: Columns<vehicle::Column> = Columns {
        id: vehicle::Column::Id,
        version: vehicle::Column::Version,
        changed_at: vehicle::Column::ChangedAt,
        body: vehicle::Column::Body,
    };

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl From<NewRow> for vehicle::ActiveModel {
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

impl From<vehicle::Model> for KeptRow {
    fn from(row: vehicle::Model) -> Self {
        Self {
            id: row.id,
            version: row.version,
            body: row.body,
        }
    }
}

/// What became of taking a vehicle away.
#[derive(Clone, Debug, PartialEq)]
pub enum VehicleDeleted {
    /// It is gone.
    Done,
    /// There is none.
    Missing,
    /// A shift of today or later goes with it; nothing was done.
    InUse(Shift),
}

impl Acting<'_> {
    /// Keeps a vehicle.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_vehicle(&self, vehicle: Vehicle, expected: Expected, at: Timestamp) -> Result<Put, StoreError> {
        self.write(move |txn| Box::pin(async move { aggregate::put(txn, &vehicle, expected, at).await }))
            .await
    }

    /// Keeps a whole table of vehicles in one transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing was kept.
    pub async fn put_vehicles(
        &self,
        table: Vec<Vehicle>,
        at: Timestamp,
        once: Option<Once<Vec<Put>>>,
    ) -> Result<Acted<Vec<Put>>, StoreError> {
        self.write_once(once, move |txn| {
            Box::pin(async move { aggregate::put_all(txn, &table, at).await })
        })
        .await
    }

    /// Takes a vehicle away, unless a shift of `today` or later goes with it. Shifts of days before keep its kind and
    /// capacity.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_vehicle(
        &self,
        id: &VehicleId,
        today: Date,
        at: Timestamp,
    ) -> Result<VehicleDeleted, StoreError> {
        let id = id.clone();
        self.write(move |txn| {
            Box::pin(async move {
                let shifts = txn
                    .find::<shift::Entity>()
                    .filter(shift::Column::Date.gte(DateColumn::from(today)))
                    .order_by_asc(shift::Column::Date)
                    .all(txn.db)
                    .await?;
                for row in shifts {
                    let shift: Shift = from_text("shifts", &row.volunteer, &row.body)?;
                    if shift.vehicle_id.as_ref() == Some(&id) {
                        return Ok(VehicleDeleted::InUse(shift));
                    }
                }
                Ok(match aggregate::delete::<Vehicle>(txn, id.as_str(), at).await? {
                    true => VehicleDeleted::Done,
                    false => VehicleDeleted::Missing,
                })
            })
        })
        .await
    }
}

impl Store {
    /// One vehicle.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn vehicle(&self, id: &VehicleId) -> Result<Option<Versioned<Vehicle>>, StoreError> {
        aggregate::find(&self.scope(), id.as_str()).await
    }

    /// All vehicles, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn vehicles(&self) -> Result<Readable<Versioned<Vehicle>>, StoreError> {
        aggregate::all(&self.scope()).await
    }
}
