//! Whether a write would be kept: one is written by the writer and read back by a reader.

use crate::entity::{counter, setting};
use crate::error::StoreError;
use crate::sequence::{self, Sequence};
use crate::versions::upsert;
use crate::writer::Writer;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, DatabaseConnection, DatabaseTransaction, EntityTrait};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::time::timeout;

/// An answer holds for so long; who asks in between gets the same.
const HOLDS: Duration = Duration::from_secs(1);
/// A write that takes longer is none that anybody waits for.
const WITHIN: Duration = Duration::from_secs(5);
/// The counter of trials.
const COUNTER: &str = "trial";
/// Where the weight of a trial lies.
const WEIGHT: &str = "trial";
/// As much as an ordinary write needs of the disk. A lighter one might still find room on a full disk.
const HEAVY_BYTES: usize = 128 * 1024;

/// The last answer.
#[derive(Default)]
pub(crate) struct Trial(Mutex<Option<(Instant, Result<(), String>)>>);

impl Trial {
    /// # Errors
    /// When the trial was not kept.
    pub(crate) async fn answer(&self, writer: &Writer, reader: &DatabaseConnection) -> Result<(), StoreError> {
        let mut last = self.0.lock().await;
        if let Some((at, answer)) = &*last
            && at.elapsed() < HOLDS
        {
            return answer.clone().map_err(StoreError::NotReady);
        }
        let answer = match timeout(WITHIN, attempt(writer, reader)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("the database does not answer in time".to_owned()),
        };
        *last = Some((Instant::now(), answer.clone()));
        answer.map_err(StoreError::NotReady)
    }
}

async fn attempt(writer: &Writer, reader: &DatabaseConnection) -> Result<(), StoreError> {
    let was_full = writer.was_full();
    let committed = writer.committed();
    let bytes = if was_full { HEAVY_BYTES } else { 0 };
    let written = writer.write(move |txn| Box::pin(write(txn, bytes))).await?;
    if was_full {
        // The weight is given back at once.
        writer.write(|txn| Box::pin(weigh(txn, 0))).await?;
        writer.has_room();
    }
    let read = counter::Entity::find_by_id(COUNTER).one(reader).await?;
    let read = read.map_or(0, |row| row.value);
    let seen = sequence::last(reader, Sequence::Change).await?;
    if read < written || seen < committed {
        return Err(StoreError::NotReady(format!(
            "trial {written} was answered and {read} is found, change {committed} was answered and {seen} is found"
        )));
    }
    Ok(())
}

/// Counts one up, and puts so much weight on the disk.
async fn write(txn: &DatabaseTransaction, bytes: usize) -> Result<i64, StoreError> {
    if bytes > 0 {
        weigh(txn, bytes).await?;
    }
    let row = counter::ActiveModel {
        name: Set(COUNTER.to_owned()),
        value: Set(1),
    };
    let value = counter::Column::Value;
    let add = OnConflict::column(counter::Column::Name)
        .value(value, Expr::col((counter::Entity, value)).add(1))
        .to_owned();
    upsert(txn, counter::Entity::insert(row).on_conflict(add)).await?;
    let row = counter::Entity::find_by_id(COUNTER).one(txn).await?;
    Ok(row.map_or(0, |row| row.value))
}

async fn weigh(txn: &DatabaseTransaction, bytes: usize) -> Result<(), StoreError> {
    let row = setting::ActiveModel {
        key: Set(WEIGHT.to_owned()),
        value: Set("0".repeat(bytes)),
    };
    let replace = OnConflict::column(setting::Column::Key)
        .update_column(setting::Column::Value)
        .to_owned();
    upsert(txn, setting::Entity::insert(row).on_conflict(replace)).await
}
