//! Scenarios: a building has one correction in each organisation, the newest; and `door_pins` answers the mean of the
//! points where visits ended, from a least number of visits on.

use super::{at, me};
use crate::engines::Database;
use karavan_model::Point;
use karavan_store::Correction;

fn correction(id: &str, lon: f64) -> Correction {
    Correction {
        id: id.to_owned(),
        label: "улица Ёлочная, 5".to_owned(),
        point: Point { lon, lat: 43.2 },
        made_by: "coordinator".to_owned(),
        made_at: at(1),
    }
}

pub(crate) async fn a_building_has_one_correction_and_each_organisation_its_own(database: Database) {
    let store = database.open().await;
    store
        .by(me())
        .put_correction("ours", correction("елочная|5", 76.9))
        .await
        .unwrap();
    store
        .by(me())
        .put_correction("ours", correction("елочная|5", 76.8))
        .await
        .unwrap();
    store
        .by(me())
        .put_correction("ours", correction("абая|7", 76.7))
        .await
        .unwrap();
    store
        .by(me())
        .put_correction("theirs", correction("елочная|5", 70.0))
        .await
        .unwrap();
    let kept = [correction("абая|7", 76.7), correction("елочная|5", 76.8)];
    assert_eq!(store.corrections("ours").await.unwrap().items, kept);
    assert!(
        store
            .by(me())
            .delete_correction("ours", "елочная|5", at(3))
            .await
            .unwrap()
    );
    assert!(
        !store
            .by(me())
            .delete_correction("ours", "елочная|5", at(3))
            .await
            .unwrap()
    );
    assert_eq!(store.corrections("ours").await.unwrap().len(), 1);
    assert_eq!(store.corrections("theirs").await.unwrap().len(), 1);
}

pub(crate) async fn visits_to_a_door_are_added_up(database: Database) {
    let store = database.open().await;
    let press = |id: &str, lon: f64| (id.to_owned(), Point { lon, lat: 43.0 });
    let first = vec![press("абая|7", 76.0), press("абая|7", 76.001), press("абая|9", 76.5)];
    store.by(me()).add_door_presses("ours", first, at(4)).await.unwrap();
    store
        .by(me())
        .add_door_presses("ours", vec![press("абая|7", 76.002)], at(5))
        .await
        .unwrap();
    let pins = store.door_pins("ours", 3).await.unwrap();
    assert_eq!(pins.len(), 1);
    assert_eq!((pins[0].id.as_str(), pins[0].presses), ("абая|7", 3));
    // (76.000 + 76.001 + 76.002) / 3 = 76.001
    assert!((pins[0].point.lon - 76.001).abs() < 1e-7 && (pins[0].point.lat - 43.0).abs() < 1e-7);
    assert!(store.door_pins("theirs", 1).await.unwrap().is_empty());
}
