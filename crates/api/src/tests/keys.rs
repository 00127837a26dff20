//! Tests of API keys of sources: which requests they see and cancel, which sources they may name, quotas per day and
//! minute, rotation with an overlap, revoking, and refused drafts of keys.

use super::{DATE, TestResponse, TestServer, key, sent};
use axum::http::Method;
use serde_json::{Value, json};

const ALL: [&str; 3] = ["requests:write", "requests:read-own", "requests:cancel-own"];

async fn post(server: &TestServer, bearer: &str, path: &str, body: &Value) -> TestResponse {
    let key = key();
    let headers = [("authorization", bearer), ("idempotency-key", key.as_str())];
    server.post(path, &headers, body).await
}

async fn get(server: &TestServer, bearer: &str, path: &str) -> TestResponse {
    server.call(Method::GET, path, &[("authorization", bearer)], None).await
}

/// A request as a source sends it.
fn of(source: &str) -> Value {
    let mut draft = sent("Садовая 3");
    draft["source"] = json!(source);
    draft
}

/// Status and body, without the id of the call.
fn seen(response: &TestResponse) -> (u16, String) {
    let instance = response.header("x-request-id").to_owned();
    (response.status.as_u16(), response.text().replace(&instance, ""))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_reads_and_cancels_what_its_source_sent_and_nothing_else_exists() {
    let server = TestServer::open().await;
    let mut keys = Vec::new();
    for source in ["112", "crm"] {
        server.source(source).await;
        keys.push(server.key_of(&json!({"source": source, "scopes": ALL})).await);
    }
    let (own, other) = (&keys[0], &keys[1]);
    let id = async |bearer: &str, source: &str| {
        let response = post(&server, bearer, "/v1/requests", &of(source)).await;
        assert_eq!(response.status, 201, "{}", response.text());
        response.json()["id"].as_str().unwrap().to_owned()
    };
    let (mine, foreign) = (id(own, "112").await, id(other, "crm").await);
    let desk = server.submit("Садовая 5").await;
    assert_eq!(get(&server, own, &format!("/v1/requests/{mine}")).await.status, 200);
    // Only staff see the ids of people: they would tell a source whom others help.
    let response = get(&server, own, &format!("/v1/requests/{mine}")).await.json();
    let listed = get(&server, own, "/v1/requests").await.json();
    assert_eq!(
        [&response["person"], &listed["items"][0]["person"]],
        [&Value::Null, &Value::Null]
    );
    assert!(server.get(&format!("/v1/requests/{mine}")).await.json()["person"].is_i64());
    let absent = seen(&get(&server, own, "/v1/requests/no-such-thing").await);
    assert_eq!(absent.0, 404);
    let cancel = async |id: &str| post(&server, own, &format!("/v1/requests/{id}/cancel"), &json!({})).await;
    let uncancelled = seen(&cancel("no-such-thing").await);
    // Of another source, and of the same one but entered by an operator.
    for id in [&foreign, &desk] {
        assert_eq!(seen(&get(&server, own, &format!("/v1/requests/{id}")).await), absent);
        assert_eq!(seen(&cancel(id).await), uncancelled);
    }
    for list in [
        get(&server, own, "/v1/requests").await,
        get(&server, own, &format!("/v1/requests?ids={mine},{foreign},{desk}")).await,
        server
            .post(
                "/v1/requests/search",
                &[("authorization", own.as_str())],
                &json!({"q": "Садовая"}),
            )
            .await,
    ] {
        let ids: Vec<_> = list.json()["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].clone())
            .collect();
        assert_eq!(ids, [json!(mine)], "{}", list.text());
    }
    let response = cancel(&mine).await;
    assert_eq!(
        (response.status.as_u16(), &response.json()["outcome"]),
        (200, &json!("cancelled"))
    );
    assert_eq!(
        server.get(&format!("/v1/requests/{foreign}")).await.json()["state"],
        "located"
    );
}

/// The item of a list that has this id.
fn item<'a>(list: &'a Value, id: &str) -> &'a Value {
    let mut items = list["items"].as_array().unwrap().iter();
    items.find(|one| one["id"] == id).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_names_its_own_source_and_a_closed_one_is_refused_at_every_door() {
    let server = TestServer::open().await;
    server.source("112").await;
    let bearer = server.key_of(&json!({"source": "112"})).await;
    let fault = |response: &TestResponse| {
        let error = response.problem()["errors"][0].clone();
        (
            error["code"].as_str().unwrap().to_owned(),
            error["pointer"].as_str().unwrap().to_owned(),
        )
    };
    let foreign = post(&server, &bearer, "/v1/requests", &of("crm")).await;
    assert_eq!(
        (foreign.status.as_u16(), fault(&foreign)),
        (422, ("K2034".to_owned(), "/source".to_owned()))
    );
    assert_eq!(post(&server, &bearer, "/v1/requests", &of("112")).await.status, 201);
    // An operator and a key of no source may name one for the first time.
    let first = server.act("/v1/requests", &[], &of("Новая линия")).await;
    assert_eq!(
        (first.status.as_u16(), &first.json()["notices"][0]["code"]),
        (201, &json!("K1506"))
    );
    let second = server.act("/v1/requests", &[], &of("Новая линия")).await;
    assert_eq!(
        (second.status.as_u16(), &second.json()["notices"]),
        (201, &serde_json::Value::Null)
    );
    let sources = server.get("/v1/sources").await.json();
    assert_eq!(item(&sources, "Новая линия")["door"], "operator");
    assert_eq!(item(&sources, "112")["state"], "active");

    let close = json!({"name": "Служба 112", "door": "api", "state": "closed"});
    let response = server.put("/v1/sources/112", &[], &close).await;
    assert_eq!(response.status, 428, "{}", response.text());
    let response = server.put("/v1/sources/112", &[("if-match", "\"v1\"")], &close).await;
    assert_eq!(
        (response.status.as_u16(), &response.json()["version"]),
        (200, &json!(2)),
        "{}",
        response.text()
    );
    let stale = server.put("/v1/sources/112", &[("if-match", "\"v1\"")], &close).await;
    assert_eq!(stale.status, 412);
    let by_key = post(&server, &bearer, "/v1/requests", &of("112")).await;
    let by_desk = server.act("/v1/requests", &[], &of("112")).await;
    for response in [by_key, by_desk] {
        assert_eq!((response.status.as_u16(), fault(&response).0.as_str()), (422, "K2033"));
    }
    let batch = post(
        &server,
        &bearer,
        "/v1/requests/batch",
        &json!({"requests": [of("112")]}),
    )
    .await;
    assert_eq!(batch.json()["results"][0]["problem"]["errors"][0]["code"], "K2033");
    let cookie = [("cookie", server.cookie.as_str())];
    assert_eq!(
        server.post("/v1/keys", &cookie, &json!({"source": "112"})).await.status,
        409,
        "no key of a closed one"
    );
    let unknown = server.post("/v1/keys", &cookie, &json!({"source": "nobody"})).await;
    assert_eq!(unknown.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_is_reached_told_and_over_in_time() {
    let server = TestServer::open().await;
    server.source("112").await;
    let draft = json!({"source": "112", "requests_per_day": 3, "calls_per_minute": 100});
    let bearer = server.key_of(&draft).await;
    let batch = |count: usize| json!({"requests": vec![of("112"); count]});
    assert_eq!(
        post(&server, &bearer, "/v1/requests/batch", &batch(2)).await.status,
        200
    );
    let mut wrong = of("112");
    wrong["needs"] = json!([{"goods": "food", "quantity": 0}]);
    let over = post(&server, &bearer, "/v1/requests/batch", &batch(2)).await;
    assert_eq!(
        (over.status.as_u16(), over.problem()["type"].as_str()),
        (429, Some("/problems/quota"))
    );
    // 05:00 UTC: nineteen hours are left of the day.
    let wait: i64 = over.header("retry-after").parse().unwrap();
    assert!((19 * 3600 - 60..=19 * 3600 + 1).contains(&wait), "{wait}");
    assert_eq!(
        post(&server, &bearer, "/v1/requests", &wrong).await.status,
        422,
        "what is refused counts too"
    );
    assert_eq!(post(&server, &bearer, "/v1/requests", &of("112")).await.status, 429);
    assert_eq!(post(&server, &bearer, "/v1/requests", &wrong).await.status, 429);
    assert_eq!(
        server.get("/v1/requests").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    server.clock.forward(wait);
    assert_eq!(
        post(&server, &bearer, "/v1/requests", &of("112")).await.status,
        201,
        "tomorrow begins anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_and_bytes_of_a_minute_are_bounded_for_all_keys_of_a_source() {
    let server = TestServer::open().await;
    for source in ["calls", "bytes"] {
        server.source(source).await;
    }
    let calls = server.key_of(&json!({"source": "calls", "calls_per_minute": 2})).await;
    let second = server.key_of(&json!({"source": "calls", "calls_per_minute": 2})).await;
    let bytes = server
        .key_of(&json!({"source": "bytes", "bytes_per_minute": 300}))
        .await;
    for status in [200, 200, 429] {
        assert_eq!(get(&server, &calls, "/v1/requests").await.status, status);
    }
    let over = get(&server, &second, "/v1/requests").await;
    assert_eq!(
        (over.status.as_u16(), over.problem()["type"].as_str()),
        (429, Some("/problems/quota"))
    );
    let wait: i64 = over.header("retry-after").parse().unwrap();
    assert!((1..=61).contains(&wait), "{wait}");
    let sent = of("bytes");
    assert!((151..300).contains(&sent.to_string().len()));
    assert_eq!(post(&server, &bytes, "/v1/requests", &sent).await.status, 201);
    assert_eq!(post(&server, &bytes, "/v1/requests", &sent).await.status, 429);
    server.clock.forward(wait);
    assert_eq!(get(&server, &calls, "/v1/requests").await.status, 200);
    assert_eq!(post(&server, &bytes, "/v1/requests", &sent).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_replaced_while_the_old_one_opens_for_a_while() {
    let server = TestServer::open().await;
    server.source("112").await;
    let cookie = [("cookie", server.cookie.as_str())];
    let draft = json!({"source": "112", "label": "Служба", "requests_per_day": 9});
    let old = server.key_of(&draft).await;
    let own = post(&server, &old, "/v1/requests", &of("112")).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let id = old.split('_').nth(1).unwrap().to_owned();
    let rotate = async |id: &str| {
        let path = format!("/v1/keys/{id}/rotate");
        server.post(&path, &cookie, &json!({"overlap_seconds": 100})).await
    };
    let response = rotate(&id).await;
    assert_eq!(response.status, 201, "{}", response.text());
    let made = response.json();
    assert_eq!(
        (&made["key"]["source"], &made["key"]["requests_per_day"]),
        (&json!("112"), &json!(9))
    );
    let new = format!("Bearer {}", made["secret"].as_str().unwrap());
    // Both see what the source sent.
    for bearer in [&old, &new] {
        assert_eq!(get(&server, bearer, &format!("/v1/requests/{own}")).await.status, 200);
    }
    assert_eq!(
        rotate(made["key"]["id"].as_str().unwrap()).await.status,
        409,
        "a third is refused"
    );
    assert_eq!(server.post("/v1/keys", &cookie, &draft).await.status, 409);
    let foreign = rotate("no-such-key").await;
    assert_eq!(foreign.status, 404);
    server.clock.forward(100);
    assert_eq!(get(&server, &old, "/v1/requests").await.status, 401);
    assert_eq!(get(&server, &new, "/v1/requests").await.status, 200);
    assert_eq!(rotate(&id).await.status, 409, "what has ended is not replaced");
    let listed = server.get("/v1/keys").await;
    assert!(
        !listed.text().contains(new.splitn(3, '_').nth(2).unwrap()),
        "no secret in a list"
    );
    let listed = listed.json();
    let listed = listed["items"].as_array().unwrap();
    let of = |id: &str| listed.iter().find(|key| key["id"] == id).unwrap().clone();
    let successor = of(made["key"]["id"].as_str().unwrap());
    assert_eq!(
        (&of(&id)["state"], &successor["state"]),
        (&json!("expired"), &json!("live"))
    );
    assert_eq!(
        (listed.len(), &successor["last_used_at"]),
        (3, &json!("2026-11-21T05:01:40Z"))
    );
    let id = made["key"]["id"].as_str().unwrap();
    for _ in 0..2 {
        let response = server
            .call(Method::DELETE, &format!("/v1/keys/{id}"), &cookie, None)
            .await;
        assert_eq!(response.status, 204);
    }
    assert_eq!(get(&server, &new, "/v1/requests").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_to_be_made_says_scopes_bounds_and_an_end_that_exist() {
    let server = TestServer::open().await;
    let cookie = [("cookie", server.cookie.as_str())];
    for (wrong, pointer) in [
        (json!({}), "/label"),
        (json!({"label": "x", "scopes": ["requests"]}), "/scopes"),
        (json!({"label": "x", "scopes": []}), "/scopes"),
        (
            json!({"label": "x", "expires_at": "2020-01-01T00:00:00Z"}),
            "/expires_at",
        ),
        (json!({"label": "x", "expires_at": DATE}), "/expires_at"),
        (json!({"label": "x", "calls_per_minute": 0}), "/calls_per_minute"),
    ] {
        let response = server.post("/v1/keys", &cookie, &wrong).await;
        assert_eq!(response.status, 422, "{wrong}");
        assert_eq!(response.problem()["errors"][0]["pointer"], pointer, "{wrong}");
    }
}
