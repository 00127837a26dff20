//! Tests of the service through a day on an embedded database: accepted, planned, published, reported (also off the
//! route); an address corrected, links that end, a second plan, tables of requests stored as submissions, and the
//! change feed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod world;

use karavan_model::{Door, Outcome, RequestId, RequestState, SourceState, StatusKind, Timestamp};
use karavan_service::{Amended, Amendment, EventReport, EventResult, LinkState, PublishAnswer};
use karavan_service::{Sender, SentTable, digest_of};
use karavan_store::{Acted, Expected, ItemOutcome, Reach, RequestFilter, SubmissionState, Whose};
use std::sync::atomic::Ordering;
use world::town::DATE;
use world::{MORNING, SECOND, me, plan, publish, report, service, state, submit};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_goes_from_the_hotline_to_the_door() {
    let (service, clock) = service().await;
    let id = submit(&service, "Садовая 9").await;
    assert_eq!(state(&service, &id).await, RequestState::Located);
    let plan = plan(&service).await;
    assert_eq!(state(&service, &id).await, RequestState::Planned);
    let token = publish(&service, &plan).await;
    assert_eq!(state(&service, &id).await, RequestState::Published);

    let holder = service.link_holder(&token).await.unwrap().unwrap();
    let own = service.own_route(&holder).await.unwrap().unwrap();
    assert!(own.requests.contains_key(&id) && own.line.len() > 2);
    let gpx = String::from_utf8(service.own_route_gpx(&holder).await.unwrap().unwrap()).unwrap();
    assert!(gpx.contains(id.as_str()) && !gpx.contains("Получатель"));

    clock.0.store(MORNING + 3600 * SECOND, Ordering::Relaxed);
    let sent = Timestamp(MORNING + 3600 * SECOND);
    let closed = report("e2", &id, StatusKind::Closed(Outcome::InHand), sent.0 - 10 * SECOND);
    let accepted = report("e1", &id, StatusKind::Accepted, sent.0 - 20 * SECOND);
    let foreign = report("e3", &RequestId("other".to_owned()), StatusKind::Accepted, sent.0);
    let results = service
        .report(&holder, sent, vec![closed.clone(), accepted, foreign])
        .await
        .unwrap();
    assert_eq!(
        results,
        [EventResult::Applied, EventResult::Applied, EventResult::Foreign]
    );
    assert_eq!(state(&service, &id).await, RequestState::Closed(Outcome::InHand));
    assert_eq!(
        service.report(&holder, sent, vec![closed.clone()]).await.unwrap(),
        [EventResult::Duplicate]
    );
    let other = EventReport {
        kind: StatusKind::Closed(Outcome::Refused),
        ..closed
    };
    assert_eq!(
        service.report(&holder, sent, vec![other]).await.unwrap(),
        [EventResult::Conflict]
    );
    let undone = report("e4", &id, StatusKind::Undone, sent.0 - SECOND);
    assert_eq!(
        service.report(&holder, sent, vec![undone]).await.unwrap(),
        [EventResult::Applied]
    );
    assert_eq!(state(&service, &id).await, RequestState::Accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_of_a_request_off_the_route_is_kept_for_the_coordinator_and_moves_nothing() {
    let (service, _) = service().await;
    submit(&service, "Садовая 9").await;
    let token = publish(&service, &plan(&service).await).await;
    let holder = service.link_holder(&token).await.unwrap().unwrap();
    let other = submit(&service, "Садовая 3").await;
    let told = report("e1", &other, StatusKind::Closed(Outcome::InHand), MORNING);
    for _ in 0..2 {
        let results = service
            .report(&holder, service.now(), vec![told.clone()])
            .await
            .unwrap();
        assert_eq!(results, [EventResult::Foreign]);
    }
    assert_eq!(state(&service, &other).await, RequestState::Located);
    let kept = service.request_events(&Whose::All, &other).await.unwrap().unwrap().1;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].volunteer, holder.volunteer);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_address_is_kept_and_mended_by_hand() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая улица, 987, кв 5").await;
    let stored = service.request(&Whose::All, &id).await.unwrap().unwrap();
    assert_eq!(
        (stored.state, stored.why.as_deref()),
        (RequestState::NeedsInfo, Some("no_house"))
    );
    assert_eq!(stored.request.door.flat.as_deref(), Some("5"));
    let address = Amendment {
        address: Some("Садовая 7, кв 5".to_owned()),
        ..Amendment::default()
    };
    assert!(matches!(
        service
            .by(me())
            .amend((&Whose::All, &id), 99, address.clone())
            .await
            .unwrap(),
        Amended::Stale(_)
    ));
    let Amended::Done(stored) = service
        .by(me())
        .amend((&Whose::All, &id), stored.version, address)
        .await
        .unwrap()
    else {
        panic!("the amendment was refused")
    };
    assert_eq!((stored.state, stored.why), (RequestState::Located, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn links_stop_opening_after_the_day_and_still_take_late_events_for_a_week() {
    let (service, clock) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let plan = plan(&service).await;
    let token = publish(&service, &plan).await;
    let day = 24 * 3600 * SECOND;
    clock.0.store(MORNING + 2 * day, Ordering::Relaxed);
    let holder = service.link_holder(&token).await.unwrap().unwrap();
    assert_eq!((holder.reading, holder.may_write), (LinkState::Over, true));
    let late = report("e1", &id, StatusKind::Closed(Outcome::AtDoor), MORNING + 3600 * SECOND);
    let results = service.report(&holder, service.now(), vec![late]).await.unwrap();
    assert_eq!(results, [EventResult::Applied]);
    clock.0.store(MORNING + 9 * day, Ordering::Relaxed);
    assert_eq!(service.link_holder(&token).await.unwrap(), None);
    assert_eq!(service.link_holder("guess").await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_plan_takes_the_place_of_the_first_and_stale_publishing_is_refused() {
    let (service, _) = service().await;
    let id = submit(&service, "Садовая 9").await;
    let first = plan(&service).await;
    publish(&service, &first).await;
    let second = plan(&service).await;
    let stale = service.by(me()).publish(&second, 99, None).await.unwrap();
    assert!(matches!(stale, Acted::Done(PublishAnswer::Stale(_))), "{stale:?}");
    publish(&service, &second).await;
    let again = service.by(me()).publish(&first, 3, None).await.unwrap();
    assert!(
        matches!(again, Acted::Done(PublishAnswer::NotDraft(_) | PublishAnswer::Stale(_))),
        "{again:?}"
    );
    let day = service.day(*DATE).await.unwrap();
    assert_eq!(day.published.map(|plan| plan.id), Some(second));
    assert_eq!(state(&service, &id).await, RequestState::Published);
}

fn sent(file: &str, table: &str) -> SentTable {
    SentTable {
        file: file.to_owned(),
        bytes: table.into(),
        date: *DATE,
        sender: Sender {
            owner: "me".to_owned(),
            reach: Reach::All,
            door: Door::Table,
            source: None,
            requests_per_day: None,
        },
        receipt: None,
    }
}

/// Several steps of a table are one submission; every row of it is found there, refused ones with their codes.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_table_is_one_submission_with_all_its_rows() {
    let (service, _) = service().await;
    let mut table = "id,source,address,need,quantity\n".to_owned();
    for row in 1..=450 {
        let quantity = if row % 100 == 0 { "много" } else { "1" };
        let source = if row == 300 { "Новый" } else { "112" };
        table.push_str(&format!("R{row},{source},Садовая 5,food,{quantity}\n"));
    }
    let taken = service
        .by(me())
        .submit_table(sent("t.csv", &table))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((taken.accepted, taken.rejected.len()), (446, 4));
    let new: Vec<&str> = taken.notices.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(
        new,
        ["K1506"],
        "112 is new; the row of the other new source was refused"
    );
    let number = taken.submission.unwrap();
    let kept = service.submission(number).await.unwrap().unwrap();
    assert_eq!(
        (kept.created, kept.rejected, kept.state),
        (446, 4, SubmissionState::Partly)
    );
    assert_eq!((kept.door, kept.source.unwrap().0.as_str()), (Door::Table, "112"));
    assert_ne!(
        kept.digest,
        digest_of(table.as_bytes()),
        "marked under the key of the region"
    );
    let items = service.submission_items(number, None, None, 1_000).await.unwrap().items;
    let places: Vec<i64> = items.iter().map(|item| item.place).collect();
    assert_eq!(places, (2..=451).collect::<Vec<_>>(), "as a spreadsheet numbers them");
    let refused: Vec<_> = items
        .iter()
        .filter(|item| item.outcome == ItemOutcome::Rejected)
        .collect();
    let refused: Vec<_> = refused
        .iter()
        .map(|item| (item.place, item.findings[0].code.as_str()))
        .collect();
    assert_eq!(
        refused,
        [(101, "K2006"), (201, "K2006"), (301, "K2006"), (401, "K2006")]
    );
    let told = format!("{items:?}");
    assert!(
        !told.contains("много") && !told.contains("Садовая"),
        "no words of a person"
    );

    // A table that is refused whole is found too, and so is one of a closed source.
    let unreadable = service.by(me()).submit_table(sent("t.csv", "id\nR1\n")).await.unwrap();
    assert!(unreadable.is_err());
    let whole = service
        .submission_items(number + 1, None, None, 10)
        .await
        .unwrap()
        .items;
    assert_eq!((whole[0].place, whole[0].findings[0].code.as_str()), (1, "K1007"));
    let mut closed = service.source(&"112".into()).await.unwrap().unwrap().what;
    closed.state = SourceState::Closed;
    service.by(me()).put_source(closed, Expected::Version(1)).await.unwrap();
    let taken = service
        .by(me())
        .submit_table(sent("t.csv", "id,source,address,need\nR1,112,Садовая 5,food\n"))
        .await;
    let taken = taken.unwrap().unwrap();
    assert_eq!((taken.accepted, taken.rejected[0].code.as_str()), (0, "K2033"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_taken_twice_is_kept_once() {
    let (service, _) = service().await;
    let table = "id,source,address,need,quantity,hub\nR1,112,Садовая 5,food,1,\nR2,112,Садовая 987,food,1,\n\
                 R3,112,Садовая 5,food,1,H9\n";
    let first = service
        .by(me())
        .submit_table(sent("t.csv", table))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((first.accepted, first.needs_info, first.rejected.len()), (2, 1, 1));
    assert!(first.rejected[0].why.contains("H9"));
    let second = service
        .by(me())
        .submit_table(sent("t.csv", table))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((second.accepted, second.existing), (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_saved_under_another_name_is_the_same_table() {
    let (service, _) = service().await;
    let table = "id,source_ref,address,need\nR1,А-17,Садовая 5,food\nR2,,Садовая 7,food\n";
    let submit = async |file: &str| {
        let taken = service.by(me()).submit_table(sent(file, table)).await;
        taken.unwrap().unwrap()
    };
    assert_eq!(submit("заявки.csv").await.accepted, 2);
    let again = submit("заявки (1).csv").await;
    assert_eq!((again.accepted, again.existing, again.rejected), (0, 2, vec![]));
    let kept = service
        .requests(&Whose::All, &RequestFilter::default(), None, 10)
        .await
        .unwrap()
        .items;
    let refs: Vec<_> = kept
        .iter()
        .map(|kept| (kept.request.source.as_str(), kept.request.source_ref.as_deref()))
        .collect();
    assert_eq!(refs, [("table", Some("А-17")), ("table", Some("2026-11-21/R2"))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_the_day_hears_of_every_change() {
    let (service, _) = service().await;
    let mut feed = service.follow(Some(*DATE), None).await.unwrap();
    let id = submit(&service, "Садовая 9").await;
    let heard = feed.next().await.unwrap().unwrap();
    assert_eq!(heard[0].subject, id.0);
}
