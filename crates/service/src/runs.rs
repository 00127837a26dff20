//! Runs, the searches for a plan of a day in the background: `start_run`, `cancel_run`, `follow_run`; and the work of
//! one: load the day (`intake_of`), plan, store the draft, or put the run back after a failure.

use crate::clock::Stopwatch;
use crate::draft_changes::MadeFrom;
use crate::plans::personal_of;
use crate::run_progress::{Live, LiveWatch};
use crate::run_queue::LeasedRun;
use crate::run_view::KeptOrder;
use crate::texts::server_replaced;
use crate::{Acting, RunFigures, RunOrder, RunStarted, RunView, Service, ServiceError};
use karavan_dispatch::DispatchError;
use karavan_dispatch::document::Stop;
use karavan_dispatch::whereabouts::take_whereabouts;
use karavan_dispatch::{PlanOptions, PlannedDay, plan_day};
use karavan_intake::Intake;
use karavan_model::{Date, PlanId, RequestId, RequestState, RunId};
use karavan_planner::Search;
use karavan_store::{
    ATTEMPTS_MAX, Acted, NewOrder, NewPlan, Once, PlanInserted, PutBack, Run, RunInserted, RunResult, RunState,
    StateChange,
};
use serde::Deserialize;
use std::collections::HashMap;
use tokio::sync::{OwnedSemaphorePermit, watch};

/// How an attempt at a run ended.
enum Attempt {
    /// The run ends so.
    Over(RunState, Option<PlanId>, Option<ServiceError>),
    /// It may be tried again.
    Again(PutBack, Option<ServiceError>),
}

