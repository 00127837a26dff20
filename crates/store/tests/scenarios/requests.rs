//! Scenarios of requests: kept across a reopen, numbered, kept once per reference, paged without loss, found by name,
//! address and telephone, changed by one of two editors; a caller that goes away and a failed write leave nothing
//! half done.

use super::{DAY, at, insert, keep, me, new, request};
use crate::delivery::delivery;
use crate::engines::Database;
use karavan_model::{Outcome, RequestId, RequestState, VolunteerId};
use karavan_store::{
    Accepted, Acted, Inserted, Moved, RequestChange, RequestFilter, RequestUpdated, StateChange, Store, StoredRequest,
    Whose, check_digit,
};
use std::collections::BTreeSet;

pub(crate) async fn what_was_answered_is_there_after_a_reopen(database: Database) {
    let store = database.open().await;
    let kept = keep(&store, "").await;
    store.close().await.unwrap();
    let store = database.open().await;
    assert_eq!(store.request(&kept.request.id).await.unwrap(), Some(kept.clone()));
    let ids = [kept.request.id.clone(), RequestId::from("nobody")];
    let named = store.requests_by_id(&ids.iter().collect()).await.unwrap();
    assert_eq!(named.items, store.requests_of_day(*DAY).await.unwrap().items);
    assert_eq!(named.items, [kept]);
    assert_eq!(store.request(&RequestId::from("nobody")).await.unwrap(), None);
    store.ready().await.unwrap();
}

pub(crate) async fn a_number_is_given_and_an_imported_one_kept(database: Database) {
    let store = database.open().await;
    // The second number, 1002, is used up by the imported row's place in the list.
    let kept = [
        keep(&store, "").await,
        keep(&store, "R0001").await,
        keep(&store, "").await,
    ];
    let ids = kept.each_ref().map(|kept| kept.request.id.as_str());
    assert_eq!(ids[1], "R0001");
    assert!(ids[0].starts_with("1001-") && check_digit(ids[0]) == 0, "{ids:?}");
    assert!(ids[2].starts_with("1003-") && check_digit(ids[2]) == 0, "{ids:?}");
    assert_eq!(
        kept.map(|kept| (kept.number, kept.version)),
        [(1001, 1), (1002, 1), (1003, 1)]
    );

    // Somebody's table already holds the number that would come after its own.
    let next = (0..10)
        .map(|check| format!("1005-{check}"))
        .find(|id| check_digit(id) == 0)
        .unwrap();
    keep(&store, &next).await;
    let given = keep(&store, "").await.request.id;
    assert!(given.as_str() != next && check_digit(given.as_str()) == 0, "{given}");
}

pub(crate) async fn one_reference_is_kept_once(database: Database) {
    let store = database.open().await;
    let first = new(request("", Some("A-17")));
    let mut other = first.clone();
    other.request.address = "улица Другая, 1".to_owned();
    other.fingerprint = "other".to_owned();
    let mut elsewhere = other.clone();
    elsewhere.request.source = "hotline".to_owned();

    let batch = vec![first.clone(), first.clone(), other.clone(), elsewhere];
    let accepted = store.by(me()).accept(delivery(batch), None).await.unwrap();
    let karavan_store::Acted::Done(Accepted::Kept { inserted: answers, .. }) = accepted else {
        panic!("no key was given");
    };
    let [
        Inserted::Created(kept),
        Inserted::Existing(same),
        Inserted::Conflict(in_the_way),
        Inserted::Created(_),
    ] = answers.as_slice()
    else {
        panic!("{answers:?}");
    };
    assert_eq!((kept, kept), (same, in_the_way));

    // The same holds for a later call, after an edit, and for a given id.
    assert_eq!(insert(&store, first).await, Inserted::Existing(kept.clone()));
    assert_eq!(insert(&store, other.clone()).await, Inserted::Conflict(kept.clone()));
    other.request.source_ref = None;
    other.request.id = kept.request.id.clone();
    assert_eq!(insert(&store, other).await, Inserted::Conflict(kept.clone()));
    assert_eq!(store.requests_of_day(*DAY).await.unwrap().len(), 2);
}

