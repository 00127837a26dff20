//! JSON shapes `Run`, a search of a plan with its progress, and `Order`, what to search for and how long; `order`
//! reads it (10 seconds unless it says more, at most an hour).

use crate::http::form::Form;
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::texts::{self, FilledText};
use crate::v1::enums::{self, RunStage};
use karavan_intake::limits::TEXT_MAX;
use karavan_model::{Date, PlanId};
use karavan_service::{RunBudget, RunOrder, RunView};
use karavan_store::RunState;
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

const SECONDS: u64 = 10;
const SECONDS_MAX: u64 = 3600;
const ROUNDS_MAX: u64 = 100_000_000;

/// An order to plan a day.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    /// Today when absent.
    date: Option<String>,
    /// 10 when neither this nor `rounds` is given.
    #[schema(minimum = 1, maximum = 3600)]
    time_limit_seconds: Option<u64>,
    /// The same seed, rounds and threads give the same plan.
    rounds: Option<u64>,
    /// The goal of the plan. A choice is stored as the region's; when absent, the region's last choice applies, or
    /// `even` before the first one.
    policy: Option<enums::Policy>,
    seed: Option<u64>,
    #[schema(minimum = 1, maximum = 256)]
    threads: Option<u64>,
    /// Its priority in the queue: `urgent`, then `morning`, then `campaign`, each by age. `morning` when absent.
    class: Option<enums::RunClass>,
    /// A plan of the same day whose pins and locked routes are kept.
    marks_of: Option<String>,
}

/// A run: a search of a plan in the background.
#[derive(Serialize, ToSchema)]
pub(crate) struct Run {
    pub(crate) id: String,
    #[schema(value_type = String)]
    date: Date,
    state: enums::RunState,
    /// While it is queued: number of runs that are running or before it in the queue; null otherwise.
    #[schema(required)]
    before: Option<usize>,
    stage: RunStage,
    /// Progress of the whole run, 0 to 1.
    progress: f64,
    elapsed_seconds: f64,
    #[schema(required)]
    limit_seconds: Option<f64>,
    rounds: u64,
    served: usize,
    unassigned: usize,
    cost: i64,
    travel_seconds: i64,
    /// Id of the plan it made.
    #[schema(required)]
    plan: Option<String>,
    #[schema(required)]
    problem: Option<ProblemBody>,
}

impl From<&RunView> for Run {
    fn from(run: &RunView) -> Self {
        let figures = &run.figures;
        let problem = (run.state == RunState::Failed).then(|| {
            let otherwise = FilledText::from(texts::plans::RUN_BROKE_OFF);
            let failed = Problem::new(Kind::Invalid).saying(FilledText {
                en: figures.failure.clone().unwrap_or(otherwise.en),
                ru: figures.failure_ru.clone().unwrap_or(otherwise.ru),
            });
            let title = texts::titles::RUN_FAILED;
            ProblemBody {
                kind: "/problems/run-failed".to_owned(),
                title: title.en.to_owned(),
                title_ru: title.ru.to_owned(),
                ..failed.body(None)
            }
        });
        Self {
            id: run.id.0.clone(),
            date: run.date,
            state: run.state.into(),
            before: run.before,
            stage: figures.stage.into(),
            progress: figures.progress,
            elapsed_seconds: figures.elapsed_seconds,
            limit_seconds: figures.limit_seconds,
            rounds: figures.rounds,
            served: figures.served,
            unassigned: figures.unassigned,
            cost: figures.cost.get(),
            travel_seconds: figures.travel_seconds.get(),
            plan: run.plan.as_ref().map(|plan| plan.0.clone()),
            problem,
        }
    }
}

/// Reads an order to plan a day.
pub(crate) fn order(form: &Form, today: Date) -> Option<RunOrder> {
    let date = form.date("date").unwrap_or(today);
    let seconds = form.number("time_limit_seconds", 1, SECONDS_MAX, "1–3600");
    let rounds = form.number("rounds", 1, ROUNDS_MAX, "1–100000000");
    let seed = form.number("seed", 0, u64::MAX, "0–18446744073709551615");
    let threads = form.number("threads", 1, 256, "1–256");
    Some(RunOrder {
        date,
        budget: match rounds {
            Some(rounds) => RunBudget::Rounds(rounds),
            None => RunBudget::Time(Duration::from_secs(seconds.unwrap_or(SECONDS))),
        },
        policy: form.word("policy", "even, soonest, shortest, fewest"),
        seed: seed.unwrap_or(1),
        threads: threads.and_then(|threads| usize::try_from(threads).ok()),
        class: form.word("class", "urgent, morning, campaign").unwrap_or_default(),
        from: form.text("marks_of", TEXT_MAX).map(PlanId),
    })
}
