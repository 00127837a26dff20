//! A person planted everywhere, erased, and looked for in every row and every byte.

use super::{DAY, at, events, insert, me, new, plans};
use crate::delivery::delivery;
use crate::engines::Database;
use karavan_model::{
    EventId, LoadingEvent, LoadingKind, Outcome, PersonId, PlanId, Request, RequestId, RequestState, StatusKind,
    VolunteerId,
};
use karavan_store::{
    Accepted, Acted, Assignment, EraseReason, Erased, Inserted, NewEvent, NewLoading, NewPlan, NewRequest, Once,
    PersonalPart, Publication, PublishedRoute, Receipt, RequestChange, RequestFilter, RequestUpdated, StateChange,
    Store, StoredRequest,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use std::collections::BTreeSet;

/// Each is said of the person at another place.
const CANARIES: [&str; 11] = [
    "Канарейкина",
    "9110007755",
    "110-00-77-55",
    "Пернатых",
    "Домофонов",
    "Собаказлая",
    "Правленая",
    "Переданососедке",
    "Отмененапросьбой",
    "Зерновой",
    "77.123456",
];

fn canary(id: &str) -> Request {
    serde_json::from_value(json!({
        "id": id, "source": "112", "source_ref": format!("ref-{id}"), "date": *DAY, "recipient": "Канарейкина Ёлка",
        "phone": "8 (911) 000-77-55", "address": "улица Пернатых, д 5",
        "door": { "flat": "7", "note": "Домофонов" },
        "place": { "point": { "lon": 77.123_456, "lat": 43.2 }, "label": "улица Пернатых, 5", "precision": "house",
            "confidence": 1.0 },
        "candidates": [{ "point": { "lon": 77.123_456, "lat": 43.2 }, "label": "улица Зерновой, 5", "precision": "house",
            "confidence": 0.5 }],
        "needs": [{ "goods": "food", "quantity": 2 }], "comment": "Собаказлая",
    }))
    .unwrap()
}

fn closed(stored: &StoredRequest, outcome: Outcome) -> StateChange {
    StateChange {
        request: stored.request.id.clone(),
        from: stored.state,
        state: RequestState::Closed(outcome),
        volunteer: None,
    }
}

/// Says everything of the person that can be said; answers their requests.
async fn plant(store: &Store) -> Vec<StoredRequest> {
    let acting = store.by(me());
    let receipt = |accepted: &Accepted| match accepted {
        Accepted::Kept { inserted, .. } => Some(Receipt {
            status: 201,
            body: json!(inserted[0].stored().request.id),
        }),
        _ => None,
    };
    let once = Once::new(
        "key1",
        "POST /v1/requests",
        "a-key-of-a-canary",
        "print",
        at(0),
        receipt,
    );
    let both: Vec<NewRequest> = ["C1", "C2"].map(canary).map(new).into();
    let accepted = acting.accept(delivery(both), Some(once)).await.unwrap();
    let Acted::Done(Accepted::Kept { inserted, .. }) = accepted else {
        panic!("a replay")
    };
    let kept: Vec<StoredRequest> = inserted.iter().map(|inserted| inserted.stored().clone()).collect();
    let change = RequestChange {
        request: Request {
            comment: "Правленая".to_owned(),
            ..kept[0].request.clone()
        },
        state: kept[0].state,
        why: None,
        volunteer: None,
    };
    let updated = acting
        .update_request(&kept[0].request.id, 1, change, at(1))
        .await
        .unwrap();
    assert!(matches!(updated, RequestUpdated::Updated(_)), "{updated:?}");
    let said = json!({ "point": { "lon": 77.123_456, "lat": 43.2 }, "address": "улица Пернатых" });
    let draft = NewPlan {
        personal: vec![PersonalPart {
            request: RequestId::from("C1"),
            place: String::new(),
            body: said.clone(),
        }],
        made_from: r#"{"requests":{"C1":"print"}}"#.to_owned(),
        ..plans::plan("P1")
    };
    acting.insert_plan(draft).await.unwrap();
    let stop = Assignment {
        kind: "visit".to_owned(),
        hub: None,
        body: json!({ "visits": [{ "request": "C1" }] }),
        personal: vec![(0, RequestId::from("C1"), said)],
    };
    let publication = Publication {
        plan: PlanId::from("P1"),
        expected_version: 1,
        routes: vec![PublishedRoute {
            volunteer: VolunteerId::from("V001"),
            body: json!({ "name": "Волонтёр 001" }),
            stops: vec![stop],
        }],
        links: Vec::new(),
        at: at(2),
    };
    let place = |stored: &StoredRequest| {
        (stored.request.id.as_str() == "C1").then(|| StateChange {
            request: stored.request.id.clone(),
            from: stored.state,
            state: RequestState::Published,
            volunteer: Some(VolunteerId::from("V001")),
        })
    };
    acting.publish(publication, place, None).await.unwrap();
    let mut told = events::event("canary-event", "C1", StatusKind::Closed(Outcome::NotHome), 10);
    told.event.note = "Переданососедке".to_owned();
    let told: Vec<NewEvent> = vec![told];
    assert_eq!(store.events_of_request(&RequestId::from("C1")).await.unwrap(), []);
    acting.append_events(told, at(11), events::last_holds).await.unwrap();
    let call_off = |stored: &StoredRequest| Some(closed(stored, Outcome::Cancelled));
    let note = "Отмененапросьбой".to_owned();
    acting
        .move_request(&RequestId::from("C2"), call_off, note, at(12), None)
        .await
        .unwrap();
    let loading = NewLoading {
        event: LoadingEvent {
            id: EventId::from("loading"),
            plan: PlanId::from("P1"),
            volunteer: VolunteerId::from("V001"),
            stop: 0,
            kind: LoadingKind::Loaded,
            occurred_at: at(3),
            received_at: at(3),
            note: "не хватило одной".to_owned(),
        },
        date: *DAY,
        fingerprint: "f".to_owned(),
    };
    acting.append_loadings(vec![loading], at(3), |_| None).await.unwrap();
    kept
}

/// The tables and columns of a database.
async fn columns(db: &DatabaseConnection) -> Vec<(String, String)> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1, 2"
        }
        _ => {
            "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' ORDER BY 1, 2"
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
    // What is searched is in plain letters as long as the person is kept, and nothing else is.
    let plain = found_in(&dump(&db, "").await);
    assert!(
        plain.contains(&"Канарейкина") && !plain.contains(&"Переданососедке"),
        "{plain:?}"
    );
    assert_eq!(found_in(&dump(&db, "request_search").await), [""; 0]);

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

    let one = store.request(&RequestId::from("C1")).await.unwrap().unwrap();
    assert_eq!(
        (one.state, one.is_erased),
        (RequestState::Closed(Outcome::NotHome), true)
    );
    assert_eq!((one.request.recipient.as_str(), one.request.address.as_str()), ("", ""));
    assert_eq!(one.request.needs, kept[0].request.needs);
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
    assert_eq!(store.requests(&searched, None, 10).await.unwrap().items, []);
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

    let twice = store
        .by(me())
        .erase_person(person, EraseReason::Asked, at(21))
        .await
        .unwrap();
    assert_eq!(twice, Erased::Missing);
    // What is sent again brings nothing of the person back; who asks for help anew is somebody new.
    assert!(matches!(insert(&store, new(canary("C1"))).await, Inserted::Conflict(_)));
    let fresh = insert(&store, new(canary("C3"))).await.stored().clone();
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
    store.close().await.unwrap();
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
            &second.request.id,
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
    assert!(
        !store.request(&first.request.id).await.unwrap().unwrap().is_erased,
        "nothing was done"
    );
    let off = |stored: &StoredRequest| Some(closed(stored, Outcome::Cancelled));
    acting
        .move_request(&second.request.id, off, String::new(), at(4), None)
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

/// Columns of text and bytes: whether people's words may be in them, and then that they are sealed.
const SEALED: [&str; 3] = ["log_words.sealed", "personal_parts.sealed", "requests.personal"];
/// In plain letters, deleted with the person, and in no backup.
const SEARCHED: [&str; 1] = ["request_search.text"];
/// Keys and marks, deleted with the person, and in no backup.
const KEYS: [&str; 4] = [
    "person_keys.key",
    "person_marks.mark",
    "region_keys.lookup",
    "region_keys.words",
];
/// Of volunteers, hubs and staff, and what they know of buildings: no words about people who are helped.
const OTHERS: [&str; 20] = [
    "api_keys.hash",
    "api_keys.key_id",
    "api_keys.label",
    "api_keys.scopes",
    "corrections.body",
    "corrections.id",
    "corrections.organisation",
    "door_pins.id",
    "door_pins.organisation",
    "hubs.body",
    "hubs.id",
    "sessions.hash",
    "sessions.login",
    "shifts.body",
    "shifts.volunteer",
    "users.login",
    "users.password_hash",
    "users.role",
    "volunteers.body",
    "volunteers.id",
];
/// Ids, words of ours, figures, hashes.
const NOBODYS: [&str; 56] = [
    "assignments.body",
    "assignments.hub",
    "assignments.kind",
    "assignments.plan",
    "counters.name",
    "idempotency.body",
    "idempotency.client",
    "idempotency.fingerprint",
    "idempotency.key",
    "idempotency.route",
    "links.plan",
    "links.token_hash",
    "links.volunteer",
    "log.act",
    "log.actor",
    "log.actor_kind",
    "log.body",
    "log.date",
    "log.hash",
    "log.kind",
    "log.subject",
    "log.words_seal",
    "log_words.subject",
    "personal_parts.place",
    "personal_parts.plan",
    "personal_parts.request",
    "phone_clocks.plan",
    "phone_clocks.volunteer",
    "plans.body",
    "plans.date",
    "plans.id",
    "plans.made_from",
    "plans.parent",
    "plans.state",
    "plans.summary",
    "published_routes.body",
    "published_routes.plan",
    "published_routes.volunteer",
    "regions.keys_mark",
    "regions.log_hash",
    "request_search.request",
    "requests.body",
    "requests.date",
    "requests.fingerprint",
    "requests.id",
    "requests.outcome",
    "requests.owner",
    "requests.source",
    "requests.source_ref",
    "requests.state",
    "requests.volunteer",
    "requests.why",
    "runs.body",
    "runs.date",
    "runs.id",
    "runs.owner",
];
const MORE_OF_NOBODY: [&str; 6] = [
    "runs.plan",
    "runs.state",
    "settings.key",
    "settings.value",
    "shifts.date",
    "seaql_migrations.version",
];

pub(crate) async fn every_column_of_text_is_known_to_hold_words_or_not(database: Database) {
    let store = database.open().await;
    let db = database.connect().await;
    let is_text = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name) WHERE table_schema = 'public'
                AND table_type = 'BASE TABLE' AND data_type NOT IN ('bigint', 'integer', 'boolean')"
        }
        _ => {
            "SELECT m.name || '.' || c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
                WHERE m.type = 'table' AND upper(c.type) NOT IN ('BIGINT', 'INTEGER', 'BOOLEAN')"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), is_text))
        .await
        .unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    let known = SEALED
        .iter()
        .chain(&SEARCHED)
        .chain(&KEYS)
        .chain(&OTHERS)
        .chain(&NOBODYS)
        .chain(&MORE_OF_NOBODY);
    let known: BTreeSet<String> = known.map(|column| (*column).to_owned()).collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(
        new.is_empty(),
        "say of each whether people's words may be in it, and seal it then: {new:?}"
    );
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no such column any more: {gone:?}");
    db.close().await.unwrap();
    store.close().await.unwrap();
}
