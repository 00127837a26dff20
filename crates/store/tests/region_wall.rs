//! Tests of the second wall, on PostgreSQL: a working connection sees and changes rows of its own region, or of none
//! without a region; each table and view has the wall, a gap is noticed and mended at the next start, and events are
//! still found by an index. A login that is no superuser is tried in `region_wall/plain_login.rs`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "engines/delivery.rs"]
mod delivery;
#[allow(dead_code, reason = "this is of PostgreSQL alone")]
mod engines;
#[path = "sweep/kinds.rs"]
#[allow(dead_code, reason = "the sweep uses the rest")]
mod kinds;
#[path = "region_wall/plain_login.rs"]
mod plain_login;
#[path = "sweep/values.rs"]
mod values;

use engines::Database;
use engines::postgres::Cluster;
use karavan_model::{Outcome, PlanId, RequestId, RequestState, Seconds};
use karavan_store::{Acted, DraftChange, DraftChanged, RegionAdded, StateChange, Store, StoredRequest, Whose};
use kinds::{KINDS, act, prepare, prepare_numbers};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeSet;
use values::{at, me};

/// Tables with regions, and views of them.
const WALLED: &str = "SELECT c.relname::text FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'region' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') ORDER BY 1";
/// Tables without a region.
const UNWALLED: &str = "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    AND c.relkind IN ('r', 'p', 'm', 'f') AND NOT EXISTS (SELECT FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'region' AND NOT a.attisdropped)";
/// What lacks of the wall.
const GAPS: &str = "SELECT c.relname::text FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'region' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND CASE c.relkind
        WHEN 'v' THEN NOT 'security_invoker=true' = ANY (COALESCE(c.reloptions, '{}'))
        WHEN 'r' THEN NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy p
            WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}'
            AND pg_get_expr(p.polqual, c.oid) LIKE '%region = %current_setting(''karavan.region''%'))
        ELSE c.relkind NOT IN ('i') END ORDER BY 1";

pub(crate) async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db
        .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await
        .unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let row = db
        .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await
        .unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

/// A row in every table.
pub(crate) async fn fill(store: &Store) {
    prepare(store).await;
    prepare_numbers(store, 0..1).await;
    for kind in KINDS {
        act(store, kind, 0).await.unwrap();
    }
    store
        .phone_clock(&"PL".into(), &"V".into(), Seconds(1), |_| None)
        .await
        .unwrap();
    let say = |stored: &StoredRequest| {
        Some(StateChange {
            request: stored.request.id.clone(),
            from: stored.state,
            state: RequestState::Closed(Outcome::Cancelled),
            volunteer: None,
        })
    };
    let id = RequestId::from("AM0");
    let acting = store.by(me());
    acting
        .move_request((&Whose::All, &id), say, "передумали".to_owned(), at(6), None)
        .await
        .unwrap();
    let mut called = values::new("PHONE");
    "+7 900 000-00-01".clone_into(&mut called.request.phone);
    acting.accept(delivery::delivery(vec![called]), None).await.unwrap();
    let mut plan = values::draft("PERSONAL", *kinds::DAY);
    plan.personal = vec![karavan_store::PersonalPart {
        request: id,
        place: "0".to_owned(),
        body: serde_json::json!({ "address": "улица Ёлочная" }),
    }];
    acting.insert_plan(plan).await.unwrap();
    fill_versions_and_steps(store).await;
}

/// A version of a draft to go back to, and a second step with a recovery code.
async fn fill_versions_and_steps(store: &Store) {
    let acting = store.by(me());
    let change = DraftChange {
        plan: PlanId::from("PERSONAL"),
        expected_version: 1,
        summary: serde_json::json!({}),
        body: "{}".to_owned(),
        done: serde_json::json!([]),
        moves: Vec::new(),
        at: at(7),
    };
    let changed = acting.change_draft(change, None).await.unwrap();
    assert!(matches!(changed, Acted::Done(DraftChanged::Done(_))), "{changed:?}");
    acting.put_user(values::person("stepper"), at(7)).await.unwrap();
    let kept = acting.begin_second_step("stepper", "SECRET".to_owned(), at(7)).await;
    assert!(kept.unwrap());
    let codes = vec!["a code".to_owned()];
    assert!(acting.confirm_second_step("stepper", 1, codes, at(7)).await.unwrap());
}

