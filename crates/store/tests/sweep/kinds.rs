//! `KINDS`, the 29 kinds of write that tests make; `act` makes the n-th write of a kind, `prepare` and
//! `prepare_numbers` what it needs beforehand. Whether it was kept is told in `kept.rs`; the values written are made
//! in `values.rs`.

use crate::delivery::delivery;
use crate::values::{at, draft, hub, link, me, new, person, route, shift, vehicle, volunteer};
use karavan_model::{
    Date, EventId, HubId, LoadingEvent, LoadingKind, Outcome, PlanId, Point, Quota, RequestId, RequestState, RunId,
    Scopes, Source, StatusEvent, StatusKind, Stock, VolunteerId,
};
use karavan_store::{
    Acted, ApiKey, Correction, Expected, NewEvent, NewLoading, NewOrder, Once, Publication, Published, Receipt,
    RequestChange, RequestUpdated, Run, RunClass, RunState, Session, StateChange, Store, StoreError, Whose,
};
use serde_json::json;
use std::ops::Range;
use std::sync::LazyLock;

/// Every kind of write that a server answers.
pub(crate) const KINDS: [&str; 29] = [
    "request",
    "batch",
    "amend",
    "cancel",
    "event",
    "loading",
    "volunteer",
    "volunteers",
    "shift",
    "hub",
    "hubs",
    "draft",
    "publish",
    "links",
    "revoke",
    "run",
    "order",
    "vehicle",
    "stock",
    "correction",
    "doors",
    "key",
    "user",
    "password",
    "session",
    "receipt",
    "setting",
    "source",
    "reveal",
];

/// Rows of a table of hubs or volunteers: as few as can be half kept.
pub(crate) const TABLE_ROWS: usize = 2;
pub(crate) static DAY: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());
pub(crate) const ORGANISATION: &str = "one";

/// The day of a numbered publication, run or shift.
pub(crate) fn day(n: usize) -> Date {
    day_after(2027, n)
}

fn day_after(year: usize, n: usize) -> Date {
    let text = format!("{}-{:02}-{:02}", year + n / 336, n / 28 % 12 + 1, n % 28 + 1);
    text.parse().unwrap()
}

/// What every write needs.
pub(crate) async fn prepare(store: &Store) {
    store
        .by(me())
        .put_volunteer(volunteer("V"), Expected::Any, at(0))
        .await
        .unwrap();
    store.by(me()).insert_plan(draft("PL", *DAY)).await.unwrap();
    publish(store, "PL", "first").await.unwrap();
    store.by(me()).put_user(person("one"), at(0)).await.unwrap();
    store.by(me()).put_hub(hub("HUB"), Expected::Any, at(0)).await.unwrap();
}

/// What the writes of these numbers change.
pub(crate) async fn prepare_numbers(store: &Store, numbers: Range<usize>) {
    let requests = numbers
        .clone()
        .flat_map(|n| ["AM", "CA", "EV"].map(|kind| new(&format!("{kind}{n}"))));
    store.by(me()).accept(delivery(requests.collect()), None).await.unwrap();
    for n in numbers {
        let waits = waiting_run(&format!("OR{n}"), day_after(2227, n));
        store.by(me()).insert_run(waits, any_order(), None).await.unwrap();
        store.by(me()).put_user(person(&format!("PW{n}")), at(0)).await.unwrap();
        store
            .by(me())
            .insert_plan(draft(&format!("PB{n}"), day(n)))
            .await
            .unwrap();
        let id = format!("RV{n}");
        store
            .by(me())
            .insert_plan(draft(&id, day_after(2127, n)))
            .await
            .unwrap();
        let publication = Publication {
            plan: PlanId::from(id.as_str()),
            expected_version: 1,
            links: vec![link(&format!("old{n}"), &id)],
            routes: Vec::new(),
            at: at(2),
        };
        store.by(me()).publish(publication, |_| None, None).await.unwrap();
    }
}

async fn publish(store: &Store, plan: &str, hash: &str) -> Result<(), StoreError> {
    let publication = Publication {
        plan: PlanId::from(plan),
        expected_version: 1,
        links: vec![link(hash, plan)],
        routes: vec![route()],
        at: at(2),
    };
    let published = store.by(me()).publish(publication, |_| None, None).await?;
    assert!(
        matches!(published, Acted::Done(Published::Done { .. })),
        "{published:?}"
    );
    Ok(())
}

