//! `key_of` (by person) and `keys_of_requests` (by request id) read the encryption keys of helped persons; an erased
//! person has none. Keys are made in `recognise.rs`; API keys are in `crate::api_keys`.

use crate::entity::{person_key, request};
use crate::error::StoreError;
use crate::log::ROWS_PER_INSERT;
use crate::readable::read_row;
use crate::scope::Scope;
use crate::sealed::{Key, with_key};
use karavan_model::{PersonId, RequestId};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait};
use std::collections::{BTreeSet, HashMap};

/// The key of a person; `None` when they were erased.
pub(crate) async fn key_of<C: ConnectionTrait>(scope: &Scope<'_, C>, person: i64) -> Result<Option<Key>, StoreError> {
    let query = scope.find::<person_key::Entity>();
    let row = query
        .filter(person_key::Column::Person.eq(person))
        .one(scope.db)
        .await?;
    Ok(row.and_then(|row| Key::read(&row.key)))
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    person: i64,
    person_key: Option<Vec<u8>>,
}

/// Whose these requests are, and their keys; requests that there are not are left out.
pub(crate) async fn keys_of_requests<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    requests: impl Iterator<Item = &RequestId>,
) -> Result<HashMap<RequestId, (PersonId, Option<Key>)>, StoreError> {
    let ids: BTreeSet<&str> = requests.map(RequestId::as_str).collect();
    let mut found = HashMap::with_capacity(ids.len());
    for some in Vec::from_iter(ids).chunks(ROWS_PER_INSERT) {
        let query = scope
            .find::<request::Entity>()
            .select_only()
            .columns([request::Column::Id, request::Column::Person])
            .filter(request::Column::Id.is_in(some.iter().copied()));
        let query = with_key(query, request::person());
        for row in scope
            .db
            .query_all_raw(query.build(scope.db.get_database_backend()))
            .await?
        {
            let Some(Row { id, person, person_key }) = read_row(&row) else {
                continue;
            };
            let key = person_key.as_deref().and_then(Key::read);
            found.insert(RequestId(id), (PersonId(person), key));
        }
    }
    Ok(found)
}
