//! Tests of published routes: later changes of hubs, volunteers, corrections and goods do not change them; when links
//! open and close, reports of loadings, a plan published by an older version, and personal data stored apart and
//! erased.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_dispatch::PlanDocument;
use karavan_dispatch::recheck::{Finding, check};
use karavan_model::{
    GoodsCode, Hub, LoadingKind, Need, Outcome, PlanId, Point, RequestId, StatusKind, Timestamp, VehicleKind,
};
use karavan_service::Service;
use karavan_service::{
    Amended, Amendment, AssignedRoute, EventResult, LinkHolder, LinkState, LoadingReport, RoutesView,
};
use karavan_store::{
    Acted, EraseReason, Erased, Expected, NewPlan, PlanInserted, Publication, Published, ShiftPut, Store, Whose,
};
use std::sync::atomic::Ordering;
use world::town::{DATE, hub, volunteer};
use world::{MORNING, SECOND, me, plan, publish, report, service, service_of, submit};

const HOUR: i64 = 3600 * SECOND;

fn need(goods: &str, quantity: u32) -> Need {
    Need {
        goods: goods.into(),
        quantity,
    }
}

async fn view(service: &Service, plan: &PlanId) -> RoutesView {
    service.routes(plan).await.unwrap().unwrap()
}

async fn routes(service: &Service, plan: &PlanId) -> Vec<AssignedRoute> {
    view(service, plan).await.routes
}