fn waiting_run(id: &str, date: Date) -> Run {
    Run {
        id: RunId::from(id),
        date,
        state: RunState::Queued,
        plan: None,
        created_at: at(0),
        changed_at: at(0),
        body: json!({}),
    }
}

fn any_order() -> NewOrder {
    NewOrder {
        class: RunClass::Morning,
        body: json!({}),
    }
}

/// Makes the write.
pub(crate) async fn act(store: &Store, kind: &str, n: usize) -> Result<(), StoreError> {
    let id = format!("{kind}{n}");
    match kind {
        "request" => store.by(me()).accept(delivery(vec![new(&id)]), None).await.map(drop),
        "batch" => {
            let batch = (0..20).map(|row| new(&format!("{id}-{row}"))).collect();
            store.by(me()).accept(delivery(batch), None).await.map(drop)
        }
        "amend" => {
            let change = RequestChange {
                request: new("").request,
                state: RequestState::NeedsInfo,
                why: Some("no_house".to_owned()),
                volunteer: None,
            };
            let request = RequestId::from(format!("AM{n}").as_str());
            let updated = store.by(me()).update_request(&request, 1, change, at(3)).await?;
            assert!(matches!(updated, RequestUpdated::Updated(_)), "{updated:?}");
            Ok(())
        }
        "cancel" => {
            let decide = |stored: &karavan_store::StoredRequest| {
                Some(StateChange {
                    request: stored.request.id.clone(),
                    from: stored.state,
                    state: RequestState::Closed(Outcome::Cancelled),
                    volunteer: None,
                })
            };
            let request = RequestId::from(format!("CA{n}").as_str());
            store
                .by(me())
                .move_request((&Whose::All, &request), decide, String::new(), at(3), None)
                .await
                .map(drop)
        }
        "event" => {
            let event = StatusEvent {
                id: EventId::from(id.as_str()),
                plan: PlanId::from("PL"),
                volunteer: VolunteerId::from("V"),
                request: RequestId::from(format!("EV{n}").as_str()),
                kind: StatusKind::Accepted,
                occurred_at: at(4),
                received_at: at(5),
                note: String::new(),
            };
            let new = NewEvent {
                event,
                date: *DAY,
                fingerprint: id,
                is_on_route: true,
            };
            store
                .by(me())
                .append_events(vec![new], at(5), |_, _, _| None)
                .await
                .map(drop)
        }
        "loading" => {
            let event = LoadingEvent {
                id: EventId::from(id.as_str()),
                plan: PlanId::from("PL"),
                volunteer: VolunteerId::from("V"),
                stop: u32::try_from(n).unwrap(),
                kind: LoadingKind::Loaded,
                occurred_at: at(4),
                received_at: at(5),
                note: String::new(),
            };
            let new = NewLoading {
                event,
                date: *DAY,
                fingerprint: id,
            };
            store
                .by(me())
                .append_loadings(vec![new], at(5), |_| None)
                .await
                .map(drop)
        }
        "volunteer" => store
            .by(me())
            .put_volunteer(volunteer(&id), Expected::Any, at(1))
            .await
            .map(drop),
        "volunteers" => {
            let table = (0..TABLE_ROWS).map(|row| {
                let id = format!("{id}-{row}");
                (volunteer(&id), Some(shift(&id, *DAY)))
            });
            store
                .by(me())
                .put_volunteers(table.collect(), at(1), None)
                .await
                .map(drop)
        }
        "shift" => store.by(me()).put_shift(shift("V", day(n)), at(1)).await.map(drop),
        "hub" => store.by(me()).put_hub(hub(&id), Expected::Any, at(1)).await.map(drop),
        "hubs" => {
            let table = (0..TABLE_ROWS).map(|row| hub(&format!("{id}-{row}"))).collect();
            store.by(me()).put_hubs(table, at(1), None).await.map(drop)
        }
        "draft" => store.by(me()).insert_plan(draft(&id, *DAY)).await.map(drop),
        "publish" => publish(store, &format!("PB{n}"), &id).await,
        "links" => {
            let plan = PlanId::from("PL");
            store
                .by(me())
                .insert_links(&plan, vec![link(&id, "PL")], at(3), None)
                .await
                .map(drop)
        }
        "revoke" => {
            let plan = PlanId::from(format!("RV{n}").as_str());
            store.by(me()).revoke_links(&plan, None, at(3)).await.map(drop)
        }
        "run" => {
            let run = waiting_run(&id, day(n));
            store.by(me()).insert_run(run, any_order(), None).await.map(drop)
        }
        "order" | "vehicle" | "stock" => act_of_day(store, kind, n).await,
        "correction" => {
            let made = Correction {
                id,
                label: "Абая, 1".to_owned(),
                point: Point { lon: 76.9, lat: 43.2 },
                made_by: "one".to_owned(),
                made_at: at(1),
            };
            store.by(me()).put_correction(ORGANISATION, made).await
        }
        "doors" => {
            let press = vec![(id, Point { lon: 76.9, lat: 43.2 })];
            store.by(me()).add_door_presses(ORGANISATION, press, at(1)).await
        }
        "key" => store.by(me()).add_api_key(key(id), at(0)).await.map(drop),
        "source" => store
            .by(me())
            .put_source(source(&id), Expected::Any, at(0))
            .await
            .map(drop),
        "user" => store.by(me()).put_user(person(&id), at(0)).await,
        "password" => {
            let before = person(&format!("PW{n}"));
            let is_changed = store
                .by(me())
                .change_password(&before, "$argon2id$new".to_owned(), at(3))
                .await?;
            assert!(is_changed);
            Ok(())
        }
        "session" => {
            let session = Session {
                id: id.clone(),
                agent: "Firefox, Linux".to_owned(),
                network: "203.0.113.0/24".to_owned(),
                hash: id,
                login: "one".to_owned(),
                created_at: at(0),
                seen_at: at(0),
                expires_at: at(100),
            };
            store.by(me()).insert_session(session, None).await
        }
        "receipt" => {
            let receipt = |&(): &()| {
                Some(Receipt {
                    status: 201,
                    body: json!({}),
                })
            };
            store
                .remember(Once::new("key1", "POST /", id, "f", at(1), receipt))
                .await
        }
        "reveal" => {
            let request = RequestId::from(format!("EV{n}").as_str());
            let (acting, of) = (store.by(me()), (&Whose::All, &request));
            acting
                .reveal(of, "one", "звонит сын".to_owned(), (at(3), at(900)))
                .await
                .map(drop)
        }
        "setting" => store.by(me()).put_setting(&id, "kept", at(1)).await,
        other => panic!("{other}"),
    }
}

