//! Signs of life: a run at work gives them, and runs whose process gives none any more are ended, whoever began them.

use crate::{Service, ServiceError};
use karavan_model::{Actor, RunId};
use karavan_store::RUN_LEASE;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A few signs may be lost before a lease runs out.
const BEAT: Duration = Duration::from_secs(RUN_LEASE.as_secs() / 5);

impl Service {
    /// Prolongs the lease of a run again and again. Ends only when the run is not ours any more.
    pub(crate) async fn keep_alive(&self, id: &RunId) {
        loop {
            tokio::time::sleep(BEAT).await;
            match self.store().renew_run(id, &self.0.name).await {
                Ok(true) => {}
                Ok(false) => return,
                // The database may be back before the lease runs out.
                Err(error) => tracing::warn!(run = %id, "a run gave no sign of life: {error}"),
            }
        }
    }

    /// Ends the runs that nobody works on any more. Those at work here are alive, whatever a clock says.
    pub(crate) async fn end_lost_runs(&self) -> Result<(), ServiceError> {
        let lost = self
            .store()
            .by(Actor::System)
            .end_lost_runs(self.0.runs.at_work(), self.now())
            .await?;
        if !lost.is_empty() {
            tracing::warn!(runs = lost.len(), "runs that a stop left behind were ended");
        }
        Ok(())
    }

    /// Looks for such runs until the service is closed or gone.
    pub(crate) fn watch_lost_runs(&self) {
        let inner = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(BEAT).await;
                let Some(inner) = inner.upgrade() else { return };
                if inner.is_closing.load(Ordering::Relaxed) {
                    return;
                }
                // A database that does not answer now is reported by whoever needs the answer.
                let _later = Self(inner).end_lost_runs().await;
            }
        });
    }
}
