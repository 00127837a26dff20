//! Tests of drafts of tiny town changed by hand: two people at one door, goods that follow, broken rules in words,
//! marks that the next search keeps, offers, and changes that are refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod planner;
mod world;

use karavan_dispatch::by_hand::{Change, ChangeFault, Changed, Kept, ground, offers, told};
use karavan_dispatch::document::{LeftRequest, PlanDocument, Stop, StopKind, VolunteerRoute};
use karavan_dispatch::recheck::{Finding, check};
use karavan_dispatch::{DispatchError, PlanOptions, plan_day};
use karavan_intake::Intake;
use karavan_map::Map;
use karavan_model::{Policy, RequestId, VolunteerId};
use karavan_plan::{ReasonCode, Rule};
use karavan_planner::MoveOrder;
use planner::Planner;
use std::sync::Arc;
use world::{Still, intake, map, planned_day, request, rounds, volunteer};

fn to(request: &str, volunteer: &str) -> Change {
    Change::Move {
        request: request.into(),
        is_second: false,
        to: volunteer.into(),
        place: None,
    }
}

fn second_to(request: &str, volunteer: &str) -> Change {
    Change::Move {
        request: request.into(),
        is_second: true,
        to: volunteer.into(),
        place: None,
    }
}

fn people(count: usize) -> Vec<(karavan_model::Volunteer, karavan_model::Shift)> {
    let homes = ["Садовая 1", "Садовая 21", "Садовая 11"];
    let each = homes.iter().take(count).enumerate();
    each.map(|(at, home)| volunteer(&format!("V{}", at + 1), home))
        .collect()
}

/// Four houses; the last needs two people.
fn day() -> Intake {
    let mut requests: Vec<_> = (1..=4)
        .map(|at| request(&format!("R{at}"), &format!("Садовая {}", 4 * at + 1)))
        .collect();
    requests[3].needs_two = true;
    intake(requests, people(3))
}

fn draft(map: &Map) -> PlanDocument {
    let draft = planned_day(map, day(), rounds(100)).unwrap().document;
    assert_eq!(check(&draft).unwrap(), []);
    draft
}

