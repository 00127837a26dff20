//! Unit tests: two regions in one database, on both engines, hold the same ids, days, references and logins, and do not
//! see or change each other's rows. A query that leaves its region out makes them fail on SQLite, but for the list
//! `UNNOTICED`; on PostgreSQL the second wall holds even then.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "../tests/engines/postgres.rs"]
#[allow(dead_code, reason = "other tests crash it")]
mod cluster;
pub(crate) mod forgotten;
mod rows;
mod steps;

use crate::store::Store;
use crate::{
    Accepted, Acted, Acting, ApiKey, Delivery, Expected, Inserted, NewItem, NewLink, NewOrder, NewPlan, NewRequest,
    NewSubmission, Once, PlanState, Publication, Put, Reach, Receipt, RegionAdded, Run, RunClass, RunInserted,
    RunState, Session, SubmissionPart, SubmittedRow, User, VehicleDeleted,
};
use cluster::Cluster;
use forgotten::LeftOut;
use karavan_model::{Actor, Date, Door, PlanId, Request, RequestState, RunId, Seconds, Timestamp, VolunteerId};
use rows::rows;
use serde_json::{Value, json};
use std::sync::LazyLock;
use steps::{change_draft, confirm_second_step, days_pass, own_requests};
use tempfile::TempDir;

static DAY: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());

async fn stores(url: &str) -> [Store; 2] {
    let first = Store::open(url).await.unwrap();
    let name = "second".parse().unwrap();
    let added = first
        .by(Actor::Terminal)
        .add_region(&name, "Вторая", Timestamp(1))
        .await
        .unwrap();
    let RegionAdded::Done(second) = added else {
        panic!("{added:?}")
    };
    let second = first.of_region(second).await.unwrap();
    [first, second]
}

fn sqlite(folder: &TempDir) -> String {
    format!("sqlite://{}", folder.path().join("karavan.db").display())
}

fn request() -> NewRequest {
    let request: Request = serde_json::from_value(json!({
        "id": "", "source": "112", "source_ref": "A-17", "date": *DAY, "recipient": "Получатель 0001",
        "address": "улица Ёлочная, д 5", "needs": [{ "goods": "food", "quantity": 2 }],
    }))
    .unwrap();
    NewRequest {
        request,
        state: RequestState::Located,
        why: None,
        received_at: Timestamp(1),
        owner: "key1".to_owned(),
        reach: Reach::All,
        fingerprint: "f".to_owned(),
    }
}

fn draft() -> NewPlan {
    NewPlan {
        id: PlanId::from("P"),
        date: *DAY,
        parent: None,
        created_at: Timestamp(1),
        summary: json!({}),
        body: "{}".to_owned(),
        personal: Vec::new(),
        made_from: String::new(),
        run: None,
        moves: Vec::new(),
    }
}

/// A delivery of one request of a new source; the id of the request.
async fn deliver(store: &Store, acting: &Acting<'_>) -> String {
    let receipt = |_: &Accepted| {
        Some(Receipt {
            status: 201,
            body: json!({}),
        })
    };
    let once = Once::new("key1", "POST /", "key", "f", Timestamp(1), receipt);
    let item = NewItem {
        place: 1,
        source: "112".to_owned(),
        source_ref: None,
        row: SubmittedRow::Request(Box::new(request())),
    };
    let new = NewSubmission {
        date: *DAY,
        door: Door::Api,
        source: None,
        owner: "key1".to_owned(),
        receipt: Some("key".to_owned()),
        digest: format!("{store:?}"),
        requests_per_day: Some(1),
    };
    let source = json!({ "id": "112", "name": format!("{store:?}"), "door": "api", "state": "active" });
    let delivery = Delivery {
        part: SubmissionPart::First(new),
        at: Timestamp(1),
        date: *DAY,
        items: vec![item],
        sources: vec![serde_json::from_value(source).unwrap()],
        is_last: true,
    };
    let kept = acting.accept(delivery, Some(once)).await.unwrap();
    let Acted::Done(Accepted::Kept {
        inserted, submission, ..
    }) = kept
    else {
        panic!("{kept:?}")
    };
    assert_eq!(submission, 1, "each region counts for itself");
    let Inserted::Created(kept) = &inserted[0] else {
        panic!("{inserted:?}")
    };
    kept.request.id.0.clone()
}

