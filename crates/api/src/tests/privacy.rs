//! Tests that people are searched for by `POST` and not in a URL, that the receipt of a table holds no words of its
//! cells, and that the character NUL is refused with its place.

use super::{DATE, TestServer, key, sent};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn people_are_searched_for_in_a_body_and_never_in_an_address() {
    let server = TestServer::open().await;
    let id = server.submit("Садовая 3").await;
    server.submit("Садовая 5").await;
    let search = async |body| {
        let own = [("cookie", server.cookie.as_str())];
        server.post("/v1/requests/search", &own, &body).await
    };
    let found = search(json!({"q": "садовая 3", "date": DATE})).await;
    assert_eq!(found.status, 200, "{}", found.text());
    let found = found.json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    assert_eq!(found["items"][0]["id"].as_str(), Some(id.as_str()));
    let part = search(json!({"q": "получатель", "limit": 1})).await.json();
    let rest = search(json!({"q": "получатель", "after": part["next"]})).await.json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 1, "{rest}");
    for (body, pointer) in [
        (json!({}), "/q"),
        (json!({"q": "a", "date": "21.11"}), "/date"),
        (json!({"q": "a", "limit": 0}), "/limit"),
    ] {
        let response = search(body).await;
        assert_eq!(
            (
                response.status.as_u16(),
                response.problem()["errors"][0]["pointer"].clone()
            ),
            (422, json!(pointer))
        );
    }
    let in_address = server.get("/v1/requests?q=%D0%BF").await;
    assert_eq!(in_address.status, 400);
    assert!(
        in_address.problem()["detail"]
            .as_str()
            .unwrap()
            .contains("/v1/requests/search")
    );

    // An intake system finds its own only.
    let own = [("authorization", server.intake.as_str())];
    let none = server.post("/v1/requests/search", &own, &json!({"q": "садовая"})).await;
    assert_eq!(none.json()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_of_a_table_holds_no_cell_and_its_repeat_tells_all() {
    let server = TestServer::open().await;
    server.staff().await;
    let table = "id,address,need,quantity,hub\nR1,Садовая 1,food,2,\nR2,Садовая 3,Анна Каренина,1,\n\
        R3,Садовая 5,food,1,У Облонских\n";
    let key = key();
    let send = async || {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/v1/tables/requests?date={DATE}"))
            .header("cookie", &server.cookie)
            .header("idempotency-key", &key)
            .header("content-type", "text/csv");
        server.send(request.body(Body::from(table)).unwrap()).await
    };
    let first = send().await;
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(
        first.json()["rejected"].as_array().unwrap().len(),
        2,
        "{}",
        first.text()
    );
    let kept = server
        .service
        .receipt("coordinator", "POST /v1/tables/{kind}", &key)
        .await
        .unwrap()
        .unwrap();
    let (kept, response) = (
        kept.receipt.body.to_string().to_lowercase(),
        first.text().to_lowercase(),
    );
    for word in ["каренина", "облонских"] {
        assert!(response.contains(word), "{response}");
        assert!(!kept.contains(word), "{kept}");
    }
    let again = send().await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    let (first, again) = (first.json(), again.json());
    let of_row = |answer: &serde_json::Value, row: u64| {
        let rows = answer["rejected"].as_array().unwrap();
        rows.iter()
            .find(|response| response["row"].as_u64() == Some(row))
            .unwrap()
            .clone()
    };
    assert_eq!(
        of_row(&again, 3),
        of_row(&first, 3),
        "what the table says by itself is told in the same words"
    );
    for field in ["id", "column", "code"] {
        assert_eq!(of_row(&again, 4)[field], of_row(&first, 4)[field]);
    }
    assert_eq!(again["accepted"], first["accepted"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nul_is_refused_with_its_place() {
    let server = TestServer::open().await;
    for path in [
        "/v1/requests/1001%00-9",
        "/v1/requests?source=a%00b",
        "/v1/volunteers/V%001",
        "/v1/plans/%00/routes",
        "/v1/runs/%00",
        "/v1/corrections/%00",
        "/v1/events?date=%00",
    ] {
        let response = server.get(path).await;
        assert_eq!(response.status, 400, "{path}: {}", response.text());
        let detail = response.problem()["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.contains("NUL") && (detail.contains("path") || detail.contains("query")),
            "{detail}"
        );
    }
    let mut draft = sent("Садовая\0 3");
    draft["needs"] = json!([{"goods": "fo\0od", "quantity": 1}]);
    draft["visitors"] = json!({"only": ["Анна\0"]});
    let response = server.act("/v1/requests", &[], &draft).await;
    assert_eq!(response.status, 422, "{}", response.text());
    let errors = response.problem()["errors"].clone();
    let nul = errors
        .as_array()
        .unwrap()
        .iter()
        .filter(|fault| fault["code"] == "K3009");
    let mut places: Vec<&str> = nul.map(|fault| fault["pointer"].as_str().unwrap()).collect();
    places.sort_unstable();
    assert_eq!(places, ["/address", "/needs/0/goods", "/visitors/only/0"]);
    let batch = server
        .act("/v1/requests/batch", &[], &json!({"requests": [draft]}))
        .await;
    assert_eq!(batch.json()["results"][0]["status"], "rejected");
    let login = server
        .post("/v1/session", &[], &json!({"login": "co\0", "password": "\0"}))
        .await;
    assert_eq!(login.status, 422, "{}", login.text());
    // Half of a surrogate pair is not valid JSON; the problem says where it is.
    let key = key();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/v1/requests")
        .header("cookie", &server.cookie)
        .header("idempotency-key", &key)
        .header("content-type", "application/json");
    let response = server
        .send(request.body(Body::from(r#"{"address": "\ud800"}"#)).unwrap())
        .await;
    assert_eq!(response.status, 400, "{}", response.text());
    assert!(response.problem()["detail"].as_str().unwrap().contains("line 1"));
}
