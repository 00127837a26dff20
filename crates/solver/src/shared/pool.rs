//! `inside`: runs work in a rayon thread pool of its own, so that solves do not share threads; in the current pool
//! if none can be made.

use rayon::ThreadPoolBuilder;

/// Runs the work inside a pool of its own. When the machine gives no threads, it runs in the pool there already is.
pub(crate) fn inside<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
