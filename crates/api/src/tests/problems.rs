//! Problems: every refusal is one, in both languages, and says nothing of the inside.

use super::{Door, sent};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_wrong_with_a_call_the_answer_is_a_problem() {
    let door = Door::open().await;
    let cookie = ("cookie", door.cookie.as_str());
    let (key, id) = ("a-key-for-problems", door.submit("Садовая 3").await);
    let json_of = |path: &str, body: &str| {
        let request = Request::post(path)
            .header("cookie", &door.cookie)
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
        .header("cookie", &door.cookie)
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
        let told = door.send(request).await;
        assert_eq!(told.status, status, "{asked}: {}", told.text());
        told.problem();
    }
    let told = door.call(Method::DELETE, "/v1/hubs", &[cookie], None).await;
    assert!(told.header("allow").contains("GET"), "{:?}", told.headers);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_request_is_named_at_once() {
    let door = Door::open().await;
    let mut bad = sent("Садовая 3");
    bad["address"] = json!(null);
    bad["date"] = json!("21.11.2026");
    bad["needs"] = json!([{"goods": "food", "quantity": -2}, {"goods": "еда и вода", "quantity": 100_001}]);
    bad["windows"] = json!([{"opens": "14:00", "closes": "12:00"}]);
    bad["urgency"] = json!("asap");
    bad["hub"] = json!("H9");
    bad["service_minutes"] = json!(1.5);
    bad["colour"] = json!("red");
    let told = door.act("/v1/requests", &[], &bad).await;
    assert_eq!(told.status, 422);
    let problem = told.problem();
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
    assert_eq!(door.get("/v1/requests").await.json()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_of_the_book_is_taken_and_answered_with_all_its_fields() {
    let door = Door::open().await;
    let book = include_str!("../../../../docs/api.md");
    let example = book.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let example: serde_json::Value = serde_json::from_str(example).unwrap();
    let hub = json!({"name": "Склад", "address": "Садовая 1", "opens": "08:00", "closes": "19:00", "offers": ["food"]});
    door.put("/v1/hubs/H1", &[], &hub).await;
    let told = door.act("/v1/requests", &[], &example).await;
    assert_eq!(told.status, 201, "{}", told.text());
    let told = told.json();
    for (field, sent) in example.as_object().unwrap() {
        assert_eq!(told[field], *sent, "{field}");
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
        assert!(told.get(field).is_some(), "{field}");
    }
    assert_eq!(told["received_at"], "2026-11-21T05:00:00Z");
}
