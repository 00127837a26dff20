//! `Machine`: what the services of several regions in one process share, so that all of them together take no more of
//! the machine than one would: threads for strangers and imports, the turn of the search, memory for travel tables.

use crate::ServiceError;
use crate::pools::Pools;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What services share; clones share it too.
#[derive(Clone)]
pub struct Machine {
    pub(crate) pools: Arc<Pools>,
    /// One search at a time. The semaphore is fair and each region waits for it at most once, so regions with runs
    /// take turns, however many runs one of them has.
    pub(crate) turn: Arc<Semaphore>,
    pub(crate) regions: usize,
}

impl Machine {
    /// For so many regions.
    ///
    /// # Errors
    /// When threads cannot be started.
    pub fn for_regions(regions: usize) -> Result<Self, ServiceError> {
        Ok(Self {
            pools: Arc::new(Pools::new()?),
            turn: Arc::new(Semaphore::new(1)),
            regions,
        })
    }
}
