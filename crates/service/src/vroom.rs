//! `Service::vroom` solves a problem in VROOM's JSON on our roads, one at a time and on one search thread, or only
//! times its given `steps`; the search ends when the caller leaves. It has nothing to do with the plans of a day. The
//! format is in the crate `karavan_formats`, the HTTP call in `api`.

use crate::clock::Stopwatch;
use crate::pools::permit;
use crate::{Service, ServiceError};
use karavan_formats::FormatError;
use karavan_formats::vroom::{VroomFile, VroomInstance};
use karavan_model::Point;
use karavan_planner::between;
use karavan_solver::{Budget, SolveOptions, Watch, solve};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What is asked.
#[derive(Clone, Debug)]
pub struct VroomOrder {
    /// The problem, in VROOM's JSON.
    pub body: Vec<u8>,
    /// How long to search.
    pub limit: Duration,
    /// The `steps` of its vehicles are taken as they are, and only timed.
    pub is_timed: bool,
}

impl Service {
    /// VROOM's answer. Where the problem brings no tables, ways follow the roads of the map; a point far from any is
    /// reached by none.
    ///
    /// # Errors
    /// When the service is shutting down; inside, when the problem is refused.
    pub async fn vroom(&self, order: VroomOrder) -> Result<Result<Value, FormatError>, ServiceError> {
        let permit = permit(&self.0.pools.problems).await?;
        let waiting = Caller::default();
        let watch = VroomWatch {
            began: Stopwatch::start(),
            is_closing: Arc::clone(&self.0.is_closing),
            is_left: Arc::clone(&waiting.is_left),
        };
        self.on_blocking_thread(move |service| {
            let answer = answer(service, &order, &watch);
            drop(permit);
            answer
        })
        .await
    }
}

/// The caller that waits for an answer. When it goes away, the search is cancelled.
#[derive(Default)]
struct Caller {
    is_left: Arc<AtomicBool>,
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.is_left.store(true, Ordering::Relaxed);
    }
}

fn answer(service: &Service, order: &VroomOrder, watch: &VroomWatch) -> Result<Value, FormatError> {
    let strangers = &service.0.pools.strangers;
    let measure = |points: &[Point]| strangers.inside(|| between(service.map(), points));
    let file = VroomFile::parse(&order.body, &measure)?;
    let loaded = watch.elapsed();
    let mut answer = if order.is_timed {
        file.timed()?
    } else {
        let instance = VroomInstance::new(file)?;
        let options = SolveOptions {
            seed: 1,
            threads: 1,
            budget: Budget::Time(order.limit),
        };
        let solution = solve(instance.problem(), &options, watch);
        instance.answer(&solution.plan)
    };
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    answer["summary"]["computing_times"] = json!({
        "loading": milliseconds(loaded),
        "solving": milliseconds(watch.elapsed().saturating_sub(loaded)),
        "routing": 0,
    });
    Ok(answer)
}

/// A clock from the call on. It cancels the search when the service closes or nobody waits for the answer.
struct VroomWatch {
    began: Stopwatch,
    is_closing: Arc<AtomicBool>,
    is_left: Arc<AtomicBool>,
}

impl Watch for VroomWatch {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn is_cancelled(&self) -> bool {
        self.is_closing.load(Ordering::Relaxed) || self.is_left.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Caller, VroomWatch};
    use crate::clock::Stopwatch;
    use karavan_solver::Watch;
    use std::sync::Arc;

    #[test]
    fn a_search_ends_when_whoever_asked_goes_away() {
        let waiting = Caller::default();
        let watch = VroomWatch {
            began: Stopwatch::start(),
            is_closing: Arc::default(),
            is_left: Arc::clone(&waiting.is_left),
        };
        assert!(!watch.is_cancelled());
        drop(waiting);
        assert!(watch.is_cancelled());
    }
}