/// The same, of what a day is planned with.
async fn act_of_day(store: &Store, kind: &str, n: usize) -> Result<(), StoreError> {
    let id = format!("{kind}{n}");
    match kind {
        "order" => {
            let id = RunId::from(format!("OR{n}").as_str());
            store.by(me()).cancel_run(&id, at(3)).await.map(drop)
        }
        "vehicle" => store
            .by(me())
            .put_vehicle(vehicle(&id), Expected::Any, at(1))
            .await
            .map(drop),
        "stock" => {
            let hub = HubId::from("HUB");
            let goods = ["food", "medicine"].map(|goods| Stock {
                hub: hub.clone(),
                date: day(n),
                goods: goods.into(),
                quantity: 5,
            });
            let key = (hub, day(n));
            store
                .by(me())
                .put_stock(key, goods.to_vec(), Expected::Any, at(1))
                .await
                .map(drop)
        }
        other => panic!("{other}"),
    }
}

fn key(id: String) -> ApiKey {
    ApiKey {
        key_id: id.clone(),
        hash: "h".to_owned(),
        label: "112".to_owned(),
        owner: id,
        source: None,
        scopes: Scopes::USUAL,
        quota: Quota::default(),
        created_at: at(0),
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
    }
}

fn source(id: &str) -> Source {
    serde_json::from_value(json!({ "id": id, "name": id, "door": "api", "state": "active" })).unwrap()
}