/// The stores of two regions in one database.
pub(crate) async fn two_regions(first: Store) -> [Store; 2] {
    let name = "second".parse().unwrap();
    let added = first.by(me()).add_region(&name, "", at(0)).await.unwrap();
    let RegionAdded::Done(second) = added else {
        panic!("{added:?}")
    };
    let second = first.of_region(second).await.unwrap();
    fill(&first).await;
    fill(&second).await;
    [first, second]
}

/// A connection with the rights and the region of the program's work.
pub(crate) async fn worker(database: &Database, region: Option<u16>) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(&database.url);
    options.max_connections(1);
    let db = sea_orm::Database::connect(options).await.unwrap();
    if let Some(region) = region {
        db.execute_unprepared(&format!("SET karavan.region = '{region}'"))
            .await
            .unwrap();
    }
    db.execute_unprepared("SET ROLE karavan_worker").await.unwrap();
    db
}

/// Tables and views in which a worker of the second region sees a row of another.
async fn leaks(worker: &DatabaseConnection, tables: &[String]) -> BTreeSet<String> {
    let mut leaks = BTreeSet::new();
    for table in tables {
        if number(worker, &format!("SELECT COUNT(*) FROM {table} WHERE region <> 1")).await > 0 {
            leaks.insert(table.clone());
        }
    }
    leaks
}

/// How many rows a worker sees when it asks for all.
async fn seen(worker: &DatabaseConnection, table: &str) -> i64 {
    number(worker, &format!("SELECT COUNT(*) FROM {table}")).await
}

