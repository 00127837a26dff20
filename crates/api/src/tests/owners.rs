//! Tests with several senders: requests of one do not exist for another, also an exact copy; and a draft without a
//! date is the same request on the next day.

use super::{DATE, TestResponse, TestServer, key, sent};
use axum::http::Method;
use serde_json::{Value, json};

/// Another intake system than the first.
async fn second(server: &TestServer) -> String {
    server.key_of(&json!({"label": "CRM"})).await
}

async fn post(server: &TestServer, bearer: &str, path: &str, body: &Value) -> TestResponse {
    let key = key();
    let headers = [("authorization", bearer), ("idempotency-key", key.as_str())];
    server.post(path, &headers, body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exact_copy_of_a_strangers_draft_tells_nothing_and_takes_no_reference() {
    let server = TestServer::open().await;
    let other = second(&server).await;
    let mut draft = sent("Садовая 3");
    draft["source_ref"] = json!("A-17");
    let first = post(&server, &server.intake, "/v1/requests", &draft).await;
    assert_eq!(first.status, 201, "{}", first.text());
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let later = json!({"recipient": "Имя Позднейшее", "phone": "+7 900 000-00-02", "comment": "ключ у соседки"});
    let headers = [("cookie", server.cookie.as_str()), ("if-match", "\"v1\"")];
    let changed = server
        .call(Method::PATCH, &format!("/v1/requests/{id}"), &headers, Some(&later))
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text());

    let copy = post(&server, &other, "/v1/requests", &draft).await;
    assert_eq!(copy.status, 201, "{}", copy.text());
    assert_ne!(copy.json()["id"], first.json()["id"]);
    for word in ["Позднейшее", "000-00-02", "соседки"] {
        assert!(!copy.text().contains(word), "{}", copy.text());
    }
    let batch = post(&server, &other, "/v1/requests/batch", &json!({"requests": [draft]})).await;
    let result = batch.json()["results"][0].clone();
    assert_eq!(
        (&result["status"], &result["request"]["id"]),
        (&json!("existing"), &copy.json()["id"])
    );

    // Another system's reference stays free for its own: who came first and says something else is not in the way.
    draft["comment"] = json!("другое");
    draft["source_ref"] = json!("A-18");
    assert_eq!(post(&server, &other, "/v1/requests", &draft).await.status, 201);
    draft["comment"] = json!("своё");
    assert_eq!(post(&server, &server.intake, "/v1/requests", &draft).await.status, 201);
    assert_eq!(post(&server, &server.intake, "/v1/requests", &draft).await.status, 200);
    // Staff see all requests, and a repeat by them creates no second one.
    assert_eq!(server.act("/v1/requests", &[], &draft).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undated_draft_is_the_same_request_after_midnight() {
    let server = TestServer::open().await;
    let mut draft = sent("Садовая 3");
    draft["source_ref"] = json!("A-17");
    draft.as_object_mut().unwrap().remove("date");
    let first = post(&server, &server.intake, "/v1/requests", &draft).await;
    assert_eq!(
        (first.status.as_u16(), first.json()["date"].clone()),
        (201, json!(DATE))
    );
    server.clock.forward(24 * 3600);
    let again = post(&server, &server.intake, "/v1/requests", &draft).await;
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(
        (again.json()["id"].clone(), again.json()["date"].clone()),
        (first.json()["id"].clone(), json!(DATE))
    );
    let batch = post(
        &server,
        &server.intake,
        "/v1/requests/batch",
        &json!({"requests": [draft]}),
    )
    .await;
    assert_eq!(batch.json()["results"][0]["status"], "existing", "{}", batch.text());
    // The same for staff; and what says something else is still told apart, as is one dated otherwise.
    let cookie = server.log_in().await;
    let (desk, named) = (key(), key());
    let headers = [("cookie", cookie.as_str()), ("idempotency-key", desk.as_str())];
    assert_eq!(server.post("/v1/requests", &headers, &draft).await.status, 200);
    let dated = json!({"date": "2026-11-22"});
    for change in [json!({"comment": "другое"}), dated] {
        let mut other = draft.clone();
        other
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        assert_eq!(post(&server, &server.intake, "/v1/requests", &other).await.status, 409);
    }
    // Without a reference it is another one, for the new day.
    draft.as_object_mut().unwrap().remove("source_ref");
    let headers = [
        ("authorization", server.intake.as_str()),
        ("idempotency-key", named.as_str()),
    ];
    let new = server.post("/v1/requests", &headers, &draft).await;
    assert_eq!(
        (new.status.as_u16(), new.json()["date"].clone()),
        (201, json!("2026-11-22"))
    );
}
