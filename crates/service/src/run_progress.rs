//! Runs at work: shown to whoever follows them, and told when they are called off.

use crate::clock::Stopwatch;
use crate::{RunBudget, RunView};
use karavan_dispatch::day::{DayWatch, Stage};
use karavan_model::RunId;
use karavan_planner::Progress;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, Semaphore, watch};

/// The two ends of a run at work.
#[derive(Clone)]
pub(crate) struct Live {
    pub(crate) view: Arc<watch::Sender<RunView>>,
    pub(crate) cancelled: Arc<AtomicBool>,
    /// Wakes a run that still waits for its turn.
    pub(crate) called_off: Arc<Notify>,
}

impl Live {
    pub(crate) fn call_off(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.called_off.notify_one();
    }
}

/// Runs of this process that are at work.
#[derive(Clone)]
pub(crate) struct LiveRuns {
    at_work: Arc<Mutex<HashMap<RunId, Live>>>,
    /// One search at a time.
    pub(crate) turn: Arc<Semaphore>,
    /// Wakes whoever waits for runs to end.
    pub(crate) ended: Arc<Notify>,
}

impl Default for LiveRuns {
    fn default() -> Self {
        Self {
            at_work: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
            ended: Arc::default(),
        }
    }
}

impl LiveRuns {
    pub(crate) fn lock(&self) -> MutexGuard<'_, HashMap<RunId, Live>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn cancel_all(&self) {
        self.lock().values().for_each(Live::call_off);
    }

    pub(crate) fn at_work(&self) -> Vec<RunId> {
        self.lock().keys().cloned().collect()
    }

    pub(crate) async fn all_ended(&self) {
        loop {
            let ended = self.ended.notified();
            if self.lock().is_empty() {
                return;
            }
            ended.await;
        }
    }
}

/// Shows the search to whoever follows it, and tells it when it is called off.
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
        self.live.cancelled.load(Ordering::Relaxed)
    }

    fn stage(&self, stage: Stage) {
        self.live.view.send_modify(|view| {
            view.figures.elapsed_seconds = self.began.elapsed().as_secs_f64();
            view.figures.stage = stage;
        });
    }
}
