//! Helpers that make the values written by tests: requests, volunteers, shifts, vehicles, hubs, drafts, links, a route,
//! logins, and who acts (`me`) and when (`at`). Used by `kinds.rs` and tests beside it; nothing is written here.

use crate::kinds::DAY;
use karavan_model::{
    Actor, ClockTime, ClockWindow, Date, Hub, HubId, PlanId, Request, RequestState, Shift, ShiftEnd, Timestamp,
    Vehicle, VehicleKind, Volunteer, VolunteerId,
};
use karavan_store::{Assignment, NewLink, NewPlan, NewRequest, PublishedRoute, Reach, User};
use serde_json::json;

/// Who acts in tests.
pub(crate) fn me() -> Actor {
    Actor::Person("coordinator".to_owned())
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp(1_795_240_000_000_000 + second * 1_000_000)
}

pub(crate) fn new(id: &str) -> NewRequest {
    let request: Request = serde_json::from_value(json!({
        "id": id, "source": "112", "source_ref": id, "date": *DAY, "recipient": "Получатель 0001",
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

pub(crate) fn volunteer(id: &str) -> Volunteer {
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

pub(crate) fn shift(volunteer: &str, date: Date) -> Shift {
    Shift {
        volunteer: VolunteerId::from(volunteer),
        date,
        hours: ClockWindow {
            opens: ClockTime::new(9, 0).unwrap(),
            closes: ClockTime::new(13, 0).unwrap(),
        },
        end: ShiftEnd::Anywhere,
        vehicle: VehicleKind::Car,
        vehicle_id: None,
        capacity: 16,
        stops_max: None,
        minutes_max: None,
        kilometers_max: None,
        rest: None,
    }
}

pub(crate) fn vehicle(id: &str) -> Vehicle {
    serde_json::from_value(json!({ "id": id, "label": "Газель", "kind": "van", "capacity": 12 })).unwrap()
}

pub(crate) fn hub(id: &str) -> Hub {
    let hub = json!({ "id": id, "name": "Склад", "address": "Абая, 1", "offers": ["food"],
        "hours": { "opens": "09:00", "closes": "13:00" } });
    serde_json::from_value(hub).unwrap()
}

pub(crate) fn draft(id: &str, date: Date) -> NewPlan {
    NewPlan {
        id: PlanId::from(id),
        date,
        parent: None,
        created_at: at(1),
        summary: json!({ "served": 1 }),
        personal: Vec::new(),
        made_from: "{}".to_owned(),
        body: format!(r#"{{ "routes": [], "weight": "{}" }}"#, "0".repeat(9000)),
        run: None,
        moves: Vec::new(),
    }
}

pub(crate) fn link(hash: &str, plan: &str) -> NewLink {
    NewLink {
        token_hash: hash.to_owned(),
        plan: PlanId::from(plan),
        volunteer: VolunteerId::from("V"),
        read_from: at(0),
        read_until: at(100),
        write_until: at(200),
    }
}

pub(crate) fn route() -> PublishedRoute {
    let stop = |kind: &str, hub: Option<&str>| Assignment {
        personal: Vec::new(),
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

pub(crate) fn person(login: &str) -> User {
    User {
        login: login.to_owned(),
        password_hash: "$argon2id$".to_owned(),
        role: karavan_model::Role::Coordinator,
        remit: karavan_model::Remit::default(),
    }
}