pub(crate) async fn a_page_never_loses_or_repeats_a_row_while_others_insert(database: Database) {
    let store = database.open().await;
    for _ in 0..7 {
        keep(&store, "").await;
    }
    let before: Vec<String> = all_pages(&store, 100, false).await;
    assert_eq!(before.len(), 7);
    // One row arrives after every page of three; each is seen exactly once, at the end.
    let seen = all_pages(&store, 3, true).await;
    assert_eq!(seen[..7], before);
    assert_eq!(seen.len(), seen.iter().collect::<BTreeSet<_>>().len());
    let filter = RequestFilter {
        state: Some("closed".to_owned()),
        ..RequestFilter::default()
    };
    assert_eq!(store.requests(&Whose::All, &filter, None, 10).await.unwrap().items, []);
}

async fn all_pages(store: &Store, limit: u64, insert: bool) -> Vec<String> {
    let filter = RequestFilter {
        date: Some(*DAY),
        ..RequestFilter::default()
    };
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = store.requests(&Whose::All, &filter, after, limit).await.unwrap();
        assert!(page.items.len() <= usize::try_from(limit).unwrap());
        seen.extend(page.items.into_iter().map(|kept| kept.request.id.0));
        if insert && seen.len() <= 7 {
            keep(store, "").await;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return seen,
        }
    }
}

pub(crate) async fn people_are_found_by_name_address_and_telephone(database: Database) {
    let store = database.open().await;
    let kept = keep(&store, "").await;
    let mut other = new(request("", None));
    other.request.recipient = "Получатель 100%_".to_owned();
    other.request.address = "проспект Абая, 7".to_owned();
    other.request.phone = String::new();
    other.owner = "key2".to_owned();
    let other = insert(&store, other).await.stored().clone();
    let cases: [(&str, &[&StoredRequest]); 8] = [
        ("ЕЛОЧНАЯ", &[&kept]),
        ("получатель ёлочная", &[&kept]),
        ("8 (911) 101 11 17", &[&kept]),
        ("100%_", &[&other]),
        ("0%0", &[]),
        ("абая 7", &[&other]),
        ("получатель", &[&kept, &other]),
        ("", &[&kept, &other]),
    ];
    for (q, found) in cases {
        let filter = RequestFilter {
            q: Some(q.to_owned()),
            ..RequestFilter::default()
        };
        let page = store.requests(&Whose::All, &filter, None, 10).await.unwrap();
        assert_eq!(page.items.iter().collect::<Vec<_>>(), found, "{q}");
    }
    let mine = Whose::Owner("key2".to_owned());
    assert_eq!(
        store
            .requests(&mine, &RequestFilter::default(), None, 10)
            .await
            .unwrap()
            .items,
        std::slice::from_ref(&other)
    );
    let named = RequestFilter {
        ids: Some(vec![other.request.id.clone(), RequestId::from("nobody")]),
        ..RequestFilter::default()
    };
    assert_eq!(
        store.requests(&Whose::All, &named, None, 10).await.unwrap().items,
        [other]
    );
}

