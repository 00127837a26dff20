//! `Planner`: the connection to the planner, a thread of this process that gets encoded tasks and sends encoded
//! reports. `ask` sends an order, passes progress on, cancels when told, and waits for the end; `answer` sends a
//! question about a plan. The planning itself is in the crate `karavan_planner`.

use crate::ServiceError;
use crate::clock::Stopwatch;
use crate::run_progress::LiveWatch;
use karavan_dispatch::DayWatch;
use karavan_map::Map;
use karavan_planner::message::{Report, Task, Ticket, decode, encode};
use karavan_planner::{Answer, MoveAnswer, MoveOrder, Order, PlannerError, Worker};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often a waiting caller checks whether the answer is still wanted.
const LOOK: Duration = Duration::from_millis(20);

/// Callers that wait for reports, by ticket.
#[derive(Clone, Default)]
struct Listeners(Arc<Mutex<HashMap<Ticket, Sender<Vec<u8>>>>>);

impl Listeners {
    fn lock(&self) -> MutexGuard<'_, HashMap<Ticket, Sender<Vec<u8>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, ticket: Ticket, report: Vec<u8>) {
        if let Some(sender) = self.lock().get(&ticket) {
            // Whoever waited may be gone; then nobody misses it.
            let _nobody = sender.send(report);
        }
    }
}

/// A planner that orders are sent to. It ends when this is dropped.
pub(crate) struct Planner {
    orders: Sender<(Ticket, Vec<u8>)>,
    waiting: Listeners,
    next: AtomicU64,
}

impl Planner {
    /// Starts a planner on a thread of its own, one of so many in this process.
    pub(crate) fn start(map: Arc<Map>, among: usize) -> Result<Self, ServiceError> {
        let (orders, inbox) = channel::<(Ticket, Vec<u8>)>();
        let waiting = Listeners::default();
        let teller = waiting.clone();
        let start_clock = || -> Box<dyn Fn() -> Duration + Send + Sync> {
            let began = Stopwatch::start();
            Box::new(move || began.elapsed())
        };
        let tell = move |ticket, report| teller.tell(ticket, report);
        let mut worker = Worker::among(among, map, start_clock, Arc::new(tell));
        let thread = std::thread::Builder::new().name("planner".to_owned());
        thread
            .spawn(move || {
                for (ticket, message) in inbox {
                    worker.take(ticket, &message);
                }
            })
            .map_err(|error| ServiceError::Internal(error.to_string()))?;
        Ok(Self {
            orders,
            waiting,
            next: AtomicU64::new(0),
        })
    }

    /// Sends an order and waits for its end. `watch` hears how far it is, and may call it off: then the planner is
    /// told, and its end waited for.
    ///
    /// # Errors
    /// Why there is no plan.
    pub(crate) fn ask(&self, order: &Order, watch: &LiveWatch) -> Result<Answer, PlannerError> {
        let ticket = Ticket(self.next.fetch_add(1, Ordering::Relaxed));
        let (sender, reports) = channel();
        self.waiting.lock().insert(ticket, sender);
        let _seat = Seat { of: self, ticket };
        self.send(ticket, &Task::Plan(order))?;
        let mut is_wanted = true;
        loop {
            if is_wanted && watch.is_cancelled() {
                is_wanted = false;
                self.send(ticket, &Task::CallOff)?;
            }
            let report = match reports.recv_timeout(LOOK) {
                Ok(report) => report,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Err(PlannerError::Lost),
            };
            match decode(&report)? {
                Report::Stage(stage) => watch.stage(stage.into()),
                Report::Progress(progress) => watch.progress(&progress),
                Report::Ended(ended) => return ended,
                Report::Moved(_) => return Err(PlannerError::Lost),
            }
        }
    }

    /// Sends a question about a plan and waits for the answer.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn answer(&self, order: MoveOrder) -> Result<MoveAnswer, PlannerError> {
        let ticket = Ticket(self.next.fetch_add(1, Ordering::Relaxed));
        let (sender, reports) = channel();
        self.waiting.lock().insert(ticket, sender);
        let _seat = Seat { of: self, ticket };
        self.send(ticket, &Task::Move(Box::new(order)))?;
        match decode(&reports.recv().map_err(|_| PlannerError::Lost)?)? {
            Report::Moved(answer) => answer,
            // What cannot be read is ended as an order.
            Report::Ended(Err(error)) => Err(error),
            Report::Ended(Ok(_)) | Report::Stage(_) | Report::Progress(_) => Err(PlannerError::Lost),
        }
    }

    fn send(&self, ticket: Ticket, task: &Task<&Order>) -> Result<(), PlannerError> {
        let message = encode(task)?;
        self.orders.send((ticket, message)).map_err(|_| PlannerError::Lost)
    }
}

/// The entry of a waiting caller; removed however the waiting ends.
struct Seat<'a> {
    of: &'a Planner,
    ticket: Ticket,
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.of.waiting.lock().remove(&self.ticket);
    }
}
