//! `ask_about`: asks the planner about a draft; where the planner has no travel table for it, it asks again with what
//! to measure.

use crate::Service;
use karavan_dispatch::PlanDocument;
use karavan_dispatch::by_hand::ground;
use karavan_planner::{MoveAnswer, MoveOrder, PlannerError};

impl Service {
    /// Sends a question about a draft, and again with what to measure where the planner has not. It waits.
    pub(super) fn ask_about(&self, document: &PlanDocument, order: MoveOrder) -> Result<MoveAnswer, PlannerError> {
        match self.0.planner.answer(order.clone()) {
            Err(PlannerError::NoTable) => {
                let ground = ground(document, self.map().hash()).ok();
                self.0.planner.answer(MoveOrder { ground, ..order })
            }
            answered => answered,
        }
    }
}