/// One of each, with the same names in whichever region.
async fn fill(store: &Store) -> String {
    let acting = store.by(Actor::Person("one".to_owned()));
    let request_id = deliver(store, &acting).await;
    let volunteer = serde_json::from_value(json!({ "id": "V", "name": "V", "home": "Абая, 1" })).unwrap();
    let put = acting.put_volunteer(volunteer, Expected::Nothing, Timestamp(1)).await;
    assert_eq!(put.unwrap(), Put::Created);
    let hub = json!({ "id": "H", "name": "Склад", "address": "Абая, 1", "offers": ["food"],
        "hours": { "opens": "09:00", "closes": "13:00" } });
    let put = acting
        .put_hub(serde_json::from_value(hub).unwrap(), Expected::Nothing, Timestamp(1))
        .await;
    assert_eq!(put.unwrap(), Put::Created);
    lend(&acting).await;
    acting.insert_plan(draft()).await.unwrap();
    let link = NewLink {
        token_hash: "hash".to_owned(),
        plan: PlanId::from("P"),
        volunteer: VolunteerId::from("V"),
        read_from: Timestamp(0),
        read_until: Timestamp(1),
        write_until: Timestamp(2),
    };
    let publication = Publication {
        plan: PlanId::from("P"),
        expected_version: 1,
        routes: Vec::new(),
        links: vec![link],
        at: Timestamp(2),
    };
    acting.publish(publication, |_| None, None).await.unwrap();
    begin_run(&acting).await;
    let person = User {
        login: "one".to_owned(),
        password_hash: "h".to_owned(),
        role: karavan_model::Role::Coordinator,
        remit: karavan_model::Remit::default(),
    };
    let key = ApiKey {
        key_id: "key1".to_owned(),
        hash: "h".to_owned(),
        label: "112".to_owned(),
        owner: "key1".to_owned(),
        source: None,
        scopes: karavan_model::Scopes::USUAL,
        quota: karavan_model::Quota::default(),
        expires_at: None,
        created_at: Timestamp(1),
        revoked_at: None,
        last_used_at: None,
    };
    assert!(acting.keep_first(person, key, || true).await.unwrap());
    let session = Session {
        hash: "s".to_owned(),
        login: "one".to_owned(),
        created_at: Timestamp(1),
        seen_at: Timestamp(1),
        expires_at: Timestamp(9),
        id: "s".to_owned(),
        agent: String::new(),
        network: String::new(),
    };
    acting.insert_session(session, None).await.unwrap();
    let kept = acting
        .begin_second_step("one", format!("{store:?}"), Timestamp(1))
        .await;
    assert!(kept.unwrap());
    confirm_second_step(store).await;
    change_draft(store).await;
    let (plan, volunteer) = (PlanId::from("P"), VolunteerId::from("V"));
    store
        .phone_clock(&plan, &volunteer, Seconds(1), |_| None)
        .await
        .unwrap();
    acting
        .put_setting("name", &format!("{store:?}"), Timestamp(1))
        .await
        .unwrap();
    request_id
}

/// What came in, and from where, is the region's own.
async fn delivered(store: &Store, id: &str) {
    let sent = store.submissions(*DAY, Some("112"), None, 10).await.unwrap().items;
    assert_eq!((sent.len(), sent[0].created), (1, 1));
    let items = store.submission_items(1, None, None, 10).await.unwrap().items;
    assert_eq!(
        items[0].request.as_ref().map(|request| &request.0),
        Some(&id.to_owned())
    );
    assert_eq!(store.sources_of_day(*DAY).await.unwrap()[0].created, 1);
    let sources = store.sources().await.unwrap();
    assert_eq!((sources.len(), &sources[0].what.name), (1, &format!("{store:?}")));
}

