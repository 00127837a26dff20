//! Tests of requests whose plan or volunteer changes: open questions, replaced plans, telephones with wrong clocks,
//! moved points, links, cancelling and reopening, a queued run cancelled, changed doors.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_model::{ClockTime, ClockWindow, Date, Outcome, Point, RequestId, RequestState, StatusKind, Timestamp};
use karavan_service::Service;
use karavan_service::{
    Amended, Amendment, DoorAmendment, EventReport, LinkAnswer, RequestAction, RequestActionResult, RunBudget,
    RunOrder, RunStarted,
};
use karavan_store::Expected;
use karavan_store::{Acted, Moved, Once, RunClass, RunState, Whose};
use std::sync::atomic::Ordering;
use world::town::{DATE, volunteer};
use world::{MORNING, SECOND, me, plan, publish, report, service, state, submit};

const IN_HAND: StatusKind = StatusKind::Closed(Outcome::InHand);
const NOT_HOME: StatusKind = StatusKind::Closed(Outcome::NotHome);

async fn amend(service: &Service, id: &RequestId, amendment: Amendment) {
    let version = service.request(&Whose::All, id).await.unwrap().unwrap().version;
    let amended = service
        .by(me())
        .amend((&Whose::All, id), version, amendment)
        .await
        .unwrap();
    assert!(matches!(amended, Amended::Done(_)), "{amended:?}");
}

async fn tell(service: &Service, token: &str, reports: Vec<EventReport>) {
    let holder = service.link_holder(token).await.unwrap().unwrap();
    service.report(&holder, service.now(), reports).await.unwrap();
}

fn once(key: &str) -> Once<Moved> {
    Once::new("me", "turn", key, key, Timestamp(MORNING), |_| None)
}

