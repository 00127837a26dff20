//! `Correction`, a building's point set by hand, and `DoorPin`, the mean point where visits to a building ended; both
//! belong to an organisation and a building id. Corrections are put, deleted and listed; `add_door_presses` adds up the
//! ends of visits, of which sums and counts are kept (in units of 1e-7 degree).

use crate::acting::Acting;
use crate::entity::{correction, door_pin};
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::log::{self, Entry, Kind, LogAct};
use crate::readable::{Readable, readable};
use crate::store::Store;
use crate::versions::upsert;
use karavan_model::{Point, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A building put in its place by hand, for ever. It names a building, never a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The form in which all ways to write the building's address are one.
    pub id: String,
    /// The address as people read it.
    pub label: String,
    /// Where it stands.
    pub point: Point,
    /// Who said so.
    pub made_by: String,
    /// When they said so.
    pub made_at: Timestamp,
}

/// What of it is kept as JSON.
#[derive(Serialize, Deserialize)]
struct Body {
    label: String,
    point: Point,
    made_by: String,
}

/// Where visits to a building ended, on average.
#[derive(Clone, Debug, PartialEq)]
pub struct DoorPin {
    /// Of which building.
    pub id: String,
    /// How many visits.
    pub presses: i64,
    /// Their middle.
    pub point: Point,
}

/// Points are added up in ten-millionths of a degree, about a centimetre; nine thousand million visits fit.
const PER_DEGREE: f64 = 1e7;

const KEY: [correction::Column; 3] = [
    correction::Column::Region,
    correction::Column::Organisation,
    correction::Column::Id,
];

const PIN_KEY: [door_pin::Column; 3] = [
    door_pin::Column::Region,
    door_pin::Column::Organisation,
    door_pin::Column::Id,
];

/// What the log says of a correction: it names a building.
fn entry(act: LogAct, organisation: &str, id: &str) -> Entry {
    Entry::new(Kind::Correction, act, id, json!({ "organisation": organisation }))
}

impl Acting<'_> {
    /// Keeps a correction; an older one of the same building gives way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_correction(&self, organisation: &str, made: Correction) -> Result<(), StoreError> {
        let Correction {
            id,
            label,
            point,
            made_by,
            made_at,
        } = made;
        let organisation = organisation.to_owned();
        self.write(move |txn| {
            Box::pin(async move {
                let entry = entry(LogAct::Changed, &organisation, &id);
                let row = correction::ActiveModel {
                    region: Set(txn.key()),
                    organisation: Set(organisation),
                    id: Set(id),
                    made_at: Set(made_at.0),
                    body: Set(to_text(&Body { label, point, made_by })?),
                };
                let replace = OnConflict::columns(KEY)
                    .update_columns([correction::Column::MadeAt, correction::Column::Body])
                    .to_owned();
                upsert(txn.db, correction::Entity::insert(row).on_conflict(replace)).await?;
                log::append(txn, made_at, vec![entry]).await
            })
        })
        .await
    }

    /// Takes a correction back; tells whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_correction(&self, organisation: &str, id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let (organisation, id) = (organisation.to_owned(), id.to_owned());
        self.write(move |txn| {
            Box::pin(async move {
                let gone = txn
                    .delete::<correction::Entity>()
                    .filter(correction::Column::Organisation.eq(organisation.as_str()))
                    .filter(correction::Column::Id.eq(id.as_str()))
                    .exec(txn.db)
                    .await?;
                let is_gone = gone.rows_affected > 0;
                if is_gone {
                    log::append(txn, at, vec![entry(LogAct::Removed, &organisation, &id)]).await?;
                }
                Ok(is_gone)
            })
        })
        .await
    }

    /// Adds the ends of visits up, building by building. Who was where, and when, is not kept: the log tells their
    /// number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_door_presses(
        &self,
        organisation: &str,
        presses: Vec<(String, Point)>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let organisation = organisation.to_owned();
        self.write(move |txn| {
            Box::pin(async move {
                let body = json!({ "presses": presses.len() });
                let entry = Entry::new(Kind::DoorPin, LogAct::Changed, &organisation, body);
                for (id, point) in presses {
                    #[expect(clippy::cast_possible_truncation, reason = "a valid degree times 1e7 fits in i64")]
                    let scaled = |degrees: f64| (degrees * PER_DEGREE).round() as i64;
                    let (lon, lat) = (scaled(point.lon), scaled(point.lat));
                    let row = door_pin::ActiveModel {
                        region: Set(txn.key()),
                        organisation: Set(organisation.clone()),
                        id: Set(id),
                        presses: Set(1),
                        lon_sum: Set(lon),
                        lat_sum: Set(lat),
                    };
                    let sum =
                        |column: door_pin::Column, more: i64| (column, Expr::col((door_pin::Entity, column)).add(more));
                    let add = OnConflict::columns(PIN_KEY)
                        .values([
                            sum(door_pin::Column::Presses, 1),
                            sum(door_pin::Column::LonSum, lon),
                            sum(door_pin::Column::LatSum, lat),
                        ])
                        .to_owned();
                    upsert(txn.db, door_pin::Entity::insert(row).on_conflict(add)).await?;
                }
                log::append(txn, at, vec![entry]).await
            })
        })
        .await
    }
}

impl Store {
    /// All corrections of an organisation, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn corrections(&self, organisation: &str) -> Result<Readable<Correction>, StoreError> {
        let query = self
            .scope()
            .find::<correction::Entity>()
            .filter(correction::Column::Organisation.eq(organisation))
            .order_by_asc(correction::Column::Id);
        let read = |row: correction::Model| {
            let Body { label, point, made_by } = from_text("corrections", &row.id, &row.body)?;
            Ok(Correction {
                id: row.id,
                label,
                point,
                made_by,
                made_at: Timestamp(row.made_at),
            })
        };
        readable(self.reader(), "corrections", query, read).await
    }

    /// Buildings where at least so many visits ended, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn door_pins(&self, organisation: &str, presses_min: i64) -> Result<Vec<DoorPin>, StoreError> {
        let query = self
            .scope()
            .find::<door_pin::Entity>()
            .filter(door_pin::Column::Organisation.eq(organisation))
            .filter(door_pin::Column::Presses.gte(presses_min))
            .order_by_asc(door_pin::Column::Id);
        let rows = query.all(self.reader()).await?;
        let mean = |sum: i64, count: i64| sum as f64 / count as f64 / PER_DEGREE;
        let pins = rows.into_iter().map(|row| DoorPin {
            point: Point {
                lon: mean(row.lon_sum, row.presses),
                lat: mean(row.lat_sum, row.presses),
            },
            id: row.id,
            presses: row.presses,
        });
        Ok(pins.collect())
    }
}
