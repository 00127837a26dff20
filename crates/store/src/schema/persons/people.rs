//! `People`: finds or makes the person and key of each request during migration `persons`; also its SQL helpers
//! `select`, `act` and `told`. After the migration, `crate::persons::People` does this work.

use crate::persons::identity;
use crate::sealed::{Dice, KEYS_MARK, Key};
use karavan_model::Request;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value as Bound};
use std::collections::HashMap;

/// The people of a region, as its requests are gone through.
pub(super) struct People {
    pub(super) region: i64,
    pub(super) dice: Dice,
    lookup: Key,
    /// What is about nobody.
    pub(super) nobody: Key,
    known: HashMap<String, (i64, Key)>,
    /// Whose each request is.
    pub(super) of_request: HashMap<String, (i64, Key)>,
    pub(super) last: i64,
}

impl People {
    pub(super) async fn new<C: ConnectionTrait>(db: &C, region: i64) -> Result<Self, DbErr> {
        let mut dice = Dice::throw(db).await.map_err(told)?;
        let (lookup, nobody) = (Key::drawn(&mut dice), Key::drawn(&mut dice));
        let keys = "INSERT INTO region_keys (region, lookup, words) VALUES ($1, $2, $3)";
        act(
            db,
            keys,
            vec![region.into(), lookup.bytes().into(), nobody.bytes().into()],
        )
        .await?;
        let marked = "UPDATE regions SET keys_mark = $2 WHERE region = $1";
        act(db, marked, vec![region.into(), lookup.mark(KEYS_MARK).into()]).await?;
        Ok(Self {
            region,
            dice,
            lookup,
            nobody,
            known: HashMap::new(),
            of_request: HashMap::new(),
            last: 0,
        })
    }

    /// Whose a request is; a person who is not known yet is made.
    pub(super) async fn owner<C: ConnectionTrait>(
        &mut self,
        db: &C,
        request: Option<&Request>,
        at: i64,
    ) -> Result<(i64, Key), DbErr> {
        let mark = request.and_then(identity).map(|one| self.lookup.mark(&one));
        if let Some(known) = mark.as_ref().and_then(|mark| self.known.get(mark)) {
            return Ok(known.clone());
        }
        self.last += 1;
        let (person, key) = (self.last, Key::drawn(&mut self.dice));
        let made = "INSERT INTO persons (region, id, made_at) VALUES ($1, $2, $3)";
        act(db, made, vec![self.region.into(), person.into(), at.into()]).await?;
        let keyed = "INSERT INTO person_keys (region, person, key) VALUES ($1, $2, $3)";
        act(db, keyed, vec![self.region.into(), person.into(), key.bytes().into()]).await?;
        if let Some(mark) = mark {
            let marked = "INSERT INTO person_marks (region, mark, person) VALUES ($1, $2, $3)";
            act(db, marked, vec![self.region.into(), mark.clone().into(), person.into()]).await?;
            self.known.insert(mark, (person, key.clone()));
        }
        Ok((person, key))
    }
}

pub(super) async fn select<C: ConnectionTrait>(
    db: &C,
    sql: &str,
    values: Vec<Bound>,
) -> Result<Vec<QueryResult>, DbErr> {
    db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .await
}

pub(super) async fn act<C: ConnectionTrait>(db: &C, sql: &str, values: Vec<Bound>) -> Result<(), DbErr> {
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .await?;
    Ok(())
}

pub(super) fn told(error: impl ToString) -> DbErr {
    DbErr::Migration(error.to_string())
}
