//! Scenarios of the queue of runs and its leases: a living process keeps its run, one whose lease expired loses it, the
//! third failure ends it, orders go by class and age, each to one process, and a lease from a clock set ahead holds
//! nothing.

use super::plans::{order, plan, result, run, take};
use super::{DAY, at, me};
use crate::engines::Database;
use karavan_model::{Date, RunId};
use karavan_store::{Acted, NewPlan, PlanInserted, PutBack, Run, RunClass, RunInserted, RunState, Store};
use serde_json::json;

async fn begin(store: &Store, run: Run, class: RunClass) -> RunInserted {
    match store.by(me()).insert_run(run, order(class), None).await.unwrap() {
        Acted::Done(inserted) => inserted,
        other => panic!("{other:?}"),
    }
}

/// A run of its own day.
fn of_day(day: usize) -> Run {
    let date: Date = format!("2026-12-{day:02}").parse().unwrap();
    Run {
        date,
        ..run(&format!("R{day}"))
    }
}

async fn state(store: &Store, id: &RunId) -> RunState {
    store.run(id).await.unwrap().unwrap().state
}

const LET_RUN_OUT: &str = "UPDATE run_orders SET lease_until = lease_until - 3600000000 WHERE state = 'taken'";

pub(crate) async fn a_second_process_leaves_a_living_run_alone(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    begin(&one, run("A"), RunClass::Morning).await;
    assert_eq!(state(&two, &"A".into()).await, RunState::Queued);
    let taken = take(&one, "one", &[]).await.unwrap();
    let id = taken.run.id;
    assert_eq!(take(&two, "two", &[]).await, None);
    let busy = begin(&two, run("B"), RunClass::Urgent).await;
    assert!(matches!(&busy, RunInserted::Busy(busy) if busy.id == id), "{busy:?}");
    assert!(one.renew_run(&id, "one").await.unwrap());
    assert!(
        !two.renew_run(&id, "two").await.unwrap(),
        "nobody prolongs the lease of another"
    );
    assert_eq!(state(&two, &id).await, RunState::Running);
}

pub(crate) async fn a_run_whose_lease_ran_out_is_taken_again_and_its_former_holder_is_fenced(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let a = RunId::from("A");
    begin(&one, run("A"), RunClass::Morning).await;
    take(&one, "one", &[]).await.unwrap();
    database.tamper(LET_RUN_OUT).await;
    // Its own process knows better than any clock, as long as it lives.
    assert_eq!(take(&one, "again", std::slice::from_ref(&a)).await, None);
    let again = take(&two, "two", &[]).await.unwrap();
    assert_eq!((&again.run.id, again.attempts), (&a, 2));
    let of = |lease: &str, id: &str| NewPlan {
        run: Some(result(&a, lease)),
        ..plan(id)
    };
    assert!(!one.renew_run(&a, "one").await.unwrap());
    assert_eq!(
        one.by(me()).insert_plan(of("one", "P1")).await.unwrap(),
        PlanInserted::RunOver
    );
    let failed = (RunState::Failed, json!({}));
    assert!(!one.by(me()).end_run(&a, "one", failed, at(6)).await.unwrap());
    let back = (PutBack::Failed, json!({}));
    assert_eq!(one.by(me()).put_back(&a, "one", back, at(6)).await.unwrap(), None);
    assert_eq!(state(&one, &a).await, RunState::Running);

    let kept = two.by(me()).insert_plan(of("two", "P2")).await.unwrap();
    assert!(matches!(kept, PlanInserted::Created(_)), "{kept:?}");
    assert_eq!(state(&one, &a).await, RunState::Succeeded);
    assert_eq!(one.plans(*DAY).await.unwrap().len(), 1);
    // It was said each time in the log: asked for, taken, waiting, taken, ended.
    let feed = one.changes_after(0, None, 100).await.unwrap();
    let told = feed.iter().filter(|change| change.subject == "A");
    let told: Vec<&str> = told.filter_map(|change| change.body["state"].as_str()).collect();
    assert_eq!(told, ["queued", "running", "queued", "running", "succeeded"]);
}

