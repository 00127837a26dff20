//! `delivery`: makes one API delivery (`Delivery`) of some requests, as `Acting::accept` takes it; used by many
//! tests. No test is here, and no HTTP.

use karavan_model::{Door, Timestamp};
use karavan_store::{Delivery, NewItem, NewRequest, NewSubmission, SubmissionPart, SubmittedRow};

/// All of them at once; digest and receipt are the id of the first.
pub(crate) fn delivery(requests: Vec<NewRequest>) -> Delivery {
    let first = requests.first().map(|new| &new.request);
    let date = first.map_or_else(|| "2026-11-21".parse().unwrap(), |request| request.date);
    let digest = first.map(|request| request.id.0.clone()).unwrap_or_default();
    let owner = requests.first().map(|new| new.owner.clone()).unwrap_or_default();
    let items = (1..).zip(requests).map(|(place, new)| NewItem {
        place,
        source: new.request.source.clone(),
        source_ref: None,
        row: SubmittedRow::Request(Box::new(new)),
    });
    Delivery {
        part: SubmissionPart::First(NewSubmission {
            date,
            door: Door::Api,
            source: None,
            owner,
            receipt: Some(digest.clone()),
            digest,
            requests_per_day: None,
        }),
        at: Timestamp(1_795_240_000_000_000),
        date,
        items: items.collect(),
        sources: Vec::new(),
        is_last: true,
    }
}
