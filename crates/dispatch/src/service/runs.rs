//! Solve runs: asked for, followed, cancelled. One search at a time on this machine, one run at a time per day.

use super::Service;
use crate::day::{DayWatch, PlanOptions, PlannedDay, Stage, plan_day};
use crate::{DispatchError, Intake};
use karavan_model::{Cost, PlanId, RequestId, RequestState, RunId, Seconds};
use karavan_solver::{Budget, Progress, Watch};
use karavan_store::{Acted, NewPlan, Once, PlanInserted, Run, RunInserted, RunState, StateChange};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, watch};

/// What to plan, and how long to search.
#[derive(Clone, Debug)]
pub struct RunOrder {
    /// The day.
    pub date: String,
    /// How long to search.
    pub budget: Budget,
    /// Where chance begins.
    pub seed: u64,
    /// Search threads; the service's own number unless told otherwise.
    pub threads: Option<usize>,
}

/// The stage of a run, as the wire names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStage {
    /// Addresses to places.
    Locate,
    /// Travel times.
    Measure,
    /// The problem.
    Arrange,
    /// The search.
    Solve,
    /// The verdict.
    Judge,
}

/// How far a run is, and what it found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFigures {
    /// The stage it is in.
    pub stage: RunStage,
    /// 0 to 1.
    pub progress: f64,
    /// Since it began.
    pub elapsed_seconds: f64,
    /// The limit of its search, when it has one.
    pub limit_seconds: Option<f64>,
    /// Rounds of the search so far.
    pub rounds: u64,
    /// Requests in routes so far.
    pub served: usize,
    /// Requests left out so far.
    pub unassigned: usize,
    /// The objective so far.
    pub cost: Cost,
    /// Driving so far.
    pub travel_seconds: Seconds,
    /// Why it failed.
    pub failure: Option<String>,
}

/// A run as others see it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunView {
    /// Its id.
    pub id: RunId,
    /// The day.
    pub date: String,
    /// Where it stands.
    pub state: RunState,
    /// The plan it made.
    pub plan: Option<PlanId>,
    /// Figures.
    pub figures: RunFigures,
}

/// What came of asking for a run.
#[derive(Clone, Debug, PartialEq)]
pub enum RunStarted {
    /// It was begun.
    Begun(RunView),
    /// Another run of the day is at work.
    Busy(RunView),
}

/// Runs of this process that are at work.
#[derive(Clone)]
pub(super) struct LiveRuns {
    at_work: Arc<Mutex<HashMap<RunId, Live>>>,
    turn: Arc<Semaphore>,
}

impl Default for LiveRuns {
    fn default() -> Self {
        Self {
            at_work: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

#[derive(Clone)]
struct Live {
    view: Arc<watch::Sender<RunView>>,
    cancelled: Arc<AtomicBool>,
}

impl LiveRuns {
    fn lock(&self) -> MutexGuard<'_, HashMap<RunId, Live>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn cancel_all(&self) {
        self.lock()
            .values()
            .for_each(|live| live.cancelled.store(true, Ordering::Relaxed));
    }
}

impl Service {
    /// Begins a run, unless one of the same day is at work. `once` sees the run as kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start_run(
        &self,
        order: RunOrder,
        once: Option<Once<RunInserted>>,
    ) -> Result<Acted<RunStarted>, DispatchError> {
        let limit = match order.budget {
            Budget::Time(limit) => Some(limit.as_secs_f64()),
            Budget::Rounds(_) => None,
        };
        let figures = RunFigures {
            stage: RunStage::Locate,
            progress: 0.0,
            elapsed_seconds: 0.0,
            limit_seconds: limit,
            rounds: 0,
            served: 0,
            unassigned: 0,
            cost: Cost::ZERO,
            travel_seconds: Seconds::ZERO,
            failure: None,
        };
        let now = self.now();
        let run = Run {
            id: RunId(uuid::Uuid::new_v4().to_string()),
            date: order.date.clone(),
            state: RunState::Queued,
            plan: None,
            created_at: now,
            changed_at: now,
            body: body_of(&figures),
        };
        let inserted = match self.store().insert_run(run, once).await? {
            Acted::Done(inserted) => inserted,
            Acted::Replayed(receipt) => return Ok(Acted::Replayed(receipt)),
            Acted::KeyReused => return Ok(Acted::KeyReused),
        };
        let run = match inserted {
            RunInserted::Created(run) => run,
            RunInserted::Busy(run) => {
                let view = self.run(&run.id).await?.unwrap_or_else(|| view_of(run));
                return Ok(Acted::Done(RunStarted::Busy(view)));
            }
        };
        let view = view_of(run);
        let live = Live {
            view: Arc::new(watch::Sender::new(view.clone())),
            cancelled: Arc::default(),
        };
        self.0.runs.lock().insert(view.id.clone(), live.clone());
        tokio::spawn(self.clone().work(order, live));
        Ok(Acted::Done(RunStarted::Begun(view)))
    }

    /// A run, as far as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn run(&self, id: &RunId) -> Result<Option<RunView>, DispatchError> {
        if let Some(follower) = self.follow_run(id) {
            return Ok(Some(follower.borrow().clone()));
        }
        Ok(self.store().run(id).await?.map(view_of))
    }