async fn holder(service: &Service, token: &str) -> LinkHolder {
    service.link_holder(token).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn later_hubs_volunteers_and_corrections_change_nothing_that_was_promised() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let plan = plan(&service).await;
    let token = publish(&service, &plan).await;
    let before = view(&service, &plan).await;
    let [loading, visit] = before.routes[0].stops.as_slice() else {
        panic!("{before:?}")
    };
    assert_eq!(
        (loading.name.as_deref(), loading.address.as_deref()),
        (Some("Склад"), Some("Садовая улица, 1"))
    );
    assert_eq!(loading.loads, [need("food", 1)]);
    assert_eq!(
        (visit.visits[0].request.clone(), &visit.visits[0].needs[..]),
        (id.clone(), &[need("food", 1)][..])
    );

    let moved = Hub {
        name: "Другой склад".to_owned(),
        address: "Садовая улица, 21".to_owned(),
        offers: vec![GoodsCode::from("medicine")],
        ..hub()
    };
    service.by(me()).put_hub(moved, Expected::Any).await.unwrap();
    let (mut other, mut shift) = volunteer("V1", "Садовая 21");
    other.name = "Другой человек".to_owned();
    shift.vehicle = VehicleKind::OnFoot;
    service.by(me()).put_volunteer(other, Expected::Any).await.unwrap();
    assert_eq!(service.by(me()).put_shift(shift).await.unwrap(), ShiftPut::Done);
    let elsewhere = Point { lon: 10.01, lat: 0.001 };
    assert!(
        service
            .by(me())
            .correct("Садовая 9".to_owned(), elsewhere, "coordinator")
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(view(&service, &plan).await, before);
    let own = service
        .own_route(&holder(&service, &token).await)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(own.route, before.routes[0]);
    let gpx = service
        .own_route_gpx(&holder(&service, &token).await)
        .await
        .unwrap()
        .unwrap();
    let gpx = String::from_utf8(gpx).unwrap();
    assert!(
        gpx.contains("Склад") && gpx.contains("взять: продуктовый набор × 1"),
        "{gpx}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_amended_after_publication_are_told_beside_those_that_were_loaded() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let plan = plan(&service).await;
    publish(&service, &plan).await;
    let amendment = Amendment {
        needs: Some(vec![need("food", 3)]),
        comment: Some("позвонить".to_owned()),
        ..Amendment::default()
    };
    let version = service.request(&Whose::All, &id).await.unwrap().unwrap().version;
    let Amended::Done(_) = service
        .by(me())
        .amend((&Whose::All, &id), version, amendment)
        .await
        .unwrap()
    else {
        panic!("the amendment was refused")
    };
    let view = view(&service, &plan).await;
    let stops = &view.routes[0].stops;
    assert_eq!(
        (&stops[0].loads, &stops[1].visits[0].needs),
        (&vec![need("food", 1)], &vec![need("food", 1)])
    );
    let live = &view.requests[&id].request;
    assert_eq!(
        (&live.needs, live.comment.as_str()),
        (&vec![need("food", 3)], "позвонить")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn links_open_twelve_hours_before_the_route_and_shut_two_hours_after_it() {
    let (service, clock) = service().await;
    submit(&service, "Садовая 9").await;
    let plan = plan(&service).await;
    let token = publish(&service, &plan).await;
    let route = routes(&service, &plan).await.remove(0);
    let midnight = MORNING - 5 * HOUR;
    let opens = midnight + route.leaves_at.0.0 * SECOND - 12 * HOUR;
    let shuts = midnight + route.ends_at.0.0 * SECOND + 2 * HOUR;
    let cases = [
        (opens - 14 * 24 * HOUR, LinkState::NotYet(Timestamp(opens))),
        (opens - SECOND, LinkState::NotYet(Timestamp(opens))),
        (opens, LinkState::Open),
        (shuts, LinkState::Open),
        (shuts + SECOND, LinkState::Over),
        (shuts + 7 * 24 * HOUR, LinkState::Over),
    ];
    for (now, reading) in cases {
        clock.0.store(now, Ordering::Relaxed);
        let holder = holder(&service, &token).await;
        assert_eq!((holder.reading, holder.may_write), (reading, true), "{now}");
    }
    clock.0.store(shuts + 7 * 24 * HOUR + SECOND, Ordering::Relaxed);
    assert_eq!(service.link_holder(&token).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loading_is_done_by_its_volunteers_word_alone_in_any_order_of_arrival() {
    let (service, clock) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let plan = plan(&service).await;
    let token = publish(&service, &plan).await;
    let holder = holder(&service, &token).await;
    clock.0.store(MORNING + 5 * HOUR, Ordering::Relaxed);
    let loaded = async || view(&service, &plan).await.loaded.into_values().collect::<Vec<_>>();

    let refused = report("e1", &id, StatusKind::Closed(Outcome::Refused), MORNING + 4 * HOUR);
    assert_eq!(
        service.report(&holder, service.now(), vec![refused]).await.unwrap(),
        [EventResult::Applied]
    );
    assert_eq!(loaded().await, []);

    let mark = |id: &str, stop, kind, minutes: i64| LoadingReport {
        id: id.into(),
        stop,
        kind,
        occurred_at: Timestamp(MORNING + 4 * HOUR + minutes * 60 * SECOND),
        note: String::new(),
    };
    let send = async |marks: Vec<LoadingReport>| service.report_loadings(&holder, service.now(), marks).await.unwrap();
    let done = mark("a", 0, LoadingKind::Loaded, 1);
    let other = mark("a", 0, LoadingKind::Loaded, 2);
    let (visit, nowhere) = (
        mark("b", 1, LoadingKind::Loaded, 1),
        mark("c", 9, LoadingKind::Loaded, 1),
    );
    use EventResult::{Applied, Conflict, Duplicate, Foreign};
    assert_eq!(
        send(vec![done.clone(), done.clone(), other, visit, nowhere]).await,
        [Applied, Duplicate, Conflict, Foreign, Foreign]
    );
    assert_eq!(loaded().await, [Timestamp(MORNING + 4 * HOUR + 60 * SECOND)]);
    // Taken back at 4, loaded at 3: the later press holds, whichever comes first.
    let late = vec![
        mark("d", 0, LoadingKind::Undone, 4),
        mark("e", 0, LoadingKind::Loaded, 3),
    ];
    assert_eq!(send(late).await, [Applied, Applied]);
    assert_eq!(loaded().await, []);
}

/// The document as versions before loads were told wrote it.
fn aged(document: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(document).unwrap();
    let legend = document["evidence"]["legend"].as_object_mut().unwrap();
    drop(legend.remove("needs"));
    drop(legend.remove("offers"));
    for stop in document["routes"][0]["stops"].as_array_mut().unwrap() {
        let stop = stop.as_object_mut().unwrap();
        for field in ["loads", "name", "address"] {
            drop(stop.remove(field));
        }
    }
    document.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_an_older_version_published_is_served_from_its_document() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let (service, _) = service_of("own", store.clone()).await;
    service.by(me()).put_hub(hub(), Expected::Any).await.unwrap();
    let (driver, shift) = volunteer("V1", "Садовая 1");
    service.by(me()).put_volunteer(driver, Expected::Any).await.unwrap();
    assert_eq!(service.by(me()).put_shift(shift).await.unwrap(), ShiftPut::Done);
    let id: RequestId = submit(&service, "Садовая 9").await;
    let plan = plan(&service).await;
    let new = routes(&service, &plan).await;
    let kept = store.plan(&plan).await.unwrap().unwrap();
    let body = aged(&kept.body);
    let document: PlanDocument = serde_json::from_str(&body).unwrap();
    let findings = check(&document).unwrap();
    assert!(matches!(findings.as_slice(), [Finding::Inconsistent(told)] if told.contains("plan the day again")));

    let old = PlanId::from("old");
    let draft = NewPlan {
        id: old.clone(),
        date: *DATE,
        parent: None,
        created_at: service.now(),
        summary: kept.head.summary,
        personal: kept.personal,
        made_from: String::new(),
        body,
        run: None,
        moves: Vec::new(),
    };
    assert!(matches!(
        store.by(me()).insert_plan(draft).await.unwrap(),
        PlanInserted::Created(_)
    ));
    let publication = Publication {
        plan: old.clone(),
        expected_version: 1,
        routes: Vec::new(),
        links: Vec::new(),
        at: service.now(),
    };
    let published = store.by(me()).publish(publication, |_| None, None).await.unwrap();
    assert!(matches!(published, Acted::Done(Published::Done { .. })));
    assert_eq!(routes(&service, &old).await, new);
    assert_eq!(new[0].stops[1].visits[0].request, id);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_plan_says_of_people_is_kept_apart_and_goes_with_them() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let (service, _) = service_of("own", store.clone()).await;
    service.by(me()).put_hub(hub(), Expected::Any).await.unwrap();
    let (driver, shift) = volunteer("V1", "Садовая 1");
    service.by(me()).put_volunteer(driver, Expected::Any).await.unwrap();
    assert_eq!(service.by(me()).put_shift(shift).await.unwrap(), ShiftPut::Done);
    let id = submit(&service, "Садовая 9").await;
    let asked = submit(&service, "Небывальская 5").await;
    let plan = plan(&service).await;
    let kept = store.plan(&plan).await.unwrap().unwrap();
    let point = service
        .request(&Whose::All, &id)
        .await
        .unwrap()
        .unwrap()
        .request
        .place
        .unwrap()
        .point;
    let lon = serde_json::to_string(&point.lon).unwrap();
    assert!(
        !kept.body.contains(&lon) && !kept.body.contains("Небывальская"),
        "{}",
        kept.body
    );
    let (_, document) = service.plan_document(&plan).await.unwrap().unwrap();
    assert_eq!(document.routes[0].stops[1].point, point, "and told as it was made");
    assert_eq!(document.needs_info[0].address, "Небывальская 5");
    assert!(check(&document).unwrap().is_empty());

    let token = publish(&service, &plan).await;
    let before = view(&service, &plan).await;
    assert_eq!(before.routes[0].stops[1].point, point);
    let rows = format!("{:?}", store.published_routes(&plan).await.unwrap()[0].stops[1].body);
    assert!(!rows.contains("Садовая 9") && !rows.contains(&lon), "{rows}");
    let closed = report("e1", &id, StatusKind::Closed(Outcome::InHand), MORNING + 4 * HOUR);
    let holder = holder(&service, &token).await;
    service.report(&holder, service.now(), vec![closed]).await.unwrap();

    let person = service.request(&Whose::All, &id).await.unwrap().unwrap().person;
    let erased = service.by(me()).erase_person(person, EraseReason::Asked).await.unwrap();
    assert!(matches!(erased, Erased::Done(_)), "{erased:?}");
    let after = view(&service, &plan).await;
    let (stop, visit) = (&after.routes[0].stops[1], &after.routes[0].stops[1].visits[0]);
    assert_eq!((&visit.request, visit.address.as_str(), &visit.label), (&id, "", &None));
    assert_ne!(stop.point, point);
    assert_eq!(visit.needs, before.routes[0].stops[1].visits[0].needs);
    let (_, document) = service.plan_document(&plan).await.unwrap().unwrap();
    assert_ne!(document.routes[0].stops[1].point, point);
    assert!(check(&document).unwrap().is_empty(), "it is judged all the same");
    let other = service.request(&Whose::All, &asked).await.unwrap().unwrap();
    assert_eq!(other.is_erased, other.person == person);
}
