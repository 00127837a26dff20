//! `LiveRuns`: the runs that wait or are being worked on in this process, with their progress for listeners and their
//! cancellation; `LiveWatch` connects a search to them. In memory only; the queue in the store is worked through in
//! `run_queue.rs`.

use crate::clock::Stopwatch;
use crate::{RunBudget, RunView};
use karavan_dispatch::day::{DayWatch, Stage};
use karavan_model::RunId;
use karavan_planner::Progress;
use karavan_store::RunState;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, Semaphore, watch};

/// The two ends of a run.
#[derive(Clone)]
pub(crate) struct Live {
    pub(crate) view: Arc<watch::Sender<RunView>>,
    pub(crate) cancelled: Arc<AtomicBool>,
    /// Wakes the callers that wait for its search.
    pub(crate) called_off: Arc<Notify>,
}

impl Live {
    pub(crate) fn of(view: RunView) -> Self {
        Self {
            view: Arc::new(watch::Sender::new(view)),
            cancelled: Arc::default(),
            called_off: Arc::default(),
        }
    }

    pub(crate) fn is_called_off(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn is_at_work(&self) -> bool {
        self.view.borrow().state == RunState::Running
    }

    pub(crate) fn call_off(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.called_off.notify_one();
    }
}

/// Runs that were asked for here, and those at work here.
#[derive(Clone)]
pub(crate) struct LiveRuns {
    followed: Arc<Mutex<HashMap<RunId, Live>>>,
    /// One search at a time, also among the regions of one process.
    pub(crate) turn: Arc<Semaphore>,
    /// Wakes the task that takes orders.
    pub(crate) wake: Arc<Notify>,
    /// Wakes the callers that wait for runs to end.
    ended: Arc<Notify>,
}

impl LiveRuns {
    /// None yet; each search waits for this turn.
    pub(crate) fn in_turn(turn: Arc<Semaphore>) -> Self {
        Self {
            followed: Arc::default(),
            turn,
            wake: Arc::default(),
            ended: Arc::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RunId, Live>> {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A run that waits or is at work here.
    pub(crate) fn get(&self, id: &RunId) -> Option<Live> {
        self.lock().get(id).cloned()
    }

    /// A run that is at work here.
    pub(crate) fn at_work_here(&self, id: &RunId) -> Option<Live> {
        self.get(id).filter(Live::is_at_work)
    }

    /// Follows a run from its beginning.
    pub(crate) fn add(&self, view: RunView) {
        self.lock().entry(view.id.clone()).or_insert_with(|| Live::of(view));
    }

    /// Registers a run as at work in this process, wherever it was asked for.
    pub(crate) fn begin(&self, view: RunView) -> Live {
        let mut followed = self.lock();
        let live = followed
            .entry(view.id.clone())
            .or_insert_with(|| Live::of(view.clone()));
        live.view.send_replace(view);
        live.clone()
    }

    /// Shows a run that waits here as it is kept; one that waits no more is followed no longer.
    pub(crate) fn show(&self, id: &RunId, kept: RunView) {
        let mut followed = self.lock();
        let Some(live) = followed.get(id).filter(|live| !live.is_at_work()) else {
            return;
        };
        let is_over = kept.state != RunState::Queued;
        let live = live.clone();
        if is_over {
            followed.remove(id);
        }
        drop(followed);
        if *live.view.borrow() != kept {
            live.view.send_replace(kept);
        }
    }

    /// A run is at work here no more.
    pub(crate) fn end(&self, last: RunView) {
        let live = self.lock().remove(&last.id);
        if let Some(live) = live {
            live.view.send_replace(last);
        }
        self.ended.notify_waiters();
    }

    pub(crate) fn cancel_all(&self) {
        self.lock().values().for_each(Live::call_off);
    }

    pub(crate) fn at_work(&self) -> Vec<RunId> {
        self.of(Live::is_at_work)
    }

    pub(crate) fn waiting(&self) -> Vec<RunId> {
        self.of(|live| live.view.borrow().state == RunState::Queued)
    }

    fn of(&self, is_one: impl Fn(&Live) -> bool) -> Vec<RunId> {
        let followed = self.lock();
        let ids = followed
            .iter()
            .filter(|(_, live)| is_one(live))
            .map(|(id, _)| id.clone());
        ids.collect()
    }

    /// Waits until nothing is at work here.
    pub(crate) async fn all_ended(&self) {
        loop {
            let ended = self.ended.notified();
            if self.at_work().is_empty() {
                return;
            }
            ended.await;
        }
    }
}

/// Passes the progress of a search on to its listeners, and a cancellation to the search.
pub(crate) struct LiveWatch {
    pub(crate) live: Live,
    pub(crate) began: Stopwatch,
    pub(crate) budget: RunBudget,
}

impl LiveWatch {
    /// The search is so far.
    pub(crate) fn progress(&self, progress: &Progress) {
        let part = match self.budget {
            RunBudget::Time(limit) => progress.elapsed.as_secs_f64() / limit.as_secs_f64(),
            RunBudget::Rounds(rounds) => progress.rounds as f64 / rounds.max(1) as f64,
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
    fn is_cancelled(&self) -> bool {
        self.live.is_called_off()
    }

    fn stage(&self, stage: Stage) {
        self.live.view.send_modify(|view| {
            view.figures.elapsed_seconds = self.began.elapsed().as_secs_f64();
            view.figures.stage = stage;
        });
    }
}
