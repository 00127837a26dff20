//! Scenarios of erasing a person: the texts of `canary.rs` are left in no row or, on SQLite, byte of the files, and the
//! requests stay; people who are the same by any request go together; `held_person` shows what is kept and is logged.

use super::canary::{CANARIES, MUNICIPALITY, canary, closed, plant};
use super::{DAY, at, events, insert, me, new};
use crate::engines::Database;
use karavan_model::{Outcome, PersonId, PlanId, Request, RequestId, RequestState, StatusKind, VolunteerId};
use karavan_store::{
    EraseReason, Erased, Inserted, RequestChange, RequestFilter, StateChange, Store, StoredRequest, Whose,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeSet;

/// The tables and columns of a database.
async fn columns(db: &DatabaseConnection) -> Vec<(String, String)> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1, 2"
        }
        _ => {
            "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
                WHERE m.type = 'table' ORDER BY 1, 2"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap();
    let named = rows
        .iter()
        .map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap()));
    named.collect()
}

/// Every value of every column as text, bytes as hexadecimal, of all tables but one.
async fn dump(db: &DatabaseConnection, but: &str) -> String {
    let mut all = String::new();
    for (table, column) in columns(db).await.into_iter().filter(|(table, _)| table != but) {
        let sql = match db.get_database_backend() {
            DbBackend::Postgres => format!("SELECT \"{column}\"::text FROM \"{table}\" WHERE \"{column}\" IS NOT NULL"),
            _ => format!(
                "SELECT CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE CAST(\"{column}\" AS TEXT) END
                    FROM \"{table}\" WHERE \"{column}\" IS NOT NULL"
            ),
        };
        for row in db
            .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
            .await
            .unwrap()
        {
            all.push_str(&row.try_get_by_index::<String>(0).unwrap());
            all.push('\n');
        }
    }
    all
}

/// The canaries in a text, in whatever case, «ё» as «е».
fn found_in(text: &str) -> Vec<&'static str> {
    let folded = text.to_lowercase().replace('ё', "е");
    let is_there = |canary: &&&str| folded.contains(&canary.to_lowercase().replace('ё', "е"));
    CANARIES.iter().filter(is_there).copied().collect()
}

/// The canaries in the files of a SQLite database, whatever lies between.
fn found_in_files(database: &Database) -> Vec<&'static str> {
    let Some(file) = database.url.strip_prefix("sqlite://") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for end in ["", "-wal", "-shm", "-journal"] {
        if let Ok(bytes) = std::fs::read(format!("{file}{end}")) {
            found.extend(found_in(&String::from_utf8_lossy(&bytes)));
        }
    }
    found
}

pub(crate) async fn an_erased_person_is_nowhere_and_their_requests_stay(database: Database) {
    let store = database.open().await;
    let kept = plant(&store).await;
    let person = kept[0].person;
    assert_eq!(kept[1].person, person, "the same name and telephone");
    let other = insert(&store, new(super::request("R1", None))).await.stored().clone();
    assert_ne!(other.person, person);
    let db = database.connect().await;
    // What is searched and the municipality are in plain letters as long as the person is kept, and nothing else is.
    let plain = found_in(&dump(&db, "").await);
    assert!(
        plain.contains(&"Канарейкина") && !plain.contains(&"Переданососедке"),
        "{plain:?}"
    );
    assert_eq!(found_in(&dump(&db, "request_search").await), [MUNICIPALITY]);

    let erased = store
        .by(me())
        .erase_person(person, EraseReason::Asked, at(20))
        .await
        .unwrap();
    let Erased::Done(done) = erased else {
        panic!("{erased:?}")
    };
    assert_eq!(done.people, [person]);
    assert_eq!(done.requests, [RequestId::from("C1"), RequestId::from("C2")]);
    assert_eq!(found_in(&dump(&db, "").await), [""; 0]);
    db.close().await.unwrap();
    assert!(store.sweep().await, "nobody reads");
    assert_eq!(found_in_files(&database), [""; 0]);

    stays(&store, &kept[0], &other).await;
    comes_back(&store, person).await;
    store.close().await.unwrap();
}

/// What is left: requests without their person, and all of others.
async fn stays(store: &Store, kept: &StoredRequest, other: &StoredRequest) {
    let person = kept.person;
    let one = store.request(&RequestId::from("C1")).await.unwrap().unwrap();
    assert_eq!(
        (one.state, one.is_erased),
        (RequestState::Closed(Outcome::NotHome), true)
    );
    assert_eq!((one.request.recipient.as_str(), one.request.address.as_str()), ("", ""));
    assert_eq!(one.request.municipality, None);
    assert_eq!(one.request.needs, kept.request.needs);
    let events = store.events_of_request(&RequestId::from("C1")).await.unwrap();
    assert_eq!((events.len(), events[0].event.note.as_str()), (1, ""));
    let plan = store.plan(&PlanId::from("P1")).await.unwrap().unwrap();
    assert_eq!(plan.personal, []);
    let routes = store.published_routes(&PlanId::from("P1")).await.unwrap();
    assert_eq!((routes[0].stops.len(), routes[0].stops[0].personal.len()), (1, 0));
    let searched = RequestFilter {
        q: Some("Пернатых".to_owned()),
        ..RequestFilter::default()
    };
    assert_eq!(
        store.requests(&Whose::All, &searched, None, 10).await.unwrap().items,
        []
    );
    assert_eq!(
        store
            .counts_of_day(*DAY)
            .await
            .unwrap()
            .iter()
            .map(|(_, count)| count)
            .sum::<u64>(),
        3
    );
    assert!(!store.request(&other.request.id).await.unwrap().unwrap().is_erased);
    let check = store.verify_log().await.unwrap();
    assert_eq!((check.fault, check.erased), (None, 2), "an erasure breaks nothing");
    let entries = store.newest_log_entries(None, 50).await.unwrap();
    let told = entries
        .iter()
        .filter(|entry| entry.act == "erased")
        .map(|entry| (entry.kind.as_str(), entry.subject.clone()));
    assert_eq!(told.collect::<Vec<_>>(), [("person", person.to_string())]);
    let last = store.changes_after(0, None, 1_000).await.unwrap();
    let news: Vec<_> = last
        .iter()
        .rev()
        .take(2)
        .map(|change| change.body["cause"].clone())
        .collect();
    assert_eq!(news, ["erased", "erased"]);
}