impl Acting {
    /// Asks for a run, unless one of the same day has not ended: it waits for its turn, here or in any process on the
    /// same store. `once` sees the run as kept. A policy that is chosen is the region's from now on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start_run(
        &self,
        order: RunOrder,
        once: Option<Once<RunInserted>>,
    ) -> Result<Acted<RunStarted>, ServiceError> {
        let now = self.now();
        let run = Run {
            id: RunId(self.chance().id()?.to_string()),
            date: order.date,
            state: RunState::Queued,
            plan: None,
            created_at: now,
            changed_at: now,
            body: RunFigures::at_start(Some(order.budget)).to_body(),
        };
        let usual = self.policy().await?;
        let chosen = order.policy.unwrap_or(usual);
        let kept = KeptOrder {
            budget: order.budget,
            policy: chosen,
            seed: order.seed,
            threads: order.threads,
            from: order.from,
        };
        let new = NewOrder {
            class: order.class,
            body: serde_json::to_value(kept).unwrap_or_default(),
        };
        let inserted = match self.store().insert_run(run, new, once).await? {
            Acted::Done(inserted) => inserted,
            Acted::Replayed(receipt) => return Ok(Acted::Replayed(receipt)),
            Acted::KeyReused => return Ok(Acted::KeyReused),
        };
        let run = match inserted {
            RunInserted::Created(run) => run,
            RunInserted::Busy(run) => {
                let view = self.run(&run.id).await?.unwrap_or_else(|| RunView::from(run));
                return Ok(Acted::Done(RunStarted::Busy(view)));
            }
        };
        if chosen != usual {
            self.keep_policy(chosen).await?;
        }
        let mut view = RunView::from(run);
        view.before = self.store().runs_before(&view.id).await?;
        self.0.runs.add(view.clone());
        self.0.runs.wake.notify_one();
        Ok(Acted::Done(RunStarted::Begun(view)))
    }

    /// Cancels a run, also one of another process, which then stops by itself; `false` when it is over.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cancel_run(&self, id: &RunId) -> Result<bool, ServiceError> {
        let is_cancelled = self.store().cancel_run(id, self.now()).await?;
        match self.0.runs.at_work_here(id) {
            Some(live) => live.call_off(),
            None => self.retell(id).await,
        }
        Ok(is_cancelled)
    }

    /// One attempt at a run, whatever comes of it.
    pub(crate) async fn work(self, held: LeasedRun, turn: OwnedSemaphorePermit) {
        let id = held.taken.run.id.clone();
        let live = self.0.runs.begin(RunView::from(held.taken.run.clone()));
        let attempt = match self.plan_while_ours(&held, &live, turn).await {
            Ok(plan) => Attempt::Over(RunState::Succeeded, Some(plan), None),
            Err(error) => self.judged(error, &live),
        };
        let last = self.kept_attempt(&held, &live, attempt).await;
        let last = match self.kept_run(&id).await {
            // Whoever ended it before, that end stands.
            Ok(Some(kept)) => kept,
            _ => last,
        };
        self.0.runs.end(last);
        self.0.runs.wake.notify_one();
    }

    /// What an error means for the run: what the day's tables are to blame for would only come again.
    fn judged(&self, error: ServiceError, live: &Live) -> Attempt {
        match error {
            _ if self.is_closing() => Attempt::Again(PutBack::Stopped, None),
            ServiceError::Cancelled if live.is_called_off() => Attempt::Over(RunState::Cancelled, None, None),
            ServiceError::Day(DispatchError::Unplannable { .. } | DispatchError::Document(_))
            | ServiceError::Document(_) => Attempt::Over(RunState::Failed, None, Some(error)),
            error => Attempt::Again(PutBack::Failed, Some(error)),
        }
    }

    /// Writes down what came of an attempt; answers the run as this process knows it.
    async fn kept_attempt(&self, held: &LeasedRun, live: &Live, attempt: Attempt) -> RunView {
        let id = &held.taken.run.id;
        let mut last = live.view.borrow().clone();
        let (state, plan, error) = match attempt {
            Attempt::Over(state, plan, error) => (Ok(state), plan, error),
            Attempt::Again(why, error) => (Err(why), None, error),
        };
        match &error {
            // Whoever asked is told; what the tables hold is not for the log.
            Some(ServiceError::Day(DispatchError::Unplannable { .. })) => {
                tracing::info!(run = %id, "a day cannot be planned as it is");
            }
            Some(error) => tracing::warn!(run = %id, "a run failed: {error}"),
            None => {}
        }
        let is_last = state.is_ok() || held.taken.attempts >= ATTEMPTS_MAX;
        (last.figures.failure, last.figures.failure_ru) =
            error.filter(|_| is_last).map(|error| error.message()).unzip();
        let figures = match is_last {
            true => RunFigures {
                progress: 1.0,
                ..last.figures.clone()
            },
            // It begins from the beginning.
            false => RunFigures::from_body(&held.taken.run.body),
        };
        let (store, now) = (self.store(), self.now());
        let kept = match state {
            Ok(RunState::Succeeded) => Ok(()),
            Ok(state) => {
                let end = store.end_run(id, &held.lease, (state, figures.to_body()), now);
                end.await.map(drop)
            }
            Err(why) => {
                let back = store.put_back(id, &held.lease, (why, figures.to_body()), now);
                back.await.map(drop)
            }
        };
        if let Err(error) = kept {
            tracing::error!(run = %id, "the end of a run could not be kept: {error}");
        }
        last.state = state.unwrap_or(RunState::Queued);
        RunView { plan, figures, ..last }
    }

    /// Plans as long as the order is leased to this process; the search stops when the lease is lost.
    async fn plan_while_ours(
        &self,
        held: &LeasedRun,
        live: &Live,
        turn: OwnedSemaphorePermit,
    ) -> Result<PlanId, ServiceError> {
        let mut planned = std::pin::pin!(self.plan_and_keep(held, live, turn));
        tokio::select! {
            biased;
            planned = &mut planned => return planned,
            () = self.keep_alive(&held.taken.run.id, &held.lease) => live.call_off(),
        }
        planned.await
    }

    async fn plan_and_keep(
        &self,
        held: &LeasedRun,
        live: &Live,
        turn: OwnedSemaphorePermit,
    ) -> Result<PlanId, ServiceError> {
        let order = KeptOrder::deserialize(&held.taken.body).map_err(|_| unreadable_order())?;
        let (intake, states) = self.intake_of(held.taken.run.date).await?;
        let made_from = MadeFrom::of(&intake);
        let settings = self.settings();
        let options = PlanOptions {
            policy: order.policy,
            search: Search {
                seed: order.seed,
                threads: order.threads.unwrap_or(settings.threads).max(1),
                budget: order.budget.into(),
            },
            customs: settings.customs,
            kept: self.kept_of(order.from.as_ref()).await?,
        };
        let watch = LiveWatch {
            live: live.clone(),
            began: Stopwatch::start(),
            budget: order.budget,
        };
        // Whoever calls a run off waits for nothing more; the search ends in its own time, and only then is it the next
        // one's turn.
        let planned = tokio::select! {
            biased;
            () = live.called_off.notified() => return Err(ServiceError::Cancelled),
            planned = self.on_blocking_thread(move |service| {
                let _turn = turn;
                plan_day(service.map(), intake, &options, &watch, |order| {
                    service.0.planner.ask(order, &watch)
                })
            }) => planned??,
        };
        self.keep_draft(held, live, (planned, &made_from), &states).await
    }

    async fn keep_draft(
        &self,
        held: &LeasedRun,
        live: &Live,
        (planned, made_from): (PlannedDay, &MadeFrom),
        states: &HashMap<RequestId, RequestState>,
    ) -> Result<PlanId, ServiceError> {
        let (mut document, run) = (planned.document, &held.taken.run);
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
            .flat_map(Stop::held);
        let moves = visited
            .filter(|request| states.get(*request) == Some(&RequestState::Located))
            .map(|request| StateChange {
                request: request.clone(),
                from: RequestState::Located,
                state: RequestState::Planned,
                volunteer: None,
            })
            .collect();
        let mut summary = serde_json::to_value(&document.summary).unwrap_or_default();
        summary["seconds"] = live.view.borrow().figures.elapsed_seconds.into();
        let id = PlanId(self.chance().id()?.to_string());
        let figures = live.view.borrow().figures.to_body();
        let plan = NewPlan {
            id: id.clone(),
            date: run.date,
            parent: self.store().published_plan(run.date).await?.map(|plan| plan.id),
            created_at: self.now(),
            summary,
            personal: personal_of(take_whereabouts(&mut document))?,
            body: serde_json::to_string(&document).map_err(|error| ServiceError::Document(error.to_string()))?,
            made_from: serde_json::to_string(made_from).map_err(|error| ServiceError::Document(error.to_string()))?,
            run: Some(RunResult {
                run: run.id.clone(),
                lease: held.lease.clone(),
                figures,
            }),
            moves,
        };
        match self.store().insert_plan(plan).await? {
            PlanInserted::Created(_) => Ok(id),
            PlanInserted::RunOver => Err(ServiceError::Cancelled),
        }
    }
}