/// Whose route visits a request, the first person before the second, with the moments.
fn visits(document: &PlanDocument, request: &str) -> Vec<(String, i64)> {
    let routes = document.routes.iter();
    let all = routes.flat_map(|route| {
        let visits = route.stops.iter().flat_map(|stop| &stop.visits);
        let own = visits.filter(move |visit| visit.request.as_str() == request);
        own.map(|visit| (visit.is_second, route.volunteer.to_string(), visit.starts_at.0.0))
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    all.into_iter().map(|(_, who, at)| (who, at)).collect()
}

fn rules(changed: &Changed) -> Vec<Rule> {
    let each = changed.findings.iter().map(|finding| match finding {
        Finding::Broken { violation, .. } => violation.rule,
        Finding::Inconsistent(what) => panic!("{what}"),
    });
    each.collect()
}

#[test]
fn two_people_come_at_the_same_moment_whoever_of_them_is_moved() {
    let map = map();
    let draft = draft(&map);
    let mut planner = Planner::new(map);
    let holders: Vec<String> = visits(&draft, "R4").into_iter().map(|(who, _)| who).collect();
    let third = ["V1", "V2", "V3"]
        .into_iter()
        .find(|who| !holders.iter().any(|own| own == who));
    let third = third.unwrap();
    for moved in [to("R4", third), second_to("R4", third)] {
        let changed = planner.change(&draft, &[moved]).unwrap();
        assert_eq!(rules(&changed), []);
        let both = visits(&changed.document, "R4");
        assert!(both.iter().any(|(who, _)| who == third), "{both:?}");
        assert_eq!(both[0].1, both[1].1, "they begin together");
        let with = changed.document.routes.iter().flat_map(|route| {
            let visits = route.stops.iter().flat_map(|stop| &stop.visits);
            visits.filter_map(|visit| visit.with.clone())
        });
        let mut with: Vec<String> = with.map(|who| who.to_string()).collect();
        let mut who: Vec<String> = both.into_iter().map(|(who, _)| who).collect();
        with.sort();
        who.sort();
        assert_eq!(with, who, "each is told of the other");
    }
    let both_one = planner.change(&draft, &[second_to("R4", &holders[0])]).unwrap();
    assert!(rules(&both_one).contains(&Rule::Together), "nobody comes twice");
    let alone = planner
        .change(&draft, &[Change::LeaveOut { request: "R4".into() }])
        .unwrap();
    assert_eq!(rules(&alone), [], "both stay away");
    assert_eq!(visits(&alone.document, "R4"), []);
    let [LeftRequest { reasons, .. }] = &alone.document.unassigned[..] else {
        panic!("{:?}", alone.document.unassigned)
    };
    assert_eq!(reasons[0].code, ReasonCode::ByHand);
    assert!(matches!(
        planner.change(&draft, &[second_to("R1", "V2")]),
        Err(ChangeFault::NoSecond(_))
    ));
}

#[test]
fn a_changed_draft_is_told_like_one_that_was_searched() {
    let map = map();
    let draft = draft(&map);
    let mut planner = Planner::new(map);
    let holder = visits(&draft, "R1")[0].0.clone();
    let other = if holder == "V2" { "V3" } else { "V2" };
    let there = planner.change(&draft, &[to("R1", other)]).unwrap().document;
    let of = |document: &PlanDocument| {
        let route = document.routes.iter().find(|route| route.volunteer.as_str() == other);
        route.unwrap().clone()
    };
    let loads: u32 = of(&there)
        .stops
        .iter()
        .filter(|stop| stop.kind == StopKind::Load)
        .flat_map(|stop| &stop.loads)
        .map(|need| need.quantity)
        .sum();
    let brought = of(&there).stops.iter().flat_map(Stop::held).count();
    assert_eq!(loads as usize, brought, "one unit for each");
    let hub = of(&there)
        .stops
        .iter()
        .find(|stop| stop.kind == StopKind::Load)
        .cloned()
        .unwrap();
    assert_eq!(hub.name.as_deref(), Some("Склад"));
    assert_eq!(there.summary.served, draft.summary.served);
    let driven: i64 = there.routes.iter().map(|route| route.travel_seconds.0).sum();
    assert_eq!(there.summary.travel_seconds.0, driven);

    // Nobody else's route moved by a second.
    let untouched = |route: &&VolunteerRoute| route.volunteer.as_str() != other && route.volunteer.as_str() != holder;
    let before: Vec<_> = draft.routes.iter().filter(untouched).collect();
    let after: Vec<_> = there.routes.iter().filter(untouched).collect();
    assert_eq!(before, after);
    let back = planner.change(&there, &[to("R1", &holder)]).unwrap();
    assert_eq!(rules(&back), []);
    assert_eq!(visits(&back.document, "R1")[0].0, holder);
}

#[test]
fn what_a_hand_breaks_is_told_in_peoples_words_with_its_amount() {
    let map = map();
    let mut day = day();
    // V3 takes one visit and has little room.
    (day.volunteers[2].1.stops_max, day.volunteers[2].1.capacity) = (Some(1), 1);
    day.requests[3].needs_two = false;
    let again = day.clone();
    let draft = planned_day(&map, day, rounds(100)).unwrap().document;
    let mut planner = Planner::new(map);
    let changed = planner
        .change(&draft, &[to("R1", "V3"), to("R2", "V3"), to("R3", "V3")])
        .unwrap();
    let found = rules(&changed);
    assert!(found.contains(&Rule::TasksMax), "{found:?}");
    assert_eq!(changed.document.summary.violations, found.len());
    let texts: Vec<_> = changed.findings.iter().map(told).collect();
    let tasks = texts.iter().find(|told| told.rule == Some(Rule::TasksMax)).unwrap();
    assert_eq!(tasks.volunteer, Some(VolunteerId("V3".to_owned())));
    assert!(
        tasks.text.contains("2 visits more") || tasks.text.contains("3 visits more"),
        "{tasks:?}"
    );
    assert!(tasks.text_ru.contains("визитов больше"), "{tasks:?}");
    // A locked route is kept whatever it costs, but not against a rule.
    let lock = Change::Lock { volunteer: "V3".into() };
    let options = PlanOptions {
        search: rounds(20),
        kept: Kept::of(&planner.change(&changed.document, &[lock]).unwrap().document),
        ..PlanOptions::default()
    };
    let map = Arc::clone(&planner.map);
    let refused = plan_day(&map, again, &options, &Still, |order| {
        karavan_planner::plan(&map, order.clone(), &Still)
    });
    let Err(DispatchError::Unplannable { message, message_ru }) = refused else {
        panic!("a locked route that breaks a rule was planned")
    };
    assert!(message.contains("locked route of V3"), "{message}");
    assert!(message_ru.contains("зафиксированный маршрут V3"), "{message_ru}");
    // The car is loaded again and again rather than too full.
    assert!(
        !found.contains(&Rule::Capacity) && !found.contains(&Rule::Supply),
        "{found:?}"
    );
}

#[test]
fn marks_are_kept_by_the_next_search_as_far_as_they_mean_something() {
    let map = map();
    let first = draft(&map);
    let mut planner = Planner::new(map);
    let pair = visits(&first, "R4");
    let changes = [
        Change::Pin { request: "R1".into() },
        Change::Lock {
            volunteer: pair[0].0.as_str().into(),
        },
    ];
    let marked = planner.change(&first, &changes).unwrap();
    assert_eq!(marked.volunteers, [], "marks change no route");
    let kept = Kept::of(&marked.document);
    let map = Arc::clone(&planner.map);
    let again = |day: Intake| {
        let options = PlanOptions {
            search: rounds(100),
            policy: Policy::Shortest,
            kept: kept.clone(),
            ..PlanOptions::default()
        };
        let planned = plan_day(&map, day, &options, &Still, |order| {
            karavan_planner::plan(&map, order.clone(), &Still)
        });
        let document = planned.unwrap().document;
        assert_eq!(check(&document).unwrap(), []);
        document
    };
    let next = again(day());
    assert_eq!(next.marks, marked.document.marks);
    // With a visit of two the route keeps who is visited.
    let of_locked = |document: &PlanDocument| {
        let route = document
            .routes
            .iter()
            .find(|route| route.volunteer.as_str() == pair[0].0);
        let mut all: Vec<RequestId> = route
            .unwrap()
            .stops
            .iter()
            .flat_map(|stop| stop.requests.clone())
            .collect();
        all.sort();
        all
    };
    assert_eq!(of_locked(&next), of_locked(&first));
    assert_eq!(visits(&next, "R1")[0].0, visits(&first, "R1")[0].0);
    // A hand is not held by what was only a mark.
    let unpinned = [
        Change::Unpin { request: "R1".into() },
        Change::Unlock {
            volunteer: pair[0].0.as_str().into(),
        },
    ];
    let free = planner.change(&next, &unpinned).unwrap();
    assert!(free.document.marks.is_empty());
    let moved = planner
        .change(&free.document, &[to("R1", "V2"), to("R1", "V3")])
        .unwrap();
    assert_eq!(rules(&moved), []);

    // R1 is closed meanwhile: nobody keeps a place for it.
    let mut smaller = day();
    smaller.requests.remove(0);
    let last = again(smaller);
    assert_eq!(last.marks.pins, []);
    assert_eq!(visits(&last, "R1"), []);
}

#[test]
fn offers_leave_out_who_has_it_and_say_who_cannot() {
    let map = map();
    let mut day = day();
    day.volunteers[2].1.capacity = 1;
    day.requests[0].needs[0].quantity = 3;
    let draft = planned_day(&map, day, rounds(100)).unwrap().document;
    let mut planner = Planner::new(map);
    let hash = planner.map.hash();
    let told = offers(("Q", &draft), (&"R1".into(), false), |order| {
        planner.ask(MoveOrder {
            ground: ground(&draft, hash).ok(),
            ..order
        })
    });
    let told = told.unwrap();
    let holder = visits(&draft, "R1")[0].0.clone();
    assert!(told.iter().all(|offer| offer.volunteer.as_str() != holder));
    let small = told.iter().find(|offer| offer.volunteer.as_str() == "V3").unwrap();
    assert_eq!(small.obstacle.as_ref().unwrap().code, ReasonCode::TooLarge);
    assert!(!small.is_allowed);
}

#[test]
fn drafts_of_before_and_of_other_roads_are_left_alone() {
    let map = map();
    let draft = draft(&map);
    let mut planner = Planner::new(map);
    let mut old = draft.clone();
    old.evidence.legend.hub_names.clear();
    assert!(matches!(
        planner.change(&old, &[to("R1", "V2")]),
        Err(ChangeFault::TooOld)
    ));

    // The houses now stand closer together than when the plan was made.
    let mut elsewhere = draft.clone();
    for point in &mut elsewhere.evidence.legend.points {
        point.lon = 10.0 + (point.lon - 10.0) / 2.0;
    }
    let refused = planner.change(&elsewhere, &[to("R1", "V2"), to("R1", "V3")]);
    assert!(matches!(refused, Err(ChangeFault::OtherRoads)), "{refused:?}");
    for (unknown, is_right) in [
        (
            to("R9", "V1"),
            (|fault| matches!(fault, ChangeFault::UnknownRequest(_))) as fn(&ChangeFault) -> bool,
        ),
        (to("R1", "V9"), |fault| {
            matches!(fault, ChangeFault::UnknownVolunteer(_))
        }),
        (Change::Lock { volunteer: "V9".into() }, |fault| {
            matches!(fault, ChangeFault::UnknownVolunteer(_))
        }),
    ] {
        let fault = planner.change(&draft, &[unknown]).unwrap_err();
        assert!(is_right(&fault), "{fault:?}");
        assert!(fault.told().iter().all(|text| !text.is_empty()));
    }
}
