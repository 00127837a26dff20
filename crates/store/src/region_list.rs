//! The regions of a database: listed (`regions`, `NamedRegion`), added (`add_region`, `RegionAdded`), given a title and
//! opened from one another (`of_region`).
//!
//! On PostgreSQL the role that works for a region cannot see others; the list is read and added to by the owner of the
//! tables.

use crate::acting::{Acting, Txn};
use crate::connections::{beside, postgres_owner};
use crate::engine;
use crate::entity::{counter, region};
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use crate::scope::Scope;
use crate::store::Store;
use crate::writer::in_transaction;
use karavan_model::{Region, RegionName, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryOrder};
use serde_json::json;

/// What a new region counts, and from where; the first region of a new database counts the same.
const COUNTERS: [(&str, i64); 4] = [("person", 0), ("request", 1_000), ("run", 0), ("submission", 0)];

/// How often a number is drawn again when another process was faster.
const TRIES: usize = 5;

/// A region of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRegion {
    /// Its number, the first column of every key.
    pub region: Region,
    /// A word for files and commands.
    pub name: String,
    /// What people call it; empty when nobody said.
    pub title: String,
}

/// What became of a region that was to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegionAdded {
    /// It is there.
    Done(Region),
    /// Another one has this name.
    NameTaken(Region),
    /// There are as many as there can be.
    Full,
}

impl Store {
    /// The regions of the database, by number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn regions(&self) -> Result<Vec<NamedRegion>, StoreError> {
        let Some(db) = self.owner().await? else {
            return listed(self.reader()).await;
        };
        let found = listed(&db).await;
        db.close().await?;
        found
    }

    /// Another region of the same database.
    ///
    /// # Errors
    /// [`StoreError::NoRegion`] when there is none of this number, and for a database in memory, which has one
    /// connection.
    pub async fn of_region(&self, region: Region) -> Result<Self, StoreError> {
        match (self.url(), self.file()) {
            (Some(url), _) => Self::on(engine::open(url, region).await?, region).await,
            (None, Some(file)) => Self::on(engine::open_file(file).await?, region).await,
            (None, None) => Err(StoreError::NoRegion(region)),
        }
    }

    /// Stores of several regions of the database, in this order, in place of this one: a region that does not open
    /// keeps none of the others from it. Their connections are bounded for all together: on a SQLite file they share
    /// those of this store, and closing one closes all; on PostgreSQL each has one that writes, and a share of those
    /// that read.
    ///
    /// # Errors
    /// When the connections of this store do not close.
    pub async fn side_by_side(self, regions: &[Region]) -> Result<Vec<Result<Self, StoreError>>, StoreError> {
        let mut stores = Vec::new();
        let Some(url) = self.url().map(str::to_owned) else {
            for region in regions {
                stores.push(match *region == self.region() {
                    true => Ok(self.clone()),
                    false => self.on_same_connections(*region).await,
                });
            }
            return Ok(stores);
        };
        self.close().await?;
        let readers = engine::readers_of_each(regions.len());
        for region in regions {
            let engine = engine::open_postgres(&url, *region, readers).await;
            stores.push(match engine {
                Ok(engine) => Self::on(engine, *region).await,
                Err(error) => Err(error),
            });
        }
        Ok(stores)
    }

    /// A connection that sees the list of regions; none for a database in memory.
    async fn owner(&self) -> Result<Option<DatabaseConnection>, StoreError> {
        Ok(match (self.url(), self.file()) {
            (Some(url), _) => Some(postgres_owner(url).await?),
            (None, Some(file)) => Some(beside(file).await?),
            (None, None) => None,
        })
    }
}

