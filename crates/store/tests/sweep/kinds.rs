//! One write of each kind, numbered.

use karavan_model::{
    ClockTime, ClockWindow, EventId, Hub, HubId, LoadingEvent, LoadingKind, Outcome, PlanId, Point, Request, RequestId,
    RequestState, RunId, Shift, ShiftEnd, StatusEvent, StatusKind, Timestamp, VehicleKind, Volunteer, VolunteerId,
};
use karavan_store::{
    Acted, ApiKey, Assignment, Correction, Expected, NewEvent, NewLink, NewLoading, NewPlan, NewRequest, Once,
    Publication, Published, PublishedRoute, Reach, Receipt, RequestChange, RequestUpdated, Run, RunState, Session,
    StateChange, Store, StoreError, User,
};
use serde_json::json;
use std::ops::Range;

/// Every kind of write that a server answers.
pub(crate) const KINDS: [&str; 23] = [
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
    "correction",
    "doors",
    "key",
    "user",
    "session",
    "receipt",
    "setting",
];

/// Rows of a table of hubs or volunteers: as few as can be half kept.
pub(crate) const TABLE_ROWS: usize = 2;
pub(crate) const DAY: &str = "2026-11-21";
pub(crate) const ORGANISATION: &str = "one";

fn at(second: i64) -> Timestamp {
    Timestamp(1_795_240_000_000_000 + second * 1_000_000)
}

fn new(id: &str) -> NewRequest {
    let request: Request = serde_json::from_value(json!({
        "id": id, "source": "112", "source_ref": id, "date": DAY, "recipient": "Получатель 0001",
        "address": "улица Ёлочная, д 5", "needs": [{ "goods": "food", "quantity": 2 }],
    }))
    .unwrap();
    NewRequest {
        fingerprint: id.to_owned(),
        request,
        state: RequestState::Located,
        why: None,
        received_at: at(0),
        owner: "key1".to_owned(),
        reach: Reach::Own,
    }
}

fn volunteer(id: &str) -> Volunteer {
    Volunteer {
        id: VolunteerId::from(id),
        name: format!("Волонтёр {id}"),
        organisation: String::new(),
        phone: String::new(),
        home: "Жарокова, 260а".to_owned(),
        point: None,
        skills: Vec::new(),
        red_zone: true,
    }
}

fn shift(volunteer: &str, date: &str) -> Shift {
    Shift {
        volunteer: VolunteerId::from(volunteer),
        date: date.to_owned(),
        hours: ClockWindow {
            opens: ClockTime::new(9, 0).unwrap(),
            closes: ClockTime::new(13, 0).unwrap(),
        },
        end: ShiftEnd::Anywhere,
        vehicle: VehicleKind::Car,
        capacity: 16,
        stops_max: None,
        minutes_max: None,
        kilometers_max: None,
        rest: None,
    }
}

fn hub(id: &str) -> Hub {
    let hub = json!({ "id": id, "name": "Склад", "address": "Абая, 1", "offers": ["food"],
        "hours": { "opens": "09:00", "closes": "13:00" } });
    serde_json::from_value(hub).unwrap()
}

