//! Scenarios of plans, runs and links: drafts are kept, listed and published, of two publishers one wins, requests
//! moved meanwhile stay, a day has one run, a cancelled run brings no plan, links open until revoked. Helpers `plan`,
//! `run`, `order`, `take` and `result` serve other scenarios.

use super::{DAY, at, keep, me};
use crate::engines::Database;
use karavan_model::{HubId, Outcome, PlanId, RequestId, RequestState, RunId, VolunteerId};
use karavan_store::{
    Acted, Assignment, Moved, NewLink, NewOrder, NewPlan, PlanInserted, PlanState, Publication, Published,
    PublishedRoute, Run, RunClass, RunInserted, RunResult, RunState, StateChange, Store, StoredRequest, TakenOrder,
    Whose,
};
use serde_json::{Value, json};

pub(super) fn plan(id: &str) -> NewPlan {
    NewPlan {
        id: PlanId::from(id),
        date: *DAY,
        parent: None,
        created_at: at(1),
        summary: json!({ "served": 1 }),
        body: r#"{ "routes": [] }"#.to_owned(),
        personal: Vec::new(),
        made_from: "{}".to_owned(),
        run: None,
        moves: Vec::new(),
    }
}

fn moved(from: RequestState, state: RequestState) -> StateChange {
    StateChange {
        request: RequestId::from("R1"),
        from,
        state,
        volunteer: Some(VolunteerId::from("V001")),
    }
}

/// On the route, whatever it was before, unless it is closed.
fn routed(stored: &StoredRequest) -> Option<StateChange> {
    let is_closed = matches!(stored.state, RequestState::Closed(_));
    (!is_closed).then(|| moved(stored.state, RequestState::Published))
}

fn publication(plan: &str, hash: &str) -> Publication {
    Publication {
        plan: PlanId::from(plan),
        expected_version: 1,
        routes: vec![promised()],
        links: vec![NewLink {
            token_hash: hash.to_owned(),
            plan: PlanId::from(plan),
            volunteer: VolunteerId::from("V001"),
            read_from: at(50),
            read_until: at(100),
            write_until: at(200),
        }],
        at: at(2),
    }
}

fn promised() -> PublishedRoute {
    let stop = |kind: &str, hub: Option<&str>| Assignment {
        personal: Vec::new(),
        kind: kind.to_owned(),
        hub: hub.map(HubId::from),
        body: json!({ "address": "улица Ёлочная, д 5" }),
    };
    PublishedRoute {
        volunteer: VolunteerId::from("V001"),
        body: json!({ "name": "Волонтёр 001" }),
        stops: vec![stop("load", Some("H1")), stop("visit", None)],
    }
}

pub(super) fn run(id: &str) -> Run {
    Run {
        id: RunId::from(id),
        date: *DAY,
        state: RunState::Queued,
        plan: None,
        created_at: at(0),
        changed_at: at(0),
        body: json!({ "progress": 0.0 }),
    }
}

pub(super) fn order(class: RunClass) -> NewOrder {
    NewOrder {
        class,
        body: json!({ "seed": 1 }),
    }
}

/// Takes the first order that waits, under a lease; answers its run.
pub(super) async fn take(store: &Store, lease: &str, at_work: &[RunId]) -> Option<TakenOrder> {
    let lost = |figures: &Value| json!({ "lost": figures });
    let acting = store.by(me());
    acting
        .take_order(lease.to_owned(), at_work.to_vec(), lost, at(5))
        .await
        .unwrap()
}

pub(super) fn result(run: &RunId, lease: &str) -> RunResult {
    RunResult {
        run: run.clone(),
        lease: lease.to_owned(),
        figures: json!({ "progress": 1.0 }),
    }
}

