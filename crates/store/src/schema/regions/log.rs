//! `fill`, the data step of migration `regions`: makes the first region's log from the old tables of the feed, of
//! status events and of loading events, chained by hashes, with people's words in `log_words`. Today's log is written
//! in `crate::log`.

use crate::entity::log;
use crate::log::{Hash, Kind, LogAct, ROOT, dice, hash, key_of, seal};
use karavan_model::{Actor, Date};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value as Bound};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Rows read and written at a time.
const PAGE: i64 = 500;

/// The feed first, under the numbers it had: who follows it goes on where they were.
pub(super) async fn fill<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let notes = notes(db).await?;
    let mut log = Log {
        db,
        dice: dice(db).await.map_err(told)?,
        seq: 0,
        hash: ROOT,
    };
    let sources: [(&str, Read); 3] = [
        ("SELECT seq, at, kind, date, subject, body FROM was_changes", change),
        (
            "SELECT seq, received_at, request, date, event_id, fingerprint, disputed, plan, volunteer, kind, \
             occurred_at, note FROM was_status_events",
            status_event,
        ),
        (
            "SELECT seq, received_at, plan, date, event_id, fingerprint, disputed, stop, volunteer, kind, occurred_at, \
             note FROM was_loading_events",
            loading_event,
        ),
    ];
    for (sql, read) in sources {
        let mut after: i64 = 0;
        loop {
            let page = format!("{sql} WHERE seq > {after} ORDER BY seq LIMIT {PAGE}");
            let rows = db
                .query_all_raw(Statement::from_string(db.get_database_backend(), page))
                .await?;
            let Some(last) = rows.last() else { break };
            after = last.try_get_by_index(0)?;
            let entries = rows.iter().map(|row| read(row, &notes));
            log.append(entries.collect::<Result<_, _>>()?).await?;
        }
    }
    let head = Query::update()
        .table(Alias::new("regions"))
        .value(Alias::new("log_seq"), log.seq)
        .value(Alias::new("log_hash"), log.hash.to_vec())
        .to_owned();
    db.execute(&head).await?;
    Ok(())
}

/// An entry to be, and the words said with it.
type EntryWithWords = (log::Model, String);
type Read = fn(&QueryResult, &HashMap<i64, String>) -> Result<EntryWithWords, DbErr>;

/// What people said with changes and in no event, by number.
async fn notes<C: ConnectionTrait>(db: &C) -> Result<HashMap<i64, String>, DbErr> {
    let sql = "SELECT change, note FROM was_change_notes";
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?;
    let notes = rows
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    notes.collect()
}

fn change(row: &QueryResult, notes: &HashMap<i64, String>) -> Result<EntryWithWords, DbErr> {
    let seq: i64 = row.try_get_by_index(0)?;
    let body: String = row.try_get_by_index(5)?;
    let act = match body.contains(r#""cause":"taken_in""#) {
        true => LogAct::Added,
        false => LogAct::Changed,
    };
    let entry = log::Model {
        act: act.word().to_owned(),
        subject: row.try_get_by_index(4)?,
        ..blank(row, &row.try_get_by_index::<String>(2)?, body)?
    };
    Ok((entry, notes.get(&seq).cloned().unwrap_or_default()))
}

fn status_event(row: &QueryResult, _: &HashMap<i64, String>) -> Result<EntryWithWords, DbErr> {
    event(
        row,
        Kind::StatusEvent,
        "plan",
        json!(row.try_get_by_index::<String>(7)?),
    )
}

fn loading_event(row: &QueryResult, _: &HashMap<i64, String>) -> Result<EntryWithWords, DbErr> {
    event(row, Kind::LoadingEvent, "stop", json!(row.try_get_by_index::<i64>(7)?))
}

