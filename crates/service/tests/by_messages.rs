//! Tests that a day planned through the messages to the planner thread gives the same document, byte for byte, as one
//! planned by a direct call.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_intake::Intake;
use karavan_model::{Policy, RequestId};
use karavan_service::Service;
use karavan_store::Whose;
use world::town::{DATE, map, planned_for, rounds};
use world::{plan, service, submit};

/// What the service plans the day from.
async fn intake(service: &Service, requests: &[RequestId]) -> Intake {
    let mut taken = Vec::new();
    for id in requests {
        taken.push(service.request(&Whose::All, id).await.unwrap().unwrap().request);
    }
    let offers = service.volunteers(*DATE).await.unwrap().into_iter();
    Intake {
        date: *DATE,
        requests: taken,
        volunteers: offers
            .map(|offer| (offer.volunteer.what, offer.shift.unwrap()))
            .collect(),
        hubs: service
            .hubs()
            .await
            .unwrap()
            .into_iter()
            .map(|kept| kept.what)
            .collect(),
        stock: Vec::new(),
        rejected: Vec::new(),
        notices: Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_document_by_messages_and_by_a_call() {
    let (service, _) = service().await;
    let mut requests = Vec::new();
    for address in ["Садовая 3", "Садовая 9", "Садовая 15", "Садовая 19", "Садовая 456"]
    {
        requests.push(submit(&service, address).await);
    }
    let intake = intake(&service, &requests).await;
    let called = planned_for(Policy::default(), &map(), intake, rounds(50))
        .unwrap()
        .document;
    assert_eq!((called.summary.served, called.summary.needs_info), (4, 1));
    let plan = plan(&service).await;
    let (_, told) = service.plan_document(&plan).await.unwrap().unwrap();
    let in_words = |document| serde_json::to_string_pretty(document).unwrap();
    assert_eq!(in_words(&told), in_words(&called));
}
