//! Tests with two organisations on one database: corrections of buildings by one do not apply to the other.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_geocode::Answer;
use karavan_model::{Point, RequestState};
use karavan_service::Service;
use karavan_store::{Store, Whose};
use world::{me, service_of, state, submit};

const ADDRESS: &str = "Садовая 5";
const MOVED: Point = Point {
    lon: 10.004,
    lat: 0.0004,
};

async fn found(service: &Service) -> Point {
    match service.geocode(ADDRESS.to_owned()).await.unwrap().0 {
        Answer::Found(place) => place.point,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_wins_for_its_own_organisation_alone() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let (ours, _) = service_of("Караван добра", store.clone()).await;
    let (theirs, _) = service_of("own", store).await;
    let on_map = found(&theirs).await;
    ours.by(me())
        .correct(ADDRESS.to_owned(), MOVED, "coordinator")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found(&ours).await, found(&theirs).await), (MOVED, on_map));

    // A request is taken in where its organisation says the building stands.
    let id = submit(&ours, ADDRESS).await;
    assert_eq!(state(&ours, &id).await, RequestState::Located);
    let taken = ours.request(&Whose::All, &id).await.unwrap().unwrap().request;
    assert_eq!(taken.place.unwrap().point, MOVED);

    // The file for those who draw the map is signed, and holds nothing of others.
    assert!(ours.correction_notes().await.unwrap().contains("— Караван добра"));
    assert!(!theirs.correction_notes().await.unwrap().contains("<note "));
    let kept = ours.corrections().await.unwrap();
    assert!(!theirs.by(me()).forget_correction(&kept[0].id).await.unwrap());
    assert!(ours.by(me()).forget_correction(&kept[0].id).await.unwrap());
    assert_eq!(found(&ours).await, on_map);
}