#[tokio::test]
async fn every_table_with_a_region_has_its_wall_and_each_gap_is_noticed() {
    let Some(cluster) = Cluster::start() else { return };
    let database = Database::at(cluster.database("wall"));
    let [first, second] = two_regions(database.open().await).await;
    let owner = database.connect().await;
    let worker = worker(&database, Some(1)).await;
    let tables = texts(&owner, WALLED).await;
    assert!(tables.len() > 35, "{tables:?}");
    assert_eq!(
        texts(&owner, UNWALLED).await,
        ["seaql_migrations"],
        "these have no region"
    );
    assert_eq!(texts(&owner, GAPS).await, [""; 0], "these have no wall");
    for table in &tables {
        let of = |region: i64| format!("SELECT COUNT(*) FROM {table} WHERE region = {region}");
        assert!(
            number(&owner, &of(0)).await > 0 && number(&owner, &of(1)).await > 0,
            "{table} was not filled"
        );
        assert_eq!(seen(&worker, table).await, number(&owner, &of(1)).await, "{table}");
    }
    assert_eq!(leaks(&worker, &tables).await, BTreeSet::new());

    for table in texts(&owner, &WALLED.replace("('r', 'v')", "('r')")).await {
        // Nobody asks for the region any more.
        owner
            .execute_unprepared(&format!("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"))
            .await
            .unwrap();
        assert!(
            leaks(&worker, &tables).await.contains(&table),
            "{table} without its wall"
        );
        assert_eq!(texts(&owner, GAPS).await, [table.as_str()]);
        owner
            .execute_unprepared(&format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"))
            .await
            .unwrap();
        // The rule is gone: then nothing is seen.
        owner
            .execute_unprepared(&format!("DROP POLICY own_region ON {table}"))
            .await
            .unwrap();
        assert_eq!(seen(&worker, &table).await, 0, "{table} without its rule");
        assert_eq!(texts(&owner, GAPS).await, [table.as_str()]);
        database.open().await.close().await.unwrap();
        assert_eq!(
            texts(&owner, GAPS).await,
            [""; 0],
            "{table} is walled again at the next start"
        );
    }
    for view in texts(&owner, &WALLED.replace("('r', 'v')", "('v')")).await {
        owner
            .execute_unprepared(&format!("ALTER VIEW {view} RESET (security_invoker)"))
            .await
            .unwrap();
        assert_eq!(leaks(&worker, &tables).await, BTreeSet::from([view.clone()]));
        assert_eq!(texts(&owner, GAPS).await, [view.as_str()]);
        database.open().await.close().await.unwrap();
    }
    assert_eq!(leaks(&worker, &tables).await, BTreeSet::new());
    for store in [first, second] {
        assert_eq!(store.verify_log().await.unwrap().fault, None);
        store.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_write_that_forgets_its_region_changes_only_its_own_and_without_a_region_nothing_is_there() {
    let Some(cluster) = Cluster::start() else { return };
    let database = Database::at(cluster.database("forgetful"));
    let [_first, _second] = two_regions(database.open().await).await;
    let owner = database.connect().await;
    let (own, none) = (worker(&database, Some(1)).await, worker(&database, None).await);
    for table in texts(&owner, &WALLED.replace("('r', 'v')", "('r')")).await {
        assert_eq!(seen(&none, &table).await, 0, "{table}");
        if table == "log" {
            own.execute_unprepared("DELETE FROM log").await.unwrap_err();
            continue;
        }
        let of_first = format!("SELECT COUNT(*) FROM {table} WHERE region = 0");
        let before = number(&owner, &of_first).await;
        // To another region: refused by the rule, whatever else would be wrong with it.
        let moved = own
            .execute_unprepared(&format!("UPDATE {table} SET region = 0"))
            .await
            .unwrap_err();
        assert!(moved.to_string().contains("row-level security"), "{table}: {moved}");
        let touched = own
            .execute_unprepared(&format!("UPDATE {table} SET region = 1"))
            .await
            .unwrap();
        let all = format!("SELECT COUNT(*) FROM {table} WHERE region = 1");
        assert_eq!(
            i64::try_from(touched.rows_affected()).unwrap(),
            number(&owner, &all).await,
            "{table}"
        );
        assert_eq!(number(&owner, &of_first).await, before, "{table}");
    }
    own.execute_unprepared("INSERT INTO settings (region, key, value) VALUES (0, 'k', 'v')")
        .await
        .unwrap_err();
    own.execute_unprepared("INSERT INTO settings (region, key, value) VALUES (1, 'k', 'v')")
        .await
        .unwrap();
    own.execute_unprepared("INSERT INTO regions (region, log_seq, log_hash) VALUES (9, 0, '')")
        .await
        .unwrap_err();
}

/// What a batch of events is looked up by stays an index behind the wall.
#[tokio::test]
async fn events_are_found_by_an_index_behind_the_wall() {
    let Some(cluster) = Cluster::start() else { return };
    let database = Database::at(cluster.database("indexed"));
    let [_first, _second] = two_regions(database.open().await).await;
    let owner = database.connect().await;
    let many = "INSERT INTO log (region, seq, at, actor_kind, actor, kind, act, subject, body, words_seal, hash)
        SELECT 1, 100000 + n, 0, 'volunteer', 'V', 'status_event', 'added', 'R' || n, json_build_object('event_id',
            'E' || n, 'plan', 'P' || n / 100, 'volunteer', 'V', 'disputed', false)::text, '', ''
        FROM generate_series(1, 20000) AS n";
    owner.execute_unprepared(&format!("{many}; ANALYZE log")).await.unwrap();
    let db = worker(&database, Some(1)).await;
    for (view, sought, column) in [
        ("status_events", "event_id IN ('E7', 'E9')", "event_id"),
        ("loading_events", "event_id = 'E7'", "event_id"),
        ("status_events", "request = 'R7'", "subject"),
        ("status_events", "plan = 'P7' AND volunteer = 'V'", "event_plan"),
    ] {
        let plan = texts(
            &db,
            &format!("EXPLAIN SELECT seq FROM {view} WHERE region = 1 AND {sought}"),
        )
        .await
        .join("\n");
        let is_sought = |line: &str| line.contains("Index Cond") && line.contains(column);
        assert!(plan.lines().any(is_sought), "{view} {sought}\n{plan}");
    }
}
