//! Benchmark of a whole morning on a synthetic city, from spreadsheet to judged plan: seconds of each stage, and of
//! the messages to and from the planner. A plan with a violation fails it.
#![allow(clippy::expect_used, reason = "a benchmark fails loudly")]

use karavan_benches::{median, report, timed};
use karavan_city::{City, CityOptions};
use karavan_connect::{join_day, read_hubs, read_requests, read_volunteers};
use karavan_dispatch::locate::locate;
use karavan_dispatch::recheck::check;
use karavan_dispatch::{Customs, into_order, into_words};
use karavan_map::Map;
use karavan_model::{Date, Policy};
use karavan_plan::{judge, used_travel};
use karavan_planner::message::{Report, Task, decode, encode};
use karavan_planner::{Answer, Order, Search, Terms, measure};
use karavan_solver::{Budget, SolveOptions, Watch, solve};
use serde_json::json;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static DATE: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().expect("a day"));
const REPEATS: usize = 3;
const LIMIT: Duration = Duration::from_secs(5);
/// Requests and volunteers of a morning.
const MORNINGS: [(u32, u32); 3] = [(50, 8), (500, 60), (2_000, 220)];

struct Clock(Instant);

impl Watch for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

fn main() {
    for (requests, volunteers) in MORNINGS {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let people = 40_000;
        let city = City::generate(&CityOptions {
            seed: 5,
            people,
            requests,
            volunteers,
        })
        .expect("a city");
        city.write(folder.path()).expect("the city is written");
        let (build, map) = timed(|| Map::build(&folder.path().join("city.osm.pbf"), &|_| ()).expect("a map"));
        let file = folder.path().join("city.karavan");
        map.save(&file).expect("the map is saved");
        let runs: Vec<[f64; 11]> = (0..REPEATS)
            .map(|_| morning(&file, folder.path(), requests as usize))
            .collect();
        let stage = |at: usize| median(runs.iter().map(|run| run[at]).collect());
        let but_solving: f64 = [0, 1, 2, 3, 4, 6].iter().map(|at| stage(*at)).sum();
        report(
            "morning",
            &json!({
                "bench": "morning", "requests": requests, "volunteers": volunteers, "people": people,
                "map_build_seconds": build, "open_map_seconds": stage(0), "read_seconds": stage(1),
                "locate_seconds": stage(2), "measure_seconds": stage(3), "arrange_seconds": stage(4),
                "solve_seconds": stage(5), "document_and_check_seconds": stage(6),
                "all_but_solve_seconds": but_solving, "served": stage(7), "order_bytes": stage(8),
                "answer_bytes": stage(9), "messages_seconds": stage(10),
            }),
        );
    }
}

/// One morning; seconds of its stages, how many were served, and the messages to and from the planner.
fn morning(map: &Path, tables: &Path, expected: usize) -> [f64; 11] {
    let bytes = |name: &str| std::fs::read(tables.join(name)).expect("a table");
    let (open, map) = timed(|| Map::open(map).expect("the map opens"));
    let (read, intake) = timed(|| {
        let requests = read_requests("requests.csv", &bytes("requests.csv"), *DATE).expect("requests");
        let volunteers = read_volunteers("volunteers.csv", &bytes("volunteers.csv"), *DATE).expect("volunteers");
        let hubs = read_hubs("hubs.csv", &bytes("hubs.csv")).expect("hubs");
        join_day(*DATE, ("requests.csv", requests), ("volunteers.csv", volunteers), hubs)
    });
    let (locating, located) = timed(|| locate(&map, intake));
    let (arranging, arranged) =
        timed(|| into_order(&located, Customs::default(), (map.hash(), Search::default())).expect("an order"));
    let (measuring, problem) = timed(|| measure(&map, arranged.order.clone()).expect("a problem"));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = SolveOptions {
        seed: 1,
        threads,
        budget: Budget::Time(LIMIT),
    };
    let (solving, solution) = timed(|| solve(&problem, &options, &Clock(Instant::now())));
    let answer = Answer {
        violations: judge(&problem, &solution.plan),
        legs: used_travel(&problem, &solution.plan),
        plan: solution.plan,
        rounds: solution.rounds,
        policy: Policy::Shortest,
        terms: Terms::default(),
        shortest: None,
    };
    let (order, answer, messages) = by_messages(arranged.order, answer);
    let (judging, document) = timed(|| {
        let problem = answer.problem(order).expect("a problem");
        let document = into_words(&located, arranged.legend, &problem, &answer);
        assert_eq!(check(&document).expect("a plan that can be judged"), []);
        document
    });
    let summary = &document.summary;
    let accounted = summary.served + summary.unassigned + summary.needs_info;
    assert_eq!(accounted, expected, "a request is lost");
    [
        open,
        read,
        locating,
        measuring,
        arranging,
        solving,
        judging,
        summary.served as f64,
        messages[0],
        messages[1],
        messages[2],
    ]
}

/// Order and answer as they arrive; bytes of the two, and seconds of writing and reading both.
fn by_messages(order: Order, answer: Answer) -> (Order, Answer, [f64; 3]) {
    let (seconds, (order, answer, sizes)) = timed(|| {
        let sent = encode(&Task::Plan(order)).expect("an order");
        let told = encode(&Report::Ended(Ok(answer))).expect("an answer");
        let (Ok(Task::Plan(order)), Ok(Report::Ended(Ok(answer)))) = (decode::<Task>(&sent), decode(&told)) else {
            unreachable!("what was written cannot be read")
        };
        (order, answer, [sent.len() as f64, told.len() as f64])
    });
    (order, answer, [sizes[0], sizes[1], seconds])
}
