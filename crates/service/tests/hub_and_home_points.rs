//! Tests of the points of hubs and homes: they follow corrections of their building and go back when one is removed;
//! points set by hand stay; the same in tables.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_model::{Point, Volunteer};
use karavan_service::Service;
use karavan_store::{Expected, Put, ShiftPut, Store};
use world::town::{DATE, hub, volunteer};
use world::{me, plan, service, service_of, submit};

/// Where a correction puts «Садовая 5»: some 40 m north of house 9.
const MOVED: Point = Point {
    lon: 10.0072,
    lat: 0.0004,
};

/// The hub, and the home of V1.
async fn stand(service: &Service) -> (Option<Point>, Option<Point>) {
    let hub = service.hub(&"H1".into()).await.unwrap().unwrap().what;
    let home = service.volunteer(&"V1".into(), *DATE).await.unwrap().unwrap();
    let (home, hub) = (home.volunteer.what.point, hub.point);
    // Lists say the same.
    assert_eq!(service.hubs().await.unwrap()[0].what.point, hub);
    assert_eq!(service.volunteers(*DATE).await.unwrap()[0].volunteer.what.point, home);
    (hub, home)
}

/// Where a new plan loads and where it starts.
async fn planned(service: &Service) -> (Point, Option<Point>) {
    let plan = plan(service).await;
    let (_, document) = service.plan_document(&plan).await.unwrap().unwrap();
    assert_eq!(document.summary.violations, 0);
    let route = &document.routes[0];
    (route.stops[0].point, route.start)
}

async fn at_house_5(service: &Service) -> (Volunteer, Option<Point>) {
    let (driver, shift) = volunteer("V1", "Садовая ул., дом 5");
    service
        .by(me())
        .put_volunteer(driver.clone(), Expected::Any)
        .await
        .unwrap();
    assert_eq!(service.by(me()).put_shift(shift).await.unwrap(), ShiftPut::Done);
    let mut own = hub();
    own.address = "ул. Садовая, д. 5, склад".to_owned();
    service.by(me()).put_hub(own, Expected::Any).await.unwrap();
    let (_, on_map) = stand(service).await;
    (driver, on_map)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_building_moves_the_hub_and_the_home_in_it_and_taking_it_back_moves_them_back() {
    let (service, _) = service().await;
    let (_, on_map) = at_house_5(&service).await;
    assert_eq!(stand(&service).await, (on_map, on_map));
    submit(&service, "Садовая 13").await;
    let draft = plan(&service).await;

    let kept = service
        .by(me())
        .correct("Садовая 5".to_owned(), MOVED, "coordinator")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stand(&service).await, (Some(MOVED), Some(MOVED)));
    // Whoever looks at the draft of before is told that it is of another place.
    let head = service.plan(&draft).await.unwrap().unwrap();
    let since = service.since_made(&head).await.unwrap().unwrap();
    assert_eq!((since.hubs.changed, since.volunteers.changed), (1, 1));
    assert_eq!(planned(&service).await, (MOVED, Some(MOVED)));

    assert!(service.by(me()).forget_correction(&kept.id).await.unwrap());
    assert_eq!(stand(&service).await, (on_map, on_map));
    assert_eq!(planned(&service).await, (on_map.unwrap(), on_map));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_by_hand_stays_and_what_was_only_sent_back_does_not_become_so() {
    let (service, _) = service().await;
    let (driver, on_map) = at_house_5(&service).await;
    // A screen sends back the point that it was shown, before the correction and under it.
    let send_back = async |point: Option<Point>| {
        let driver = Volunteer {
            point,
            ..driver.clone()
        };
        service.by(me()).put_volunteer(driver, Expected::Any).await.unwrap()
    };
    assert!(
        matches!(send_back(on_map).await, Put::Unchanged(_)),
        "the same volunteer"
    );
    let kept = service
        .by(me())
        .correct("Садовая 5".to_owned(), MOVED, "coordinator")
        .await
        .unwrap()
        .unwrap();
    assert!(
        matches!(send_back(Some(MOVED)).await, Put::Unchanged(_)),
        "still the same"
    );
    assert_eq!(stand(&service).await.1, Some(MOVED));
    service.by(me()).forget_correction(&kept.id).await.unwrap();
    assert_eq!(stand(&service).await.1, on_map);

    // A point that somebody chose is theirs, whatever is known of the building.
    let gate = Point {
        lon: 10.0037,
        lat: 0.0002,
    };
    send_back(Some(gate)).await;
    service
        .by(me())
        .correct("Садовая 5".to_owned(), MOVED, "coordinator")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stand(&service).await, (Some(MOVED), Some(gate)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_found_on_a_map_before_corrections_counted_moves_too() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let (service, clock) = service_of("own", store.clone()).await;
    let (driver, on_map) = at_house_5(&service).await;
    // As former versions kept it: with the point that the map gave.
    let kept = Volunteer {
        point: on_map,
        ..driver
    };
    let now = karavan_service::Clock::now(&*clock);
    store.by(me()).put_volunteer(kept, Expected::Any, now).await.unwrap();
    service
        .by(me())
        .correct("Садовая 5".to_owned(), MOVED, "coordinator")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stand(&service).await.1, Some(MOVED));
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_of_hubs_and_volunteers_are_placed_by_what_is_known_too() {
    let (service, _) = service().await;
    // The map has no house 456.
    let volunteers = "id,name,home,shift_from,shift_to,capacity\nV1,Анна,Садовая 456,09:00,13:00,10\n";
    let hubs = "id,name,address,opens,closes,offers\nH1,Склад,Садовая 456,08:00,19:00,food\n";
    let put = async || {
        let people = service
            .by(me())
            .put_volunteer_table("v.csv", volunteers.into(), *DATE)
            .await
            .unwrap()
            .unwrap();
        let hubs = service
            .by(me())
            .put_hub_table("h.csv", hubs.into())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (people.rejected.len(), hubs.rejected.len()),
            (0, 0),
            "{people:?} {hubs:?}"
        );
        (people.needs_info, hubs.needs_info)
    };
    assert_eq!(put().await, (1, 1));
    assert_eq!(stand(&service).await, (None, None));
    service
        .by(me())
        .correct("Садовая 456".to_owned(), MOVED, "coordinator")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stand(&service).await, (Some(MOVED), Some(MOVED)));
    assert_eq!(put().await, (0, 0));
    submit(&service, "Садовая 13").await;
    assert_eq!(planned(&service).await, (MOVED, Some(MOVED)));
}