pub(crate) async fn after_the_third_failure_a_run_ends_with_a_reason(database: Database) {
    let store = database.open().await;
    let (dies, fails) = (RunId::from("A"), RunId::from("B"));
    begin(&store, run("A"), RunClass::Morning).await;
    for attempt in 1..=3 {
        let taken = take(&store, "lease", &[]).await.unwrap();
        assert_eq!((&taken.run.id, taken.attempts), (&dies, attempt));
        database.tamper(LET_RUN_OUT).await;
    }
    assert_eq!(take(&store, "lease", &[]).await, None);
    let lost = store.run(&dies).await.unwrap().unwrap();
    assert_eq!(
        (lost.state, lost.body),
        (RunState::Failed, json!({ "lost": { "progress": 0.0 } }))
    );

    begin(&store, run("B"), RunClass::Morning).await;
    let put_back = async |why| {
        take(&store, "lease", &[]).await.unwrap();
        let back = (why, json!({ "why": "the planner stopped" }));
        store
            .by(me())
            .put_back(&fails, "lease", back, at(6))
            .await
            .unwrap()
            .unwrap()
    };
    for _ in 0..2 {
        assert_eq!(put_back(PutBack::Failed).await, RunState::Queued);
    }
    for _ in 0..3 {
        assert_eq!(
            put_back(PutBack::Stopped).await,
            RunState::Queued,
            "a stop is no failure"
        );
    }
    assert_eq!(put_back(PutBack::Failed).await, RunState::Failed);
    assert_eq!(take(&store, "lease", &[]).await, None);
    let failed = store.run(&fails).await.unwrap().unwrap();
    assert_eq!(failed.body, json!({ "why": "the planner stopped" }));
}

/// The clock was two hours ahead when a run was taken; the process died, and the clock was put right.
pub(crate) async fn a_run_begun_in_the_future_blocks_no_day(database: Database) {
    let store = database.open().await;
    let ahead = Run {
        created_at: at(2 * 3600),
        changed_at: at(2 * 3600),
        ..run("A")
    };
    begin(&store, ahead, RunClass::Morning).await;
    take(&store, "one", &[]).await.unwrap();
    database
        .tamper("UPDATE run_orders SET lease_until = lease_until + 7200000000")
        .await;
    let again = take(&store, "two", &[]).await.unwrap();
    assert_eq!(again.run.id, RunId::from("A"));
    assert!(store.by(me()).cancel_run(&again.run.id, at(0)).await.unwrap());
    begin(&store, run("B"), RunClass::Morning).await;
    assert_eq!(
        store.last_run(*DAY).await.unwrap().unwrap().id,
        RunId::from("B"),
        "the newest, whatever its clock said"
    );
}

pub(crate) async fn orders_are_taken_by_class_and_then_by_age(database: Database) {
    let store = database.open().await;
    let classes = [
        RunClass::Campaign,
        RunClass::Morning,
        RunClass::Morning,
        RunClass::Urgent,
        RunClass::Campaign,
    ];
    for (day, class) in (1..).zip(classes) {
        begin(&store, of_day(day), class).await;
    }
    let before = async || {
        let mut before = Vec::new();
        for day in 1..=classes.len() {
            before.push(store.runs_before(&of_day(day).id).await.unwrap());
        }
        before
    };
    assert_eq!(before().await, [Some(3), Some(1), Some(2), Some(0), Some(4)]);
    let first = take(&store, "first", &[]).await.unwrap();
    assert_eq!(first.run.id, RunId::from("R4"));
    assert_eq!(
        before().await,
        [Some(3), Some(1), Some(2), None, Some(4)],
        "the one at work comes before all"
    );
    for (lease, id) in [("2", "R2"), ("3", "R3"), ("4", "R1"), ("5", "R5")] {
        assert_eq!(take(&store, lease, &[]).await.unwrap().run.id, RunId::from(id));
    }
    assert_eq!(take(&store, "6", &[]).await, None);
    assert_eq!(store.runs_before(&"R9".into()).await.unwrap(), None);
}

pub(crate) async fn of_two_processes_each_order_is_taken_by_one(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    for day in 1..=8 {
        begin(&one, of_day(day), RunClass::Morning).await;
    }
    let all = async |store: &Store, name: &str| {
        let mut ids = Vec::new();
        while let Some(taken) = take(store, &format!("{name}{}", ids.len()), &[]).await {
            ids.push(taken.run.id.0);
        }
        ids
    };
    let (first, second) = tokio::join!(all(&one, "one"), all(&two, "two"));
    let mut taken = [first, second].concat();
    taken.sort();
    assert_eq!(taken, (1..=8).map(|day| format!("R{day}")).collect::<Vec<_>>());
}
