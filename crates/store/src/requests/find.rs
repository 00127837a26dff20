//! Reading requests: one, a page, a day, and how many stand where.

use super::{StoredRequest, from_row};
use crate::entity::request;
use crate::error::StoreError;
use crate::search::patterns;
use crate::store::Store;
use karavan_model::{RequestId, RequestState};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Which requests; an absent field lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Only these.
    pub ids: Option<Vec<RequestId>>,
    /// Of this day.
    pub date: Option<String>,
    /// In this state, as [`crate::state_word`] writes it.
    pub state: Option<String>,
    /// Of this source.
    pub source: Option<String>,
    /// Words that must all occur in id, name, address, comment or telephone.
    pub q: Option<String>,
    /// Sent by this key or login.
    pub owner: Option<String>,
}

/// Part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the rest begins; `None` at the end.
    pub next: Option<i64>,
}

impl Store {
    /// One request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request(&self, id: &RequestId) -> Result<Option<StoredRequest>, StoreError> {
        by_id(self.reader(), id).await
    }

    /// Requests in the order they came, after the cursor of the page before. Nothing is skipped or shown twice when
    /// requests arrive meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests(
        &self,
        filter: &RequestFilter,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Page<StoredRequest>, StoreError> {
        let mut query = request::Entity::find();
        if let Some(ids) = &filter.ids {
            query = query.filter(request::Column::Id.is_in(ids.iter().map(RequestId::as_str)));
        }
        for (column, wanted) in [
            (request::Column::Date, &filter.date),
            (request::Column::State, &filter.state),
            (request::Column::Source, &filter.source),
            (request::Column::Owner, &filter.owner),
        ] {
            if let Some(wanted) = wanted {
                query = query.filter(column.eq(wanted.as_str()));
            }
        }
        for pattern in filter.q.as_deref().map(patterns).unwrap_or_default() {
            query = query.filter(request::Column::SearchNorm.like(LikeExpr::new(pattern).escape('\\')));
        }
        if let Some(after) = after {
            query = query.filter(request::Column::Number.gt(after));
        }
        let query = query.order_by_asc(request::Column::Number).limit(limit + 1);
        let mut rows = query.all(self.reader()).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        Ok(Page {
            next: rows.last().filter(|_| more).map(|row| row.number),
            items: rows.into_iter().map(from_row).collect::<Result<_, _>>()?,
        })
    }

    /// Every request of a day, in the order they came.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests_of_day(&self, date: &str) -> Result<Vec<StoredRequest>, StoreError> {
        of_day(self.reader(), date).await
    }

    /// How many requests of a day stand in each state (outcomes apart).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts_of_day(&self, date: &str) -> Result<Vec<(RequestState, u64)>, StoreError> {
        let rows: Vec<(String, Option<String>, i64)> = request::Entity::find()
            .select_only()
            .column(request::Column::State)
            .column(request::Column::Outcome)
            .column_as(request::Column::Id.count(), "count")
            .filter(request::Column::Date.eq(date))
            .group_by(request::Column::State)
            .group_by(request::Column::Outcome)
            .into_tuple()
            .all(self.reader())
            .await?;
        rows.into_iter()
            .map(|(state, outcome, count)| {
                let state = super::state_of(&state, outcome.as_deref())?;
                Ok((state, u64::try_from(count).unwrap_or(0)))
            })
            .collect()
    }
}

pub(crate) async fn of_day<C: ConnectionTrait>(db: &C, date: &str) -> Result<Vec<StoredRequest>, StoreError> {
    let rows = request::Entity::find()
        .filter(request::Column::Date.eq(date))
        .order_by_asc(request::Column::Number)
        .all(db)
        .await?;
    rows.into_iter().map(from_row).collect()
}

pub(crate) async fn by_id<C: ConnectionTrait>(db: &C, id: &RequestId) -> Result<Option<StoredRequest>, StoreError> {
    let row = request::Entity::find_by_id(id.0.as_str()).one(db).await?;
    row.map(from_row).transpose()
}
