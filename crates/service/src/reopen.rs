//! What a coordinator does with a request outside of any plan: calls it off, or opens it again.

use crate::publish::unrouted;
use crate::{Acting, ServiceError};
use karavan_dispatch::lifecycle::may_become;
use karavan_model::{Outcome, RequestId, RequestState};
use karavan_store::{Acted, Moved, Once, StateChange, StoredRequest};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Called off: nobody need go there.
    Cancel,
    /// Opened again after an outcome that was no delivery.
    Retry,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Turned {
    /// Done, now or before; as it is now.
    Done(StoredRequest),
    /// Its outcome stands; as it is now.
    Closed(StoredRequest),
    /// There is no such request.
    Missing,
}

impl Acting {
    /// Calls a request off or opens it again, with a few words for whoever follows the day. What was done before is not
    /// done twice. Nobody has the request afterwards, so that late events of a volunteer count only when it was
    /// brought.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn turn(
        &self,
        id: &RequestId,
        turn: Turn,
        note: String,
        once: Once<Moved>,
    ) -> Result<Acted<Turned>, ServiceError> {
        let decide = move |stored: &StoredRequest| turned(turn, stored);
        let store = self.store();
        let moved = store.move_request(id, decide, note, self.now(), Some(once));
        Ok(match moved.await? {
            Acted::Done(Moved::Moved(stored)) => Acted::Done(Turned::Done(stored)),
            Acted::Done(Moved::Left(stored)) if is_done(turn, stored.state) => Acted::Done(Turned::Done(stored)),
            Acted::Done(Moved::Left(stored)) => Acted::Done(Turned::Closed(stored)),
            Acted::Done(Moved::Missing) => Acted::Done(Turned::Missing),
            Acted::Replayed(receipt) => Acted::Replayed(receipt),
            Acted::KeyReused => Acted::KeyReused,
        })
    }
}

const fn is_done(turn: Turn, state: RequestState) -> bool {
    match turn {
        Turn::Cancel => matches!(state, RequestState::Closed(Outcome::Cancelled)),
        Turn::Retry => !matches!(state, RequestState::Closed(_)),
    }
}

fn turned(turn: Turn, stored: &StoredRequest) -> Option<StateChange> {
    // Nobody could be found at a request without its person.
    if stored.is_erased {
        return None;
    }
    let is_closed = matches!(stored.state, RequestState::Closed(_));
    let state = match turn {
        Turn::Cancel if is_closed => return None,
        Turn::Cancel => RequestState::Closed(Outcome::Cancelled),
        Turn::Retry if !is_closed => return None,
        Turn::Retry => unrouted(stored),
    };
    may_become(stored.state, state).then(|| StateChange {
        request: stored.request.id.clone(),
        from: stored.state,
        state,
        volunteer: None,
    })
}
