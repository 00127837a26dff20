//! Tests of refusals: wrong calls of many kinds get a problem with the right status, all faults of a request are named
//! at once in both languages, and the example in docs/api.md is accepted.

use super::{TestServer, sent};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_wrong_with_a_call_the_answer_is_a_problem() {
    let server = TestServer::open().await;
    let cookie = ("cookie", server.cookie.as_str());
    let (key, id) = ("a-key-for-problems", server.submit("Садовая 3").await);
    let json_of = |path: &str, body: &str| {
        let request = Request::post(path)
            .header("cookie", &server.cookie)
            .header("idempotency-key", key);
        request
            .header("content-type", "application/json; charset=utf-8")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let bare = |method: Method, path: &str| {
        Request::builder()
            .method(method)
            .uri(path)
            .header(cookie.0, cookie.1)
            .body(Body::empty())
            .unwrap()
    };
    let text = Request::post("/v1/requests")
        .header("cookie", &server.cookie)
        .header("idempotency-key", key);
    let text = text
        .header("content-type", "text/plain")
        .body(Body::from("{}"))
        .unwrap();
    let cases = [
        (bare(Method::GET, "/v1/nothing"), 404),
        (bare(Method::GET, "/nothing.js"), 404),
        (bare(Method::POST, "/nothing.js"), 404),
        (bare(Method::DELETE, "/v1/hubs"), 405),
        (bare(Method::PUT, "/v1/health"), 405),
        (bare(Method::GET, "/v1/requests/%FF"), 404),
        (bare(Method::GET, "/v1/requests?limit=0"), 400),
        (bare(Method::GET, "/v1/requests?limit=201"), 400),
        (bare(Method::GET, "/v1/requests?limit=ten"), 400),
        (bare(Method::GET, "/v1/requests?after=x"), 400),
        (bare(Method::GET, "/v1/requests?state=lost"), 400),
        (bare(Method::GET, "/v1/requests?date=21.11.2026"), 400),
        (bare(Method::GET, "/v1/days/today"), 404),
        (bare(Method::GET, "/v1/runs/R9"), 404),
        (bare(Method::GET, "/v1/plans/P9/routes"), 404),
        (bare(Method::GET, "/v1/plans/P9/geometry"), 404),
        (bare(Method::GET, "/v1/plans/P9/unassigned"), 404),
        (bare(Method::DELETE, "/v1/runs/R9"), 404),
        (text, 415),
        (json_of("/v1/requests", "{"), 400),
        (json_of("/v1/requests", "\u{0}"), 400),
        (json_of("/v1/requests", "[]"), 422),
        (json_of("/v1/requests", "null"), 422),
        (json_of("/v1/requests", &format!("\"{}\"", "x".repeat(256 * 1024))), 413),
        (json_of("/v1/plans", r#"{"rounds": 0}"#), 422),
        (json_of("/v1/plans", r#"{"seconds": 5}"#), 422),
        (json_of("/v1/tables/dogs", ""), 404),
        (json_of("/v1/session", r#"{"login": "coordinator"}"#), 422),
        (json_of(&format!("/v1/requests/{id}"), "{}"), 405),
    ];
    for (request, status) in cases {
        let asked = format!("{} {}", request.method(), request.uri());
        let response = server.send(request).await;
        assert_eq!(response.status, status, "{asked}: {}", response.text());
        response.problem();
    }
    let response = server.call(Method::DELETE, "/v1/hubs", &[cookie], None).await;
    assert!(response.header("allow").contains("GET"), "{:?}", response.headers);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_request_is_named_at_once() {
    let server = TestServer::open().await;
    let mut bad = sent("Садовая 3");
    bad["address"] = json!(null);
    bad["date"] = json!("21.11.2026");
    bad["needs"] = json!([{"goods": "food", "quantity": -2}, {"goods": "еда и вода", "quantity": 100_001}]);
    bad["windows"] = json!([{"opens": "14:00", "closes": "12:00"}]);
    bad["urgency"] = json!("asap");
    bad["hub"] = json!("H9");
    bad["service_minutes"] = json!(1.5);
    bad["colour"] = json!("red");
    let response = server.act("/v1/requests", &[], &bad).await;
    assert_eq!(response.status, 422);
    let problem = response.problem();
    let mut faults: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect();
    faults.sort_unstable();
    let wanted = [
        ("/address", "K3001"),
        ("/colour", "K3007"),
        ("/date", "K2012"),
        ("/hub", "K2016"),
        ("/needs/0/quantity", "K2006"),
        ("/needs/1/goods", "K2005"),
        ("/needs/1/quantity", "K2006"),
        ("/service_minutes", "K2013"),
        ("/urgency", "K3005"),
        ("/windows/0", "K2009"),
    ];
    assert_eq!(faults, wanted);
    for fault in problem["errors"].as_array().unwrap() {
        for text in ["message", "message_ru", "mend", "mend_ru"] {
            assert!(fault[text].as_str().is_some_and(|text| !text.is_empty()), "{fault}");
        }
    }
    assert_eq!(server.get("/v1/requests").await.json()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_of_the_book_is_taken_and_answered_with_all_its_fields() {
    let server = TestServer::open().await;
    let book = include_str!("../../../../docs/api.md");
    let example = book.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let example: serde_json::Value = serde_json::from_str(example).unwrap();
    let hub = json!({"name": "Склад", "address": "Садовая 1", "opens": "08:00", "closes": "19:00", "offers": ["food"]});
    server.put("/v1/hubs/H1", &[], &hub).await;
    let response = server.act("/v1/requests", &[], &example).await;
    assert_eq!(response.status, 201, "{}", response.text());
    let response = response.json();
    for (field, sent) in example.as_object().unwrap() {
        assert_eq!(response[field], *sent, "{field}");
    }
    for field in [
        "id",
        "state",
        "outcome",
        "version",
        "received_at",
        "door",
        "place",
        "candidates",
        "why",
        "volunteer",
    ] {
        assert!(response.get(field).is_some(), "{field}");
    }
    assert_eq!(response["received_at"], "2026-11-21T05:00:00Z");
}
