//! Tests of submissions: what calls and tables sent is listed row by row, accepted, identical or refused, with codes
//! and without words of people; and the totals of a day by source.

use super::{DATE, TestServer, key, sent};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

async fn submission(server: &TestServer, id: &Value) -> Value {
    let response = server.get(&format!("/v1/submissions/{id}")).await;
    assert_eq!(response.status, 200, "{}", response.text());
    for word in ["Получатель", "Садовая", "900"] {
        assert!(!response.text().contains(word), "{word}: {}", response.text());
    }
    response.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_requests_of_which_one_is_faulty_are_one_submission_of_three_items() {
    let server = TestServer::open().await;
    server.source("112").await;
    let bearer = server.key_of(&json!({"source": "112"})).await;
    let mut named = sent("Садовая 3");
    named["source_ref"] = json!("A-17");
    let mut wrong = sent("Садовая 5");
    wrong["needs"] = json!([{"goods": "food", "quantity": 0}]);
    wrong["source_ref"] = json!("от Получателя 900");
    wrong["Фамилия"] = json!("x");
    let body = json!({"requests": [named, wrong, named]});
    let key = key();
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
    for _ in 0..2 {
        let response = server.post("/v1/requests/batch", &headers, &body).await;
        assert_eq!(response.status, 200, "{}", response.text());
    }
    let listed = server.get("/v1/submissions").await.json();
    let items = listed["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "a repeat is no new one: {listed}");
    let kept = submission(&server, &items[0]["id"]).await;
    let head = &kept["submission"];
    assert_eq!(
        [
            &head["door"],
            &head["source"],
            &head["state"],
            &head["actor_kind"],
            &head["receipt"]
        ],
        ["api", "112", "partly", "key", key.as_str()]
    );
    // A mark under the region's key: who can guess the body must not be able to confirm it.
    let plain = karavan_service::digest_of(body.to_string().as_bytes());
    assert_ne!(head["digest"], json!(plain));
    assert_eq!(head["digest"].as_str().unwrap().len(), plain.len());
    assert_eq!([&head["created"], &head["identical"], &head["rejected"]], [1, 1, 1]);
    let rows = kept["items"].as_array().unwrap();
    let outcomes: Vec<_> = rows.iter().map(|row| row["outcome"].clone()).collect();
    assert_eq!(outcomes, ["created", "rejected", "identical"]);
    assert_eq!(
        (&rows[0]["source_ref"], &rows[0]["request"]),
        (&json!("A-17"), &rows[2]["request"])
    );
    assert_eq!(rows[1]["source_ref"], Value::Null, "what is no number is not kept");
    let findings = json!([{"code": "K2006", "place": "/needs/0/quantity"}, {"code": "K3007", "place": ""}]);
    let mut response = rows[1]["findings"].as_array().unwrap().clone();
    response.sort_by_key(|finding| finding["code"].to_string());
    assert_eq!(json!(response), findings);
    let part = server
        .get(&format!("/v1/submissions/{}?outcome=rejected&limit=1", head["id"]))
        .await
        .json();
    assert_eq!(
        (part["items"][0]["place"].clone(), &part["next"]),
        (json!(2), &Value::Null)
    );
    let part = server
        .get(&format!("/v1/submissions/{}?limit=1", head["id"]))
        .await
        .json();
    assert_eq!(part["next"], "1");
    for wrong in ["/v1/submissions/9", "/v1/submissions/x"] {
        assert_eq!(server.get(wrong).await.status, 404, "{wrong}");
    }
    assert_eq!(server.get("/v1/submissions/1?outcome=lost").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_door_tells_the_day_by_source() {
    let server = TestServer::open().await;
    server.staff().await;
    // An operator: one taken, the same again, another under its number, and one refused.
    let mut named = sent("Садовая 3");
    named["source_ref"] = json!("B-1");
    assert_eq!(server.act("/v1/requests", &[], &named).await.status, 201);
    assert_eq!(server.act("/v1/requests", &[], &named).await.status, 200);
    named["comment"] = json!("другое");
    assert_eq!(server.act("/v1/requests", &[], &named).await.status, 409);
    let mut wrong = sent("Садовая 3");
    wrong["windows"] = json!([{"opens": "12:00", "closes": "10:00"}]);
    let again = key();
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", again.as_str())];
    for _ in 0..2 {
        assert_eq!(server.post("/v1/requests", &headers, &wrong).await.status, 422);
    }
    // A table of a source that is new, with a row refused.
    let csv =
        "id,source,address,need,quantity\nT1,Соцзащита,\"Садовая 11\",food,1\nT2,Соцзащита,Садовая 9,food,много\n";
    let table = Request::post(format!("/v1/tables/requests?date={DATE}"))
        .header("cookie", &server.cookie)
        .header("idempotency-key", key())
        .header("content-type", "text/csv");
    let response = server.send(table.body(Body::from(csv)).unwrap()).await;
    assert_eq!(response.status, 200, "{}", response.text());
    let answer = response.json();
    assert_eq!(answer["notices"][0]["code"], "K1506", "{answer}");
    let table = submission(&server, &answer["submission"]).await;
    assert_eq!(
        (&table["submission"]["door"], &table["items"][1]["findings"]),
        (&json!("table"), &json!([{"code": "K2006", "place": "quantity"}]))
    );

    let day = server.get(&format!("/v1/days/{DATE}/intake")).await.json();
    assert_eq!(
        day["sources"],
        json!([
            {"source": "112", "name": "112", "deliveries": 4, "doors": ["operator"], "created": 1, "identical": 1,
                "rejected": 2, "reasons": [{"code": "K2009", "rows": 1}, {"code": "K2017", "rows": 1}]},
            {"source": "Соцзащита", "name": "Соцзащита", "deliveries": 1, "doors": ["table"], "created": 1,
                "identical": 0, "rejected": 1, "reasons": [{"code": "K2006", "rows": 1}]},
        ])
    );
    let of_source = server
        .get("/v1/submissions?source=%D0%A1%D0%BE%D1%86%D0%B7%D0%B0%D1%89%D0%B8%D1%82%D0%B0")
        .await;
    assert_eq!(of_source.json()["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        server.get("/v1/days/2026-11-22/intake").await.json()["sources"],
        json!([])
    );
}