/// A vehicle, and what the hub has.
async fn lend(acting: &Acting<'_>) {
    let van = json!({ "id": "VAN", "label": "Газель", "kind": "van", "capacity": 12 });
    let put = acting
        .put_vehicle(serde_json::from_value(van).unwrap(), Expected::Nothing, Timestamp(1))
        .await;
    assert_eq!(put.unwrap(), Put::Created);
    let food = json!({ "hub": "H", "date": *DAY, "goods": "food", "quantity": 3 });
    let counted = vec![serde_json::from_value(food).unwrap()];
    let put = acting.put_stock(("H".into(), *DAY), counted, Expected::Nothing, Timestamp(1));
    assert_eq!(put.await.unwrap(), Put::Created);
}

async fn begin_run(acting: &Acting<'_>) {
    let run = Run {
        id: RunId::from("R"),
        date: *DAY,
        state: RunState::Queued,
        plan: None,
        created_at: Timestamp(1),
        changed_at: Timestamp(1),
        body: json!({}),
    };
    let order = NewOrder {
        class: RunClass::Morning,
        body: json!({}),
    };
    let run = acting.insert_run(run, order, None).await.unwrap();
    assert!(matches!(run, Acted::Done(RunInserted::Created(_))), "{run:?}");
    let taken = acting.take_order("lease".to_owned(), Vec::new(), Value::clone, Timestamp(1));
    assert_eq!(taken.await.unwrap().unwrap().run.id, RunId::from("R"));
}

/// What was lent in the second region is taken away there.
async fn give_back([first, second]: [&Store; 2]) {
    let acting = second.by(Actor::Terminal);
    let gone = acting.delete_vehicle(&"VAN".into(), *DAY, Timestamp(3)).await.unwrap();
    assert_eq!(gone, VehicleDeleted::Done);
    assert!(first.vehicle(&"VAN".into()).await.unwrap().is_some());
    let none = acting.put_stock(("H".into(), *DAY), Vec::new(), Expected::Version(1), Timestamp(3));
    none.await.unwrap();
    assert_eq!(first.stock_of_day(*DAY).await.unwrap().len(), 1);
    assert_eq!(second.stock_of_day(*DAY).await.unwrap(), []);
}

/// Sessions and the second step of the second region end there.
async fn sign_out([first, second]: [&Store; 2]) {
    let acting = second.by(Actor::Terminal);
    assert_eq!(second.sessions(None).await.unwrap().len(), 1);
    let ended = acting.delete_session_of(None, "s", Timestamp(3)).await.unwrap();
    assert_eq!(ended.as_deref(), Some("s"));
    assert_eq!(
        acting.delete_other_sessions("one", "none", Timestamp(3)).await.unwrap(),
        0
    );
    assert!(acting.remove_second_step("one", false, Timestamp(3)).await.unwrap());
    assert!(first.second_step("one").await.unwrap().is_some() && second.second_step("one").await.unwrap().is_none());
}

#[tokio::test]
async fn the_same_things_live_in_two_regions_and_never_meet() {
    let folder = TempDir::new().unwrap();
    two_regions(stores(&sqlite(&folder)).await).await;
}

/// On PostgreSQL nothing at all of the other region is found even when no query names its own.
#[tokio::test]
async fn on_postgres_they_never_meet_even_when_every_query_forgets_its_region() {
    let Some(cluster) = Cluster::start() else { return };
    two_regions(stores(&cluster.database("named")).await).await;
    let stores = stores(&cluster.database("forgotten")).await;
    forgotten::leave_out(LeftOut::All);
    two_regions(stores).await;
    forgotten::leave_out(LeftOut::None);
}