    /// Follows a run that is at work here; `None` when it is over.
    #[must_use]
    pub fn follow_run(&self, id: &RunId) -> Option<watch::Receiver<RunView>> {
        self.0.runs.lock().get(id).map(|live| live.view.subscribe())
    }

    /// Cancels a run; `false` when it is over.
    #[must_use]
    pub fn cancel_run(&self, id: &RunId) -> bool {
        let runs = self.0.runs.lock();
        runs.get(id)
            .inspect(|live| live.cancelled.store(true, Ordering::Relaxed))
            .is_some()
    }

    /// The whole life of a run, whatever comes of it.
    async fn work(self, order: RunOrder, live: Live) {
        let id = live.view.borrow().id.clone();
        let ended = match self.plan_and_keep(&order, &live).await {
            Ok(plan) => (RunState::Succeeded, Some(plan), None),
            Err(DispatchError::Cancelled) => (RunState::Cancelled, None, None),
            Err(error) => {
                tracing::warn!(run = %id, "a run failed: {error}");
                (RunState::Failed, None, Some(error.to_string()))
            }
        };
        let (state, plan, failure) = ended;
        let mut last = live.view.borrow().clone();
        last.state = state;
        last.plan = plan;
        last.figures.failure = failure;
        last.figures.progress = 1.0;
        if state != RunState::Succeeded
            && let Err(error) = self
                .store()
                .update_run(&id, state, body_of(&last.figures), self.now())
                .await
        {
            tracing::error!(run = %id, "the end of a run could not be kept: {error}");
        }
        self.0.runs.lock().remove(&id);
        live.view.send_replace(last);
    }

    async fn plan_and_keep(&self, order: &RunOrder, live: &Live) -> Result<PlanId, DispatchError> {
        let _turn = self.0.runs.turn.acquire().await.map_err(|_| DispatchError::Cancelled)?;
        let id = live.view.borrow().id.clone();
        let figures = body_of(&live.view.borrow().figures);
        if !self
            .store()
            .update_run(&id, RunState::Running, figures, self.now())
            .await?
        {
            return Err(DispatchError::Cancelled);
        }
        live.view.send_modify(|view| view.state = RunState::Running);
        let (intake, states) = self.intake_of(&order.date).await?;
        let settings = self.settings();
        let options = PlanOptions {
            seed: order.seed,
            threads: order.threads.unwrap_or(settings.threads).max(1),
            budget: order.budget,
            customs: settings.customs,
        };
        let watch = LiveWatch {
            live: live.clone(),
            began: Instant::now(),
            budget: order.budget,
        };
        let planned = self
            .apart(move |service| plan_day(service.map(), intake, &options, &watch))
            .await??;
        self.keep_draft(&id, order, live, planned, &states).await
    }

