//! The day as a service: taken in, planned, published, followed, on an embedded database.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use jiff::tz::TimeZone;
use karavan_dispatch::service::{
    Acted, Amended, Amendment, EventReport, EventResult, Inserted, PublishAnswer, RunOrder, RunStarted, RunState,
    Settings,
};
use karavan_dispatch::{Clock, Service};
use karavan_model::{Outcome, PlanId, RequestId, RequestState, StatusKind, Timestamp};
use karavan_solver::Budget;
use karavan_store::{Expected, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use world::{DATE, hub, map, request, volunteer};

const SECOND: i64 = 1_000_000;
/// 2026-11-21T05:00:00Z.
const MORNING: i64 = 1_795_237_200 * SECOND;

/// A clock that a test sets.
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

async fn service() -> (Service, Arc<Hand>) {
    let clock = Arc::new(Hand(AtomicI64::new(MORNING)));
    let settings = Settings {
        zone: TimeZone::UTC,
        base_url: "http://127.0.0.1:8080".to_owned(),
        organiser_phone: None,
        customs: karavan_dispatch::arrange::Customs::default(),
        threads: 1,
    };
    let store = Store::open("sqlite::memory:").await.unwrap();
    let service = Service::start(store, Arc::new(map()), Arc::<Hand>::clone(&clock), settings)
        .await
        .unwrap();
    service.put_hub(hub(), Expected::Any).await.unwrap();
    let (driver, shift) = volunteer("V1", "Садовая 1");
    service.put_volunteer(driver, Expected::Any).await.unwrap();
    assert!(service.put_shift(shift).await.unwrap());
    (service, clock)
}

async fn submit(service: &Service, address: &str) -> RequestId {
    let answer = service.submit(vec![request("", address)], "key", None).await.unwrap();
    let Acted::Done(kept) = answer else {
        panic!("{answer:?}")
    };
    let [Inserted::Created(stored)] = kept.as_slice() else {
        panic!("{kept:?}")
    };
    stored.request.id.clone()
}

async fn state(service: &Service, id: &RequestId) -> RequestState {
    service.request(id).await.unwrap().unwrap().state
}

async fn plan(service: &Service) -> PlanId {
    let order = RunOrder {
        date: DATE.to_owned(),
        budget: Budget::Rounds(50),
        seed: 1,
        threads: None,
    };
    let answer = service.start_run(order, None).await.unwrap();
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

async fn publish(service: &Service, plan: &PlanId) -> String {
    let version = service.plan(plan).await.unwrap().unwrap().version;
    let answer = service.publish(plan, version, None).await.unwrap();
    let Acted::Done(PublishAnswer::Done(_, links)) = answer else {
        panic!("{answer:?}")
    };
    links[0].url.split_once("/r#").unwrap().1.to_owned()
}

fn report(id: &str, request: &RequestId, kind: StatusKind, at: i64) -> EventReport {
    EventReport {
        id: id.into(),
        request: request.clone(),
        kind,
        occurred_at: Timestamp(at),
        note: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_goes_from_the_hotline_to_the_door() {
    let (service, clock) = service().await;
    let id = submit(&service, "Садовая 9").await;
    assert_eq!(state(&service, &id).await, RequestState::Located);
    let plan = plan(&service).await;
    assert_eq!(state(&service, &id).await, RequestState::Planned);
    let token = publish(&service, &plan).await;
    assert_eq!(state(&service, &id).await, RequestState::Published);

    let holder = service.link_holder(&token).await.unwrap().unwrap();
    let own = service.own_route(&holder).await.unwrap().unwrap();
    assert!(own.requests.contains_key(&id) && own.line.len() > 2);
    let gpx = String::from_utf8(service.own_route_gpx(&holder).await.unwrap().unwrap()).unwrap();
    assert!(gpx.contains(id.as_str()) && !gpx.contains("Получатель"));

    clock.0.store(MORNING + 3600 * SECOND, Ordering::Relaxed);
    let sent = Timestamp(MORNING + 3600 * SECOND);
    let closed = report("e2", &id, StatusKind::Closed(Outcome::InHand), sent.0 - 10 * SECOND);
    let accepted = report("e1", &id, StatusKind::Accepted, sent.0 - 20 * SECOND);
    let foreign = report("e3", &RequestId("other".to_owned()), StatusKind::Accepted, sent.0);
    let results = service
        .report(&holder, sent, vec![closed.clone(), accepted, foreign])
        .await
        .unwrap();
    assert_eq!(
        results,
        [EventResult::Applied, EventResult::Applied, EventResult::Foreign]
    );
    assert_eq!(state(&service, &id).await, RequestState::Closed(Outcome::InHand));
    assert_eq!(
        service.report(&holder, sent, vec![closed.clone()]).await.unwrap(),
        [EventResult::Duplicate]
    );
    let other = EventReport {
        kind: StatusKind::Closed(Outcome::Refused),
        ..closed
    };
    assert_eq!(
        service.report(&holder, sent, vec![other]).await.unwrap(),
        [EventResult::Conflict]
    );
    let undone = report("e4", &id, StatusKind::Undone, sent.0 - SECOND);
    assert_eq!(
        service.report(&holder, sent, vec![undone]).await.unwrap(),
        [EventResult::Applied]
    );
    assert_eq!(state(&service, &id).await, RequestState::Accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_address_is_kept_and_mended_by_hand() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая улица, 987, кв 5").await;
    let stored = service.request(&id).await.unwrap().unwrap();
    assert_eq!(
        (stored.state, stored.why.as_deref()),
        (RequestState::NeedsInfo, Some("no_house"))
    );
    assert_eq!(stored.request.door.flat.as_deref(), Some("5"));
    let address = Amendment {
        address: Some("Садовая 7, кв 5".to_owned()),
        ..Amendment::default()
    };
    assert!(matches!(
        service.amend(&id, 99, address.clone()).await.unwrap(),
        Amended::Stale(_)
    ));
    let Amended::Done(stored) = service.amend(&id, stored.version, address).await.unwrap() else {
        panic!("the amendment was refused")
    };
    assert_eq!((stored.state, stored.why), (RequestState::Located, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn links_stop_opening_after_the_day_and_still_take_late_events_for_a_week() {
    let (service, clock) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let plan = plan(&service).await;
    let token = publish(&service, &plan).await;
    let day = 24 * 3600 * SECOND;
    clock.0.store(MORNING + 2 * day, Ordering::Relaxed);
    let holder = service.link_holder(&token).await.unwrap().unwrap();
    assert_eq!((holder.may_read, holder.may_write), (false, true));
    let late = report("e1", &id, StatusKind::Closed(Outcome::AtDoor), MORNING + 3600 * SECOND);
    let results = service.report(&holder, service.now(), vec![late]).await.unwrap();
    assert_eq!(results, [EventResult::Applied]);
    clock.0.store(MORNING + 9 * day, Ordering::Relaxed);
    assert_eq!(service.link_holder(&token).await.unwrap(), None);
    assert_eq!(service.link_holder("guess").await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_plan_takes_the_place_of_the_first_and_stale_publishing_is_refused() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let first = plan(&service).await;
    publish(&service, &first).await;
    let second = plan(&service).await;
    let stale = service.publish(&second, 99, None).await.unwrap();
    assert!(matches!(stale, Acted::Done(PublishAnswer::Stale(_))), "{stale:?}");
    publish(&service, &second).await;
    let again = service.publish(&first, 3, None).await.unwrap();
    assert!(
        matches!(again, Acted::Done(PublishAnswer::NotDraft(_) | PublishAnswer::Stale(_))),
        "{again:?}"
    );
    let day = service.day(DATE).await.unwrap();
    assert_eq!(day.published.map(|plan| plan.id), Some(second));
    assert_eq!(state(&service, &id).await, RequestState::Published);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_taken_twice_is_kept_once() {
    let (service, _) = service().await;
    let table = "id,source,address,need,quantity,hub\nR1,112,Садовая 5,food,1,\nR2,112,Садовая 987,food,1,\n\
                 R3,112,Садовая 5,food,1,H9\n";
    let first = service
        .submit_table("t.csv", table.into(), DATE, "me")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((first.accepted, first.needs_info, first.rejected.len()), (2, 1, 1));
    assert!(first.rejected[0].why.contains("H9"));
    let second = service
        .submit_table("t.csv", table.into(), DATE, "me")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((second.accepted, second.existing), (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_the_day_hears_of_every_change() {
    let (service, _) = service().await;
    let mut feed = service.follow(Some(DATE.to_owned()), None).await.unwrap();
    let id = submit(&service, "Садовая 9").await;
    let heard = feed.next().await.unwrap().unwrap();
    assert_eq!(heard[0].subject, id.0);
}
