//! Scenario of volunteers, shifts and hubs: versions are checked and counted, whole tables are kept and repeated,
//! shifts replaced and taken back. Also the helpers `volunteer` and `shift`.

use super::{DAY, at, me};
use crate::engines::Database;
use karavan_model::{
    ClockTime, ClockWindow, GoodsCode, Hub, HubId, Point, Shift, ShiftEnd, Skill, VehicleKind, Volunteer, VolunteerId,
};
use karavan_store::{Acted, ChangeKind, Expected, Put, ShiftPut};

pub(crate) fn volunteer(id: &str) -> Volunteer {
    Volunteer {
        id: VolunteerId::from(id),
        name: format!("Волонтёр {id}"),
        organisation: String::new(),
        phone: String::new(),
        home: "Жарокова, 260а".to_owned(),
        point: Some(Point { lon: 76.9, lat: 43.2 }),
        skills: vec![Skill::from("lift")],
        red_zone: true,
    }
}

fn hours() -> ClockWindow {
    ClockWindow {
        opens: ClockTime::new(9, 0).unwrap(),
        closes: ClockTime::new(13, 0).unwrap(),
    }
}

pub(crate) fn shift(volunteer: &str) -> Shift {
    Shift {
        volunteer: VolunteerId::from(volunteer),
        date: *DAY,
        hours: hours(),
        end: ShiftEnd::Anywhere,
        vehicle: VehicleKind::Car,
        vehicle_id: None,
        capacity: 16,
        stops_max: Some(15),
        minutes_max: None,
        kilometers_max: None,
        rest: None,
    }
}

pub(crate) async fn volunteers_shifts_and_hubs_carry_versions(database: Database) {
    let store = database.open().await;
    let (one, two) = (volunteer("V001"), volunteer("V002"));
    assert!(
        store.by(me()).put_shift(shift("V001"), at(0)).await.unwrap() == ShiftPut::NoVolunteer,
        "nobody to offer it"
    );
    let acting = store.by(me());
    let put = |expected| acting.put_volunteer(one.clone(), expected, at(1));
    assert_eq!(put(Expected::Version(1)).await.unwrap(), Put::Stale(None));
    assert_eq!(put(Expected::Nothing).await.unwrap(), Put::Created);
    assert_eq!(put(Expected::Nothing).await.unwrap(), Put::Stale(Some(1)));
    assert_eq!(put(Expected::Version(1)).await.unwrap(), Put::Updated(2));
    assert_eq!(put(Expected::Version(1)).await.unwrap(), Put::Stale(Some(2)));
    let table = vec![(two.clone(), Some(shift("V002"))), (one.clone(), Some(shift("V001")))];
    let acting = store.by(me());
    let keep = |table| acting.put_volunteers(table, at(2), None);
    // The second volunteer was there, and offers a shift only now; the same table again changes nothing.
    let told = [Put::Created, Put::Updated(2)];
    assert_eq!(keep(table.clone()).await.unwrap(), Acted::Done(told.to_vec()));
    let told = [Put::Unchanged(1), Put::Unchanged(2)];
    assert_eq!(keep(table).await.unwrap(), Acted::Done(told.to_vec()));
    let kept = store.volunteers().await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(
        kept.into_iter().map(|kept| kept.what).collect::<Vec<_>>(),
        [one, two.clone()]
    );
    assert_eq!(store.volunteer(&two.id).await.unwrap().unwrap().what, two);

    assert_eq!(
        store.shifts_of_day(*DAY).await.unwrap().items,
        [shift("V001"), shift("V002")]
    );
    let longer = Shift {
        capacity: 20,
        ..shift("V001")
    };
    assert_eq!(
        store.by(me()).put_shift(longer.clone(), at(3)).await.unwrap(),
        ShiftPut::Done
    );
    assert!(store.by(me()).delete_shift(&two.id, *DAY, at(4)).await.unwrap());
    assert!(!store.by(me()).delete_shift(&two.id, *DAY, at(5)).await.unwrap());
    assert_eq!(store.shifts_of_day(*DAY).await.unwrap().items, [longer]);
    assert_eq!(
        store.shifts_of_day("2026-11-22".parse().unwrap()).await.unwrap().items,
        []
    );

    let hub = Hub {
        id: HubId::from("H1"),
        name: "Пункт выдачи 1".to_owned(),
        address: "Абая, 1".to_owned(),
        point: None,
        hours: hours(),
        offers: vec![GoodsCode::from("food")],
    };
    assert_eq!(
        store
            .by(me())
            .put_hub(hub.clone(), Expected::Nothing, at(6))
            .await
            .unwrap(),
        Put::Created
    );
    let acting = store.by(me());
    let keep = |hub: &Hub| acting.put_hubs(vec![hub.clone()], at(7), None);
    assert_eq!(keep(&hub).await.unwrap(), Acted::Done(vec![Put::Unchanged(1)]));
    let hub = Hub {
        address: "Абая, 2".to_owned(),
        ..hub
    };
    assert_eq!(keep(&hub).await.unwrap(), Acted::Done(vec![Put::Updated(2)]));
    let kept = store.hub(&hub.id).await.unwrap().unwrap();
    assert_eq!((&kept.what, kept.version), (&hub, 2));
    assert_eq!(store.hubs().await.unwrap().items, [kept]);
    let last = store.changes_after(0, None, 100).await.unwrap().pop().unwrap();
    assert_eq!((last.kind, last.subject.as_str()), (ChangeKind::Hub, "H1"));
}
