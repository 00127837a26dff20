//! A problem in VROOM's words, answered in them: for programs that speak to VROOM. It has nothing to do with the day's plans.

use super::Service;
use crate::DispatchError;
use crate::measure::between;
use karavan_model::Point;
use karavan_plan::formats::FormatError;
use karavan_plan::formats::vroom::{VroomFile, VroomInstance};
use karavan_solver::{Budget, SolveOptions, Watch, solve};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

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
    /// VROOM's answer. Where the problem brings no tables, ways follow the roads of the map; a point far from any is reached by
    /// none.
    ///
    /// # Errors
    /// When the service is shutting down; inside, when the problem is refused.
    pub async fn vroom(&self, order: VroomOrder) -> Result<Result<Value, FormatError>, DispatchError> {
        let is_closing = Arc::clone(&self.0.is_closing);
        self.apart(move |service| answer(service, &order, is_closing)).await
    }
}

fn answer(service: &Service, order: &VroomOrder, is_closing: Arc<AtomicBool>) -> Result<Value, FormatError> {
    let watch = Search {
        began: Instant::now(),
        is_closing,
    };
    let measure = |points: &[Point]| between(service.map(), points);
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
        let solution = solve(instance.problem(), &options, &watch);
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

/// A clock from the call on; it is called off when the service closes.
struct Search {
    began: Instant,
    is_closing: Arc<AtomicBool>,
}

impl Watch for Search {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn is_cancelled(&self) -> bool {
        self.is_closing.load(Ordering::Relaxed)
    }
}
