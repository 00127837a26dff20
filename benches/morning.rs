//! Spreadsheet to judged plan on a synthetic city, stage by stage. A plan with a violation fails the benchmark.
#![allow(clippy::expect_used, reason = "a benchmark fails loudly")]

use karavan_benches::{median, report, timed};
use karavan_city::{City, CityOptions};
use karavan_connect::{read_hubs, read_requests, read_volunteers};
use karavan_dispatch::check::check;
use karavan_dispatch::locate::locate;
use karavan_dispatch::{Customs, Intake, into_order, into_words};
use karavan_map::Map;
use karavan_plan::judge;
use karavan_planner::{Answer, measure};
use karavan_solver::{Budget, SolveOptions, Watch, solve};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

const DATE: &str = "2026-11-21";
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
        let runs: Vec<[f64; 8]> = (0..REPEATS)
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
                "all_but_solve_seconds": but_solving, "served": stage(7),
            }),
        );
    }
}

/// One morning; seconds of its stages and how many were served.
fn morning(map: &Path, tables: &Path, expected: usize) -> [f64; 8] {
    let bytes = |name: &str| std::fs::read(tables.join(name)).expect("a table");
    let (open, map) = timed(|| Map::open(map).expect("the map opens"));
    let (read, intake) = timed(|| {
        let requests = read_requests("requests.csv", &bytes("requests.csv"), DATE).expect("requests");
        let volunteers = read_volunteers("volunteers.csv", &bytes("volunteers.csv"), DATE).expect("volunteers");
        let hubs = read_hubs("hubs.csv", &bytes("hubs.csv")).expect("hubs");
        Intake::from_tables(DATE, ("requests.csv", requests), ("volunteers.csv", volunteers), hubs)
    });
    let (locating, located) = timed(|| locate(&map, intake));
    let (arranging, arranged) = timed(|| into_order(&located, Customs::default()).expect("an order"));
    let (measuring, problem) = timed(|| measure(&map, arranged.order).expect("a problem"));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = SolveOptions {
        seed: 1,
        threads,
        budget: Budget::Time(LIMIT),
    };
    let (solving, solution) = timed(|| solve(&problem, &options, &Clock(Instant::now())));
    let (judging, document) = timed(|| {
        let violations = judge(&problem, &solution.plan);
        let answer = Answer {
            problem,
            plan: solution.plan,
            violations,
            rounds: solution.rounds,
        };
        let document = into_words(&located, arranged.legend, &answer);
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
    ]
}