impl Acting<'_> {
    /// Adds a region to the database; its log begins with that.
    ///
    /// # Errors
    /// When the database fails; then it is not there.
    pub async fn add_region(&self, name: &RegionName, title: &str, at: Timestamp) -> Result<RegionAdded, StoreError> {
        let Some(db) = self.owner().await? else {
            return Err(StoreError::NotReady("a database in memory has one region".to_owned()));
        };
        let added = self.add_on(&db, name, title, at).await;
        db.close().await?;
        added
    }

    /// Gives a region another title; answers whether there is one of this name.
    ///
    /// # Errors
    /// When the database fails; then it has the title it had.
    pub async fn title_region(&self, name: &RegionName, title: &str, at: Timestamp) -> Result<bool, StoreError> {
        let Some(db) = self.owner().await? else {
            return Err(StoreError::NotReady("a database in memory has one region".to_owned()));
        };
        let titled = self.title_on(&db, name, title, at).await;
        db.close().await?;
        titled
    }

    async fn title_on(
        &self,
        db: &DatabaseConnection,
        name: &RegionName,
        title: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let there = listed(db).await?;
        let Some(found) = there.into_iter().find(|one| one.name == name.as_str()) else {
            return Ok(false);
        };
        let actor = self.actor().clone();
        let title = title.to_owned();
        let (titled, _left) = in_transaction(db, found.region, move |scope| {
            Box::pin(async move {
                scope
                    .update::<region::Entity>()
                    .col_expr(region::Column::Title, Expr::value(title.as_str()))
                    .exec(scope.db)
                    .await?;
                let entry = Entry::new(Kind::Region, LogAct::Changed, &found.name, json!({ "title": title }));
                log::append(&Txn::new(scope, &actor), at, vec![entry]).await
            })
        })
        .await;
        titled.map(|_| true)
    }

    async fn add_on(
        &self,
        db: &DatabaseConnection,
        name: &RegionName,
        title: &str,
        at: Timestamp,
    ) -> Result<RegionAdded, StoreError> {
        let mut tries = 1;
        loop {
            let there = listed(db).await?;
            if let Some(same) = there.iter().find(|one| one.name == name.as_str()) {
                return Ok(RegionAdded::NameTaken(same.region));
            }
            let newest = there.iter().map(|one| one.region.0).max();
            let Some(next) = newest.map_or(Some(0), |newest| newest.checked_add(1)).map(Region) else {
                return Ok(RegionAdded::Full);
            };
            let actor = self.actor().clone();
            let (name, title) = (name.to_string(), title.to_owned());
            let (added, _left) = in_transaction(db, next, move |scope| {
                Box::pin(async move {
                    insert(scope, &name, &title).await?;
                    let entry = Entry::new(Kind::Region, LogAct::Added, &name, json!({ "title": title }));
                    log::append(&Txn::new(scope, &actor), at, vec![entry]).await
                })
            })
            .await;
            match added {
                Ok(_) => return Ok(RegionAdded::Done(next)),
                // Somebody may have taken the number since the list was read.
                Err(StoreError::Database(_)) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

async fn listed(db: &DatabaseConnection) -> Result<Vec<NamedRegion>, StoreError> {
    let rows = region::Entity::find()
        .order_by_asc(region::Column::Region)
        .all(db)
        .await?;
    let named = rows.into_iter().map(|row| {
        let number = u16::try_from(row.region).map_err(|_| StoreError::Word {
            table: "regions",
            word: row.region.to_string(),
        })?;
        Ok(NamedRegion {
            region: Region(number),
            name: row.name,
            title: row.title,
        })
    });
    named.collect()
}

async fn insert(scope: Scope<'_, DatabaseTransaction>, name: &str, title: &str) -> Result<(), StoreError> {
    let row = region::ActiveModel {
        region: Set(scope.key()),
        log_seq: Set(0),
        log_hash: Set(Vec::new()),
        name: Set(name.to_owned()),
        title: Set(title.to_owned()),
        keys_mark: Set(None),
    };
    region::Entity::insert(row).exec_without_returning(scope.db).await?;
    let counters = COUNTERS.map(|(name, value)| counter::ActiveModel {
        region: Set(scope.key()),
        name: Set(name.to_owned()),
        value: Set(value),
    });
    counter::Entity::insert_many(counters)
        .exec_without_returning(scope.db)
        .await?;
    Ok(())
}
