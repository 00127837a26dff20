//! Reads requests: by id, in pages by `RequestFilter` (with a text search), of a day, of a person, the days of
//! references, and counts by state. How a search text matches is decided in `text_search.rs`.

use super::columns::{Kept, kept, state_of};
use super::page::Page;
use super::shown_page::{PART, ShownPage};
use super::stored::{Reach, StoredRequest};
use super::whose::Whose;
use crate::date_column::DateColumn;
use crate::entity::{request, request_search};
use crate::error::StoreError;
use crate::log::ROWS_PER_INSERT;
use crate::readable::{Readable, read_each, readable};
use crate::scope::{Scope, find};
use crate::store::Store;
use crate::text_search::{is_found, patterns};
use karavan_model::{CallerKind, Date, PersonId, RequestId, RequestState, hide, searches_everything};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use std::collections::{BTreeSet, HashMap};

/// Which requests; an absent field lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Only these.
    pub ids: Option<Vec<RequestId>>,
    /// Of this day.
    pub date: Option<Date>,
    /// In this state, as [`crate::state_word`] writes it.
    pub state: Option<String>,
    /// Of this source.
    pub source: Option<String>,
    /// Words that must all occur in id, name, address, comment or telephone.
    pub q: Option<String>,
    /// These words are found only in what this kind of caller is shown; in everything when absent.
    pub searched_by: Option<CallerKind>,
}

impl Store {
    /// One request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request(&self, id: &RequestId) -> Result<Option<StoredRequest>, StoreError> {
        by_id(&self.scope(), id).await
    }

    /// One request, when it is among these.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_of(&self, whose: &Whose, id: &RequestId) -> Result<Option<StoredRequest>, StoreError> {
        by_id_of(&self.scope(), whose, id).await
    }

    /// Requests in the order they came, after the cursor of the page before. Nothing is skipped or shown twice when
    /// requests arrive meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests(
        &self,
        whose: &Whose,
        filter: &RequestFilter,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Page<StoredRequest>, StoreError> {
        let query = self.listing(whose, filter).await?;
        let viewer = filter.searched_by.filter(|viewer| !searches_everything(*viewer));
        let Some((q, viewer)) = filter.q.as_deref().zip(viewer) else {
            return self.page(query, after, limit).await;
        };
        let is_shown = |stored: &StoredRequest| {
            let mut request = stored.request.clone();
            hide(&mut request, stored.state, viewer, false);
            is_found(&request, q)
        };
        let mut shown = ShownPage::of(limit);
        let mut part = self.page(query.clone(), after, PART).await?;
        while let Some(next) = shown.take(part, is_shown) {
            part = self.page(query.clone(), Some(next), PART).await?;
        }
        Ok(shown.done(|stored| stored.number))
    }

    /// The requests that a filter lets through, in no order.
    async fn listing(&self, whose: &Whose, filter: &RequestFilter) -> Result<Select<request::Entity>, StoreError> {
        let mut query = kept(&self.scope()).filter(whose.condition(&self.scope()).await?);
        if let Some(ids) = &filter.ids {
            query = query.filter(request::Column::Id.is_in(ids.iter().map(RequestId::as_str)));
        }
        for (column, wanted) in [
            (request::Column::State, &filter.state),
            (request::Column::Source, &filter.source),
        ] {
            if let Some(wanted) = wanted {
                query = query.filter(column.eq(wanted.as_str()));
            }
        }
        if let Some(date) = filter.date {
            query = query.filter(request::Column::Date.eq(DateColumn::from(date)));
        }
        if let Some(q) = &filter.q {
            let mut found = find::<request_search::Entity>(self.scope().region)
                .select_only()
                .column(request_search::Column::Request);
            for pattern in patterns(q) {
                found = found.filter(request_search::Column::Text.like(LikeExpr::new(pattern).escape('\\')));
            }
            query = query.filter(request::Column::Id.in_subquery(found.into_query()));
        }
        Ok(query)
    }

    /// A part of a list, in the order they came.
    async fn page(
        &self,
        mut query: Select<request::Entity>,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Page<StoredRequest>, StoreError> {
        if let Some(after) = after {
            query = query.filter(request::Column::Number.gt(after));
        }
        let query = query.order_by_asc(request::Column::Number).limit(limit + 1);
        let db = self.reader();
        let mut rows = db.query_all_raw(query.build(db.get_database_backend())).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| row.try_get("", "number")).transpose()?;
        let Readable { items, unreadable } = read_each("requests", &rows, Kept::read);
        Ok(Page {
            items,
            next,
            unreadable,
        })
    }

    /// Every request of a day, in the order they came.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests_of_day(&self, date: Date) -> Result<Readable<StoredRequest>, StoreError> {
        of_day(&self.scope(), date).await
    }

    /// The requests of these ids that are kept, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests_by_id(&self, ids: &BTreeSet<&RequestId>) -> Result<Readable<StoredRequest>, StoreError> {
        let mut found = Readable {
            items: Vec::with_capacity(ids.len()),
            unreadable: 0,
        };
        for some in Vec::from_iter(ids).chunks(ROWS_PER_INSERT) {
            let query = kept(&self.scope());
            let query = query.filter(request::Column::Id.is_in(some.iter().map(|id| id.as_str())));
            let Readable { items, unreadable } = readable(self.reader(), "requests", query, Kept::read).await?;
            found.items.extend(items);
            found.unreadable += unreadable;
        }
        Ok(found)
    }

    /// The days of requests kept under these `(source, source_ref)` within reach; of several, the one that came first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dates_of_refs(
        &self,
        owner: &str,
        reach: Reach,
        refs: &[(String, String)],
    ) -> Result<HashMap<(String, String), Date>, StoreError> {
        let mut dates = HashMap::new();
        for some in refs.chunks(ROWS_PER_INSERT) {
            let mut query = self
                .scope()
                .find::<request::Entity>()
                .select_only()
                .columns([
                    request::Column::Source,
                    request::Column::SourceRef,
                    request::Column::Date,
                ])
                .filter(request::Column::SourceRef.is_in(some.iter().map(|(_, source_ref)| source_ref.as_str())));
            if reach == Reach::Own {
                query = query.filter(request::Column::Owner.eq(owner));
            }
            let rows: Vec<(String, String, DateColumn)> = query
                .order_by_asc(request::Column::Number)
                .into_tuple()
                .all(self.reader())
                .await?;
            for (source, source_ref, date) in rows {
                dates.entry((source, source_ref)).or_insert(date.into());
            }
        }
        Ok(dates)
    }

    /// How many requests of a day stand in each state (outcomes apart).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts_of_day(&self, date: Date) -> Result<Vec<(RequestState, u64)>, StoreError> {
        let rows: Vec<(String, Option<String>, i64)> = self
            .scope()
            .find::<request::Entity>()
            .select_only()
            .column(request::Column::State)
            .column(request::Column::Outcome)
            .column_as(request::Column::Id.count(), "count")
            .filter(request::Column::Date.eq(DateColumn::from(date)))
            .group_by(request::Column::State)
            .group_by(request::Column::Outcome)
            // PostgreSQL answers groups in an order of its own, which changes with their number.
            .order_by_asc(request::Column::State)
            .order_by_asc(request::Column::Outcome)
            .into_tuple()
            .all(self.reader())
            .await?;
        let count_of = |(state, outcome, count): (String, Option<String>, i64)| {
            let state = state_of(&state, outcome.as_deref());
            let count = u64::try_from(count).unwrap_or(0);
            match state {
                Ok(state) => Some((state, count)),
                Err(error) => {
                    tracing::error!(%error, count, "damaged requests are not counted");
                    None
                }
            }
        };
        Ok(rows.into_iter().filter_map(count_of).collect())
    }
}

