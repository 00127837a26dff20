//! Why a request is left out of a plan, or where it is.

use crate::{Service, ServiceError};
use karavan_dispatch::by_hand::{ChangeFault, Names, WhyTold, why};
use karavan_model::{PlanId, RequestId};
use karavan_store::PlanHead;

/// What came of asking why.
#[derive(Debug)]
pub enum WhyAnswer {
    /// The plan, the answer, and the names of volunteers who are still kept.
    Done(PlanHead, Box<WhyTold>, Names),
    /// It cannot be said.
    Refused(ChangeFault),
    /// There is no such plan.
    Missing,
}

impl Service {
    /// Why a request is left out of a plan, or where it is; of a plan in any state.
    ///
    /// # Errors
    /// When the store fails, or the document cannot be read.
    pub async fn why(&self, id: &PlanId, request: RequestId, is_second: bool) -> Result<WhyAnswer, ServiceError> {
        let Some((head, document)) = self.plan_document(id).await? else {
            return Ok(WhyAnswer::Missing);
        };
        let people = self.people().await?.into_iter();
        let names: Names = people.map(|(id, volunteer)| (id, volunteer.name)).collect();
        let id = id.clone();
        let (told, names) = self
            .on_blocking_thread(move |service| {
                let told = why((id.as_str(), &document), (&request, is_second), &names, |order| {
                    service.ask_about(&document, order)
                });
                (told, names)
            })
            .await?;
        match told {
            Ok(told) => Ok(WhyAnswer::Done(head, Box::new(told), names)),
            Err(ChangeFault::Failed(error)) => Err(error.into()),
            Err(fault) => Ok(WhyAnswer::Refused(fault)),
        }
    }
}