async fn turned(service: &Service, id: &RequestId, turn: RequestAction) -> RequestActionResult {
    match service
        .by(me())
        .act_on_request((&Whose::All, id), turn, String::new(), once("k"))
        .await
        .unwrap()
    {
        Acted::Done(turned) => turned,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn publishing_leaves_open_questions_open_and_makes_new_ones_of_lost_places() {
    let (service, _) = service().await;
    let question = submit(&service, "Небывальская 5").await;
    let (kept, lost) = (submit(&service, "Садовая 9").await, submit(&service, "Садовая 7").await);
    let first = plan(&service).await;
    publish(&service, &first).await;
    assert_eq!(state(&service, &question).await, RequestState::NeedsInfo);
    assert_eq!(state(&service, &lost).await, RequestState::Published);
    // Its new address is not found; it stays with its volunteer until the next plan leaves it out.
    let nowhere = Amendment {
        address: Some("Небывальская 6".to_owned()),
        ..Amendment::default()
    };
    amend(&service, &lost, nowhere).await;
    let second = plan(&service).await;
    publish(&service, &second).await;
    for (id, wanted) in [
        (&question, RequestState::NeedsInfo),
        (&kept, RequestState::Published),
        (&lost, RequestState::NeedsInfo),
    ] {
        assert_eq!(state(&service, id).await, wanted, "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fast_clock_does_not_change_the_order_of_what_happened() {
    for fast in [2, 240, 3600, 86_400] {
        let (service, clock) = service().await;
        let id = submit(&service, "Садовая 9").await;
        let token = publish(&service, &plan(&service).await).await;
        let holder = service.link_holder(&token).await.unwrap().unwrap();
        let hour = MORNING + 3600 * SECOND;
        // By the telephone's clock; ids against the order of time, and the first report is three seconds on its way.
        let at = |second: i64| hour + (fast + second) * SECOND;
        let arrive = |second: i64| clock.0.store(hour + second * SECOND, Ordering::Relaxed);
        arrive(3);
        let closed = vec![report("z", &id, NOT_HOME, at(0))];
        service.report(&holder, Timestamp(at(0)), closed).await.unwrap();
        arrive(4);
        let rest = vec![
            report("y", &id, StatusKind::Undone, at(1)),
            report("x", &id, IN_HAND, at(2)),
        ];
        service.report(&holder, Timestamp(at(4)), rest).await.unwrap();
        assert_eq!(
            state(&service, &id).await,
            RequestState::Closed(Outcome::InHand),
            "{fast} s fast"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_had_a_request_in_a_replaced_plan_moves_it_only_by_bringing_it() {
    let (service, clock) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let first = publish(&service, &plan(&service).await).await;
    tell(&service, &first, vec![report("a", &id, StatusKind::Accepted, MORNING)]).await;

    // Somebody else gets it: the first volunteer takes back their shift.
    let (driver, shift) = volunteer("V2", "Садовая 3");
    service.by(me()).put_volunteer(driver, Expected::Any).await.unwrap();
    service.by(me()).put_shift(shift).await.unwrap();
    service.by(me()).delete_shift(&"V1".into(), *DATE).await.unwrap();
    let second = publish(&service, &plan(&service).await).await;
    let stored = service.request(&Whose::All, &id).await.unwrap().unwrap();
    assert_eq!(
        (stored.state, stored.volunteer),
        (RequestState::Published, Some("V2".into()))
    );

    clock.0.fetch_add(60 * SECOND, Ordering::Relaxed);
    let at = service.now().0;
    tell(&service, &second, vec![report("b", &id, StatusKind::EnRoute, at)]).await;
    for (event, kind) in [("c", StatusKind::Accepted), ("d", NOT_HOME), ("e", StatusKind::Undone)] {
        tell(&service, &first, vec![report(event, &id, kind, at + SECOND)]).await;
        assert_eq!(state(&service, &id).await, RequestState::EnRoute, "{kind:?}");
    }
    // Bread that was brought was brought, whoever brought it; and what was not brought after all is still to bring.
    tell(&service, &first, vec![report("f", &id, IN_HAND, at + 2 * SECOND)]).await;
    assert_eq!(state(&service, &id).await, RequestState::Closed(Outcome::InHand));
    tell(
        &service,
        &first,
        vec![report("g", &id, StatusKind::Undone, at + 3 * SECOND)],
    )
    .await;
    assert_eq!(state(&service, &id).await, RequestState::EnRoute);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_pin_moves_the_stop_its_links_and_its_line() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let token = publish(&service, &plan(&service).await).await;
    let holder = service.link_holder(&token).await.unwrap().unwrap();
    let before = service.own_route(&holder).await.unwrap().unwrap();
    let point = Point { lon: 10.0162, lat: 0.0 };
    let moved = Amendment {
        point: Some(point),
        ..Amendment::default()
    };
    amend(&service, &id, moved).await;
    let after = service.own_route(&holder).await.unwrap().unwrap();
    let stop = after.route.stops.iter().find(|stop| !stop.visits.is_empty()).unwrap();
    assert_eq!(stop.point, point);
    assert!(after.line.contains(&point) || after.line != before.line);
    let gpx = String::from_utf8(service.own_route_gpx(&holder).await.unwrap().unwrap()).unwrap();
    assert!(gpx.contains("10.0162"), "{gpx}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_published_plan_has_links_and_a_lost_telephone_is_shut_out() {
    let (service, _) = service().await;
    submit(&service, "Садовая 9").await;
    let (draft, driver) = (plan(&service).await, "V1".into());
    let made = |answer| matches!(answer, Acted::Done(LinkAnswer::Made(_)));
    assert_eq!(
        service.by(me()).add_link(&draft, &driver, None).await.unwrap(),
        Acted::Done(LinkAnswer::NotPublished)
    );
    assert_eq!(
        service.by(me()).renew_links(&draft).await.unwrap(),
        Acted::Done(LinkAnswer::NotPublished)
    );
    let token = publish(&service, &draft).await;
    assert!(made(service.by(me()).add_link(&draft, &driver, None).await.unwrap()));
    assert!(made(service.by(me()).renew_links(&draft).await.unwrap()));
    assert!(!service.by(me()).revoke_links(&draft, &"V9".into()).await.unwrap());
    assert!(service.by(me()).revoke_links(&draft, &driver).await.unwrap());
    assert_eq!(service.link_holder(&token).await.unwrap(), None);
    publish(&service, &plan(&service).await).await;
    assert_eq!(
        service.by(me()).add_link(&draft, &driver, None).await.unwrap(),
        Acted::Done(LinkAnswer::NotPublished)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_called_off_and_opened_again_whatever_comes_late() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let token = publish(&service, &plan(&service).await).await;
    for _ in 0..2 {
        let RequestActionResult::Done(stored) = turned(&service, &id, RequestAction::Cancel).await else {
            panic!("it was open")
        };
        assert_eq!(
            (stored.state, stored.volunteer, stored.version),
            (RequestState::Closed(Outcome::Cancelled), None, 4)
        );
    }
    let at = service.now().0;
    tell(&service, &token, vec![report("a", &id, StatusKind::Accepted, at)]).await;
    assert_eq!(state(&service, &id).await, RequestState::Closed(Outcome::Cancelled));
    for _ in 0..2 {
        let retried = turned(&service, &id, RequestAction::Retry).await;
        assert!(matches!(retried, RequestActionResult::Done(_)), "{retried:?}");
        assert_eq!(state(&service, &id).await, RequestState::Located);
    }
    tell(&service, &token, vec![report("b", &id, IN_HAND, at)]).await;
    assert_eq!(state(&service, &id).await, RequestState::Closed(Outcome::InHand));
    for turn in [RequestAction::Cancel, RequestAction::Retry] {
        let refused = turned(&service, &id, turn).await;
        assert!(matches!(refused, RequestActionResult::Closed(_)), "{refused:?}");
    }
    assert_eq!(
        turned(&service, &"R9".into(), RequestAction::Cancel).await,
        RequestActionResult::Missing
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_waits_for_its_turn_ends_when_it_is_called_off() {
    let (service, _) = service().await;
    let start = async |date: Date| {
        let order = RunOrder {
            date,
            budget: RunBudget::Time(std::time::Duration::from_secs(600)),
            policy: None,
            seed: 1,
            threads: None,
            class: RunClass::default(),
            from: None,
        };
        match service.by(me()).start_run(order, None).await.unwrap() {
            Acted::Done(RunStarted::Begun(run)) => run.id,
            other => panic!("{other:?}"),
        }
    };
    submit(&service, "Садовая 9").await;
    submit(&service, "Садовая 5").await;
    let at_work = start(*DATE).await;
    let mut follower = service.follow_run(&at_work).unwrap();
    follower.wait_for(|run| run.state == RunState::Running).await.unwrap();
    let waits = start("2026-11-22".parse().unwrap()).await;
    let mut follower = service.follow_run(&waits).unwrap();
    assert!(service.by(me()).cancel_run(&waits).await.unwrap());
    let over = follower.wait_for(|run| run.state != RunState::Queued);
    let over = tokio::time::timeout(std::time::Duration::from_secs(60), over).await;
    assert_eq!(over.unwrap().unwrap().state, RunState::Cancelled);
    assert!(service.by(me()).cancel_run(&at_work).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_address_keeps_the_door_and_what_may_be_empty_is_emptied() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая 987, кв 5, подъезд 2").await;
    let text = |text: &str| Some(Some(text.to_owned()));
    let first = Amendment {
        address: Some("Садовая 7, кв 6".to_owned()),
        service_minutes: Some(Some(15)),
        hub: Some(Some("H1".into())),
        door: DoorAmendment {
            intercom: text("77К"),
            ..DoorAmendment::default()
        },
        ..Amendment::default()
    };
    amend(&service, &id, first).await;
    let request = service.request(&Whose::All, &id).await.unwrap().unwrap().request;
    let door = &request.door;
    assert_eq!(
        [&door.flat, &door.entrance, &door.intercom].map(Option::as_deref),
        [Some("6"), Some("2"), Some("77К")]
    );
    assert_eq!((request.service_minutes, request.hub), (Some(15), Some("H1".into())));
    let second = Amendment {
        service_minutes: Some(None),
        hub: Some(None),
        door: DoorAmendment {
            entrance: Some(None),
            ..DoorAmendment::default()
        },
        windows: Some(vec![ClockWindow {
            opens: ClockTime::new(10, 0).unwrap(),
            closes: ClockTime::new(12, 0).unwrap(),
        }]),
        ..Amendment::default()
    };
    amend(&service, &id, second).await;
    let request = service.request(&Whose::All, &id).await.unwrap().unwrap().request;
    assert_eq!(
        (request.service_minutes, request.hub, request.door.entrance),
        (None, None, None)
    );
    assert_eq!(request.door.intercom.as_deref(), Some("77К"));
}