pub(crate) async fn of_two_editors_one_is_told_that_it_came_late(database: Database) {
    let store = database.open().await;
    let kept = keep(&store, "R1").await;
    let change = |comment: &str| {
        let mut request = request("other", Some("other"));
        request.comment = comment.to_owned();
        RequestChange {
            request,
            state: RequestState::NeedsInfo,
            why: Some("no_house".to_owned()),
            volunteer: None,
        }
    };
    let id = &kept.request.id;
    let acting = store.by(me());
    let (one, two) = tokio::join!(
        acting.update_request(id, 1, change("one"), at(1)),
        acting.update_request(id, 1, change("two"), at(2)),
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    let (updated, stale) = match (&one, &two) {
        (RequestUpdated::Updated(updated), RequestUpdated::Stale(stale))
        | (RequestUpdated::Stale(stale), RequestUpdated::Updated(updated)) => (updated, stale),
        other => panic!("{other:?}"),
    };
    assert_eq!(updated, stale);
    assert_eq!((updated.version, updated.state), (2, RequestState::NeedsInfo));
    // Id and reference are not for changing.
    assert_eq!(
        (updated.request.id.as_str(), &updated.request.source_ref),
        ("R1", &None)
    );
    assert_eq!(store.request(id).await.unwrap().as_ref(), Some(updated));

    let outcome = RequestState::Closed(Outcome::InHand);
    let close = move |stored: &StoredRequest| {
        Some(StateChange {
            request: stored.request.id.clone(),
            from: stored.state,
            state: outcome,
            volunteer: Some(VolunteerId::from("V001")),
        })
    };
    let moved = store
        .by(me())
        .move_request((&Whose::All, id), close, "у соседки".to_owned(), at(3), None)
        .await
        .unwrap();
    assert!(matches!(moved, Acted::Done(Moved::Moved(_))), "{moved:?}");
    let nobody = RequestId::from("nobody");
    let nobody = store
        .by(me())
        .move_request((&Whose::All, &nobody), close, String::new(), at(3), None)
        .await
        .unwrap();
    assert_eq!(nobody, Acted::Done(Moved::Missing));
    let closed = store.request(id).await.unwrap().unwrap();
    assert_eq!(
        (closed.version, closed.state),
        (3, RequestState::Closed(Outcome::InHand))
    );
    assert_eq!(closed.volunteer, Some(VolunteerId::from("V001")));
    let counts = store.counts_of_day(*DAY).await.unwrap();
    assert_eq!(counts, [(RequestState::Closed(Outcome::InHand), 1)]);
    let missing = store
        .by(me())
        .update_request(&RequestId::from("nobody"), 1, change(""), at(4))
        .await
        .unwrap();
    assert_eq!(missing, RequestUpdated::Missing);
}

pub(crate) async fn a_caller_that_goes_away_changes_nothing(database: Database) {
    let store = database.open().await;
    // Callers give up at every early moment of their write; each write happens wholly or not at all, and later ones
    // find a healthy connection.
    for polls in 0..40_usize {
        let gone = new(request(&format!("gone{polls}"), None));
        let acting = store.by(me());
        let mut insert = Box::pin(acting.accept(delivery(vec![gone]), None));
        for _ in 0..polls % 8 {
            tokio::select! {
                biased;
                _ = &mut insert => break,
                () = tokio::task::yield_now() => {}
            }
        }
        drop(insert);
        keep(&store, &format!("kept{polls}")).await;
    }
    store.close().await.unwrap();
    let store = database.open().await;
    let kept = store.requests_of_day(*DAY).await.unwrap();
    let acknowledged = kept.iter().filter(|kept| kept.request.id.as_str().starts_with("kept"));
    assert_eq!(acknowledged.count(), 40);
    let feed = store.changes_after(0, None, 1000).await.unwrap();
    assert_eq!(
        feed.len(),
        kept.len(),
        "a change for every request and for nothing else"
    );
}

pub(crate) async fn a_failed_write_leaves_nothing_behind(database: Database) {
    let store = database.open().await;
    let kept = keep(&store, "").await;
    // A shift of a volunteer that does not exist breaks a foreign key in the middle of the table.
    let volunteer = super::volunteers_and_hubs::volunteer("V001");
    let shift = super::volunteers_and_hubs::shift("V999");
    store
        .by(me())
        .put_volunteers(vec![(volunteer, Some(shift))], at(1), None)
        .await
        .unwrap_err();
    assert_eq!(store.volunteers().await.unwrap().items, []);
    assert_eq!(store.last_change().await.unwrap(), 2, "the request and its submission");
    assert_eq!(keep(&store, "").await.number, kept.number + 1);
}
