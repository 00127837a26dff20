//! Tests of orders and answers through `encode` and `decode` (byte for byte the same), and of a `Worker` asked by
//! messages: it answers the plan that `plan` gives, and tells the end of orders that fail or are called off.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_map::Map;
use karavan_model::{Cost, Meters, Point, Policy, Seconds};
use karavan_osm::{Element, Extract, Node, Tags, Way};
use karavan_plan::{
    Break, Depot, DepotSet, Fairness, Job, JobIx, LocationIx, Part, Preference, ProblemError, ProfileIx, Restriction,
    Rule, Rules, SkillSet, Tier, TimeWindow, Together, Vehicle, VehicleCosts, VehicleIx, Violation, Who, Wish,
};
use karavan_planner::message::{Report, Task, Ticket, decode, encode};
use karavan_planner::{Answer, Budget, Order, PlannerError, Progress, Search, Stage, Watch, Worker, plan};
use karavan_roads::Profile;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

struct Still;

impl Watch for Still {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// A straight street of so many corners, 200 m apart.
fn street(corners: i64) -> Map {
    let at = |corner: i64| Point {
        lon: 10.0 + 0.0018 * corner as f64,
        lat: 0.0,
    };
    let node = |corner| {
        Element::Node(Node {
            id: corner + 1,
            point: at(corner),
            tags: Tags::default(),
        })
    };
    let mut elements: Vec<Element> = (0..corners).map(node).collect();
    let tags = [
        ("highway", "residential"),
        ("name", "Садовая улица"),
        ("maxspeed", "36"),
    ];
    elements.push(Element::Way(Way {
        id: 1_000,
        nodes: (1..=corners).collect(),
        tags: tags.into_iter().collect(),
    }));
    Map::from_extract(
        &Extract::from_elements(elements),
        Path::new("street.osm.pbf"),
        0,
        &|_| (),
    )
    .unwrap()
}

fn window(opens: i64, closes: i64) -> TimeWindow {
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

fn job(location: u32, load: i64) -> Job {
    Job {
        location: LocationIx(location),
        windows: vec![window(32_400, 40_000), window(43_200, 46_800)],
        setup: Seconds(120),
        service: Seconds(300),
        load: vec![load],
        depots: if load > 0 { DepotSet(1) } else { DepotSet::NONE },
        skills: SkillSet::NONE,
        skills_none: SkillSet::NONE,
        prize: Cost(300_000),
        class: 0,
    }
}

fn vehicle(location: u32) -> Vehicle {
    Vehicle {
        profile: ProfileIx(0),
        start: Some(LocationIx(location)),
        end: None,
        shift: window(32_400, 46_800),
        capacity: vec![4],
        skills: SkillSet::NONE,
        tasks_max: Some(5),
        loads_max: None,
        duration_max: None,
        distance_max: Some(Meters(60_000)),
        costs: VehicleCosts::default(),
    }
}

/// Ten places, eight visits of which two are one, two cars and most kinds of rules.
fn order(map: &Map) -> Order {
    Order {
        map: map.hash(),
        search: Search {
            seed: 3,
            threads: 1,
            budget: Budget::Rounds(60),
        },
        policy: Policy::Even,
        points: (0..10)
            .map(|corner| Point {
                lon: 10.0 + 0.0018 * f64::from(corner) + 0.000_01,
                lat: 0.000_1,
            })
            .collect(),
        profiles: vec![Profile::Car],
        dimensions: 1,
        depots: vec![Depot {
            location: LocationIx(0),
            windows: vec![window(28_800, 68_400)],
            service: Seconds(300),
        }],
        jobs: (1..8).map(|at| job(at, i64::from(at % 3))).chain([job(7, 0)]).collect(),
        vehicles: vec![vehicle(8), vehicle(9)],
        rules: Rules {
            together: vec![Together {
                jobs: [JobIx(6), JobIx(7)],
            }],
            wishes: vec![Wish {
                job: JobIx(2),
                window: window(36_000, 37_000),
                per_second: 1,
            }],
            preferences: vec![Preference {
                job: JobIx(3),
                vehicles: vec![VehicleIx(1)],
                inside: Cost::ZERO,
                outside: Cost(900),
            }],
            restrictions: vec![Restriction {
                job: JobIx(4),
                vehicles: vec![VehicleIx(0)],
                who: Who::Never,
            }],
            breaks: vec![Break {
                vehicle: VehicleIx(0),
                windows: vec![window(39_600, 41_400)],
                service: Seconds(900),
            }],
            fairness: vec![Fairness {
                vehicles: vec![VehicleIx(0)],
                tiers: vec![Tier {
                    over: Seconds(3_600),
                    per_second: 2,
                }],
            }],
            ..Rules::default()
        },
    }
}

fn answer(map: &Map) -> Answer {
    let answer = plan(map, order(map), &Still).unwrap();
    assert_eq!(answer.violations, []);
    assert_eq!(answer.plan.routes.len(), 2);
    answer
}

/// A planner behind messages, and what it says, each with the ticket.
fn worker(map: Arc<Map>) -> (Worker, Receiver<(Ticket, Report)>) {
    let (sender, reports) = channel();
    let sender = Mutex::new(sender);
    let tell = move |ticket, bytes: Vec<u8>| {
        let report = decode(&bytes).unwrap();
        assert_eq!(encode(&report).unwrap(), bytes, "byte for byte");
        sender.lock().unwrap().send((ticket, report)).unwrap();
    };
    let start_clock = || -> Box<dyn Fn() -> Duration + Send + Sync> { Box::new(|| Duration::ZERO) };
    (Worker::new(map, start_clock, Arc::new(tell)), reports)
}

/// The next end that is told, and the stages before it.
fn end(reports: &Receiver<(Ticket, Report)>) -> (Ticket, Vec<Stage>, Result<Answer, PlannerError>) {
    let mut stages = Vec::new();
    loop {
        match reports.recv_timeout(Duration::from_secs(60)).unwrap() {
            (_, Report::Stage(stage)) => stages.push(stage),
            (_, Report::Progress(Progress { .. })) => {}
            (ticket, Report::Ended(ended)) => return (ticket, stages, ended),
            (_, Report::Moved(moved)) => panic!("nobody asked: {moved:?}"),
        }
    }
}

#[test]
fn an_order_and_an_answer_arrive_as_they_were_sent_byte_for_byte() {
    let map = street(12);
    let sent = encode(&Task::Plan(order(&map))).unwrap();
    let received: Task = decode(&sent).unwrap();
    assert_eq!(received, Task::Plan(order(&map)));
    assert_eq!(encode(&received).unwrap(), sent);

    let mut answer = answer(&map);
    answer.violations.push(Violation {
        rule: Rule::Window,
        vehicle: Some(VehicleIx(1)),
        step: Some(3),
        job: None,
        excess: 60,
    });
    let unfit = PlannerError::Unfit(vec![ProblemError {
        part: Part::at(Part::JOB, 17),
        rule: "must be sane".to_owned(),
    }]);
    for ended in [Ok(answer), Err(unfit), Err(PlannerError::NoRoads(Profile::Foot))] {
        let told = encode(&Report::Ended(ended.clone())).unwrap();
        let received: Report = decode(&told).unwrap();
        assert_eq!(received, Report::Ended(ended));
        assert_eq!(encode(&received).unwrap(), told);
    }
}

#[test]
fn a_message_cut_short_longer_or_of_another_version_is_refused() {
    let sent = encode(&Task::Plan(order(&street(12)))).unwrap();
    let refused = |bytes: &[u8]| matches!(decode::<Task>(bytes), Err(PlannerError::Message(_)));
    assert!((0..sent.len()).all(|length| refused(&sent[..length])));
    assert!(refused(&[&sent[..], &[0]].concat()));
    let mut other = sent.clone();
    other[0] += 1;
    assert!(refused(&other));
    assert!(!refused(&sent));
}

#[test]
fn an_order_for_another_map_is_refused_and_a_map_is_the_same_from_its_file() {
    let (map, other) = (street(12), street(13));
    let told = plan(&other, order(&map), &Still).unwrap_err();
    let expected = PlannerError::OtherMap {
        ordered: map.hash(),
        own: other.hash(),
    };
    assert_eq!(told, expected);
    assert_ne!(map.hash(), other.hash());

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("street.karavan");
    map.save(&path).unwrap();
    let opened = Map::open(&path).unwrap();
    assert_eq!(opened.hash(), map.hash());
    assert_eq!(plan(&opened, order(&map), &Still).unwrap(), answer(&map));
}

#[test]
fn a_planner_asked_by_messages_answers_as_one_that_is_called() {
    let map = Arc::new(street(12));
    let (mut worker, reports) = worker(Arc::clone(&map));
    worker.take(Ticket(7), &encode(&Task::Plan(&order(&map))).unwrap());
    let (ticket, stages, ended) = end(&reports);
    assert_eq!((ticket, ended), (Ticket(7), Ok(answer(&map))));
    assert_eq!(stages, [Stage::Measure, Stage::Solve, Stage::Judge]);
}

#[test]
fn the_end_of_every_order_is_told_called_off_unreadable_or_for_another_map() {
    let map = Arc::new(street(12));
    let (mut worker, reports) = worker(Arc::clone(&map));
    worker.take(Ticket(1), &[1, 2, 3]);
    let (ticket, _, ended) = end(&reports);
    assert!(
        ticket == Ticket(1) && matches!(ended, Err(PlannerError::Message(_))),
        "{ended:?}"
    );

    worker.take(Ticket(2), &encode(&Task::Plan(&order(&street(13)))).unwrap());
    let (ticket, _, ended) = end(&reports);
    assert!(
        ticket == Ticket(2) && matches!(ended, Err(PlannerError::OtherMap { .. })),
        "{ended:?}"
    );

    // Nothing but being called off would end it.
    let mut endless = order(&map);
    endless.search.budget = Budget::Rounds(u64::MAX);
    let endless = encode(&Task::Plan(&endless)).unwrap();
    worker.take(Ticket(3), &endless);
    worker.take(Ticket(4), &encode(&Task::<&Order>::CallOff).unwrap());
    worker.take(Ticket(3), &encode(&Task::<&Order>::CallOff).unwrap());
    let (ticket, _, ended) = end(&reports);
    assert_eq!((ticket, ended), (Ticket(3), Err(PlannerError::Cancelled)));

    // Nor does a planner that is gone go on for nobody.
    worker.take(Ticket(5), &endless);
    drop(worker);
    let (ticket, _, ended) = end(&reports);
    assert_eq!((ticket, ended), (Ticket(5), Err(PlannerError::Cancelled)));
}
