//! Leases of runs: a living process keeps its run, a dead one loses it, whatever clocks say.

use super::plans::{plan, run};
use super::{DAY, at, me};
use crate::engines::Database;
use karavan_model::RunId;
use karavan_store::{Acted, NewPlan, PlanInserted, Run, RunInserted, RunState, Store};
use serde_json::json;

fn of(owner: &str, id: &str) -> Run {
    Run {
        owner: owner.to_owned(),
        ..run(id)
    }
}

async fn begin(store: &Store, run: Run) -> RunInserted {
    match store.by(me()).insert_run(run, None).await.unwrap() {
        Acted::Done(inserted) => inserted,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn a_second_process_leaves_a_living_run_alone(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    begin(&one, of("one", "A")).await;
    assert_eq!(two.by(me()).end_lost_runs(Vec::new(), at(5)).await.unwrap(), []);
    let busy = begin(&two, of("two", "B")).await;
    assert!(
        matches!(&busy, RunInserted::Busy(busy) if busy.id == RunId::from("A")),
        "{busy:?}"
    );
    let id = RunId::from("A");
    assert!(one.renew_run(&id, "one").await.unwrap());
    assert!(
        !two.renew_run(&id, "two").await.unwrap(),
        "nobody prolongs the lease of another"
    );
    assert_eq!(one.run(&id).await.unwrap().unwrap().state, RunState::Queued);
}

pub(crate) async fn a_run_whose_lease_ran_out_is_ended_and_its_owner_is_fenced(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let (a, b) = (RunId::from("A"), RunId::from("B"));
    begin(&one, of("one", "A")).await;
    database
        .tamper("UPDATE runs SET lease_until = lease_until - 3600000000")
        .await;
    // Its own process knows better than any clock, as long as it lives.
    assert_eq!(one.by(me()).end_lost_runs(vec![a.clone()], at(1)).await.unwrap(), []);
    assert_eq!(
        two.by(me()).end_lost_runs(Vec::new(), at(1)).await.unwrap(),
        std::slice::from_ref(&a)
    );
    assert_eq!(one.run(&a).await.unwrap().unwrap().state, RunState::Failed);
    assert!(!one.renew_run(&a, "one").await.unwrap());
    let late = NewPlan {
        run: Some((a, json!({}))),
        ..plan("P1")
    };
    assert_eq!(one.by(me()).insert_plan(late).await.unwrap(), PlanInserted::RunOver);

    // Whoever asks for a run of the day finds it free at once.
    begin(&one, of("one", "B")).await;
    database
        .tamper("UPDATE runs SET lease_until = lease_until - 3600000000 WHERE id = 'B'")
        .await;
    let begun = begin(&two, of("two", "C")).await;
    assert!(matches!(begun, RunInserted::Created(_)), "{begun:?}");
    assert_eq!(two.run(&b).await.unwrap().unwrap().state, RunState::Failed);
}

/// The clock was two hours ahead when a run began; the process died, and the clock was put right.
pub(crate) async fn a_run_begun_in_the_future_blocks_no_day(database: Database) {
    let store = database.open().await;
    let ahead = Run {
        created_at: at(2 * 3600),
        changed_at: at(2 * 3600),
        ..of("one", "A")
    };
    begin(&store, ahead).await;
    database
        .tamper("UPDATE runs SET lease_until = lease_until + 7200000000")
        .await;
    assert_eq!(
        store.by(me()).end_lost_runs(Vec::new(), at(0)).await.unwrap(),
        [RunId::from("A")]
    );
    begin(&store, of("two", "B")).await;
    assert_eq!(
        store.last_run(*DAY).await.unwrap().unwrap().id,
        RunId::from("B"),
        "the newest, whatever its clock said"
    );
}
