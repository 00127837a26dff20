//! `act_on_request`: cancels an open request (`Cancel`), or reopens one that ended without delivery (`Retry`). A served
//! request, and one whose person was erased, stays as it is.

use crate::publish::unrouted;
use crate::{Acting, ServiceError};
use karavan_dispatch::lifecycle::may_become;
use karavan_model::{Outcome, RequestId, RequestState};
use karavan_store::{Acted, Moved, Once, StateChange, StoredRequest, Whose};

/// What a coordinator does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// Called off: nobody need go there.
    Cancel,
    /// Opened again after an outcome that was no delivery.
    Retry,
}

/// What came of a [`RequestAction`].
#[derive(Clone, Debug, PartialEq)]
pub enum RequestActionResult {
    /// Done, now or before; as it is now.
    Done(StoredRequest),
    /// Its outcome stands; as it is now.
    Closed(StoredRequest),
    /// There is no such request.
    Missing,
}

impl Acting {
    /// Calls one of these requests off or opens it again, with a few words for whoever follows the day. What was done
    /// before is not done twice. Nobody has the request afterwards, so that late events of a volunteer count only when
    /// it was brought.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn act_on_request(
        &self,
        (whose, id): (&Whose, &RequestId),
        action: RequestAction,
        note: String,
        once: Once<Moved>,
    ) -> Result<Acted<RequestActionResult>, ServiceError> {
        let decide = move |stored: &StoredRequest| after(action, stored);
        let store = self.store();
        let moved = store.move_request((whose, id), decide, note, self.now(), Some(once));
        Ok(match moved.await? {
            Acted::Done(Moved::Moved(stored)) => Acted::Done(RequestActionResult::Done(stored)),
            Acted::Done(Moved::Left(stored)) if is_done(action, stored.state) => {
                Acted::Done(RequestActionResult::Done(stored))
            }
            Acted::Done(Moved::Left(stored)) => Acted::Done(RequestActionResult::Closed(stored)),
            Acted::Done(Moved::Missing) => Acted::Done(RequestActionResult::Missing),
            Acted::Replayed(receipt) => Acted::Replayed(receipt),
            Acted::KeyReused => Acted::KeyReused,
        })
    }
}

const fn is_done(action: RequestAction, state: RequestState) -> bool {
    match action {
        RequestAction::Cancel => matches!(state, RequestState::Closed(Outcome::Cancelled)),
        RequestAction::Retry => !matches!(state, RequestState::Closed(_)),
    }
}

fn after(action: RequestAction, stored: &StoredRequest) -> Option<StateChange> {
    // Nobody could be found at a request without its person.
    if stored.is_erased {
        return None;
    }
    let is_closed = matches!(stored.state, RequestState::Closed(_));
    let state = match action {
        RequestAction::Cancel if is_closed => return None,
        RequestAction::Cancel => RequestState::Closed(Outcome::Cancelled),
        RequestAction::Retry if !is_closed => return None,
        RequestAction::Retry => unrouted(stored),
    };
    may_become(stored.state, state).then(|| StateChange {
        request: stored.request.id.clone(),
        from: stored.state,
        state,
        volunteer: None,
    })
}