/// The columns of both kinds stand in the same order; the seventh is another one in each.
fn event(row: &QueryResult, kind: Kind, own: &str, value: Value) -> Result<EntryWithWords, DbErr> {
    let said: Value = serde_json::from_str(&row.try_get_by_index::<String>(9)?)
        .map_err(|error| DbErr::Migration(format!("an event of {}: {error}", kind.word())))?;
    let body = json!({
        "event_id": row.try_get_by_index::<String>(4)?,
        "fingerprint": row.try_get_by_index::<String>(5)?,
        "disputed": row.try_get_by_index::<bool>(6)?,
        own: value,
        "volunteer": row.try_get_by_index::<String>(8)?,
        "kind": said,
        "occurred_at": row.try_get_by_index::<i64>(10)?,
        "received_at": row.try_get_by_index::<i64>(1)?,
    });
    let entry = log::Model {
        act: LogAct::Added.word().to_owned(),
        subject: row.try_get_by_index(2)?,
        ..blank(row, kind.word(), body.to_string())?
    };
    Ok((entry, row.try_get_by_index(11)?))
}

/// What all entries have in common: the second column is the moment, the fourth the day.
fn blank(row: &QueryResult, kind: &str, body: String) -> Result<log::Model, DbErr> {
    let day: String = row.try_get_by_index(3)?;
    let date = match day.as_str() {
        "" => None,
        day => Some(day.parse::<Date>().map_err(told)?.into()),
    };
    Ok(log::Model {
        region: 0,
        seq: 0,
        at: row.try_get_by_index(1)?,
        actor_kind: Actor::System.kind().to_owned(),
        actor: Actor::System.id().to_owned(),
        kind: kind.to_owned(),
        act: String::new(),
        date,
        subject: String::new(),
        body,
        words_seal: String::new(),
        hash: Vec::new(),
    })
}

struct Log<'c, C> {
    db: &'c C,
    dice: String,
    seq: i64,
    hash: Hash,
}

impl<C: ConnectionTrait> Log<'_, C> {
    /// Chains entries to those before. The columns are named here, so that this stays as it is whatever comes later.
    async fn append(&mut self, entries: Vec<EntryWithWords>) -> Result<(), DbErr> {
        use log::Column::{Act, Actor, ActorKind, At, Body, Date, Hash, Kind, Region, Seq, Subject, WordsSeal};
        let columns = [
            Region, Seq, At, ActorKind, Actor, Kind, Act, Date, Subject, Body, WordsSeal, Hash,
        ];
        let mut rows = Query::insert().into_table(log::Entity).columns(columns).to_owned();
        let mut kept = Query::insert()
            .into_table(Alias::new("log_words"))
            .columns(["region", "seq", "subject", "key", "words"].map(Alias::new))
            .to_owned();
        let mut has_words = false;
        for (mut row, words) in entries {
            row.seq = self.seq + 1;
            if !words.is_empty() {
                let key = key_of(&self.dice, row.seq);
                row.words_seal = seal(&key, &words);
                let values: [Bound; 5] = [
                    0_i64.into(),
                    row.seq.into(),
                    row.subject.clone().into(),
                    key.into(),
                    words.into(),
                ];
                kept.values_from_panic([values.map(Expr::value)]);
                has_words = true;
            }
            self.seq = row.seq;
            self.hash = hash(&self.hash, &row);
            let values: [Bound; 12] = [
                row.region.into(),
                row.seq.into(),
                row.at.into(),
                row.actor_kind.into(),
                row.actor.into(),
                row.kind.into(),
                row.act.into(),
                row.date.into(),
                row.subject.into(),
                row.body.into(),
                row.words_seal.into(),
                self.hash.to_vec().into(),
            ];
            rows.values_from_panic([values.map(Expr::value)]);
        }
        self.db.execute(&rows).await?;
        if has_words {
            self.db.execute(&kept).await?;
        }
        Ok(())
    }
}

fn told(error: impl ToString) -> DbErr {
    DbErr::Migration(error.to_string())
}
