//! Benchmark of random changes by hand (moves, swaps, requests left out or taken in) on the plan of a large morning:
//! how long each takes from the kept document to the next one, the planner asked by messages, and how long it takes to
//! ask whom a request could be given to. Every changed plan is judged again from its document and must add up.
//! Beside them, how long “why?” takes of a request that is left out and of one that is on a route.
//!
//! `KARAVAN_BENCH_REQUESTS` (1,000), `KARAVAN_BENCH_MOVES` (1,000) and `KARAVAN_BENCH_SECONDS` (15) of search before.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark fails loudly")]

use karavan_benches::{number_from_env, report};
use karavan_city::{City, CityOptions};
use karavan_connect::{join_day, read_hubs, read_requests, read_volunteers};
use karavan_dispatch::by_hand::{Change, Changed, Names, Standing, change, ground, offers, why};
use karavan_dispatch::document::PlanDocument;
use karavan_dispatch::recheck::{Finding, check};
use karavan_dispatch::{DayWatch, PlanOptions, plan_day};
use karavan_map::Map;
use karavan_model::{Date, Policy, RequestId, VolunteerId};
use karavan_plan::Rule;
use karavan_planner::message::{Report, Task, Ticket, decode, encode};
use karavan_planner::{Budget, MoveAnswer, MoveOrder, Order, PlannerError, Search, Watch, Worker};
use serde_json::json;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

static DATE: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().expect("a day"));

/// What no change by hand may break: the plan would not add up.
const OURS: [Rule; 10] = [
    Rule::JobMissing,
    Rule::JobTwice,
    Rule::Order,
    Rule::Arrival,
    Rule::Service,
    Rule::Setup,
    Rule::TravelTotal,
    Rule::DistanceTotal,
    Rule::Cost,
    Rule::Loads,
];

struct Clock(Instant);

impl Watch for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

impl DayWatch for Clock {}

/// A planner behind messages.
struct Planner {
    worker: Worker,
    told: Receiver<Vec<u8>>,
}

impl Planner {
    fn new(map: &Arc<Map>) -> Self {
        let (sender, told) = channel();
        let sender = Mutex::new(sender);
        let tell = move |_, bytes| sender.lock().expect("a sender").send(bytes).expect("somebody listens");
        let clock = || -> Box<dyn Fn() -> Duration + Send + Sync> { Box::new(|| Duration::ZERO) };
        Self {
            worker: Worker::new(Arc::clone(map), clock, Arc::new(tell)),
            told,
        }
    }

    fn ask(&mut self, order: MoveOrder) -> Result<MoveAnswer, PlannerError> {
        let sent = encode(&Task::<&Order>::Move(Box::new(order)))?;
        self.worker.take(Ticket(0), &sent);
        match decode(&self.told.recv().expect("an answer"))? {
            Report::Moved(answer) => answer,
            other => panic!("{other:?}"),
        }
    }
}

fn main() {
    let requests = number_from_env("KARAVAN_BENCH_REQUESTS", 1_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let map = town(folder.path(), u32::try_from(requests).expect("a number"));
    let document = planned(&map, folder.path());
    let mut planner = Planner::new(&map);
    let mut dice = Dice(requests);
    let mut body = serde_json::to_string(&document).expect("a document");
    let (mut moves, mut asked, mut broken, mut first) = (Vec::new(), Vec::new(), 0_usize, 0.0);
    let mut why = [Vec::new(), Vec::new()];
    let count = number_from_env("KARAVAN_BENCH_MOVES", 1_000);
    for at in 0..=count {
        let began = Instant::now();
        let document: PlanDocument = serde_json::from_str(&body).expect("a document");
        let change = drawn(&document, &mut dice);
        let changed = made(&mut planner, &map, &document, &change);
        let next = serde_json::to_string(&changed.document).expect("a document");
        let took = began.elapsed().as_secs_f64() * 1_000.0;
        // The first one has travel measured.
        if at == 0 {
            first = took;
        } else {
            moves.push(took);
        }
        broken += usize::from(!changed.findings.is_empty());
        let judged: PlanDocument = serde_json::from_str(&next).expect("a document");
        adds_up(&check(&judged).expect("a plan that can be judged"));
        if at % 20 == 0 {
            asked.push(offered(&mut planner, &judged, &mut dice));
            for (is_left, took) in why.iter_mut().enumerate() {
                took.extend(asked_why(&mut planner, &judged, &mut dice, is_left == 1));
            }
        }
        body = next;
    }
    let rank = |sorted: &[f64], share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize];
    moves.sort_by(f64::total_cmp);
    asked.sort_by(f64::total_cmp);
    why.iter_mut().for_each(|took| took.sort_by(f64::total_cmp));
    let [placed, left] = &why;
    report(
        "moves",
        &json!({
            "bench": "moves", "requests": requests,
            "served": document.summary.served, "routes": document.summary.routes,
            "moves": moves.len(), "broken_drafts": broken, "bytes": body.len(), "first_ms": first,
            "move_ms_median": rank(&moves, 0.5), "move_ms_p99": rank(&moves, 0.99), "move_ms_max": rank(&moves, 1.0),
            "offers_ms_median": rank(&asked, 0.5), "offers_ms_max": rank(&asked, 1.0),
            "why_placed": placed.len(), "why_left": left.len(),
            "why_placed_ms_median": rank(placed, 0.5), "why_placed_ms_max": rank(placed, 1.0),
            "why_left_ms_median": rank(left, 0.5), "why_left_ms_max": rank(left, 1.0),
        }),
    );
}

