//! `hand_marks`: what was done to a plan by hand (`HandMarks`): pins, locks, what can be undone, and which rules it
//! breaks. `kept_of`: what a new search keeps of a plan.

use crate::{Service, ServiceError};
use karavan_dispatch::by_hand::Kept;
use karavan_dispatch::document::Marks;
use karavan_dispatch::recheck::{Finding, check};
use karavan_model::PlanId;
use karavan_store::{DraftTurns, PlanHead};

/// What was done to a plan by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct HandMarks {
    /// The plan.
    pub plan: PlanHead,
    /// Its pins and locks.
    pub marks: Marks,
    /// How often it can be undone and done again.
    pub turns: DraftTurns,
    /// Rules that it breaks.
    pub findings: Vec<Finding>,
}

impl Service {
    /// What was done to a plan by hand; `None` when there is no such plan.
    ///
    /// # Errors
    /// When the store fails, or the document cannot be read.
    pub async fn hand_marks(&self, id: &PlanId) -> Result<Option<HandMarks>, ServiceError> {
        let Some((plan, document)) = self.plan_document(id).await? else {
            return Ok(None);
        };
        let marks = document.marks.clone();
        let findings = self.on_blocking_thread(move |_| check(&document)).await??;
        Ok(Some(HandMarks {
            turns: self.store().draft_turns(id).await?,
            plan,
            marks,
            findings,
        }))
    }

    /// What a search keeps of the plan that it begins from.
    pub(crate) async fn kept_of(&self, plan: Option<&PlanId>) -> Result<Kept, ServiceError> {
        let Some(id) = plan else {
            return Ok(Kept::default());
        };
        let document = self.plan_document(id).await?;
        Ok(document.map(|(_, document)| Kept::of(&document)).unwrap_or_default())
    }
}