/// The region is left out of the queries of one table at a time, of one kind at a time: each but a few is noticed.
#[tokio::test]
async fn a_query_that_forgets_its_region_is_noticed() {
    let folder = TempDir::new().unwrap();
    two_regions(stores(&sqlite(&folder)).await).await;
    let asked = forgotten::all_asked();
    assert!(asked.len() >= 40, "{asked:?}");
    let mut unnoticed = Vec::new();
    for (verb, table) in asked {
        let folder = TempDir::new().unwrap();
        let stores = stores(&sqlite(&folder)).await;
        forgotten::leave_out(LeftOut::One(verb, table));
        let noticed = tokio::spawn(two_regions(stores)).await.is_err();
        forgotten::leave_out(LeftOut::None);
        if !noticed {
            unnoticed.push((verb, table));
        }
    }
    assert_eq!(unnoticed, forgotten::UNNOTICED);
}

/// The same is done in both, and then each is read.
async fn two_regions([first, second]: [Store; 2]) {
    let first_id = fill(&first).await;
    let before = rows(&first).await;
    let ids = [first_id, fill(&second).await];
    assert_eq!(
        ids[0].split('-').next(),
        ids[1].split('-').next(),
        "each region counts for itself"
    );
    assert_ne!(ids[0], ids[1], "and says so in the check digit");

    // What is taken away in one is still there in the other.
    let acting = second.by(Actor::Terminal);
    assert!(acting.revoke_api_key("key1", Timestamp(3)).await.unwrap());
    sign_out([&first, &second]).await;
    assert_eq!(
        acting
            .revoke_links(&PlanId::from("P"), None, Timestamp(3))
            .await
            .unwrap(),
        1
    );
    assert!(acting.cancel_run(&RunId::from("R"), Timestamp(3)).await.unwrap());
    assert!(!second.renew_run(&RunId::from("R"), "lease").await.unwrap());
    give_back([&first, &second]).await;
    assert!(rows(&first).await == before, "a row of the first was touched");
    assert!(first.renew_run(&RunId::from("R"), "lease").await.unwrap());
    assert_eq!(first.api_key("key1").await.unwrap().unwrap().revoked_at, None);
    assert!(first.session("s").await.unwrap().is_some() && second.session("s").await.unwrap().is_none());
    assert_eq!(first.link("hash").await.unwrap().unwrap().revoked_at, None);
    assert!(second.link("hash").await.unwrap().unwrap().revoked_at.is_some());
    assert_eq!(
        first.run(&RunId::from("R")).await.unwrap().unwrap().state,
        RunState::Running
    );
    assert_ne!(
        first.setting("name").await.unwrap(),
        second.setting("name").await.unwrap()
    );

    for (store, id) in [(&first, &ids[0]), (&second, &ids[1])] {
        own_requests(store, id).await;
        assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), 1);
        assert_eq!(store.counts_of_day(*DAY).await.unwrap().len(), 1);
        assert_eq!(
            (
                store.volunteers().await.unwrap().len(),
                store.hubs().await.unwrap().len()
            ),
            (1, 1)
        );
        assert_eq!(store.plans(*DAY).await.unwrap().len(), 1);
        assert_eq!(
            store.published_plan(*DAY).await.unwrap().unwrap().state,
            PlanState::Published
        );
        assert_eq!(
            (
                store.api_keys().await.unwrap().len(),
                store.logins().await.unwrap().len()
            ),
            (1, 1)
        );
        delivered(store, id).await;
        assert!(store.receipt("key1", "POST /", "key").await.unwrap().is_some());
        let check = store.verify_log().await.unwrap();
        assert_eq!(check.fault, None);
        assert_eq!(
            i64::try_from(check.entries).unwrap(),
            store.last_change().await.unwrap()
        );
    }
    let feed = async |store: &Store| store.changes_after(0, None, 100).await.unwrap();
    let own = async |store: &Store, id: &str| feed(store).await.iter().any(|change| change.subject == id);
    assert!(own(&first, &ids[0]).await && !own(&first, &ids[1]).await);
    assert!(own(&second, &ids[1]).await && !own(&second, &ids[0]).await);
    days_pass([&first, &second]).await;
}