fn town(folder: &Path, requests: u32) -> Arc<Map> {
    let options = CityOptions {
        seed: 1,
        people: 120_000,
        requests,
        volunteers: requests / 9,
    };
    City::generate(&options)
        .expect("a city")
        .write(folder)
        .expect("it is written");
    Arc::new(Map::build(&folder.join("city.osm.pbf"), &|_| ()).expect("a map"))
}

fn planned(map: &Map, tables: &Path) -> PlanDocument {
    let bytes = |name: &str| std::fs::read(tables.join(name)).expect("a table");
    let requests = read_requests("requests.csv", &bytes("requests.csv"), *DATE).expect("requests");
    let volunteers = read_volunteers("volunteers.csv", &bytes("volunteers.csv"), *DATE).expect("volunteers");
    let hubs = read_hubs("hubs.csv", &bytes("hubs.csv")).expect("hubs");
    let intake = join_day(*DATE, ("requests.csv", requests), ("volunteers.csv", volunteers), hubs);
    let options = PlanOptions {
        search: Search {
            seed: 1,
            threads: 2,
            budget: Budget::Time(Duration::from_secs(number_from_env("KARAVAN_BENCH_SECONDS", 15))),
        },
        policy: Policy::Even,
        ..PlanOptions::default()
    };
    let clock = Clock(Instant::now());
    let planned = plan_day(map, intake, &options, &clock, |order| {
        karavan_planner::plan(map, order.clone(), &clock)
    });
    planned.expect("a plan").document
}

fn made(planner: &mut Planner, map: &Map, document: &PlanDocument, one: &Change) -> Changed {
    let changed = change(("P", document), std::slice::from_ref(one), |order| {
        match planner.ask(order.clone()) {
            Err(PlannerError::NoTable) => planner.ask(MoveOrder {
                ground: ground(document, map.hash()).ok(),
                ..order
            }),
            answer => answer,
        }
    });
    changed.expect("a move that can be made")
}

/// Milliseconds to ask whom a request could be given to.
fn offered(planner: &mut Planner, document: &PlanDocument, dice: &mut Dice) -> f64 {
    let routed = routed(document);
    let (request, _) = &routed[dice.below(routed.len())];
    let began = Instant::now();
    let told = offers(("P", document), (request, false), |order| planner.ask(order));
    assert!(!told.expect("offers").is_empty());
    began.elapsed().as_secs_f64() * 1_000.0
}

/// Milliseconds to ask why a request is left out, or where it is; nothing where none is left out.
fn asked_why(planner: &mut Planner, document: &PlanDocument, dice: &mut Dice, is_left: bool) -> Option<f64> {
    let request = match is_left {
        true if document.unassigned.is_empty() => return None,
        true => document.unassigned[dice.below(document.unassigned.len())]
            .request
            .clone(),
        false => {
            let routed = routed(document);
            routed[dice.below(routed.len())].0.clone()
        }
    };
    let began = Instant::now();
    let told = why(("P", document), (&request, false), &Names::new(), |order| {
        planner.ask(order)
    });
    let took = began.elapsed().as_secs_f64() * 1_000.0;
    assert_eq!(told.expect("an answer").standing == Standing::Placed, !is_left);
    Some(took)
}

fn adds_up(findings: &[Finding]) {
    for finding in findings {
        match finding {
            Finding::Inconsistent(what) => panic!("{what}"),
            Finding::Broken { violation, .. } => assert!(!OURS.contains(&violation.rule), "{finding}"),
        }
    }
}

fn routed(document: &PlanDocument) -> Vec<(RequestId, VolunteerId)> {
    let routes = document.routes.iter();
    let held = routes.flat_map(|route| {
        let stops = route.stops.iter();
        stops.flat_map(|stop| stop.held().map(|request| (request.clone(), route.volunteer.clone())))
    });
    held.collect()
}

/// A random move: mostly to another volunteer, at the best place or at any; now and then a swap, or one left out or
/// taken in.
fn drawn(document: &PlanDocument, dice: &mut Dice) -> Change {
    let routed = routed(document);
    let volunteers = &document.evidence.legend.volunteers;
    let (request, _) = routed[dice.below(routed.len())].clone();
    let to = volunteers[dice.below(volunteers.len())].clone();
    let moved = |request, place| Change::Move {
        request,
        is_second: false,
        to: to.clone(),
        place,
    };
    match dice.below(10) {
        0 => Change::LeaveOut { request },
        1 => Change::Swap {
            requests: [request, routed[dice.below(routed.len())].0.clone()],
        },
        2 | 3 if !document.unassigned.is_empty() => {
            let left = &document.unassigned[dice.below(document.unassigned.len())];
            moved(left.request.clone(), None)
        }
        4 | 5 => moved(request, Some(dice.below(8))),
        _ => moved(request, None),
    }
}

/// Chance that is the same in every run (a linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }
}
