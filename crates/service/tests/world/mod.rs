//! Shared helpers of these tests: a service on an embedded database with one hub and one volunteer, a clock that a
//! test sets, and functions that submit, plan, publish and report.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "tests share this world")]

#[path = "../../../dispatch/tests/world/mod.rs"]
pub(crate) mod town;

use jiff::tz::TimeZone;
use karavan_intake::{Given, Known, NeedDraft, RequestDraft, accept_request};
use karavan_map::Map;
use karavan_model::{Actor, Door, PlanId, RequestId, RequestState, StatusKind, Timestamp};
use karavan_service::{Clock, Outside, Service, SystemChance};
use karavan_service::{EventReport, PublishAnswer, RunBudget, RunOrder, RunStarted, Settings};
use karavan_service::{RowRead, Sender, SentBatch, SentRow};
use karavan_store::{Accepted, Acted, Inserted, Reach, RunClass, RunState, ShiftPut, Whose};
use karavan_store::{Expected, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use town::{DATE, hub, map, volunteer};

pub(crate) const SECOND: i64 = 1_000_000;
/// Microseconds since the Unix epoch at 2026-11-21T05:00:00Z.
pub(crate) const MORNING: i64 = 1_795_237_200 * SECOND;

/// Who acts in tests.
pub(crate) fn me() -> Actor {
    Actor::Person("coordinator".to_owned())
}

/// A clock that a test sets.
pub(crate) struct Hand(pub(crate) AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

pub(crate) async fn service() -> (Service, Arc<Hand>) {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let (service, clock) = service_of("own", store).await;
    service.by(me()).put_hub(hub(), Expected::Any).await.unwrap();
    let (driver, shift) = volunteer("V1", "Садовая 1");
    service.by(me()).put_volunteer(driver, Expected::Any).await.unwrap();
    assert_eq!(service.by(me()).put_shift(shift).await.unwrap(), ShiftPut::Done);
    (service, clock)
}

/// How a service of an organisation is set up.
pub(crate) fn settings(organisation: &str) -> Settings {
    Settings {
        zone: TimeZone::UTC,
        title: None,
        base_url: "http://127.0.0.1:8080".to_owned(),
        organiser_phone: None,
        organisation: organisation.to_owned(),
        customs: karavan_dispatch::Customs::default(),
        threads: 1,
    }
}

/// An organisation on a store that it may share.
pub(crate) async fn service_of(organisation: &str, store: Store) -> (Service, Arc<Hand>) {
    service_on(map(), organisation, store).await
}

/// The same on another map.
pub(crate) async fn service_on(map: Map, organisation: &str, store: Store) -> (Service, Arc<Hand>) {
    let clock = Arc::new(Hand(AtomicI64::new(MORNING)));
    let settings = settings(organisation);
    let outside = Outside {
        clock: Arc::<Hand>::clone(&clock),
        chance: Arc::new(SystemChance),
    };
    let service = Service::start(store, Arc::new(map), outside, settings).await.unwrap();
    (service, clock)
}

pub(crate) async fn submit(service: &Service, address: &str) -> RequestId {
    let draft = RequestDraft {
        source: "112".into(),
        date: Given::This(*DATE),
        recipient: "Получатель".into(),
        phone: "+7 900 000-00-00".into(),
        address: address.into(),
        needs: Given::This(vec![NeedDraft {
            goods: "food".into(),
            quantity: Given::This(1.into()),
        }]),
        ..RequestDraft::default()
    };
    let accepted = accept_request(draft, &Known::default()).unwrap();
    let sent = SentBatch {
        sender: Sender {
            owner: "key".to_owned(),
            reach: Reach::Own,
            door: Door::Api,
            source: None,
            requests_per_day: None,
        },
        receipt: None,
        digest: String::new(),
        rows: vec![SentRow {
            place: 1,
            source: String::new(),
            source_ref: None,
            read: RowRead::Draft(Box::new(accepted)),
        }],
    };
    let answer = service.by(me()).accept(sent, None).await.unwrap();
    let Acted::Done(Accepted::Kept { inserted, .. }) = answer else {
        panic!("{answer:?}")
    };
    let [Inserted::Created(stored)] = inserted.as_slice() else {
        panic!("{inserted:?}")
    };
    stored.request.id.clone()
}

pub(crate) async fn state(service: &Service, id: &RequestId) -> RequestState {
    service.request(&Whose::All, id).await.unwrap().unwrap().state
}

pub(crate) async fn plan(service: &Service) -> PlanId {
    let order = RunOrder {
        date: *DATE,
        budget: RunBudget::Rounds(50),
        policy: None,
        seed: 1,
        threads: None,
        class: RunClass::default(),
        from: None,
    };
    let answer = service.by(me()).start_run(order, None).await.unwrap();
    let Acted::Done(RunStarted::Begun(run)) = answer else {
        panic!("{answer:?}")
    };
    if let Some(mut follower) = service.follow_run(&run.id) {
        while follower.changed().await.is_ok() {}
    }
    let run = service.run(&run.id).await.unwrap().unwrap();
    assert_eq!(run.state, RunState::Succeeded, "{:?}", run.figures.failure);
    run.plan.unwrap()
}

pub(crate) async fn publish(service: &Service, plan: &PlanId) -> String {
    let version = service.plan(plan).await.unwrap().unwrap().version;
    let answer = service.by(me()).publish(plan, version, None).await.unwrap();
    let Acted::Done(PublishAnswer::Done(_, links)) = answer else {
        panic!("{answer:?}")
    };
    links[0].url.split_once("/r#").unwrap().1.to_owned()
}

pub(crate) fn report(id: &str, request: &RequestId, kind: StatusKind, at: i64) -> EventReport {
    EventReport {
        id: id.into(),
        request: request.clone(),
        kind,
        occurred_at: Timestamp(at),
        note: String::new(),
        pressed_at: None,
    }
}
