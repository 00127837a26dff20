//! `Acting::erase_person`, with `EraseReason`, `Erased` and `Forgotten`: erases a person with all who are the same by
//! telephone and name, unless a request of theirs is on a route. The rows are changed in `erasure.rs`; afterwards the
//! engine lets go of the bytes (`sweep.rs`).

use super::erasure;
use crate::acting::{Acting, Txn};
use crate::entity::{person, person_mark};
use crate::error::StoreError;
use crate::log::ROWS_PER_INSERT;
use crate::requests::{self, StoredRequest};
use karavan_model::{PersonId, RequestId, RequestState, Timestamp};
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::BTreeSet;

/// Why a person is erased: one of a few words, because a sentence could name them again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraseReason {
    /// They asked for it, or took their consent back.
    Asked,
    /// It was taken in by mistake, or is another's.
    Mistaken,
    /// It is not needed any more.
    NotNeeded,
}

impl EraseReason {
    /// All reasons.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Mistaken, Self::NotNeeded];

    /// The word on the wire and in the log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Mistaken => "mistaken",
            Self::NotNeeded => "not_needed",
        }
    }
}

/// What was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// The person, and others who were the same by name and telephone of some request.
    pub people: Vec<PersonId>,
    /// Their requests, which stay without them.
    pub requests: Vec<RequestId>,
    /// Whether the engine has let go of the bytes, too: a reader at work may keep it from that for a while.
    pub is_swept: bool,
}

/// What became of an erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erased {
    /// Nothing of them is left.
    Done(Forgotten),
    /// These requests are on somebody's route: close them first. Nothing was done.
    OnRoute(Vec<RequestId>),
    /// There is no such person, or they were erased before.
    Missing,
}

impl Acting<'_> {
    /// Erases a person: key, marks, words, what plans and routes say, and the personal part of every request. What is
    /// left are requests without a person: numbers, days, goods, outcomes. Copies made before cannot be read any more
    /// either, once they are used with the newest keys.
    ///
    /// # Errors
    /// When the database fails; then nothing was erased.
    pub async fn erase_person(
        &self,
        person: PersonId,
        reason: EraseReason,
        at: Timestamp,
    ) -> Result<Erased, StoreError> {
        let erased = self.write(move |txn| Box::pin(erase(txn, person, reason, at))).await?;
        Ok(match erased {
            Erased::Done(done) => Erased::Done(Forgotten {
                is_swept: self.sweep().await,
                ..done
            }),
            other => other,
        })
    }
}

async fn erase(txn: &Txn<'_>, person: PersonId, reason: EraseReason, at: Timestamp) -> Result<Erased, StoreError> {
    let row = txn.find::<person::Entity>().filter(person::Column::Id.eq(person.0));
    let row = row.one(txn.db).await?;
    if row.is_none_or(|row| row.erased_at.is_some()) {
        return Ok(Erased::Missing);
    }
    let people = same_people(txn, person).await?;
    let requests = requests::of_people(txn, &people).await?;
    let on_route = |stored: &&StoredRequest| {
        matches!(
            stored.state,
            RequestState::Published | RequestState::Accepted | RequestState::EnRoute
        )
    };
    let open: Vec<_> = requests
        .iter()
        .filter(on_route)
        .map(|one| one.request.id.clone())
        .collect();
    if !open.is_empty() {
        return Ok(Erased::OnRoute(open));
    }
    let ids = requests.iter().map(|stored| stored.request.id.clone()).collect();
    erasure::erase(txn, &people, requests, reason.word(), at).await?;
    Ok(Erased::Done(Forgotten {
        people,
        requests: ids,
        is_swept: false,
    }))
}

/// The person and everybody who was found by the same name and telephone, step by step until there is nobody new.
async fn same_people(txn: &Txn<'_>, person: PersonId) -> Result<Vec<PersonId>, StoreError> {
    let mut people = BTreeSet::from([person.0]);
    let mut marks: BTreeSet<String> = BTreeSet::new();
    loop {
        let before = (people.len(), marks.len());
        for some in Vec::from_iter(people.clone()).chunks(ROWS_PER_INSERT) {
            let query = txn.find::<person_mark::Entity>();
            let query = query.filter(person_mark::Column::Person.is_in(some.iter().copied()));
            marks.extend(query.all(txn.db).await?.into_iter().map(|row| row.mark));
        }
        for some in Vec::from_iter(&marks).chunks(ROWS_PER_INSERT) {
            let query = txn.find::<person_mark::Entity>();
            let query = query.filter(person_mark::Column::Mark.is_in(some.iter().map(|mark| mark.as_str())));
            people.extend(query.all(txn.db).await?.into_iter().map(|row| row.person));
        }
        if before == (people.len(), marks.len()) {
            return Ok(people.into_iter().map(PersonId).collect());
        }
    }
}
