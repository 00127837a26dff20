//! `in_time`: a write whose turn does not come within 5 s is given up as `Unavailable` and not begun later; one that
//! has begun is waited for. The limit of a running write is in `writer.rs`.

use crate::error::StoreError;
use sea_orm::{ConnAcquireErr, DbErr};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

const WAITING: u8 = 0;
const BEGUN: u8 = 1;
const GIVEN_UP: u8 = 2;

/// Does what `act` makes, unless its turn does not come in time. `act` gets a question to ask when its turn has come:
/// whether it may still begin. What has begun is waited for, however long it takes.
pub(crate) async fn in_time<T, F>(act: impl FnOnce(MayBegin) -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    within(PATIENCE, act).await
}

/// Asked once, when the turn has come.
type MayBegin = Box<dyn FnOnce() -> bool + Send>;

async fn within<T, F>(patience: Duration, act: impl FnOnce(MayBegin) -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    let state = Arc::new(AtomicU8::new(WAITING));
    let own = Arc::clone(&state);
    let mut done = std::pin::pin!(act(Box::new(move || leaves_waiting(&own, BEGUN))));
    match tokio::time::timeout(patience, &mut done).await {
        Ok(done) => done,
        Err(_) if leaves_waiting(&state, GIVEN_UP) => {
            let late = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
            Err(StoreError::Unavailable(late))
        }
        Err(_) => done.await,
    }
}

fn leaves_waiting(state: &AtomicU8, to: u8) -> bool {
    state
        .compare_exchange(WAITING, to, Ordering::SeqCst, Ordering::SeqCst)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::within;
    use crate::error::StoreError;
    use std::time::Duration;

    #[tokio::test]
    async fn what_never_had_its_turn_is_given_up_and_what_has_begun_is_waited_for() {
        let (_silent, never) = tokio::sync::oneshot::channel::<()>();
        let late = within(Duration::ZERO, |begin| async move {
            let _word = never.await;
            Ok(begin())
        });
        assert!(matches!(late.await, Err(StoreError::Unavailable(_))));
        let long = within(Duration::ZERO, |begin| async move {
            let may = begin();
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            Ok(may)
        });
        assert!(long.await.unwrap_or_default());
    }
}