impl Service {
    /// A run, as far as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn run(&self, id: &RunId) -> Result<Option<RunView>, ServiceError> {
        if let Some(live) = self.0.runs.at_work_here(id) {
            return Ok(Some(live.view.borrow().clone()));
        }
        self.kept_run(id).await
    }

    /// A run as the store has it, with its place in the queue while it waits.
    pub(crate) async fn kept_run(&self, id: &RunId) -> Result<Option<RunView>, ServiceError> {
        let Some(mut view) = self.store().run(id).await?.map(RunView::from) else {
            return Ok(None);
        };
        if view.state == RunState::Queued {
            view.before = self.store().runs_before(id).await?;
        }
        Ok(Some(view))
    }

    /// Follows a run that waits or is at work here; `None` when it is over, or in the hands of another process.
    #[must_use]
    pub fn follow_run(&self, id: &RunId) -> Option<watch::Receiver<RunView>> {
        self.0.runs.get(id).map(|live| live.view.subscribe())
    }

    /// What a day is planned from: every request that is not over, every shift, every hub.
    pub(crate) async fn intake_of(
        &self,
        date: Date,
    ) -> Result<(Intake, HashMap<RequestId, RequestState>), ServiceError> {
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
            .filter_map(|offer| {
                let (mut volunteer, shift) = (offer.volunteer.what, offer.shift?);
                if let Some(vehicle) = &offer.vehicle {
                    vehicle.equip(&mut volunteer);
                }
                Some((volunteer, shift))
            })
            .collect();
        let hubs = self.hubs().await?.into_iter().map(|hub| hub.what).collect();
        Ok((
            Intake {
                date,
                requests,
                volunteers,
                hubs,
                stock: self.store().stock_of_day(date).await?,
                rejected: Vec::new(),
                notices: Vec::new(),
            },
            states,
        ))
    }
}

/// What a run of an older version was to plan was never kept.
fn unreadable_order() -> ServiceError {
    let (message, message_ru) = server_replaced();
    ServiceError::Day(DispatchError::Unplannable { message, message_ru })
}