    async fn keep_draft(
        &self,
        run: &RunId,
        order: &RunOrder,
        live: &Live,
        planned: PlannedDay,
        states: &HashMap<RequestId, RequestState>,
    ) -> Result<PlanId, DispatchError> {
        let document = planned.document;
        live.view.send_modify(|view| {
            view.figures.served = document.summary.served;
            view.figures.unassigned = document.summary.unassigned;
            view.figures.cost = document.summary.cost;
            view.figures.travel_seconds = document.summary.travel_seconds;
            view.figures.rounds = planned.rounds;
            view.figures.progress = 1.0;
        });
        let visited = document
            .routes
            .iter()
            .flat_map(|route| &route.stops)
            .flat_map(|stop| &stop.requests);
        let moves = visited
            .filter(|request| states.get(*request) == Some(&RequestState::Located))
            .map(|request| StateChange {
                request: request.clone(),
                state: RequestState::Planned,
                volunteer: None,
            })
            .collect();
        let mut summary = serde_json::to_value(&document.summary).unwrap_or_default();
        summary["seconds"] = live.view.borrow().figures.elapsed_seconds.into();
        let id = PlanId(uuid::Uuid::new_v4().to_string());
        let figures = body_of(&live.view.borrow().figures);
        let plan = NewPlan {
            id: id.clone(),
            date: order.date.clone(),
            parent: self.store().published_plan(&order.date).await?.map(|plan| plan.id),
            created_at: self.now(),
            summary,
            body: serde_json::to_string(&document).map_err(|error| DispatchError::Document(error.to_string()))?,
            run: Some((run.clone(), figures)),
            moves,
        };
        match self.store().insert_plan(plan).await? {
            PlanInserted::Created(_) => Ok(id),
            PlanInserted::RunOver => Err(DispatchError::Cancelled),
        }
    }

    /// What a day is planned from: every request that is not over, every shift, every hub.
    async fn intake_of(&self, date: &str) -> Result<(Intake, HashMap<RequestId, RequestState>), DispatchError> {
        let stored = self.store().requests_of_day(date).await?;
        let open = stored
            .into_iter()
            .filter(|stored| !matches!(stored.state, RequestState::Closed(_)));
        let mut states = HashMap::new();
        let mut requests = Vec::new();
        for stored in open {
            states.insert(stored.request.id.clone(), stored.state);
            requests.push(stored.request);
        }
        let offers = self.volunteers(date).await?.into_iter();
        let volunteers = offers
            .filter_map(|offer| Some((offer.volunteer.volunteer, offer.shift?)))
            .collect();
        let hubs = self.hubs().await?.into_iter().map(|hub| hub.hub).collect();
        Ok((
            Intake {
                date: date.to_owned(),
                requests,
                volunteers,
                hubs,
                rejected: Vec::new(),
            },
            states,
        ))
    }
}

fn body_of(figures: &RunFigures) -> serde_json::Value {
    serde_json::to_value(figures).unwrap_or_default()
}

fn view_of(run: Run) -> RunView {
    let figures = serde_json::from_value(run.body).unwrap_or(RunFigures {
        stage: RunStage::Locate,
        progress: 0.0,
        elapsed_seconds: 0.0,
        limit_seconds: None,
        rounds: 0,
        served: 0,
        unassigned: 0,
        cost: Cost::ZERO,
        travel_seconds: Seconds::ZERO,
        failure: None,
    });
    RunView {
        id: run.id,
        date: run.date,
        state: run.state,
        plan: run.plan,
        figures,
    }
}

/// Shows the search to whoever follows it, and tells it when it is called off.
struct LiveWatch {
    live: Live,
    began: Instant,
    budget: Budget,
}

impl Watch for LiveWatch {
    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn is_cancelled(&self) -> bool {
        self.live.cancelled.load(Ordering::Relaxed)
    }

    fn progress(&self, progress: &Progress) {
        let part = match self.budget {
            Budget::Time(limit) => progress.elapsed.as_secs_f64() / limit.as_secs_f64(),
            Budget::Rounds(rounds) => progress.rounds as f64 / rounds.max(1) as f64,
        };
        self.live.view.send_modify(|view| {
            let figures = &mut view.figures;
            figures.progress = part.clamp(0.0, 1.0);
            figures.elapsed_seconds = self.began.elapsed().as_secs_f64();
            figures.rounds = progress.rounds;
            figures.served = progress.served;
            figures.unassigned = progress.unassigned;
            figures.cost = progress.cost;
            figures.travel_seconds = progress.travel;
        });
    }
}

impl DayWatch for LiveWatch {
    fn stage(&self, stage: Stage) {
        self.live.view.send_modify(|view| {
            view.figures.elapsed_seconds = self.began.elapsed().as_secs_f64();
            view.figures.stage = match stage {
                Stage::Locate => RunStage::Locate,
                Stage::Measure => RunStage::Measure,
                Stage::Arrange => RunStage::Arrange,
                Stage::Solve => RunStage::Solve,
                Stage::Judge => RunStage::Judge,
            };
        });
    }
}
