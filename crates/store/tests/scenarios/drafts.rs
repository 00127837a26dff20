//! Scenarios of drafts changed by hand: undone to the byte and done again, refused in another version, told in the log
//! in their author's name; published plans are not changed, and the oldest versions are let go of.

use super::plans::plan;
use super::{DAY, at, me};
use crate::engines::Database;
use karavan_model::PlanId;
use karavan_store::{
    Acted, DraftChange, DraftChanged, DraftTurns, DraftWay, LogEntry, PlanHead, PlanState, Publication, Published,
    Store, UNDOABLE_MAX,
};
use serde_json::json;

fn change(version: i64, body: &str) -> DraftChange {
    DraftChange {
        plan: PlanId::from("P"),
        expected_version: version,
        summary: json!({ "served": body.len() }),
        body: body.to_owned(),
        done: json!([{ "act": "leave_out", "request": "R1" }]),
        moves: Vec::new(),
        at: at(3),
    }
}

async fn changed(store: &Store, version: i64, body: &str) -> DraftChanged {
    let acted = store.by(me()).change_draft(change(version, body), None).await.unwrap();
    let Acted::Done(done) = acted else { panic!("{acted:?}") };
    done
}

async fn turned(store: &Store, version: i64, way: DraftWay) -> DraftChanged {
    let acted = store
        .by(me())
        .turn_draft((PlanId::from("P"), version), way, at(4), None)
        .await
        .unwrap();
    let Acted::Done(done) = acted else { panic!("{acted:?}") };
    done
}

async fn kept(store: &Store) -> (String, PlanHead) {
    let plan = store.plan(&PlanId::from("P")).await.unwrap().unwrap();
    (plan.body, plan.head)
}

fn version(changed: &DraftChanged) -> i64 {
    match changed {
        DraftChanged::Done(head) => head.version,
        other => panic!("{other:?}"),
    }
}

async fn turns(store: &Store) -> (u64, u64) {
    let DraftTurns { undo, redo } = store.draft_turns(&PlanId::from("P")).await.unwrap();
    (undo, redo)
}

pub(crate) async fn changes_are_undone_to_the_byte_and_done_again(database: Database) {
    let store = database.open().await;
    store.by(me()).insert_plan(plan("P")).await.unwrap();
    let (first, before) = kept(&store).await;
    let bodies = ["{\"a\":  1}", "{ \"b\": 2 }", "{\"c\":3}\n"];
    for (at, body) in (1..).zip(bodies) {
        assert_eq!(version(&changed(&store, at, body).await), at + 1);
    }
    assert_eq!(turns(&store).await, (3, 0));
    assert!(matches!(changed(&store, 1, "{}").await, DraftChanged::Stale(now) if now.version == 4));
    assert_eq!(
        kept(&store).await.0,
        bodies[2],
        "whoever saw another version changed nothing"
    );

    assert_eq!(version(&turned(&store, 4, DraftWay::Undo).await), 5);
    assert_eq!(kept(&store).await.0, bodies[1]);
    turned(&store, 5, DraftWay::Undo).await;
    turned(&store, 6, DraftWay::Undo).await;
    let (body, head) = kept(&store).await;
    assert_eq!((body, &head.summary), (first, &before.summary));
    assert_eq!(head.version, 7, "a version is never used twice");
    assert!(matches!(
        turned(&store, 7, DraftWay::Undo).await,
        DraftChanged::Nothing(_)
    ));
    assert_eq!(turns(&store).await, (0, 3));
    for (at, body) in (7..).zip(bodies) {
        turned(&store, at, DraftWay::Redo).await;
        let (now, head) = kept(&store).await;
        assert_eq!((now.as_str(), head.summary), (body, json!({ "served": body.len() })));
    }
    assert!(matches!(
        turned(&store, 10, DraftWay::Redo).await,
        DraftChanged::Nothing(_)
    ));
    turned(&store, 10, DraftWay::Undo).await;
    changed(&store, 11, "{}").await;
    assert_eq!(
        turns(&store).await,
        (3, 0),
        "what was undone is forgotten by the next change"
    );
    turned(&store, 12, DraftWay::Undo).await;
    assert_eq!(kept(&store).await.0, bodies[1]);
}

pub(crate) async fn a_published_plan_is_not_changed_and_its_versions_are_forgotten(database: Database) {
    let store = database.open().await;
    store.by(me()).insert_plan(plan("P")).await.unwrap();
    changed(&store, 1, "{}").await;
    let publication = Publication {
        plan: PlanId::from("P"),
        expected_version: 2,
        routes: Vec::new(),
        links: Vec::new(),
        at: at(5),
    };
    let published = store.by(me()).publish(publication, |_| None, None).await.unwrap();
    assert!(
        matches!(published, Acted::Done(Published::Done { .. })),
        "{published:?}"
    );
    let is_over =
        |changed: &DraftChanged| matches!(changed, DraftChanged::NotDraft(now) if now.state == PlanState::Published);
    assert!(is_over(&changed(&store, 3, "[]").await));
    assert!(is_over(&turned(&store, 3, DraftWay::Undo).await));
    assert_eq!(kept(&store).await.0, "{}");
    assert_eq!(turns(&store).await, (0, 0));
}

pub(crate) async fn every_change_of_a_draft_is_in_the_log_in_its_authors_name(database: Database) {
    let store = database.open().await;
    store.by(me()).insert_plan(plan("P")).await.unwrap();
    changed(&store, 1, "{}").await;
    turned(&store, 2, DraftWay::Undo).await;
    let entries: Vec<LogEntry> = store.log_entries(0, 10).await.unwrap().into_iter().collect();
    let told: Vec<(&str, &str)> = entries
        .iter()
        .map(|entry| (entry.act.as_str(), entry.actor.as_str()))
        .collect();
    let by = me();
    assert_eq!(told, [("added", by.id()), ("changed", by.id()), ("changed", by.id())]);
    let changes = store.changes_after(0, Some(*DAY), 10).await.unwrap();
    assert_eq!(changes.len(), 3, "whoever follows the day hears of each");
    assert!(store.verify_log().await.unwrap().fault.is_none());
}

pub(crate) async fn the_oldest_versions_are_let_go_of(database: Database) {
    let store = database.open().await;
    store.by(me()).insert_plan(plan("P")).await.unwrap();
    let count = UNDOABLE_MAX + 3;
    for at in 1..=count {
        changed(&store, at, &format!("{{\"n\":{at}}}")).await;
    }
    assert_eq!(turns(&store).await, (UNDOABLE_MAX as u64, 0));
    for at in (count + 1)..=(count + UNDOABLE_MAX) {
        turned(&store, at, DraftWay::Undo).await;
    }
    assert_eq!(kept(&store).await.0, "{\"n\":3}");
}
