//! Tests: the landed fixture is migrated on both engines; then its tables have as many rows as before, events, keys and
//! sources read as before, words about people are not in the readable columns looked at, and new writes go on in the
//! same log.

use crate::delivery::delivery;
use crate::engines::Database;
use crate::engines::postgres::Cluster;
use crate::{POSTGRES, SQLITE, fill};
use karavan_model::{Actor, Date, Outcome, PlanId, Quota, RequestId, RequestState, Scopes, SourceState, VolunteerId};
use karavan_store::{
    Accepted, Acted, Expected, Inserted, NewRequest, PlanState, Put, Reach, RequestFilter, RunState, Store, Whose,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static DAY: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());

#[tokio::test]
async fn a_landed_database_keeps_every_row_on_sqlite() {
    let database = Database::sqlite();
    fill(&database, SQLITE).await;
    kept(&database).await;
}

#[tokio::test]
async fn a_landed_database_keeps_every_row_on_postgres() {
    if let Some(cluster) = Cluster::start() {
        let database = Database::at(cluster.database("landed"));
        fill(&database, POSTGRES).await;
        kept(&database).await;
    }
}

/// Tables that were there before and are there still.
const TABLES: [&str; 18] = [
    "requests",
    "volunteers",
    "shifts",
    "hubs",
    "plans",
    "runs",
    "links",
    "published_routes",
    "assignments",
    "phone_clocks",
    "idempotency",
    "receipt_days",
    "api_keys",
    "users",
    "sessions",
    "settings",
    "corrections",
    "door_pins",
];
/// Tables that became views of the log.
const VIEWS: [&str; 3] = ["changes", "status_events", "loading_events"];

async fn counts(db: &DatabaseConnection) -> BTreeMap<&'static str, i64> {
    let mut counts = BTreeMap::new();
    for table in TABLES.into_iter().chain(VIEWS) {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let row = db
            .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
            .await;
        counts.insert(table, row.unwrap().unwrap().try_get_by_index(0).unwrap());
    }
    counts
}

async fn kept(database: &Database) {
    let db = database.connect().await;
    let before = counts(&db).await;
    for (table, count) in &before {
        assert!(*count > 0, "the fixture has no {table}");
    }
    db.close().await.unwrap();
    let store = database.open().await;
    let db = database.connect().await;
    assert_eq!(counts(&db).await, before);
    db.close().await.unwrap();

    let check = store.verify_log().await.unwrap();
    let events = before["changes"] + before["status_events"] + before["loading_events"];
    assert_eq!((check.fault, check.entries), (None, u64::try_from(events).unwrap()));
    told(&store).await;
    sealed(database, &store).await;
    goes_on(&store).await;
    store.close().await.unwrap();
}

/// What was kept is read as it was.
async fn told(store: &Store) {
    let changes = store.changes_after(0, None, 1_000).await.unwrap();
    let seqs: Vec<i64> = changes.iter().map(|change| change.seq).collect();
    assert_eq!(
        seqs,
        (1..=i64::try_from(changes.len()).unwrap()).collect::<Vec<_>>(),
        "the feed keeps its numbers"
    );
    let notes: Vec<&str> = changes
        .iter()
        .filter_map(|change| change.body["note"].as_str())
        .collect();
    assert!(
        notes.contains(&"позвонили сами") && notes.contains(&"отдал соседке"),
        "{notes:?}"
    );

    let events = store.events_of_request(&RequestId::from("EV0")).await.unwrap();
    let events: Vec<_> = events
        .iter()
        .map(|one| (one.event.id.as_str(), one.disputed, one.event.note.as_str()))
        .collect();
    assert_eq!(
        events,
        [
            ("event0", false, ""),
            ("e1", false, "отдал соседке"),
            ("e1", true, "другое"),
            ("e2", true, "")
        ]
    );
    let loadings = store
        .loadings(&PlanId::from("PL"), Some(&VolunteerId::from("V")))
        .await
        .unwrap();
    let loadings: Vec<_> = loadings
        .iter()
        .map(|event| (event.id.as_str(), event.stop, event.note.as_str()))
        .collect();
    assert_eq!(loadings, [("loading0", 0, ""), ("l1", 0, "не хватило одной")]);

    let request = store.request(&RequestId::from("EV0")).await.unwrap().unwrap();
    assert_eq!(
        (request.state, request.version),
        (RequestState::Closed(Outcome::InHand), 2)
    );
    assert_eq!(
        store.published_plan(*DAY).await.unwrap().unwrap().state,
        PlanState::Published
    );
    assert_eq!(
        store.published_routes(&PlanId::from("PL")).await.unwrap()[0]
            .stops
            .len(),
        2
    );
    assert_eq!(store.shifts_of_day(*DAY).await.unwrap().len(), 2);
    sources_and_keys(store).await;
    let user = store.user("one").await.unwrap().unwrap();
    assert_eq!(user.password_hash, "$argon2id$");
    assert!(user.remit.is_whole_region(), "people of before see what they saw");
    assert!(store.link("first").await.unwrap().is_some() && store.session("session0").await.unwrap().is_some());
    assert!(store.receipt("key1", "POST /", "receipt0").await.unwrap().is_some());
}

