//! `People`: tells whose each incoming request is; people known by telephone and name are found, others are made,
//! each with a key. `keep` writes the new ones; `also` makes a person findable by what an amended request says.
//! Requests are accepted in `submissions/accept.rs`, not here.

use super::identity::identity;
use crate::acting::Txn;
use crate::entity::{person, person_key, person_mark};
use crate::error::StoreError;
use crate::log::ROWS_PER_INSERT;
use crate::sealed::{Dice, Key, RegionKeys};
use crate::sequence::{self, Sequence};
use karavan_model::{PersonId, Request, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};

/// A person and what seals their words.
pub(crate) type PersonSeal = (PersonId, Key);

/// The people of some requests.
pub(crate) struct People {
    pub(crate) dice: Dice,
    lookup: Key,
    known: HashMap<String, PersonSeal>,
    next: i64,
    made: Vec<PersonSeal>,
    marks: Vec<(String, PersonId)>,
}

impl People {
    /// Looks for the people of requests that may be kept.
    pub(crate) async fn of(txn: &Txn<'_>, requests: impl Iterator<Item = &Request>) -> Result<Self, StoreError> {
        let mut dice = Dice::throw(txn.db).await?;
        let lookup = RegionKeys::of(txn, &mut dice).await?.lookup;
        let marks: BTreeSet<String> = requests.filter_map(identity).map(|one| lookup.mark(&one)).collect();
        let known = known(txn, Vec::from_iter(marks)).await?;
        Ok(Self {
            dice,
            lookup,
            known,
            // The first that is free; those that are used are taken when all are known.
            next: sequence::take(txn, Sequence::Person, 0).await?,
            made: Vec::new(),
            marks: Vec::new(),
        })
    }

    /// Whose a request is; a person who is not known yet is made.
    pub(crate) fn owner(&mut self, request: &Request) -> PersonSeal {
        let mark = identity(request).map(|one| self.lookup.mark(&one));
        if let Some(known) = mark.as_ref().and_then(|mark| self.known.get(mark)) {
            return known.clone();
        }
        let owner = (PersonId(self.next), Key::drawn(&mut self.dice));
        self.next += 1;
        self.made.push(owner.clone());
        if let Some(mark) = mark {
            self.marks.push((mark.clone(), owner.0));
            self.known.insert(mark, owner.clone());
        }
        owner
    }

    /// Notes that a person is found by what an amended request says, too. What it said before still finds them.
    pub(crate) async fn also(txn: &Txn<'_>, person: PersonId, request: &Request) -> Result<(), StoreError> {
        let Some(identity) = identity(request) else {
            return Ok(());
        };
        let mut dice = Dice::throw(txn.db).await?;
        let mark = RegionKeys::of(txn, &mut dice).await?.lookup.mark(&identity);
        let same = txn
            .find::<person_mark::Entity>()
            .filter(person_mark::Column::Mark.eq(mark.as_str()))
            .filter(person_mark::Column::Person.eq(person.0));
        match same.one(txn.db).await? {
            Some(_) => Ok(()),
            None => insert_marks(txn, &[(mark, person)]).await,
        }
    }

    /// Keeps the people who were made.
    pub(crate) async fn keep(self, txn: &Txn<'_>, at: Timestamp) -> Result<(), StoreError> {
        let count = i64::try_from(self.made.len()).unwrap_or(i64::MAX);
        sequence::take(txn, Sequence::Person, count).await?;
        for some in self.made.chunks(ROWS_PER_INSERT) {
            let people = some.iter().map(|(id, _)| person::ActiveModel {
                region: Set(txn.key()),
                id: Set(id.0),
                made_at: Set(at.0),
                erased_at: Set(None),
            });
            person::Entity::insert_many(people)
                .exec_without_returning(txn.db)
                .await?;
            let keys = some.iter().map(|(id, key)| person_key::ActiveModel {
                region: Set(txn.key()),
                person: Set(id.0),
                key: Set(key.bytes()),
            });
            person_key::Entity::insert_many(keys)
                .exec_without_returning(txn.db)
                .await?;
        }
        insert_marks(txn, &self.marks).await
    }
}

async fn insert_marks(txn: &Txn<'_>, marks: &[(String, PersonId)]) -> Result<(), StoreError> {
    for some in marks.chunks(ROWS_PER_INSERT) {
        let rows = some.iter().map(|(mark, person)| person_mark::ActiveModel {
            region: Set(txn.key()),
            mark: Set(mark.clone()),
            person: Set(person.0),
        });
        person_mark::Entity::insert_many(rows)
            .exec_without_returning(txn.db)
            .await?;
    }
    Ok(())
}

/// The people found by these marks; of several with one mark, the oldest.
async fn known(txn: &Txn<'_>, marks: Vec<String>) -> Result<HashMap<String, PersonSeal>, StoreError> {
    let mut people: HashMap<String, i64> = HashMap::new();
    for some in marks.chunks(ROWS_PER_INSERT) {
        let query = txn.find::<person_mark::Entity>();
        let query = query.filter(person_mark::Column::Mark.is_in(some.iter().map(String::as_str)));
        for row in query.all(txn.db).await? {
            let first = people.entry(row.mark).or_insert(row.person);
            *first = row.person.min(*first);
        }
    }
    let ids: BTreeSet<i64> = people.values().copied().collect();
    let mut keys: HashMap<i64, Key> = HashMap::new();
    for some in Vec::from_iter(ids).chunks(ROWS_PER_INSERT) {
        let query = txn.find::<person_key::Entity>();
        let rows = query
            .filter(person_key::Column::Person.is_in(some.iter().copied()))
            .all(txn.db)
            .await?;
        keys.extend(rows.iter().filter_map(|row| Some((row.person, Key::read(&row.key)?))));
    }
    let owners = people.into_iter().filter_map(|(mark, person)| {
        let key = keys.get(&person)?.clone();
        Some((mark, (PersonId(person), key)))
    });
    Ok(owners.collect())
}
