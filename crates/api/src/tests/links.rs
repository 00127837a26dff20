//! Tests of a volunteer's link: before it opens it says when and still accepts events; and loadings and visits
//! reported in one batch get results in the order sent. Revoked and replaced links are tested in `changes.rs`.

use super::TestServer;
use axum::http::Method;
use serde_json::json;

const HOUR: i64 = 3600;

#[tokio::test(flavor = "multi_thread")]
async fn a_link_sent_days_before_says_from_when_it_opens_and_takes_events_all_the_same() {
    let server = TestServer::open().await;
    server.staff().await;
    let id = server.submit("Садовая 3").await;
    let plan = server.plan().await;
    let bearer = server.publish(&plan).await;
    let headers = [("authorization", bearer.as_str())];
    let read = async |path: &str| server.call(Method::GET, path, &headers, None).await;
    assert_eq!(read("/v1/route").await.status, 200);

    // It is 5:00; the route leaves after 9:00, so it opened after 21:00 the day before.
    server.clock.forward(-3 * 24 * HOUR);
    for path in ["/v1/route", "/v1/route.gpx"] {
        let early = read(path).await;
        assert_eq!(early.status, 403, "{}", early.text());
        assert!(early.header("retry-after").parse::<i64>().unwrap() > 2 * 24 * HOUR);
        let problem = early.problem();
        assert_eq!(problem["type"], "/problems/too-early");
        for response in ["detail", "detail_ru"] {
            assert!(
                problem[response].as_str().unwrap().contains("2026-11-20 21:"),
                "{problem}"
            );
        }
        assert!(!early.text().contains("Садовая"), "{}", early.text());
    }
    let event = json!({"sent_at": "2026-11-18T05:00:00Z", "events": [{"id": "6f1a1d0e-0000-4000-8000-000000000001",
        "request": id, "kind": "accepted", "occurred_at": "2026-11-18T05:00:00Z"}]});
    let response = server.post("/v1/route/events", &headers, &event).await.json();
    assert_eq!(response["results"][0]["result"], "applied");
    server.clock.forward(3 * 24 * HOUR - 7 * HOUR);
    assert_eq!(read("/v1/route").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loading_is_told_in_the_same_batch_as_visits_and_results_keep_their_places() {
    let server = TestServer::open().await;
    server.staff().await;
    let id = server.submit("Садовая 3").await;
    let plan = server.plan().await;
    let bearer = server.publish(&plan).await;
    let headers = [("authorization", bearer.as_str())];
    let uuid = |number: u32| format!("6f1a1d0e-0000-4000-8000-{number:012}");
    let at = "2026-11-21T04:50:00Z";
    let events = json!({"sent_at": "2026-11-21T05:00:00Z", "events": [
        {"id": uuid(1), "request": id, "kind": "accepted", "occurred_at": at},
        {"id": uuid(2), "stop": 0, "kind": "loaded", "occurred_at": at},
        {"id": uuid(3), "stop": 0, "kind": "closed", "outcome": "in_hand", "occurred_at": at},
        {"id": uuid(4), "request": "R9", "kind": "en_route", "occurred_at": at},
        {"id": uuid(5), "stop": 1, "kind": "loaded", "occurred_at": at},
        {"id": uuid(6), "request": id, "kind": "en_route", "occurred_at": at}]});
    let response = server.post("/v1/route/events", &headers, &events).await.json();
    let results = response["results"].as_array().unwrap().iter();
    let results: Vec<&str> = results.map(|one| one["result"].as_str().unwrap()).collect();
    assert_eq!(
        results,
        ["applied", "applied", "rejected", "orphan", "orphan", "applied"],
        "{response}"
    );
    let own = server.call(Method::GET, "/v1/route", &headers, None).await.json();
    assert_eq!(own["stops"][0]["loaded_at"], at, "{own}");
    assert_eq!(own["stops"][0]["loads"], json!([{"goods": "food", "quantity": 1}]));
    assert!(
        own["stops"][1]["loads"].is_null() && own["stops"][1]["loaded_at"].is_null(),
        "{own}"
    );
}
