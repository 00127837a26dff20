//! Test that a day cancelled by its watch, at one of ten moments, ends without a plan though the budget is unlimited,
//! and that no later stage begins.
#![allow(clippy::unwrap_used, reason = "tests")]

mod world;

use karavan_dispatch::{DayWatch, DispatchError, PlanOptions, Stage, plan_day};
use karavan_planner::{Budget, Search};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use world::{intake, map, request, volunteer};

/// Calls the morning off at the `patience`-th question whether to go on, and notes the stages that begin after that.
struct Patient {
    patience: u64,
    asked: AtomicU64,
    begun: Mutex<Vec<(Stage, bool)>>,
}

impl Patient {
    fn is_out(&self) -> bool {
        self.asked.load(Ordering::Relaxed) >= self.patience
    }
}

impl DayWatch for Patient {
    fn stage(&self, stage: Stage) {
        self.begun.lock().unwrap().push((stage, self.is_out()));
    }

    fn is_cancelled(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.is_out()
    }
}

impl karavan_planner::Watch for Patient {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn is_cancelled(&self) -> bool {
        DayWatch::is_cancelled(self)
    }

    fn stage(&self, stage: karavan_planner::Stage) {
        DayWatch::stage(self, stage.into());
    }
}

#[test]
fn whoever_calls_a_morning_off_gets_no_plan_and_waits_for_no_budget() {
    let addresses = ["Садовая 3", "Садовая 9", "Садовая 17", "Садовая 21"];
    for patience in [1, 2, 3, 4, 5, 6, 10, 40, 300, 5_000] {
        for threads in [1, 2] {
            let requests = addresses.iter().map(|address| request(address, address)).collect();
            let watch = Patient {
                patience,
                asked: AtomicU64::new(0),
                begun: Mutex::default(),
            };
            let options = PlanOptions {
                search: Search {
                    threads,
                    budget: Budget::Rounds(u64::MAX),
                    ..Search::default()
                },
                ..PlanOptions::default()
            };
            let (map, intake) = (map(), intake(requests, vec![volunteer("V1", "Садовая 11")]));
            let day = plan_day(&map, intake, &options, &watch, |order| {
                karavan_planner::plan(&map, order.clone(), &watch)
            });
            assert!(
                matches!(day.err(), Some(DispatchError::Cancelled)),
                "at question {patience}"
            );
            let begun = watch.begun.lock().unwrap();
            assert!(
                begun.iter().all(|(_, is_out)| !is_out),
                "at question {patience}: {begun:?}"
            );
        }
    }
}
