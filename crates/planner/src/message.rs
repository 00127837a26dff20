//! `Task` (to a planner) and `Report` (from one), told apart by `Ticket`, with `encode` and `decode`: one version byte,
//! then postcard. Another version, a message cut short or one with bytes behind its end is refused.

use crate::{Answer, MoveAnswer, MoveOrder, Order, PlannerError, Progress, Stage};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Raised with every change of what messages hold: service and planner of two versions refuse one another.
const VERSION: u8 = 4;

/// Which order a message is about. Whoever gives orders numbers them; the way of the messages carries the number beside
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// To a planner, about one order. It is sent by reference and comes out whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task<O = Order> {
    /// Plan this.
    Plan(O),
    /// Answer this about a plan that is changed by hand.
    Move(Box<MoveOrder>),
    /// Nobody waits for it any more.
    CallOff,
}

/// From a planner, about one order. After the end of it there is nothing more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Report {
    /// A stage begins.
    Stage(Stage),
    /// The search is so far.
    Progress(Progress),
    /// It is over.
    Ended(Result<Answer, PlannerError>),
    /// The answer about a plan that is changed by hand, and the end.
    Moved(Result<MoveAnswer, PlannerError>),
}

/// A message as bytes.
///
/// # Errors
/// Never for messages of this crate; the format allows for it.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, PlannerError> {
    postcard::to_extend(message, vec![VERSION]).map_err(|error| PlannerError::Message(error.to_string()))
}

/// A message from bytes.
///
/// # Errors
/// When they are of another version, damaged, or more than the message.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, PlannerError> {
    let refused = |why: &str| PlannerError::Message(why.to_owned());
    let Some((&VERSION, body)) = bytes.split_first() else {
        return Err(refused(
            "it is of another version of karavan; run the same on both sides",
        ));
    };
    let (message, rest) = postcard::take_from_bytes(body).map_err(|error| refused(&error.to_string()))?;
    if rest.is_empty() {
        Ok(message)
    } else {
        Err(refused("something stands behind its end"))
    }
}
