//! Scenarios of vehicles and stock: both are replaced by who names the last version, a table replaces single goods, and
//! both are told in the log; a vehicle has one shift at a time, also when two offer at once; stock is counted by hub
//! and day.

use super::volunteers_and_hubs::{shift, volunteer};
use super::{DAY, at, me};
use crate::engines::Database;
use karavan_model::{Date, Hub, HubId, Shift, Stock, Vehicle, VehicleId};
use karavan_store::{Acted, Expected, Put, ShiftPut, Store, VehicleDeleted};
use serde_json::json;

fn hub(id: &str) -> Hub {
    let hub = json!({ "id": id, "name": "Склад", "address": "Абая, 1", "offers": ["food"],
        "hours": { "opens": "09:00", "closes": "13:00" } });
    serde_json::from_value(hub).unwrap()
}

fn van(capacity: u32) -> Vehicle {
    let van = json!({ "id": "VAN-1", "label": "Газель", "kind": "van", "capacity": capacity, "skills": ["lift"] });
    serde_json::from_value(van).unwrap()
}

fn with_van(volunteer: &str, from: &str, to: &str) -> Shift {
    Shift {
        vehicle_id: Some("VAN-1".into()),
        hours: serde_json::from_value(json!({ "opens": from, "closes": to })).unwrap(),
        ..shift(volunteer)
    }
}

async fn told(store: &Store, kind: &str) -> Vec<String> {
    let entries = store.log_entries(0, 1_000).await.unwrap();
    let of_kind = entries.iter().filter(|entry| entry.kind == kind);
    of_kind
        .map(|entry| format!("{} {}", entry.act, entry.subject))
        .collect()
}

pub(crate) async fn a_vehicle_carries_a_version_and_has_one_shift_at_a_time(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    let id = VehicleId::from("VAN-1");
    let put = async |capacity, expected| acting.put_vehicle(van(capacity), expected, at(1)).await.unwrap();
    assert_eq!(put(12, Expected::Version(1)).await, Put::Stale(None));
    assert_eq!(put(12, Expected::Nothing).await, Put::Created);
    assert_eq!(put(14, Expected::Nothing).await, Put::Stale(Some(1)));
    assert_eq!(put(14, Expected::Version(1)).await, Put::Updated(2));
    let kept = store.vehicle(&id).await.unwrap().unwrap();
    assert_eq!((kept.what, kept.version), (van(14), 2));
    let again = acting.put_vehicles(vec![van(14)], at(2), None).await.unwrap();
    assert_eq!(again, Acted::Done(vec![Put::Unchanged(2)]));

    for name in ["V001", "V002"] {
        acting
            .put_volunteer(volunteer(name), Expected::Nothing, at(1))
            .await
            .unwrap();
    }
    let offer = async |shift: Shift| acting.put_shift(shift, at(3)).await.unwrap();
    let morning = with_van("V001", "09:00", "13:00");
    assert_eq!(offer(morning.clone()).await, ShiftPut::Done);
    assert_eq!(
        offer(morning.clone()).await,
        ShiftPut::Done,
        "its own shift does not stand in its way"
    );
    assert_eq!(
        offer(with_van("V002", "12:59", "15:00")).await,
        ShiftPut::VehicleTaken(morning)
    );
    assert_eq!(offer(with_van("V002", "13:00", "15:00")).await, ShiftPut::Done);
    let tomorrow: Date = "2026-11-22".parse().unwrap();
    let delete = async |today| acting.delete_vehicle(&id, today, at(4)).await.unwrap();
    assert!(matches!(delete(*DAY).await, VehicleDeleted::InUse(shift) if shift.volunteer.as_str() == "V001"));
    assert_eq!(delete(tomorrow).await, VehicleDeleted::Done);
    assert_eq!(delete(tomorrow).await, VehicleDeleted::Missing);
    assert_eq!(
        told(&store, "vehicle").await,
        ["added VAN-1", "changed VAN-1", "removed VAN-1"]
    );
}

/// Two coordinators give one van away in the same moment.
pub(crate) async fn of_two_shifts_at_once_one_has_the_vehicle(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let (first, second) = (one.by(me()), two.by(me()));
    for name in ["V001", "V002"] {
        first
            .put_volunteer(volunteer(name), Expected::Nothing, at(1))
            .await
            .unwrap();
    }
    let (one, two) = tokio::join!(
        first.put_shift(with_van("V001", "09:00", "13:00"), at(2)),
        second.put_shift(with_van("V002", "09:00", "13:00"), at(2))
    );
    let done = [one.unwrap(), two.unwrap()]
        .into_iter()
        .filter(|put| *put == ShiftPut::Done);
    assert_eq!(done.count(), 1);
}

pub(crate) async fn stock_is_counted_by_hub_and_day(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    let h1 = HubId::from("H1");
    let of = |hub: &str, goods: &str, quantity| Stock {
        hub: hub.into(),
        date: *DAY,
        goods: goods.into(),
        quantity,
    };
    let put = async |goods: Vec<Stock>, expected| acting.put_stock((h1.clone(), *DAY), goods, expected, at(1)).await;
    put(vec![of("H1", "food", 10)], Expected::Any).await.unwrap_err();
    for id in ["H1", "H2"] {
        acting.put_hub(hub(id), Expected::Nothing, at(0)).await.unwrap();
    }
    let nothing = store.stock(&h1, *DAY).await.unwrap();
    assert_eq!((nothing.what, nothing.version), (Vec::new(), 0));
    let both = vec![of("H1", "food", 10), of("H1", "medicine", 0)];
    assert_eq!(put(both.clone(), Expected::Nothing).await.unwrap(), Put::Created);
    let kept = store.stock(&h1, *DAY).await.unwrap();
    assert_eq!((kept.what, kept.version), (both, 1));
    assert_eq!(put(vec![], Expected::Nothing).await.unwrap(), Put::Stale(Some(1)));

    // A row of a table leaves the other goods alone.
    let rows = vec![of("H1", "food", 12), of("H1", "medicine", 0), of("H2", "food", 3)];
    let answers = acting.put_stock_rows(rows, at(2)).await.unwrap();
    assert!(
        matches!(answers[..], [Put::Updated(_), Put::Unchanged(_), Put::Created]),
        "{answers:?}"
    );
    let of_day = store.stock_of_day(*DAY).await.unwrap();
    assert_eq!(
        of_day,
        [of("H1", "food", 12), of("H1", "medicine", 0), of("H2", "food", 3)]
    );
    let tomorrow: Date = "2026-11-22".parse().unwrap();
    assert_eq!(store.stock_of_day(tomorrow).await.unwrap(), []);
    assert_eq!(put(vec![], Expected::Version(2)).await.unwrap(), Put::Updated(3));
    assert_eq!(
        store.stock(&h1, *DAY).await.unwrap().version,
        0,
        "nothing is counted any more"
    );
    assert_eq!(
        told(&store, "stock").await,
        ["added H1", "changed H1", "added H2", "removed H1"]
    );
}