/// What is sent again brings nothing of the person back.
async fn comes_back(store: &Store, person: PersonId) {
    let twice = store
        .by(me())
        .erase_person(person, EraseReason::Asked, at(21))
        .await
        .unwrap();
    assert_eq!(twice, Erased::Missing);
    // What is sent again brings nothing of the person back; who asks for help anew is somebody new.
    assert!(matches!(insert(store, new(canary("C1"))).await, Inserted::Conflict(_)));
    let fresh = insert(store, new(canary("C3"))).await.stored().clone();
    assert_ne!(fresh.person, person);
    // A telephone that was out of reach still tells what it saw; its words are not kept.
    let mut late = events::event("late", "C1", StatusKind::Closed(Outcome::NotHome), 30);
    late.event.note = "Переданососедке".to_owned();
    store
        .by(me())
        .append_events(vec![late], at(31), |_, _, _| None)
        .await
        .unwrap();
    let notes = store.events_of_request(&RequestId::from("C1")).await.unwrap();
    assert!(notes.len() == 2 && notes.iter().all(|told| told.event.note.is_empty()));
}

pub(crate) async fn who_is_the_same_by_any_request_is_erased_together(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    let mut first = super::request("A1", None);
    first.phone = "+7 911 222-33-44".to_owned();
    let first = insert(&store, new(first)).await.stored().clone();
    let second = insert(&store, new(super::request("A2", None))).await.stored().clone();
    assert_ne!(first.person, second.person, "another telephone");
    let nameless = Request {
        phone: String::new(),
        ..super::request("A3", None)
    };
    let nameless = insert(&store, new(nameless)).await.stored().clone();
    assert!(
        ![first.person, second.person].contains(&nameless.person),
        "a name alone is many people's"
    );
    // The telephone was written wrong, and is put right.
    let change = RequestChange {
        request: Request {
            phone: second.request.phone.clone(),
            ..first.request.clone()
        },
        state: first.state,
        why: None,
        volunteer: None,
    };
    acting
        .update_request(&first.request.id, 1, change, at(1))
        .await
        .unwrap();
    let on_route = StateChange {
        request: second.request.id.clone(),
        from: second.state,
        state: RequestState::Published,
        volunteer: Some(VolunteerId::from("V")),
    };
    let moved = on_route.clone();
    acting
        .move_request(
            (&Whose::All, &second.request.id),
            move |_| Some(moved.clone()),
            String::new(),
            at(2),
            None,
        )
        .await
        .unwrap();
    let refused = acting
        .erase_person(first.person, EraseReason::Mistaken, at(3))
        .await
        .unwrap();
    assert_eq!(refused, Erased::OnRoute(vec![second.request.id.clone()]));
    let untouched = store.request(&first.request.id).await.unwrap().unwrap();
    assert!(!untouched.is_erased, "nothing was done");
    let off = |stored: &StoredRequest| Some(closed(stored, Outcome::Cancelled));
    acting
        .move_request((&Whose::All, &second.request.id), off, String::new(), at(4), None)
        .await
        .unwrap();
    let erased = acting
        .erase_person(first.person, EraseReason::Mistaken, at(5))
        .await
        .unwrap();
    let Erased::Done(done) = erased else {
        panic!("{erased:?}")
    };
    let people: BTreeSet<PersonId> = done.people.into_iter().collect();
    assert_eq!(people, BTreeSet::from([first.person, second.person]));
    let open = store.request(&first.request.id).await.unwrap().unwrap();
    assert_eq!(
        open.state,
        RequestState::Closed(Outcome::Cancelled),
        "what was open is called off"
    );
    let third = store.request(&nameless.request.id).await.unwrap().unwrap();
    assert!(!third.is_erased && third.request.recipient == "Получатель 0001");
    store.close().await.unwrap();
}

pub(crate) async fn what_is_kept_of_a_person_is_shown_and_that_it_was(database: Database) {
    let store = database.open().await;
    let kept = plant(&store).await;
    let before = store.last_change().await.unwrap();
    let held = store
        .by(me())
        .held_person(kept[0].person, at(20))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(store.last_change().await.unwrap(), before + 1);
    let shown = format!("{held:?}");
    for canary in CANARIES
        .iter()
        .filter(|canary| !["9110007755", "110-00-77-55", "Собаказлая"].contains(canary))
    {
        // Of an amended request the newest is kept.
        assert!(shown.contains(canary), "{canary} is not shown: {shown}");
    }
    assert_eq!(
        (
            held.requests.len(),
            held.events.len(),
            held.words.len(),
            held.plans.len()
        ),
        (2, 1, 2, 2)
    );
    let looked = held.log.last().unwrap();
    assert_eq!(
        (looked.kind.as_str(), looked.act.as_str(), looked.actor.as_str()),
        ("person", "read", "coordinator")
    );
    assert_eq!(store.by(me()).held_person(PersonId(99), at(20)).await.unwrap(), None);
    store.close().await.unwrap();
}