/// Keys of before send for any source and see what they sent, as they did; sources that were named are kept.
async fn sources_and_keys(store: &Store) {
    let keys = store.api_keys().await.unwrap();
    for key in keys.iter() {
        assert_eq!((key.scopes, key.owner.as_str()), (Scopes::USUAL, key.key_id.as_str()));
        assert_eq!(
            (key.source.as_ref(), key.expires_at, key.quota),
            (None, None, Quota::default())
        );
        assert_eq!(
            key.is_live(karavan_model::Timestamp(i64::MAX)),
            key.revoked_at.is_none()
        );
    }
    let sources = store.sources().await.unwrap();
    let sources: Vec<_> = sources
        .iter()
        .map(|kept| (kept.what.id.as_str(), kept.what.state, kept.version))
        .collect();
    assert_eq!(sources, [("112", SourceState::Active, 1)]);
}

/// What the fixture says of people is in no row but in what is searched.
async fn sealed(database: &Database, store: &Store) {
    let db = database.connect().await;
    let columns = [
        ("requests", "body"),
        ("plans", "body"),
        ("plans", "summary"),
        ("log", "body"),
        ("idempotency", "body"),
        ("runs", "body"),
    ];
    for (table, column) in columns {
        for word in ["Получатель", "лочная", "соседке", "позвонили", "101-11-17"] {
            let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%{word}%'");
            let row = db
                .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
                .await;
            let count: i64 = row.unwrap().unwrap().try_get_by_index(0).unwrap();
            assert_eq!(count, 0, "{word} in {table}.{column}");
        }
    }
    db.close().await.unwrap();
    let all = store
        .requests(&Whose::All, &RequestFilter::default(), None, 100)
        .await
        .unwrap()
        .items;
    assert!(all.iter().all(|stored| !stored.is_erased && stored.person.0 > 0));
    let searched = RequestFilter {
        q: Some("Ёлочная".to_owned()),
        ..RequestFilter::default()
    };
    let found = store.requests(&Whose::All, &searched, None, 100).await.unwrap().items;
    let named = all
        .iter()
        .filter(|stored| stored.request.address.contains("Ёлочная"))
        .count();
    assert!(
        named > 0 && found.len() == named,
        "{} of {named} are found",
        found.len()
    );
}

/// What comes next takes the next number, in the chain of what was.
async fn goes_on(store: &Store) {
    let last = store.last_change().await.unwrap();
    let mut request = store.request(&RequestId::from("EV0")).await.unwrap().unwrap().request;
    (request.id, request.source_ref) = (RequestId::from(""), None);
    let new = NewRequest {
        request,
        state: RequestState::Located,
        why: None,
        received_at: karavan_model::Timestamp(1),
        owner: "key1".to_owned(),
        reach: Reach::Own,
        fingerprint: "new".to_owned(),
    };
    let acting = store.by(Actor::Terminal);
    let accepted = acting.accept(delivery(vec![new]), None).await.unwrap();
    let Acted::Done(Accepted::Kept {
        submission, inserted, ..
    }) = accepted
    else {
        panic!("a replay")
    };
    assert_eq!(submission, 1, "nothing came in through a door before");
    let Inserted::Created(kept) = &inserted[0] else {
        panic!("{inserted:?}")
    };
    assert_eq!(kept.number, 1_001 + 3 + 21, "after the requests of the fixture");
    let hub = store.hub(&"hub0".into()).await.unwrap().unwrap().what;
    let put = acting
        .put_hub(hub, Expected::Version(1), karavan_model::Timestamp(2))
        .await
        .unwrap();
    assert_eq!(put, Put::Updated(2));
    assert_eq!(store.last_change().await.unwrap(), last + 3);
    // A run that waited then waits still, but nobody knows any more what it was to plan.
    let taken = acting.take_order(
        "lease".to_owned(),
        Vec::new(),
        Value::clone,
        karavan_model::Timestamp(3),
    );
    let taken = taken.await.unwrap().unwrap();
    assert_eq!(
        (taken.run.id.as_str(), taken.run.state, taken.body),
        ("run0", RunState::Running, json!({}))
    );
    assert_eq!(store.verify_log().await.unwrap().fault, None);
}
