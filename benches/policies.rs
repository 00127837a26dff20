//! Benchmark of the planning policies on the same morning, against *shortest*: requests served, people used, the
//! longest day against the mean, when people are helped. Medians over seeds; every plan is judged again from its
//! document.
//!
//! `KARAVAN_DATA` names the folder with `almaty.osm.pbf`, `almaty-60` and `almaty-400`; without it a synthetic city
//! takes their place, and the row says so. `KARAVAN_BENCH_SECONDS` (15), `KARAVAN_BENCH_SEEDS` (3) and
//! `KARAVAN_BENCH_THREADS` (2).
#![allow(clippy::expect_used, reason = "a benchmark fails loudly")]

use karavan_benches::{median, number_from_env, report};
use karavan_city::{City, CityOptions};
use karavan_connect::{join_day, read_hubs, read_requests, read_volunteers};
use karavan_dispatch::document::{DayFigures, Summary};
use karavan_dispatch::recheck::check;
use karavan_dispatch::{DayWatch, PlanOptions, plan_day};
use karavan_intake::Intake;
use karavan_map::Map;
use karavan_model::{Date, Policy, Seconds};
use karavan_planner::{Budget, Search, Watch};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static DATE: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().expect("a day"));

struct Clock(Instant);

impl Watch for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

impl DayWatch for Clock {}

fn main() {
    if let Some(data) = std::env::var_os("KARAVAN_DATA").map(PathBuf::from) {
        let map = Map::build(&data.join("almaty.osm.pbf"), &|_| ()).expect("a map");
        for name in ["almaty-60", "almaty-400"] {
            morning(name, &map, &data.join(name));
        }
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = CityOptions {
        seed: 1,
        people: 60_000,
        requests: 400,
        volunteers: 45,
    };
    let city = City::generate(&options).expect("a city");
    city.write(folder.path()).expect("the city is written");
    let map = Map::build(&folder.path().join("city.osm.pbf"), &|_| ()).expect("a map");
    morning("synthetic-400", &map, folder.path());
}

fn intake(tables: &Path) -> Intake {
    let bytes = |name: &str| std::fs::read(tables.join(name)).expect("a table");
    let requests = read_requests("requests.csv", &bytes("requests.csv"), *DATE).expect("requests");
    let volunteers = read_volunteers("volunteers.csv", &bytes("volunteers.csv"), *DATE).expect("volunteers");
    let hubs = read_hubs("hubs.csv", &bytes("hubs.csv")).expect("hubs");
    join_day(*DATE, ("requests.csv", requests), ("volunteers.csv", volunteers), hubs)
}

/// One search, judged; the plan in numbers and the days of its people.
fn planned(map: &Map, tables: &Path, policy: Policy, seed: u64) -> (Summary, Vec<Seconds>) {
    let options = PlanOptions {
        search: Search {
            seed,
            threads: usize::try_from(number_from_env("KARAVAN_BENCH_THREADS", 2)).unwrap_or(2),
            budget: Budget::Time(Duration::from_secs(number_from_env("KARAVAN_BENCH_SECONDS", 15))),
        },
        policy,
        ..PlanOptions::default()
    };
    let clock = Clock(Instant::now());
    let planned = plan_day(map, intake(tables), &options, &clock, |order| {
        karavan_planner::plan(map, order.clone(), &clock)
    });
    let document = planned.expect("a plan").document;
    assert_eq!(check(&document).expect("a plan that can be judged"), []);
    let lasts = |route: &karavan_dispatch::document::VolunteerRoute| route.ends_at.0 - route.leaves_at.0;
    let days = document.routes.iter().map(lasts).collect();
    (document.summary, days)
}

/// The median over the plans of all seeds.
fn middle(plans: &[(Summary, Vec<Seconds>)], of: impl Fn(&Summary, &[Seconds]) -> f64) -> f64 {
    median(plans.iter().map(|(summary, days)| of(summary, days)).collect())
}

fn morning(name: &str, map: &Map, tables: &Path) {
    let of_policy = |policy| -> Vec<(Summary, Vec<Seconds>)> {
        let seeds = 1..=number_from_env("KARAVAN_BENCH_SEEDS", 3);
        seeds.map(|seed| planned(map, tables, policy, seed)).collect()
    };
    let driven = |summary: &Summary, _: &[Seconds]| summary.day.travel_seconds.0 as f64;
    let shortest = of_policy(Policy::Shortest);
    let base = middle(&shortest, driven);
    for policy in Policy::ALL {
        let plans = if policy == Policy::Shortest {
            shortest.clone()
        } else {
            of_policy(policy)
        };
        let figure = |of: fn(&DayFigures) -> f64| middle(&plans, |summary, _| of(&summary.day));
        let under_half = |summary: &Summary, days: &[Seconds]| {
            let half = summary.day.mean_seconds.0 / 2;
            days.iter().filter(|lasts| lasts.0 < half).count() as f64
        };
        report(
            "policies",
            &json!({
                "bench": "policies", "morning": name, "policy": policy.name(),
                "served": figure(|day| day.served as f64),
                "used": figure(|day| day.routes as f64),
                "came": middle(&plans, |summary, _| (summary.day.routes + summary.idle.len()) as f64),
                "driving_to_shortest": middle(&plans, driven) / base,
                "driving_seconds": middle(&plans, driven),
                "longest_to_mean": figure(|day| day.longest_seconds.0 as f64 / day.mean_seconds.0.max(1) as f64),
                "mean_day_seconds": figure(|day| day.mean_seconds.0 as f64),
                "under_half_the_mean": middle(&plans, under_half),
                "mean_begin_seconds": figure(|day| day.mean_at.map_or(0.0, |at| at.0.0 as f64)),
                "last_begin_seconds": figure(|day| day.last_at.map_or(0.0, |at| at.0.0 as f64)),
            }),
        );
    }
}
