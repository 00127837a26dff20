//! `Worker`: takes encoded tasks and sends encoded reports; plans each order, and answers each question about a plan,
//! on a thread of its own, can call an order off, and reports its end. It knows the sender only by a `Ticket`.

use crate::message::{Report, Task, Ticket, decode, encode};
use crate::moves::{Tables, answered};
use crate::planning::plan;
use crate::{Answer, MoveAnswer, MoveOrder, Order, PlannerError, Progress, Stage, Watch};
use karavan_map::Map;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Starts a clock for one order.
pub type StartClock = fn() -> Box<dyn Fn() -> Duration + Send + Sync>;
/// Sends an encoded report on an order.
pub type Tell = dyn Fn(Ticket, Vec<u8>) + Send + Sync;

/// A planner with its map.
pub struct Worker {
    map: Arc<Map>,
    start_clock: StartClock,
    tell: Arc<Tell>,
    /// Orders at work, each with what calls it off.
    at_work: BTreeMap<Ticket, Weak<AtomicBool>>,
    tables: Arc<Tables>,
}

impl Worker {
    /// A planner without an order yet, the only one of its process.
    #[must_use]
    pub fn new(map: Arc<Map>, start_clock: StartClock, tell: Arc<Tell>) -> Self {
        Self::among(1, map, start_clock, tell)
    }

    /// The same, one of so many planners in this process, which share the memory for tables that are kept.
    #[must_use]
    pub fn among(planners: usize, map: Arc<Map>, start_clock: StartClock, tell: Arc<Tell>) -> Self {
        Self {
            map,
            start_clock,
            tell,
            at_work: BTreeMap::new(),
            tables: Arc::new(Tables::of_one_among(planners)),
        }
    }

    /// Takes a message and goes on at once. The end of every order is told, also of one that cannot be read.
    pub fn take(&mut self, ticket: Ticket, message: &[u8]) {
        match decode(message) {
            Ok(Task::Plan(order)) => self.begin(ticket, order),
            Ok(Task::Move(order)) => self.answer(ticket, *order),
            Ok(Task::CallOff) => {
                if let Some(flag) = self.at_work.get(&ticket).and_then(Weak::upgrade) {
                    flag.store(true, Ordering::Relaxed);
                }
            }
            Err(error) => report(&*self.tell, ticket, &Report::Ended(Err(error))),
        }
    }

    fn begin(&mut self, ticket: Ticket, order: Order) {
        let is_called_off = Arc::new(AtomicBool::new(false));
        self.at_work.retain(|_, flag| flag.strong_count() > 0);
        self.at_work.insert(ticket, Arc::downgrade(&is_called_off));
        let desk = Desk {
            ticket,
            elapsed: (self.start_clock)(),
            tell: Arc::clone(&self.tell),
            is_called_off,
        };
        let (mut last, map) = (LastWord::of(&desk), Arc::clone(&self.map));
        let thread = std::thread::Builder::new().name("order".to_owned());
        // Where there is no thread to be had, the last word says that the order is lost.
        drop(thread.spawn(move || last.set(plan(&map, order, &desk))));
    }

    /// A move or its offers take milliseconds, “why?” on a large day up to seconds, and each as long as measuring where
    /// there is no table yet: they are answered beside the searches.
    fn answer(&self, ticket: Ticket, order: MoveOrder) {
        let (map, tables, tell) = (Arc::clone(&self.map), Arc::clone(&self.tables), Arc::clone(&self.tell));
        let thread = std::thread::Builder::new().name("move".to_owned());
        let begun = thread.spawn(move || {
            let mut last = LastAnswer {
                ticket,
                tell,
                ended: Err(PlannerError::Lost),
            };
            last.ended = answered(&map, &tables, order);
        });
        if begun.is_err() {
            report(&*self.tell, ticket, &Report::Moved(Err(PlannerError::Lost)));
        }
    }
}

impl Drop for Worker {
    /// Nobody can wait for an answer any more.
    fn drop(&mut self) {
        for flag in self.at_work.values().filter_map(Weak::upgrade) {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

/// Where one order is worked on.
struct Desk {
    ticket: Ticket,
    elapsed: Box<dyn Fn() -> Duration + Send + Sync>,
    tell: Arc<Tell>,
    is_called_off: Arc<AtomicBool>,
}

fn report(tell: &Tell, ticket: Ticket, report: &Report) {
    // What cannot be told is the same as a planner that stopped.
    if let Ok(bytes) = encode(report) {
        tell(ticket, bytes);
    }
}

impl Watch for Desk {
    fn elapsed(&self) -> Duration {
        (self.elapsed)()
    }

    fn is_cancelled(&self) -> bool {
        self.is_called_off.load(Ordering::Relaxed)
    }

    fn stage(&self, stage: Stage) {
        report(&*self.tell, self.ticket, &Report::Stage(stage));
    }

    fn progress(&self, progress: &Progress) {
        report(&*self.tell, self.ticket, &Report::Progress(*progress));
    }
}

/// The end of an order is told when its thread ends, however it ends.
struct LastWord {
    ticket: Ticket,
    tell: Arc<Tell>,
    ended: Result<Answer, PlannerError>,
}

impl LastWord {
    fn of(desk: &Desk) -> Self {
        Self {
            ticket: desk.ticket,
            tell: Arc::clone(&desk.tell),
            ended: Err(PlannerError::Lost),
        }
    }

    fn set(&mut self, ended: Result<Answer, PlannerError>) {
        self.ended = ended;
    }
}

impl Drop for LastWord {
    fn drop(&mut self) {
        let ended = std::mem::replace(&mut self.ended, Err(PlannerError::Lost));
        report(&*self.tell, self.ticket, &Report::Ended(ended));
    }
}

/// A question is answered when its thread ends, however it ends.
struct LastAnswer {
    ticket: Ticket,
    tell: Arc<Tell>,
    ended: Result<MoveAnswer, PlannerError>,
}

impl Drop for LastAnswer {
    fn drop(&mut self) {
        let ended = std::mem::replace(&mut self.ended, Err(PlannerError::Lost));
        report(&*self.tell, self.ticket, &Report::Moved(ended));
    }
}
