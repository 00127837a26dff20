//! `WriteProbe`, the readiness check behind `Store::ready`: writes a trial by the writer, reads it back by a reader,
//! and looks whether the newest committed log entry is seen, within 5 s. The answer holds for 1 s. After a write failed
//! for a full disk, the trial weighs 128 KiB.

use crate::entity::counter;
use crate::error::StoreError;
use crate::log;
use crate::scope::Scope;
use crate::settings::row;
use crate::versions::upsert;
use crate::writer::Writer;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter,
};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::time::timeout;

/// An answer holds for so long; who asks in between gets the same.
const HOLDS: Duration = Duration::from_secs(1);
/// Nobody waits longer for a write.
const WITHIN: Duration = Duration::from_secs(5);
/// The counter of trials.
const COUNTER: &str = "trial";
/// Where the weight of a trial lies.
const WEIGHT: &str = "trial";
/// As much as an ordinary write needs of the disk. A lighter one might still find room on a full disk.
const HEAVY_BYTES: usize = 128 * 1024;

/// The last answer.
#[derive(Default)]
pub(crate) struct WriteProbe(Mutex<Option<(Instant, Result<(), String>)>>);

impl WriteProbe {
    /// # Errors
    /// When the trial was not kept.
    pub(crate) async fn answer(
        &self,
        writer: &Writer,
        reader: &Scope<'_, DatabaseConnection>,
    ) -> Result<(), StoreError> {
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

async fn attempt(writer: &Writer, reader: &Scope<'_, DatabaseConnection>) -> Result<(), StoreError> {
    let was_full = writer.was_full();
    let committed = writer.committed();
    let bytes = if was_full { HEAVY_BYTES } else { 0 };
    let written = writer.write(move |scope| Box::pin(write(scope, bytes))).await?;
    if was_full {
        // The weight is given back at once.
        writer.write(|scope| Box::pin(weigh(scope, 0))).await?;
        writer.has_room();
    }
    let read = trials(reader).await?;
    let seen = log::last(reader).await?;
    if read < written || seen < committed {
        return Err(StoreError::NotReady(format!(
            "trial {written} was answered and {read} is found, \
             entry {committed} of the log was answered and {seen} is found"
        )));
    }
    Ok(())
}

/// Counts one up, and puts so much weight on the disk.
async fn write(scope: Scope<'_, DatabaseTransaction>, bytes: usize) -> Result<i64, StoreError> {
    if bytes > 0 {
        weigh(scope, bytes).await?;
    }
    let trial = counter::ActiveModel {
        region: Set(scope.key()),
        name: Set(COUNTER.to_owned()),
        value: Set(1),
    };
    let value = counter::Column::Value;
    let add = OnConflict::columns([counter::Column::Region, counter::Column::Name])
        .value(value, Expr::col((counter::Entity, value)).add(1))
        .to_owned();
    upsert(scope.db, counter::Entity::insert(trial).on_conflict(add)).await?;
    trials(&scope).await
}

/// How many trials were kept.
async fn trials<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<i64, StoreError> {
    let query = scope.find::<counter::Entity>();
    let kept = query.filter(counter::Column::Name.eq(COUNTER)).one(scope.db).await?;
    Ok(kept.map_or(0, |counter| counter.value))
}

async fn weigh(scope: Scope<'_, DatabaseTransaction>, bytes: usize) -> Result<(), StoreError> {
    row::put(&scope, WEIGHT.to_owned(), "0".repeat(bytes)).await
}