async fn publish(store: &Store, publication: Publication) -> Published {
    match store.by(me()).publish(publication, routed, None).await.unwrap() {
        Acted::Done(published) => published,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn a_plan_is_drafted_listed_and_published(database: Database) {
    let store = database.open().await;
    keep(&store, "R1").await;
    let first = NewPlan {
        moves: vec![moved(RequestState::Located, RequestState::Planned)],
        ..plan("P1")
    };
    assert!(matches!(
        store.by(me()).insert_plan(first).await.unwrap(),
        PlanInserted::Created(_)
    ));
    let request = store.request(&RequestId::from("R1")).await.unwrap().unwrap();
    assert_eq!((request.state, request.version), (RequestState::Planned, 2));
    let second = NewPlan {
        parent: Some(PlanId::from("P1")),
        ..plan("P2")
    };
    store.by(me()).insert_plan(second).await.unwrap();
    let listed = store.plans(*DAY).await.unwrap();
    assert_eq!(
        listed.iter().map(|head| head.id.as_str()).collect::<Vec<_>>(),
        ["P2", "P1"]
    );
    let kept = store.plan(&PlanId::from("P1")).await.unwrap().unwrap();
    assert_eq!((kept.body.as_str(), &kept.head), (r#"{ "routes": [] }"#, &listed[1]));
    assert_eq!(store.plan_made_from(&kept.head.id).await.unwrap(), "{}");
    assert_eq!(store.plan_made_from(&PlanId::from("P9")).await.unwrap(), "");

    assert_eq!(store.published_plan(*DAY).await.unwrap(), None);
    let Published::Done {
        plan: published,
        former: None,
    } = publish(&store, publication("P1", "h1")).await
    else {
        panic!("the first of its day");
    };
    assert_eq!(
        (published.state, published.version, published.published_at),
        (PlanState::Published, 2, Some(at(2)))
    );
    assert_eq!(store.published_plan(*DAY).await.unwrap(), Some(published.clone()));
    assert_eq!(store.published_routes(&PlanId::from("P1")).await.unwrap(), [promised()]);
    assert_eq!(store.published_routes(&PlanId::from("P2")).await.unwrap(), []);
    for (plan, volunteer, route) in [
        ("P1", "V001", Some((0, promised()))),
        ("P1", "V002", None),
        ("P2", "V001", None),
    ] {
        let (plan, volunteer) = (PlanId::from(plan), VolunteerId::from(volunteer));
        let own = store.published_route(&plan, &volunteer).await.unwrap();
        assert_eq!(own, route, "{plan} {volunteer}");
    }
    assert_eq!(
        publish(&store, publication("P1", "h2")).await,
        Published::Stale(published.clone())
    );
    let again = Publication {
        expected_version: 2,
        ..publication("P1", "h3")
    };
    assert_eq!(publish(&store, again).await, Published::NotDraft(published));
    assert_eq!(publish(&store, publication("P9", "h4")).await, Published::Missing);

    let Published::Done {
        plan: second,
        former: Some(former),
    } = publish(&store, publication("P2", "h5")).await
    else {
        panic!("P1 was published");
    };
    assert_eq!(
        (former.id.as_str(), former.state, former.version),
        ("P1", PlanState::Closed, 3)
    );
    assert_eq!(store.plan_head(&former.id).await.unwrap(), Some(former));
    assert_eq!(store.published_plan(*DAY).await.unwrap(), Some(second));
    let request = store.request(&RequestId::from("R1")).await.unwrap().unwrap();
    assert_eq!((request.state, request.version), (RequestState::Published, 4));
}

pub(crate) async fn what_moved_meanwhile_stays_where_it_is(database: Database) {
    let store = database.open().await;
    keep(&store, "R1").await;
    let state = async || store.request(&RequestId::from("R1")).await.unwrap().unwrap().state;
    let one = async |change: StateChange| {
        let (id, decide) = (RequestId::from("R1"), move |_: &StoredRequest| Some(change.clone()));
        store
            .by(me())
            .move_request((&Whose::All, &id), decide, String::new(), at(1), None)
            .await
            .unwrap()
    };
    // During the search its address became a question: the draft leaves it there.
    let asked = moved(RequestState::Located, RequestState::NeedsInfo);
    let Acted::Done(Moved::Moved(asked)) = one(asked).await else {
        panic!("it was located");
    };
    assert_eq!((asked.state, asked.version), (RequestState::NeedsInfo, 2));
    let draft = NewPlan {
        moves: vec![moved(RequestState::Located, RequestState::Planned)],
        ..plan("P1")
    };
    store.by(me()).insert_plan(draft).await.unwrap();
    assert_eq!(state().await, RequestState::NeedsInfo);
    // Outcomes are told apart too.
    let [refused, cancelled] = [Outcome::Refused, Outcome::Cancelled].map(RequestState::Closed);
    assert!(matches!(
        one(moved(RequestState::NeedsInfo, cancelled)).await,
        Acted::Done(Moved::Moved(_))
    ));
    assert!(matches!(
        one(moved(refused, RequestState::Located)).await,
        Acted::Done(Moved::Left(_))
    ));
    // Publishing asks of every request where it stands now.
    assert!(matches!(
        publish(&store, publication("P1", "h1")).await,
        Published::Done { .. }
    ));
    assert_eq!(state().await, cancelled);
}

pub(crate) async fn of_two_publishers_one_wins(database: Database) {
    let store = database.open().await;
    // A second process, as far as the database can tell.
    let rival = database.open().await;
    store.by(me()).insert_plan(plan("P1")).await.unwrap();
    for round in 0..10 {
        let id = format!("P{}", round + 2);
        store.by(me()).insert_plan(plan(&id)).await.unwrap();
        let (hash_one, hash_two) = (format!("a{round}"), format!("b{round}"));
        let (one, two) = tokio::join!(
            publish(&store, publication(&id, &hash_one)),
            publish(&rival, publication(&id, &hash_two)),
        );
        let won = |answer: &Published| matches!(answer, Published::Done { .. });
        let late = |answer: &Published| matches!(answer, Published::Stale(_));
        assert!(won(&one) && late(&two) || late(&one) && won(&two), "{one:?} {two:?}");
        let (one, two) = (
            store.link(&hash_one).await.unwrap(),
            store.link(&hash_two).await.unwrap(),
        );
        assert!(one.is_some() != two.is_some(), "the loser's link was not kept");
    }
    let published = store.plans(*DAY).await.unwrap();
    let published = published.iter().filter(|head| head.state == PlanState::Published);
    assert_eq!(published.count(), 1);
}

pub(crate) async fn a_day_has_one_run_at_work(database: Database) {
    let store = database.open().await;
    let rival = database.open().await;
    let (first, second) = (store.by(me()), rival.by(me()));
    let (one, two) = tokio::join!(
        first.insert_run(run("A"), order(RunClass::Morning), None),
        second.insert_run(run("B"), order(RunClass::Morning), None)
    );
    let (winner, busy) = match (one.unwrap(), two.unwrap()) {
        (Acted::Done(RunInserted::Created(winner)), Acted::Done(RunInserted::Busy(busy)))
        | (Acted::Done(RunInserted::Busy(busy)), Acted::Done(RunInserted::Created(winner))) => (winner, busy),
        other => panic!("{other:?}"),
    };
    assert_eq!(winner, busy);
    let id = &winner.id;
    let taken = take(&store, "lease", &[]).await.unwrap();
    assert_eq!(
        (&taken.run.id, taken.run.state, taken.attempts),
        (id, RunState::Running, 1)
    );
    assert_eq!((&taken.body, &taken.asked_by), (&json!({ "seed": 1 }), &me()));
    assert!(store.by(me()).cancel_run(id, at(2)).await.unwrap());
    assert!(!store.by(me()).cancel_run(id, at(3)).await.unwrap(), "it is over");
    let end = (RunState::Failed, json!({}));
    assert!(!store.by(me()).end_run(id, "lease", end, at(3)).await.unwrap());
    let kept = store.run(id).await.unwrap().unwrap();
    assert_eq!(
        (kept.state, kept.changed_at, kept.body),
        (RunState::Cancelled, at(2), json!({ "progress": 0.0 }))
    );

    // The next run may begin.
    let next = store
        .by(me())
        .insert_run(run("C"), order(RunClass::Morning), None)
        .await
        .unwrap();
    assert!(matches!(next, Acted::Done(RunInserted::Created(_))), "{next:?}");
    assert_eq!(store.last_run(*DAY).await.unwrap().unwrap().id, RunId::from("C"));
}

pub(crate) async fn a_cancelled_run_brings_no_plan(database: Database) {
    let store = database.open().await;
    let (a, b) = (RunId::from("A"), RunId::from("B"));
    let begin = async |id: &str| {
        let acting = store.by(me());
        acting
            .insert_run(run(id), order(RunClass::Morning), None)
            .await
            .unwrap();
        take(&store, id, &[]).await.unwrap();
    };
    begin("A").await;
    store.by(me()).cancel_run(&a, at(1)).await.unwrap();
    let late = NewPlan {
        run: Some(result(&a, "A")),
        ..plan("P1")
    };
    assert_eq!(store.by(me()).insert_plan(late).await.unwrap(), PlanInserted::RunOver);
    assert_eq!(store.plans(*DAY).await.unwrap().items, []);

    begin("B").await;
    let in_time = |id: &str| NewPlan {
        run: Some(result(&b, "B")),
        ..plan(id)
    };
    assert!(matches!(
        store.by(me()).insert_plan(in_time("P2")).await.unwrap(),
        PlanInserted::Created(_)
    ));
    let ended = store.run(&b).await.unwrap().unwrap();
    assert_eq!(
        (ended.state, ended.plan),
        (RunState::Succeeded, Some(PlanId::from("P2")))
    );
    // It has at most one plan.
    assert_eq!(
        store.by(me()).insert_plan(in_time("P3")).await.unwrap(),
        PlanInserted::RunOver
    );
    store.by(me()).insert_plan(plan("P2")).await.unwrap_err();
}

pub(crate) async fn links_open_until_revoked(database: Database) {
    let store = database.open().await;
    store.by(me()).insert_plan(plan("P1")).await.unwrap();
    publish(&store, publication("P1", "h1")).await;
    let more = async |plan: &str, hash: &str| {
        let links = publication(plan, hash).links;
        store
            .by(me())
            .insert_links(&PlanId::from(plan), links, at(3), None)
            .await
            .unwrap()
    };
    assert_eq!(more("P1", "h2").await, Acted::Done(true));
    // A draft's routes are opened to nobody.
    store.by(me()).insert_plan(self::plan("P2")).await.unwrap();
    assert_eq!(more("P2", "h3").await, Acted::Done(false));
    assert_eq!(store.link("h3").await.unwrap(), None);
    let link = store.link("h1").await.unwrap().unwrap();
    assert_eq!(
        (
            link.volunteer.as_str(),
            link.read_from,
            link.read_until,
            link.write_until
        ),
        ("V001", at(50), at(100), at(200))
    );
    assert_eq!(link.revoked_at, None);
    assert_eq!(store.link("h9").await.unwrap(), None);
    let (plan, nobody) = (PlanId::from("P1"), VolunteerId::from("V002"));
    assert_eq!(
        store.by(me()).revoke_links(&plan, Some(&nobody), at(4)).await.unwrap(),
        0
    );
    assert_eq!(
        store
            .by(me())
            .revoke_links(&plan, Some(&link.volunteer), at(5))
            .await
            .unwrap(),
        2
    );
    assert_eq!(store.by(me()).revoke_links(&plan, None, at(6)).await.unwrap(), 0);
    assert_eq!(store.link("h2").await.unwrap().unwrap().revoked_at, Some(at(5)));
}