pub(crate) async fn of_day<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    date: Date,
) -> Result<Readable<StoredRequest>, StoreError> {
    let query = kept(scope)
        .filter(request::Column::Date.eq(DateColumn::from(date)))
        .order_by_asc(request::Column::Number);
    readable(scope.db, "requests", query, Kept::read).await
}

pub(crate) async fn by_id<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    id: &RequestId,
) -> Result<Option<StoredRequest>, StoreError> {
    let query = kept(scope).filter(request::Column::Id.eq(id.0.as_str()));
    let found = query.into_model::<Kept>().one(scope.db).await?;
    found.map(Kept::read).transpose()
}

/// The same, when it is among these.
pub(crate) async fn by_id_of<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    whose: &Whose,
    id: &RequestId,
) -> Result<Option<StoredRequest>, StoreError> {
    let query = kept(scope)
        .filter(request::Column::Id.eq(id.0.as_str()))
        .filter(whose.condition(scope).await?);
    let found = query.into_model::<Kept>().one(scope.db).await?;
    found.map(Kept::read).transpose()
}

/// All requests of some people, in the order they came; one that is damaged is told as an error.
pub(crate) async fn of_people<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    people: &[PersonId],
) -> Result<Vec<StoredRequest>, StoreError> {
    let mut found = Vec::new();
    for some in people.chunks(ROWS_PER_INSERT) {
        let query = kept(scope).filter(request::Column::Person.is_in(some.iter().map(|person| person.0)));
        let rows = query.into_model::<Kept>().all(scope.db).await?;
        for row in rows {
            found.push(row.read()?);
        }
    }
    found.sort_unstable_by_key(|stored| stored.number);
    Ok(found)
}

/// The rows of these requests, not yet opened.
pub(crate) async fn rows_of<C: ConnectionTrait>(scope: &Scope<'_, C>, ids: &[String]) -> Result<Vec<Kept>, StoreError> {
    let query = kept(scope).filter(request::Column::Id.is_in(ids.iter().map(String::as_str)));
    Ok(query.into_model::<Kept>().all(scope.db).await?)
}
