//! `Pools`: two thread pools (queries of strangers, table imports), each of at most half of the cores but at least one,
//! with low priority on Linux; and permits for them, for VROOM problems and for strangers' tiles.

use crate::ServiceError;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Tiles drawn at once for callers without a session or a key.
const STRANGERS_TILES: usize = 2;

/// A thread pool, and the permits to use it.
pub(crate) struct Pool {
    threads: ThreadPool,
    pub(crate) permits: Arc<Semaphore>,
}

impl Pool {
    fn new(threads: usize) -> Result<Self, ServiceError> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .start_handler(|_| stand_back())
            .build();
        Ok(Self {
            threads: pool.map_err(|error| ServiceError::Internal(error.to_string()))?,
            permits: Arc::new(Semaphore::new(threads)),
        })
    }

    /// Runs work on these threads, also what it splits; the caller's own thread waits.
    pub(crate) fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }
}

/// The niceness of the threads of a pool: with all cores busy they get about a tenth of one
/// that answers a coordinator or a volunteer.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Lowers the priority of the thread. On Linux niceness is of a thread; elsewhere it would be of the whole process.
fn stand_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%error, "threads for imports and strangers run like all others");
    }
}

/// All of them.
pub(crate) struct Pools {
    /// Questions that anybody may ask.
    pub(crate) strangers: Pool,
    /// Tables of requests.
    pub(crate) imports: Pool,
    /// VROOM's problems: one at a time.
    pub(crate) problems: Arc<Semaphore>,
    /// Tiles for strangers.
    pub(crate) tiles: Arc<Semaphore>,
}

impl Pools {
    /// At most half of the machine for each.
    pub(crate) fn new() -> Result<Self, ServiceError> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let half = (cores / 2).max(1);
        Ok(Self {
            strangers: Pool::new(half)?,
            imports: Pool::new(half)?,
            problems: Arc::new(Semaphore::new(1)),
            tiles: Arc::new(Semaphore::new(STRANGERS_TILES)),
        })
    }
}

/// A permit, in the order of asking. It is given back when the work has ended, also when nobody waits for it any more.
pub(crate) async fn permit(permits: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, ServiceError> {
    let permit = Arc::clone(permits).acquire_owned().await;
    permit.map_err(|_| ServiceError::Cancelled)
}
