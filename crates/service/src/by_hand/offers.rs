//! `Service::offers`: whom a request of a draft could be given to, with the price of each (`OffersAnswer`).

use crate::{Service, ServiceError};
use karavan_dispatch::by_hand::{ChangeFault, OfferTold, offers};
use karavan_model::{PlanId, RequestId, VolunteerId};
use karavan_store::{PlanHead, PlanState};
use std::collections::BTreeMap;

/// What came of asking.
#[derive(Debug)]
pub enum OffersAnswer {
    /// The draft, the offers, and the names of volunteers who are still kept.
    Done(PlanHead, Vec<OfferTold>, BTreeMap<VolunteerId, String>),
    /// It cannot be said.
    Refused(ChangeFault),
    /// It is no draft any more.
    NotDraft(PlanHead),
    /// There is no such plan.
    Missing,
}

impl Service {
    /// Whom a request could be given to: first those whose route then keeps all rules, the least driving first.
    ///
    /// # Errors
    /// When the store fails, or the document cannot be read.
    pub async fn offers(&self, id: &PlanId, request: RequestId, is_second: bool) -> Result<OffersAnswer, ServiceError> {
        let Some((head, document)) = self.plan_document(id).await? else {
            return Ok(OffersAnswer::Missing);
        };
        if head.state != PlanState::Draft {
            return Ok(OffersAnswer::NotDraft(head));
        }
        let id = id.clone();
        let told = self
            .on_blocking_thread(move |service| {
                offers((id.as_str(), &document), (&request, is_second), |order| {
                    service.ask_about(&document, order)
                })
            })
            .await?;
        let people = self.people().await?.into_iter();
        let names = people.map(|(id, volunteer)| (id, volunteer.name)).collect();
        match told {
            Ok(offers) => Ok(OffersAnswer::Done(head, offers, names)),
            Err(ChangeFault::Failed(error)) => Err(error.into()),
            Err(fault) => Ok(OffersAnswer::Refused(fault)),
        }
    }
}
