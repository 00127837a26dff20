//! Solve runs: asked for, followed, cancelled. One search at a time on this machine, one run at a time per day.

use crate::clock::Stopwatch;
use crate::plans::personal_of;
use crate::run_progress::{Live, LiveWatch};
use crate::since::MadeFrom;
use crate::{Acting, RunFigures, RunOrder, RunStarted, RunView, Service, ServiceError};
use karavan_dispatch::document::Stop;
use karavan_dispatch::whereabouts::take_whereabouts;
use karavan_dispatch::{DispatchError, Intake};
use karavan_dispatch::{PlanOptions, PlannedDay, plan_day};
use karavan_model::{Date, PlanId, RequestId, RequestState, RunId};
use karavan_planner::Search;
use karavan_store::{Acted, NewPlan, Once, PlanInserted, Run, RunInserted, RunState, StateChange};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::watch;

impl Acting {
    /// Begins a run, unless one of the same day is at work. `once` sees the run as kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start_run(
        &self,
        order: RunOrder,
        once: Option<Once<RunInserted>>,
    ) -> Result<Acted<RunStarted>, ServiceError> {
        let figures = RunFigures::at_start(Some(order.budget));
        let now = self.now();
        let run = Run {
            id: RunId(self.chance().id()?.to_string()),
            date: order.date,
            state: RunState::Queued,
            plan: None,
            created_at: now,
            changed_at: now,
            body: figures.to_body(),
            owner: self.0.name.clone(),
        };
        let inserted = match self.store().insert_run(run, once).await? {
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
        let view = RunView::from(run);
        let live = Live {
            view: Arc::new(watch::Sender::new(view.clone())),
            cancelled: Arc::default(),
            called_off: Arc::default(),
        };
        self.0.runs.lock().insert(view.id.clone(), live.clone());
        tokio::spawn(self.clone().work(order, live));
        Ok(Acted::Done(RunStarted::Begun(view)))
    }

    /// Cancels a run, also one of another process, which then stops by itself; `false` when it is over.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cancel_run(&self, id: &RunId) -> Result<bool, ServiceError> {
        if let Some(live) = self.0.runs.lock().get(id) {
            live.call_off();
            return Ok(true);
        }
        let Some(run) = self.store().run(id).await? else {
            return Ok(false);
        };
        Ok(self
            .store()
            .update_run(id, RunState::Cancelled, run.body, self.now())
            .await?)
    }

    /// The whole life of a run, whatever comes of it.
    async fn work(self, order: RunOrder, live: Live) {
        let id = live.view.borrow().id.clone();
        let ended = match self.plan_while_ours(&id, &order, &live).await {
            Ok(plan) => (RunState::Succeeded, Some(plan), None),
            Err(ServiceError::Cancelled) => (RunState::Cancelled, None, None),
            Err(error) => {
                match &error {
                    // The day's tables are to blame, and whoever asked is told; what they hold is not for the log.
                    ServiceError::Day(DispatchError::Unplannable { .. }) => {
                        tracing::info!(run = %id, "a day cannot be planned as it is");
                    }
                    error => tracing::warn!(run = %id, "a run failed: {error}"),
                }
                (RunState::Failed, None, Some(error.told()))
            }
        };
        let (state, plan, failure) = ended;
        let mut last = live.view.borrow().clone();
        last.state = state;
        last.plan = plan;
        (last.figures.failure, last.figures.failure_ru) = failure.unzip();
        last.figures.progress = 1.0;
        if state != RunState::Succeeded {
            let store = self.store();
            let kept = store.update_run(&id, state, last.figures.to_body(), self.now());
            match kept.await {
                Ok(true) => {}
                // Somebody else ended it before, and that end stands.
                Ok(false) => last = self.kept_view(&id).await.unwrap_or(last),
                Err(error) => tracing::error!(run = %id, "the end of a run could not be kept: {error}"),
            }
        }
        self.0.runs.lock().remove(&id);
        self.0.runs.ended.notify_waiters();
        live.view.send_replace(last);
    }

    /// Plans as long as the run is ours; whoever loses it stops searching.
    async fn plan_while_ours(&self, id: &RunId, order: &RunOrder, live: &Live) -> Result<PlanId, ServiceError> {
        let mut planned = std::pin::pin!(self.plan_and_keep(order, live));
        tokio::select! {
            biased;
            planned = &mut planned => return planned,
            () = self.keep_alive(id) => live.call_off(),
        }
        planned.await
    }

    async fn plan_and_keep(&self, order: &RunOrder, live: &Live) -> Result<PlanId, ServiceError> {
        let turn = tokio::select! {
            biased;
            () = live.called_off.notified() => return Err(ServiceError::Cancelled),
            turn = Arc::clone(&self.0.runs.turn).acquire_owned() => turn.map_err(|_| ServiceError::Cancelled)?,
        };
        let id = live.view.borrow().id.clone();
        let figures = live.view.borrow().figures.to_body();
        if !self
            .store()
            .update_run(&id, RunState::Running, figures, self.now())
            .await?
        {
            return Err(ServiceError::Cancelled);
        }
        live.view.send_modify(|view| view.state = RunState::Running);
        let (intake, states) = self.intake_of(order.date).await?;
        let made_from = MadeFrom::of(&intake);
        let settings = self.settings();
        let policy = self.choose_policy(order.policy).await?;
        let options = PlanOptions {
            policy,
            search: Search {
                seed: order.seed,
                threads: order.threads.unwrap_or(settings.threads).max(1),
                budget: order.budget.into(),
            },
            customs: settings.customs,
        };
        let watch = LiveWatch {
            live: live.clone(),
            began: Stopwatch::start(),
            budget: order.budget,
        };
        // Whoever calls a run off waits for nothing more; the search ends in its own time, and only then is it the next one's turn.
        let planned = tokio::select! {
            biased;
            () = live.called_off.notified() => return Err(ServiceError::Cancelled),
            planned = self.apart(move |service| {
                let _turn = turn;
                plan_day(service.map(), intake, &options, &watch, |order| {
                    service.0.planner.ask(order, &watch)
                })
            }) => planned??,
        };
        self.keep_draft(&id, order, live, (planned, &made_from), &states).await
    }

    async fn keep_draft(
        &self,
        run: &RunId,
        order: &RunOrder,
        live: &Live,
        (planned, made_from): (PlannedDay, &MadeFrom),
        states: &HashMap<RequestId, RequestState>,
    ) -> Result<PlanId, ServiceError> {
        let mut document = planned.document;
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
            date: order.date,
            parent: self.store().published_plan(order.date).await?.map(|plan| plan.id),
            created_at: self.now(),
            summary,
            personal: personal_of(take_whereabouts(&mut document))?,
            body: serde_json::to_string(&document).map_err(|error| ServiceError::Document(error.to_string()))?,
            made_from: serde_json::to_string(made_from).map_err(|error| ServiceError::Document(error.to_string()))?,
            run: Some((run.clone(), figures)),
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
        if let Some(follower) = self.follow_run(id) {
            return Ok(Some(follower.borrow().clone()));
        }
        Ok(self.store().run(id).await?.map(RunView::from))
    }

    /// Follows a run that is at work here; `None` when it is over.
    #[must_use]
    pub fn follow_run(&self, id: &RunId) -> Option<watch::Receiver<RunView>> {
        self.0.runs.lock().get(id).map(|live| live.view.subscribe())
    }

    async fn kept_view(&self, id: &RunId) -> Option<RunView> {
        self.store().run(id).await.ok().flatten().map(RunView::from)
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
            .filter_map(|offer| Some((offer.volunteer.what, offer.shift?)))
            .collect();
        let hubs = self.hubs().await?.into_iter().map(|hub| hub.what).collect();
        Ok((
            Intake {
                date,
                requests,
                volunteers,
                hubs,
                rejected: Vec::new(),
                notices: Vec::new(),
            },
            states,
        ))
    }
}
