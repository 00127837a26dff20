//! What hubs have on a day: `put_stock` replaces all goods of a hub and a day, which carry one version;
//! `put_stock_rows` replaces single goods; `stock` and `stock_of_day` read. Whether a plan loads more than there is
//! is not checked here.

use crate::acting::{Acting, Txn};
use crate::date_column::DateColumn;
use crate::entity::stock;
use crate::error::StoreError;
use crate::log::{self, Entry, Kind, LogAct};
use crate::store::Store;
use crate::versions::{Expected, Put, Versioned, next_version};
use karavan_model::{Date, GoodsCode, HubId, Stock, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::BTreeMap;

impl Acting<'_> {
    /// Keeps what a hub has on a day, in place of all that was counted there; without any goods nothing is counted
    /// any more. The hub must be kept.
    ///
    /// # Errors
    /// When the database fails, also on a hub that is not kept.
    pub async fn put_stock(
        &self,
        (hub, date): (HubId, Date),
        goods: Vec<Stock>,
        expected: Expected,
        at: Timestamp,
    ) -> Result<Put, StoreError> {
        self.write(move |txn| Box::pin(async move { put(txn, (&hub, date), &goods, expected, at).await }))
            .await
    }

    /// Keeps rows of a table in one transaction: each takes the place of what was counted of its hub, day and goods,
    /// and the other goods stay. Answers for each row in its order.
    ///
    /// # Errors
    /// When the database fails, also on a hub that is not kept; then nothing was kept.
    pub async fn put_stock_rows(&self, table: Vec<Stock>, at: Timestamp) -> Result<Vec<Put>, StoreError> {
        self.write(move |txn| {
            Box::pin(async move {
                let mut answers = Vec::with_capacity(table.len());
                for row in &table {
                    let key = (&row.hub, row.date);
                    let mut counted = rows_of(txn, key).await?.what;
                    let found = counted.iter().position(|kept| kept.goods == row.goods);
                    let answer = match found {
                        Some(place) if counted[place] == *row => None,
                        Some(place) => {
                            counted[place] = row.clone();
                            Some(Put::Updated(1))
                        }
                        None => {
                            counted.push(row.clone());
                            Some(Put::Created)
                        }
                    };
                    match answer {
                        None => answers.push(Put::Unchanged(1)),
                        Some(answer) => {
                            put(txn, key, &counted, Expected::Any, at).await?;
                            answers.push(answer);
                        }
                    }
                }
                Ok(answers)
            })
        })
        .await
    }
}

impl Store {
    /// What a hub has on a day, by goods; version 0 when nothing is counted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stock(&self, hub: &HubId, date: Date) -> Result<Versioned<Vec<Stock>>, StoreError> {
        let rows = self
            .scope()
            .find::<stock::Entity>()
            .filter(stock::Column::Hub.eq(hub.as_str()))
            .filter(stock::Column::Date.eq(DateColumn::from(date)))
            .order_by_asc(stock::Column::Goods)
            .all(self.reader())
            .await?;
        versioned(rows)
    }

    /// What all hubs have on a day, by hub and goods.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stock_of_day(&self, date: Date) -> Result<Vec<Stock>, StoreError> {
        let rows = self
            .scope()
            .find::<stock::Entity>()
            .filter(stock::Column::Date.eq(DateColumn::from(date)))
            .order_by_asc(stock::Column::Hub)
            .order_by_asc(stock::Column::Goods)
            .all(self.reader())
            .await?;
        Ok(versioned(rows)?.what)
    }
}

async fn put(
    txn: &Txn<'_>,
    (hub, date): (&HubId, Date),
    goods: &[Stock],
    expected: Expected,
    at: Timestamp,
) -> Result<Put, StoreError> {
    let kept = rows_of(txn, (hub, date)).await?;
    let found = (kept.version > 0).then_some(kept.version);
    let Some(version) = next_version(found, expected) else {
        return Ok(Put::Stale(found));
    };
    txn.delete::<stock::Entity>()
        .filter(stock::Column::Hub.eq(hub.as_str()))
        .filter(stock::Column::Date.eq(DateColumn::from(date)))
        .exec(txn.db)
        .await?;
    for one in goods {
        let row = stock::ActiveModel {
            region: Set(txn.key()),
            hub: Set(hub.0.clone()),
            date: Set(DateColumn::from(date)),
            goods: Set(one.goods.0.clone()),
            quantity: Set(one.quantity.into()),
            version: Set(version),
            changed_at: Set(at.0),
        };
        stock::Entity::insert(row).exec_without_returning(txn.db).await?;
    }
    let act = match (found, goods.is_empty()) {
        (_, true) => LogAct::Removed,
        (None, false) => LogAct::Added,
        (Some(_), false) => LogAct::Changed,
    };
    let counted: BTreeMap<&str, u32> = goods.iter().map(|one| (one.goods.as_str(), one.quantity)).collect();
    let entry = Entry {
        date: Some(DateColumn::from(date)),
        ..Entry::new(Kind::Stock, act, hub.as_str(), json!({ "hub": hub, "goods": counted }))
    };
    log::append(txn, at, vec![entry]).await?;
    Ok(found.map_or(Put::Created, |_| Put::Updated(version)))
}

async fn rows_of(txn: &Txn<'_>, (hub, date): (&HubId, Date)) -> Result<Versioned<Vec<Stock>>, StoreError> {
    let rows = txn
        .find::<stock::Entity>()
        .filter(stock::Column::Hub.eq(hub.as_str()))
        .filter(stock::Column::Date.eq(DateColumn::from(date)))
        .order_by_asc(stock::Column::Goods)
        .all(txn.db)
        .await?;
    versioned(rows)
}

fn versioned(rows: Vec<stock::Model>) -> Result<Versioned<Vec<Stock>>, StoreError> {
    let version = rows.iter().map(|row| row.version).max().unwrap_or(0);
    let what = rows.into_iter().map(|row| {
        let quantity = u32::try_from(row.quantity).map_err(|_| StoreError::Word {
            table: "stock",
            word: row.quantity.to_string(),
        })?;
        Ok(Stock {
            hub: HubId(row.hub),
            date: row.date.into(),
            goods: GoodsCode(row.goods),
            quantity,
        })
    });
    Ok(Versioned {
        what: what.collect::<Result<_, StoreError>>()?,
        version,
    })
}