fn draft(id: &str, date: &str) -> NewPlan {
    NewPlan {
        id: PlanId::from(id),
        date: date.to_owned(),
        parent: None,
        created_at: at(1),
        summary: json!({ "served": 1 }),
        made_from: "{}".to_owned(),
        body: format!(r#"{{ "routes": [], "weight": "{}" }}"#, "0".repeat(9000)),
        run: None,
        moves: Vec::new(),
    }
}

fn link(hash: &str, plan: &str) -> NewLink {
    NewLink {
        token_hash: hash.to_owned(),
        plan: PlanId::from(plan),
        volunteer: VolunteerId::from("V"),
        read_from: at(0),
        read_until: at(100),
        write_until: at(200),
    }
}

fn route() -> PublishedRoute {
    let stop = |kind: &str, hub: Option<&str>| Assignment {
        kind: kind.to_owned(),
        hub: hub.map(HubId::from),
        body: json!({ "address": "улица Ёлочная, д 5" }),
    };
    PublishedRoute {
        volunteer: VolunteerId::from("V"),
        body: json!({ "name": "Волонтёр V" }),
        stops: vec![stop("load", Some("H1")), stop("visit", None)],
    }
}

/// The day of a numbered publication, run or shift.
pub(crate) fn day(n: usize) -> String {
    day_after(2027, n)
}

fn day_after(year: usize, n: usize) -> String {
    format!("{}-{:02}-{:02}", year + n / 336, n / 28 % 12 + 1, n % 28 + 1)
}

/// What every write needs.
pub(crate) async fn prepare(store: &Store) {
    store.put_volunteer(volunteer("V"), Expected::Any, at(0)).await.unwrap();
    store.insert_plan(draft("PL", DAY)).await.unwrap();
    publish(store, "PL", "first").await.unwrap();
    let user = User {
        login: "one".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        role: "coordinator".to_owned(),
    };
    store.put_user(user, at(0)).await.unwrap();
}

/// What the writes of these numbers change.
pub(crate) async fn prepare_numbers(store: &Store, numbers: Range<usize>) {
    let requests = numbers
        .clone()
        .flat_map(|n| ["AM", "CA", "EV"].map(|kind| new(&format!("{kind}{n}"))));
    store.insert_requests(requests.collect(), None).await.unwrap();
    for n in numbers {
        store.insert_plan(draft(&format!("PB{n}"), &day(n))).await.unwrap();
        let id = format!("RV{n}");
        store.insert_plan(draft(&id, &day_after(2127, n))).await.unwrap();
        let publication = Publication {
            plan: PlanId::from(id.as_str()),
            expected_version: 1,
            links: vec![link(&format!("old{n}"), &id)],
            routes: Vec::new(),
            at: at(2),
        };
        store.publish(publication, |_| None, None).await.unwrap();
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
    let published = store.publish(publication, |_| None, None).await?;
    assert!(
        matches!(published, Acted::Done(Published::Done { .. })),
        "{published:?}"
    );
    Ok(())
}

/// Makes the write.
pub(crate) async fn act(store: &Store, kind: &str, n: usize) -> Result<(), StoreError> {
    let id = format!("{kind}{n}");
    match kind {
        "request" => store.insert_requests(vec![new(&id)], None).await.map(drop),
        "batch" => {
            let batch = (0..20).map(|row| new(&format!("{id}-{row}"))).collect();
            store.insert_requests(batch, None).await.map(drop)
        }
        "amend" => {
            let change = RequestChange {
                request: new("").request,
                state: RequestState::NeedsInfo,
                why: Some("no_house".to_owned()),
                volunteer: None,
            };
            let request = RequestId::from(format!("AM{n}").as_str());
            let updated = store.update_request(&request, 1, change, at(3)).await?;
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
                .move_request(&request, decide, String::new(), at(3), None)
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
                date: DAY.to_owned(),
                fingerprint: id,
                is_on_route: true,
            };
            store.append_events(vec![new], at(5), |_, _, _| None).await.map(drop)
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
                date: DAY.to_owned(),
                fingerprint: id,
            };
            store.append_loadings(vec![new], at(5), |_| None).await.map(drop)
        }
        "volunteer" => store
            .put_volunteer(volunteer(&id), Expected::Any, at(1))
            .await
            .map(drop),
        "volunteers" => {
            let table = (0..TABLE_ROWS).map(|row| {
                let id = format!("{id}-{row}");
                (volunteer(&id), Some(shift(&id, DAY)))
            });
            store.put_volunteers(table.collect(), at(1), None).await.map(drop)
        }
        "shift" => store.put_shift(shift("V", &day(n)), at(1)).await.map(drop),
        "hub" => store.put_hub(hub(&id), Expected::Any, at(1)).await.map(drop),
        "hubs" => {
            let table = (0..TABLE_ROWS).map(|row| hub(&format!("{id}-{row}"))).collect();
            store.put_hubs(table, at(1), None).await.map(drop)
        }
        "draft" => store.insert_plan(draft(&id, DAY)).await.map(drop),
        "publish" => publish(store, &format!("PB{n}"), &id).await,
        "links" => {
            let plan = PlanId::from("PL");
            store
                .insert_links(&plan, vec![link(&id, "PL")], at(3), None)
                .await
                .map(drop)
        }
        "revoke" => {
            let plan = PlanId::from(format!("RV{n}").as_str());
            store.revoke_links(&plan, None, at(3)).await.map(drop)
        }
        "run" => {
            let run = Run {
                id: RunId::from(id.as_str()),
                date: day(n),
                state: RunState::Queued,
                plan: None,
                created_at: at(0),
                changed_at: at(0),
                body: json!({}),
                owner: "one".to_owned(),
            };
            store.insert_run(run, None).await.map(drop)
        }
        "correction" => {
            let made = Correction {
                id,
                label: "Абая, 1".to_owned(),
                point: Point { lon: 76.9, lat: 43.2 },
                made_by: "one".to_owned(),
                made_at: at(1),
            };
            store.put_correction(ORGANISATION, made).await
        }
        "doors" => {
            let press = vec![(id, Point { lon: 76.9, lat: 43.2 })];
            store.add_door_presses(ORGANISATION, press).await
        }
        "key" => {
            let key = ApiKey {
                key_id: id,
                hash: "h".to_owned(),
                label: "112".to_owned(),
                scopes: "requests".to_owned(),
                created_at: at(0),
                revoked_at: None,
                last_used_at: None,
            };
            store.put_api_key(key).await
        }
        "user" => {
            let user = User {
                login: id,
                password_hash: "$argon2id$".to_owned(),
                role: "coordinator".to_owned(),
            };
            store.put_user(user, at(0)).await
        }
        "session" => {
            let session = Session {
                hash: id,
                login: "one".to_owned(),
                created_at: at(0),
                seen_at: at(0),
                expires_at: at(100),
            };
            store.insert_session(session).await
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
        "setting" => store.put_setting(&id, "kept").await,
        other => panic!("{other}"),
    }
}
