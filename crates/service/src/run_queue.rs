//! The task that works through the queue of runs in the store (`work_off_orders`): it takes an order by a lease, one at
//! a time in a process, and renews the lease while it works (`keep_alive`). It also tells waiting runs their place. The
//! work itself is in `runs.rs`.

use crate::run_view::RunFigures;
use crate::texts::three_tries_failed;
use crate::{Service, ServiceError};
use karavan_model::{Actor, RunId};
use karavan_store::{RUN_LEASE, TakenOrder};
use serde_json::Value;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A few signs may be lost before a lease runs out.
const BEAT: Duration = Duration::from_secs(RUN_LEASE.as_secs() / 5);
/// How often a free process looks for orders of others.
const LOOK: Duration = Duration::from_secs(1);

/// An order taken by this process.
pub(crate) struct LeasedRun {
    pub(crate) taken: TakenOrder,
    pub(crate) lease: String,
}

impl Service {
    /// Works orders off until the service is closed or gone.
    pub(crate) fn work_off_orders(&self) {
        let inner = std::sync::Arc::downgrade(&self.0);
        let (turns, wake) = (self.0.runs.turn.clone(), self.0.runs.wake.clone());
        tokio::spawn(async move {
            loop {
                // The search before may still be ending.
                let Ok(turn) = turns.clone().acquire_owned().await else {
                    return;
                };
                let Some(inner) = inner.upgrade() else { return };
                let service = Self(inner);
                if service.is_closing() {
                    return;
                }
                match service.next_order().await {
                    Ok(Some(held)) => {
                        let acting = service.by(held.taken.asked_by.clone());
                        tokio::spawn(acting.work(held, turn));
                    }
                    Ok(None) => drop(turn),
                    // The database may be back in a moment.
                    Err(error) => {
                        drop(turn);
                        tracing::warn!("the queue of runs could not be read: {error}");
                    }
                }
                drop(service);
                tokio::select! {
                    () = wake.notified() => {}
                    () = tokio::time::sleep(LOOK) => {}
                }
            }
        });
        self.tell_waiting();
    }

    async fn next_order(&self) -> Result<Option<LeasedRun>, ServiceError> {
        let lease = self.chance().id()?.to_string();
        let at_work = self.0.runs.at_work();
        let store = self.store().by(Actor::System);
        let taken = store.take_order(lease.clone(), at_work, lost, self.now()).await?;
        Ok(taken.map(|taken| {
            if taken.attempts > 1 {
                tracing::warn!(run = %taken.run.id, "a run that was broken off is taken up again");
            }
            LeasedRun { taken, lease }
        }))
    }

    /// Tells whoever follows a run that waits here how many come before it, and lets go of what another process took.
    fn tell_waiting(&self) {
        let inner = std::sync::Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                let Some(inner) = inner.upgrade() else { return };
                let service = Self(inner);
                if service.is_closing() {
                    return;
                }
                for id in service.0.runs.waiting() {
                    service.retell(&id).await;
                }
            }
        });
    }

    /// Shows a run that waits as the store has it; one that waits no more, and is not at work here, is followed no
    /// longer.
    pub(crate) async fn retell(&self, id: &RunId) {
        // A database that does not answer now is reported by whoever needs the answer.
        let Ok(Some(kept)) = self.kept_run(id).await else {
            return;
        };
        self.0.runs.show(id, kept);
    }

    /// Prolongs a lease again and again. Ends only when the order is not ours any more.
    pub(crate) async fn keep_alive(&self, id: &RunId, lease: &str) {
        loop {
            tokio::time::sleep(BEAT).await;
            match self.store().renew_run(id, lease).await {
                Ok(true) => {}
                Ok(false) => return,
                // The database may be back before the lease runs out.
                Err(error) => tracing::warn!(run = %id, "a run gave no sign of life: {error}"),
            }
        }
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.0.is_closing.load(Ordering::Relaxed)
    }
}

/// The figures of a run that was tried too often.
fn lost(figures: &Value) -> Value {
    let mut figures = RunFigures::from_body(figures);
    figures.fail(three_tries_failed());
    figures.to_body()
}
