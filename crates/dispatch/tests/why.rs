//! Tests of “why?” where the coordinator has pinned a request: only its volunteer is spoken of.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod planner;
mod world;

use karavan_dispatch::by_hand::{Change, Names, ReliefKind, Standing, WhyTold, ground, why};
use karavan_dispatch::document::{Pin, PlanDocument};
use karavan_model::RequestId;
use karavan_planner::MoveOrder;
use planner::Planner;
use world::{hours, intake, map, planned_day, request, rounds, volunteer};

fn asked(planner: &mut Planner, document: &PlanDocument, request: &str) -> WhyTold {
    let hash = planner.map.hash();
    let names: Names = [("V1".into(), "Анна".to_owned()), ("V2".into(), "Борис".to_owned())].into();
    let told = why(("P", document), (&RequestId::from(request), false), &names, |order| {
        planner.ask(MoveOrder {
            ground: ground(document, hash).ok(),
            ..order
        })
    });
    told.unwrap()
}

/// Two people who come before noon; one request of theirs, and one that comes too late for both.
fn morning(planner: &mut Planner) -> PlanDocument {
    let mut late = request("late", "Садовая 9");
    late.windows = vec![hours(18, 20)];
    let mut people = vec![volunteer("V1", "Садовая 1"), volunteer("V2", "Садовая 21")];
    for (_, shift) in &mut people {
        shift.capacity = 10;
    }
    let day = intake(vec![request("R1", "Садовая 3"), late], people);
    planned_day(&planner.map, day, rounds(50)).unwrap().document
}

#[test]
fn of_a_pinned_request_only_its_volunteer_is_asked_and_no_car_is_offered() {
    let mut planner = Planner::new(map());
    let mut document = morning(&mut planner);
    let free = asked(&mut planner, &document, "late");
    assert_eq!((free.standing, free.people.len()), (Standing::Impossible, 2));
    assert!(free.reliefs.iter().any(|one| one.relief == ReliefKind::OneMoreCar));

    document.marks.pins = vec![Pin {
        request: "late".into(),
        volunteer: "V2".into(),
    }];
    let pinned = asked(&mut planner, &document, "late");
    assert_eq!(pinned.standing, Standing::Impossible);
    assert_eq!(
        pinned.texts,
        [
            "The request is pinned to Борис, who could not take it even with an empty day.",
            "Заявка закреплена за Борис: взять её не получится даже с пустым днём."
        ]
    );
    assert!(!pinned.rules.is_empty());
    let people: Vec<&str> = pinned.people.iter().map(|one| one.volunteer.as_str()).collect();
    assert_eq!((people, pinned.others.len()), (vec!["V2"], 0));
    let owners = pinned
        .reliefs
        .iter()
        .all(|one| one.volunteer.as_ref().is_some_and(|who| who.as_str() == "V2"));
    assert!(owners, "{:?}", pinned.reliefs);
}

#[test]
fn a_pinned_request_on_a_route_says_so_and_is_weighed_against_nobody() {
    let mut planner = Planner::new(map());
    let document = morning(&mut planner);
    let free = asked(&mut planner, &document, "R1").here.unwrap();
    assert_eq!(free.others, 1);
    let marked = planner
        .change(&document, &[Change::Pin { request: "R1".into() }])
        .unwrap();
    let told = asked(&mut planner, &marked.document, "R1");
    let name = if free.volunteer.as_str() == "V1" {
        "Анна"
    } else {
        "Борис"
    };
    assert!(
        told.texts[1].ends_with(&format!("мин дороги. Закреплена за {name}.")),
        "{:?}",
        told.texts
    );
    assert!(
        told.texts[0].ends_with(&format!("It is pinned to {name}.")),
        "{:?}",
        told.texts
    );
    let here = told.here.unwrap();
    assert_eq!((here.others, here.second), (0, None));
}
