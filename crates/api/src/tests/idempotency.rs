//! Tests of `Idempotency-Key`: required and well formed; repeats, parallel calls and aborted calls under one key act
//! once; batches, runs and publications repeated; a clock that jumps by a month.

use super::{DATE, TestServer, key, sent, token};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_required_and_well_formed_where_something_is_made() {
    let server = TestServer::open().await;
    let paths = [
        "/v1/requests",
        "/v1/requests/batch",
        "/v1/tables/hubs",
        "/v1/plans",
        "/v1/plans/P/links/V1",
    ];
    let long = "x".repeat(129);
    for path in paths {
        let response = server.post(path, &[("cookie", &server.cookie)], &json!({})).await;
        assert_eq!(
            (response.status.as_u16(), response.problem()["type"].as_str()),
            (400, Some("/problems/idempotency-key-required")),
            "{path}"
        );
        for bad in [
            "short",
            "fifteen-charact",
            "with a blank in it",
            "semi;colon;in;the;key",
            long.as_str(),
        ] {
            let response = server
                .post(
                    path,
                    &[("cookie", &server.cookie), ("idempotency-key", bad)],
                    &json!({}),
                )
                .await;
            assert_eq!(
                (response.status.as_u16(), response.problem()["type"].as_str()),
                (400, Some("/problems/idempotency-key-invalid")),
                "{path} {bad}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_and_body_get_the_first_answer_and_another_body_is_a_misuse() {
    let server = TestServer::open().await;
    let key = key();
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
    let first = server.post("/v1/requests", &headers, &sent("Садовая 3")).await;
    assert_eq!((first.status.as_u16(), first.header("etag")), (201, "\"v1\""));
    assert_eq!(
        first.header("location"),
        format!("/v1/requests/{}", first.json()["id"].as_str().unwrap())
    );
    assert_eq!(first.header("idempotency-replayed"), "");
    for _ in 0..2 {
        let again = server.post("/v1/requests", &headers, &sent("Садовая 3")).await;
        assert_eq!(
            (again.status, again.json(), again.header("idempotency-replayed")),
            (first.status, first.json(), "true")
        );
        assert_eq!(again.header("location"), first.header("location"));
    }
    let other = server.post("/v1/requests", &headers, &sent("Садовая 5")).await;
    assert_eq!(
        (other.status.as_u16(), other.problem()["type"].as_str()),
        (422, Some("/problems/idempotency-key-reused"))
    );
    // Another client's key is another key.
    let theirs = [
        ("authorization", server.intake.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    assert_eq!(
        server.post("/v1/requests", &theirs, &sent("Садовая 5")).await.status,
        201
    );
    assert_eq!(
        server.get("/v1/requests").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_under_one_key_make_one_request() {
    let server = TestServer::open().await;
    let key = key();
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
    let body = sent("Садовая 3");
    let calls = (0..50).map(|_| server.post("/v1/requests", &headers, &body));
    let response = futures::future::join_all(calls).await;
    let made = response
        .iter()
        .filter(|response| response.status == 201 && response.header("idempotency-replayed").is_empty());
    assert_eq!(made.count(), 1);
    for response in &response {
        match response.status.as_u16() {
            201 => {}
            409 => assert_eq!(
                (response.problem()["type"].as_str(), response.header("retry-after")),
                (Some("/problems/idempotency-in-progress"), "1")
            ),
            status => panic!("{status}"),
        }
    }
    assert_eq!(
        server.get("/v1/requests").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_reference_is_one_request_whatever_the_key() {
    let server = TestServer::open().await;
    let mut body = sent("Садовая 3");
    body["source_ref"] = json!("A-17");
    let first = server.act("/v1/requests", &[], &body).await;
    let same = server.act("/v1/requests", &[], &body).await;
    assert_eq!(
        (same.status.as_u16(), same.json()["id"].clone()),
        (200, first.json()["id"].clone())
    );
    body["comment"] = json!("собака");
    let other = server.act("/v1/requests", &[], &body).await;
    assert_eq!(
        (other.status.as_u16(), other.problem()["type"].as_str()),
        (409, Some("/problems/conflict"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_answers_for_each_and_so_does_its_repeat() {
    let server = TestServer::open().await;
    let mut named = sent("Садовая 3");
    named["source_ref"] = json!("B-1");
    let mut wrong = sent("Садовая 5");
    wrong["needs"] = json!([{"goods": "food", "quantity": 0}]);
    let body = json!({"requests": [named, wrong, sent("Садовая 7"), named]});
    let key = key();
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
    let first = server.post("/v1/requests/batch", &headers, &body).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let response = first.json();
    let statuses: Vec<&str> = response["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["created", "rejected", "created", "existing"]);
    assert_eq!(
        response["results"][1]["problem"]["errors"][0]["pointer"],
        "/needs/0/quantity"
    );
    let again = server.post("/v1/requests/batch", &headers, &body).await;
    assert_eq!((again.json(), again.header("idempotency-replayed")), (response, "true"));
    let many = json!({"requests": vec![sent("Садовая 3"); 201]});
    assert_eq!(server.act("/v1/requests/batch", &[], &many).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn planning_and_publishing_happen_once_and_a_repeat_brings_links_that_open() {
    let server = TestServer::open().await;
    server.staff().await;
    server.submit("Садовая 3").await;
    let (order, run_key) = (json!({"date": DATE, "rounds": 20}), key());
    let headers = [
        ("cookie", server.cookie.as_str()),
        ("idempotency-key", run_key.as_str()),
    ];
    let first = server.post("/v1/plans", &headers, &order).await;
    let again = server.post("/v1/plans", &headers, &order).await;
    assert_eq!(
        (again.status.as_u16(), again.header("location")),
        (202, first.header("location"))
    );
    assert_eq!(first.json()["id"], again.json()["id"]);
    let run = first.json()["id"].as_str().unwrap().to_owned();
    let plan = loop {
        let run = server.get(&format!("/v1/runs/{run}")).await.json();
        if let Some(plan) = run["plan"].as_str() {
            break plan.to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };

    let key = key();
    let headers = [
        ("cookie", server.cookie.as_str()),
        ("idempotency-key", key.as_str()),
        ("if-match", "\"v1\""),
    ];
    let publish = format!("/v1/plans/{plan}/publish");
    let first = server.post(&publish, &headers, &json!({})).await;
    assert_eq!((first.status.as_u16(), first.header("etag")), (200, "\"v2\""));
    let again = server.post(&publish, &headers, &json!({})).await;
    assert_eq!(
        (again.status.as_u16(), again.header("idempotency-replayed")),
        (200, "true")
    );
    assert_eq!(again.json()["plan"], first.json()["plan"]);
    for response in [first.json(), again.json()] {
        let bearer = token(&response["links"][0]);
        assert_eq!(
            server
                .call(Method::GET, "/v1/route", &[("authorization", &bearer)], None)
                .await
                .status,
            200
        );
    }
    let plans = server.get(&format!("/v1/plans?date={DATE}")).await.json();
    let published = plans["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|plan: &&Value| plan["state"] == "published");
    assert_eq!(published.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_leaves_its_act_to_end_and_finds_it_done() {
    let server = TestServer::open().await;
    const CLIENTS: u32 = 20;
    for client in 0..CLIENTS {
        let key = key();
        let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
        let body = sent("Садовая 3");
        // Each gives up at another moment of the call, some before it began.
        let patience = std::time::Duration::from_micros(u64::from(client) * 150);
        let gave_up = tokio::time::timeout(patience, server.post("/v1/requests", &headers, &body)).await;
        drop(gave_up);
        loop {
            let response = server.post("/v1/requests", &headers, &body).await;
            match response.status.as_u16() {
                201 => break,
                409 => tokio::time::sleep(std::time::Duration::from_millis(1)).await,
                status => panic!("{status}: {}", response.text()),
            }
        }
    }
    let kept = server.get("/v1/requests").await.json();
    assert_eq!(
        kept["items"].as_array().unwrap().len(),
        usize::try_from(CLIENTS).unwrap()
    );
}

/// Between the first call and its repeat a hub was opened: the row refused for want of it would be right now, and must
/// not take the place, and the person, of the row after it.
#[tokio::test(flavor = "multi_thread")]
async fn the_repeat_of_a_batch_names_the_person_of_each_row() {
    let server = TestServer::open().await;
    let of = |name: &str, hub: Option<&str>| {
        let mut draft = sent("Садовая 3");
        draft["recipient"] = json!(name);
        draft["hub"] = json!(hub);
        draft
    };
    let body = json!({"requests": [
        of("Первый", None), of("Второй", Some("H1")), of("Третий", None),
        of("Четвёртый", Some("H2")), of("Пятый", None),
    ]});
    let key = key();
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
    let first = server.post("/v1/requests/batch", &headers, &body).await.json();
    let statuses: Vec<&Value> = first["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["status"])
        .collect();
    assert_eq!(statuses, ["created", "rejected", "created", "rejected", "created"]);
    server.staff().await;
    let again = server.post("/v1/requests/batch", &headers, &body).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.json(), first);
    let kept = server
        .service
        .receipt("coordinator", "POST /v1/requests/batch", &key)
        .await
        .unwrap()
        .unwrap();
    let kept = kept.receipt.body.to_string();
    assert!(!kept.contains("Второй") && !kept.contains("H2"), "{kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_a_month_ahead_and_back_forgets_no_act_and_no_login() {
    let server = TestServer::open().await;
    const JUMP: i64 = 31 * 24 * 3600;
    let (key, other) = (key(), super::key());
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
    let body = sent("Садовая 3");
    let first = server.post("/v1/requests", &headers, &body).await;
    assert_eq!(first.status, 201);
    server.clock.forward(JUMP);
    assert_eq!(
        server.get("/v1/requests").await.status,
        401,
        "by this clock the login is long over"
    );
    let cookie = server.log_in().await;
    let meanwhile = [("cookie", cookie.as_str()), ("idempotency-key", other.as_str())];
    assert_eq!(
        server.post("/v1/requests", &meanwhile, &sent("Садовая 5")).await.status,
        201
    );
    server.clock.forward(-JUMP);
    let again = server.post("/v1/requests", &headers, &body).await;
    assert_eq!(
        (again.status.as_u16(), again.header("idempotency-replayed")),
        (201, "true"),
        "{}",
        again.text()
    );
    assert_eq!(again.json()["id"], first.json()["id"]);
    assert_eq!(
        server.get("/v1/requests").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    // A login of the wrong clock would last for a month: it opens nothing now.
    let wrong = server
        .call(Method::GET, "/v1/requests", &[("cookie", &cookie)], None)
        .await;
    assert_eq!(wrong.status, 401);
}
