//! Benchmark, ignored by default, of what sealing costs on SQLite: 100,000 requests read page by page, and a day of
//! 3,000, beside the same rows in plain text. It prints times and asserts only counts.
//!
//! `cargo test --workspace --locked --test sealed_figures -- --ignored --nocapture`
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

#[path = "engines/delivery.rs"]
mod delivery;

use delivery::delivery;
use karavan_model::{Actor, Date, Request, RequestState, Timestamp};
use karavan_store::{NewRequest, Reach, RequestFilter, Store, Whose};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use std::time::Instant;

const REQUESTS: usize = 100_000;
const OF_A_DAY: usize = 3_000;
const PAGE: i64 = 200;

fn request(n: usize, date: Date) -> NewRequest {
    let place = json!({ "point": { "lon": 76.9, "lat": 43.2 }, "label": "улица Ёлочная, 5", "precision": "house",
        "confidence": 1.0 });
    let request: Request = serde_json::from_value(json!({
        "id": "", "source": "112", "source_ref": format!("A-{n}"), "date": date, "recipient": format!("Получатель {n}"),
        "phone": format!("+7 911 {n:07}"), "address": format!("улица Ёлочная, д 5, кв {n}"),
        "door": { "flat": n.to_string() },
        "place": place, "needs": [{ "goods": "food", "quantity": 2 }], "comment": "позвонить за час",
    }))
    .unwrap();
    NewRequest {
        request,
        state: RequestState::Located,
        why: None,
        received_at: Timestamp(1),
        owner: "key1".to_owned(),
        reach: Reach::All,
        fingerprint: n.to_string(),
    }
}

/// The same rows as they were before there were seals.
async fn plain(store: &Store, db: &DatabaseConnection) {
    let columns =
        "number, id, source, source_ref, fingerprint, date, state, outcome, why, volunteer, version, received_at,
        changed_at, owner";
    let made = format!("CREATE TABLE plain AS SELECT {columns}, '' AS search_norm, body FROM requests");
    db.execute_unprepared(&made).await.unwrap();
    db.execute_unprepared(
        "CREATE UNIQUE INDEX plain_number ON plain (number); CREATE INDEX plain_day ON plain (date, number)",
    )
    .await
    .unwrap();
    let mut after = None;
    loop {
        let page = store
            .requests(&Whose::All, &RequestFilter::default(), after, 1_000)
            .await
            .unwrap();
        for kept in &page.items {
            let whole = serde_json::to_string(&kept.request).unwrap();
            let sql = "UPDATE plain SET body = ?, search_norm = ? WHERE number = ?";
            let values = [whole.clone().into(), whole.into(), kept.number.into()];
            let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
            db.execute_raw(statement).await.unwrap();
        }
        after = page.next;
        if after.is_none() {
            return;
        }
    }
}

/// Reads plain rows, every column of each.
async fn read_plain(db: &DatabaseConnection, condition: &str) -> Vec<(i64, Request)> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("SELECT * FROM plain WHERE {condition}"));
    let rows = db.query_all_raw(statement).await.unwrap();
    let each = rows.iter().map(|row| {
        for column in ["id", "source", "fingerprint", "date", "state", "owner", "search_norm"] {
            let _text: String = row.try_get("", column).unwrap();
        }
        for column in ["source_ref", "outcome", "why", "volunteer"] {
            let _text: Option<String> = row.try_get("", column).unwrap();
        }
        for column in ["version", "received_at", "changed_at"] {
            let _number: i64 = row.try_get("", column).unwrap();
        }
        let body: String = row.try_get("", "body").unwrap();
        (row.try_get("", "number").unwrap(), serde_json::from_str(&body).unwrap())
    });
    each.collect()
}

#[tokio::test]
#[ignore = "for figures"]
async fn reading_sealed_requests() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("karavan.db");
    let store = Store::open_file(&file).await.unwrap();
    let days: [Date; 2] = ["2026-11-21".parse().unwrap(), "2026-11-22".parse().unwrap()];
    let began = Instant::now();
    for some in (0..REQUESTS).collect::<Vec<_>>().chunks(200) {
        let new = some
            .iter()
            .map(|n| request(*n, days[usize::from(*n >= OF_A_DAY)]))
            .collect();
        store.by(Actor::Terminal).accept(delivery(new), None).await.unwrap();
    }
    eprintln!("{REQUESTS} taken in, 200 at a time: {:?}", began.elapsed());
    let db = sea_orm::Database::connect(format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    plain(&store, &db).await;
    for _ in 0..3 {
        let began = Instant::now();
        let mut read = 0;
        let mut after = None;
        loop {
            let page = store
                .requests(&Whose::All, &RequestFilter::default(), after, PAGE.unsigned_abs())
                .await
                .unwrap();
            read += page.items.len();
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let sealed = began.elapsed();
        let began = Instant::now();
        let (mut plain, mut last) = (0, 0);
        loop {
            let page = read_plain(&db, &format!("number > {last} ORDER BY number LIMIT {PAGE}")).await;
            let Some((number, _)) = page.last() else { break };
            (plain, last) = (plain + page.len(), *number);
        }
        assert_eq!((read, plain), (REQUESTS, REQUESTS));
        eprintln!(
            "{read} in pages of {PAGE}: sealed {sealed:?}, plain {:?}",
            began.elapsed()
        );
        let began = Instant::now();
        let day = store.requests_of_day(days[0]).await.unwrap();
        let sealed = began.elapsed();
        let began = Instant::now();
        let plain = read_plain(&db, &format!("date = '{}' ORDER BY number", days[0])).await;
        assert_eq!((day.len(), plain.len()), (OF_A_DAY, OF_A_DAY));
        eprintln!("a day of {OF_A_DAY}: sealed {sealed:?}, plain {:?}", began.elapsed());
    }
}
