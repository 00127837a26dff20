//! A planner for tests of changes by hand and of “why?”.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_dispatch::by_hand::{Change, ChangeFault, Changed, change, ground};
use karavan_dispatch::document::PlanDocument;
use karavan_map::Map;
use karavan_planner::message::{Report, Task, Ticket, decode, encode};
use karavan_planner::{MoveAnswer, MoveOrder, Order, PlannerError, Worker};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A planner behind messages, as a service has it.
pub(crate) struct Planner {
    pub(crate) map: Arc<Map>,
    worker: Worker,
    answers: Receiver<Vec<u8>>,
}

impl Planner {
    pub(crate) fn new(map: Map) -> Self {
        let map = Arc::new(map);
        let (sender, answers) = channel();
        let sender = Mutex::new(sender);
        let tell = move |_, bytes| sender.lock().unwrap().send(bytes).unwrap();
        let clock = || -> Box<dyn Fn() -> Duration + Send + Sync> { Box::new(|| Duration::ZERO) };
        Self {
            worker: Worker::new(Arc::clone(&map), clock, Arc::new(tell)),
            map,
            answers,
        }
    }

    /// Its answer.
    pub(crate) fn ask(&mut self, order: MoveOrder) -> Result<MoveAnswer, PlannerError> {
        let sent = encode(&Task::<&Order>::Move(Box::new(order))).unwrap();
        self.worker.take(Ticket(1), &sent);
        match decode(&self.answers.recv_timeout(Duration::from_secs(60)).unwrap()).unwrap() {
            Report::Moved(answer) => answer,
            other => panic!("{other:?}"),
        }
    }

    /// As a service asks: with what to measure where the planner has no table.
    pub(crate) fn change(&mut self, draft: &PlanDocument, changes: &[Change]) -> Result<Changed, ChangeFault> {
        let hash = self.map.hash();
        change(("P", draft), changes, |order| match self.ask(order.clone()) {
            Err(PlannerError::NoTable) => self.ask(MoveOrder {
                ground: ground(draft, hash).ok(),
                ..order
            }),
            answer => answer,
        })
    }
}
