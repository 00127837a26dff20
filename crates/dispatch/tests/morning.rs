//! Tests of whole days in tiny town: goods are loaded before they are brought, quarantine comes last, bad addresses are
//! asked about, what is left out has a reason, neighbours share a stop.
#![allow(clippy::unwrap_used, reason = "tests")]

mod world;

use karavan_dispatch::PlanDocument;
use karavan_dispatch::document::StopKind;
use karavan_dispatch::locate::Lack;
use karavan_dispatch::recheck::check;
use karavan_intake::Intake;
use karavan_model::{Seconds, ShiftEnd, Urgency};
use karavan_plan::ReasonCode;
use world::{hours, intake, map, planned_day, request, rounds, volunteer};

fn planned(intake: Intake) -> PlanDocument {
    let document = planned_day(&map(), intake, rounds(200)).unwrap().document;
    assert_eq!(check(&document).unwrap(), []);
    assert_eq!(document.summary.violations, 0);
    document
}

fn order(document: &PlanDocument, route: usize) -> Vec<String> {
    let stops = document.routes[route].stops.iter();
    stops
        .flat_map(|stop| match &stop.hub {
            Some(hub) => vec![hub.to_string()],
            None => stop.requests.iter().map(ToString::to_string).collect(),
        })
        .collect()
}

#[test]
fn goods_are_loaded_before_they_are_brought_and_the_way_is_real() {
    // Home is house 11, 1,000 m east of the hub at house 1; the request is house 21, 1,000 m further east.
    let document = planned(intake(
        vec![request("A", "ул. Садовая, 21")],
        vec![volunteer("V1", "Садовая 11")],
    ));
    assert_eq!(order(&document, 0), ["H1", "A"]);
    let route = &document.routes[0];
    // 1,000 m to the hub, 2,000 m to the person, 1,000 m home.
    assert!(
        (route.distance_meters.0 - 4_000).abs() < 40,
        "{}",
        route.distance_meters
    );
    assert_eq!(route.stops[0].kind, StopKind::Load);
    assert_eq!(
        route.ends_at.0 - route.leaves_at.0 - route.travel_seconds,
        Seconds(300 + 120 + 300)
    );
}

#[test]
fn every_address_is_placed_or_asked_about_and_the_flat_is_kept() {
    let requests = vec![
        request("found", "Садовая ул, д 5, кв 12"),
        request("no-house", "Садовая улица, 987"),
        request("no-street", "ул. Небывальская, 5"),
        request("no-address", "около магазина, спросить"),
    ];
    let document = planned(intake(requests, vec![volunteer("V1", "Садовая 1")]));
    assert_eq!(order(&document, 0), ["H1", "found"]);
    let asked: Vec<(&str, Lack)> = document
        .needs_info
        .iter()
        .map(|question| (question.request.as_str(), question.why))
        .collect();
    assert_eq!(
        asked,
        [
            ("no-house", Lack::NoHouse),
            ("no-street", Lack::NoStreet),
            ("no-address", Lack::NoAddress)
        ]
    );
}

#[test]
fn homes_in_quarantine_come_last_and_only_to_those_who_may_enter() {
    let mut ill = request("ill", "Садовая 3");
    ill.quarantine = true;
    let far = request("far", "Садовая 21");
    let nobody = planned(intake(
        vec![ill.clone(), far.clone()],
        vec![volunteer("V1", "Садовая 1")],
    ));
    assert_eq!(nobody.unassigned[0].request.as_str(), "ill");
    assert_eq!(nobody.unassigned[0].reasons[0].code, ReasonCode::Skills);
    let (mut allowed, shift) = volunteer("V2", "Садовая 1");
    allowed.red_zone = true;
    let served = planned(intake(vec![ill, far], vec![(allowed, shift)]));
    // House 3 is on the way to house 21, and is visited on the way back all the same.
    assert_eq!(order(&served, 0), ["H1", "far", "ill"]);
}

#[test]
fn what_does_not_fit_is_left_out_by_urgency_and_told_why() {
    let mut urgent = request("urgent", "Садовая 21");
    urgent.urgency = Urgency::Urgent;
    let mut wheelchair = request("wheelchair", "Садовая 9");
    wheelchair.needs[0].goods = "equipment".into();
    let mut big = request("big", "Садовая 9");
    big.needs[0].quantity = 50;
    let mut evening = request("evening", "Садовая 9");
    evening.windows = vec![hours(18, 20)];
    let (driver, mut shift) = volunteer("V1", "Садовая 1");
    shift.stops_max = Some(1);
    let requests = vec![request("plain", "Садовая 3"), urgent, wheelchair, big, evening];
    let document = planned(intake(requests, vec![(driver, shift)]));
    assert_eq!(order(&document, 0), ["H1", "urgent"]);
    let left: Vec<(&str, ReasonCode)> = document
        .unassigned
        .iter()
        .map(|left| (left.request.as_str(), left.reasons[0].code))
        .collect();
    assert_eq!(
        left,
        [
            ("plain", ReasonCode::NoTimeLeft),
            ("wheelchair", ReasonCode::NoDepot),
            ("big", ReasonCode::TooLarge),
            ("evening", ReasonCode::Window),
        ]
    );
}

#[test]
fn neighbours_in_one_building_are_one_stop() {
    let requests = vec![request("A", "Садовая 5, кв 1"), request("B", "Садовая 5, кв 2")];
    let (driver, mut shift) = volunteer("V1", "Садовая 1");
    shift.end = ShiftEnd::Anywhere;
    let document = planned(intake(requests, vec![(driver, shift)]));
    let route = &document.routes[0];
    assert_eq!(route.stops.len(), 2);
    assert_eq!(route.stops[1].requests.len(), 2);
    // Parking once (120 s), two doors of 300 s each.
    assert_eq!(
        route.stops[1].departs_at.0 - route.stops[1].arrives_at.0,
        Seconds(120 + 300 + 300)
    );
}

#[test]
fn a_volunteer_whose_home_is_unknown_is_left_out_by_name() {
    let people = vec![volunteer("V1", "Садовая 1"), volunteer("V2", "где-то")];
    let document = planned(intake(vec![request("A", "Садовая 5")], people));
    assert_eq!(document.volunteers_left_out[0].id, "V2");
    assert_eq!(document.summary.served, 1);
}

#[test]
fn a_morning_without_volunteers_leaves_everyone_out_with_a_reason() {
    let document = planned(intake(vec![request("A", "Садовая 5")], Vec::new()));
    assert_eq!(document.unassigned[0].reasons[0].code, ReasonCode::NoVehicles);
}
