//! Tests of what coordinators change after submission: goods, doors and other fields by `PATCH`, links revoked or
//! replaced, requests cancelled and reopened; also remarks on tables, and a day that cannot be planned.

use super::{DATE, TestServer, key, sent, token};
use axum::http::Method;
use serde_json::{Value, json};

impl TestServer {
    /// `PATCH` of a request as it stands now.
    async fn patch(&self, id: &str, body: &Value) -> Value {
        let path = format!("/v1/requests/{id}");
        let tag = self.get(&path).await.header("etag").to_owned();
        let headers = [("cookie", self.cookie.as_str()), ("if-match", tag.as_str())];
        let response = self.call(Method::PATCH, &path, &headers, Some(body)).await;
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    }

    async fn as_driver(&self, bearer: &str, path: &str) -> super::TestResponse {
        self.call(Method::GET, path, &[("authorization", bearer)], None).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_lines_of_the_same_goods_are_one() {
    let server = TestServer::open().await;
    let goods = |list: &[(&str, u32)]| -> Value {
        let each = list
            .iter()
            .map(|(goods, quantity)| json!({"goods": goods, "quantity": quantity}));
        each.collect()
    };
    let mut request = sent("Садовая 3");
    request["needs"] = goods(&[("food", 1), ("medicine", 2), ("food", 3)]);
    let response = server.act("/v1/requests", &[], &request).await.json();
    assert_eq!(response["needs"], goods(&[("food", 4), ("medicine", 2)]));
    let id = response["id"].as_str().unwrap();
    let response = server
        .patch(id, &json!({"needs": goods(&[("food", 5), ("food", 5)])}))
        .await;
    assert_eq!(response["needs"], goods(&[("food", 10)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn null_empties_what_may_be_empty_and_the_door_is_changed_line_by_line() {
    let server = TestServer::open().await;
    server.staff().await;
    let mut request = sent("Садовая 3, кв 7");
    request["hub"] = json!("H1");
    request["service_minutes"] = json!(15);
    let response = server.act("/v1/requests", &[], &request).await.json();
    let id = response["id"].as_str().unwrap();
    assert_eq!(
        (&response["hub"], &response["service_minutes"]),
        (&json!("H1"), &json!(15))
    );
    let kept = server
        .patch(id, &json!({"door": {"floor": "4", "intercom": "77К"}}))
        .await;
    assert_eq!((&kept["hub"], &kept["service_minutes"]), (&json!("H1"), &json!(15)));
    assert_eq!(kept["door"], json!({"flat": "7", "floor": "4", "intercom": "77К"}));
    let emptied = server
        .patch(
            id,
            &json!({"hub": null, "service_minutes": null, "door": {"floor": null, "intercom": ""}}),
        )
        .await;
    assert_eq!(
        (&emptied["hub"], &emptied["service_minutes"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(emptied["door"], json!({"flat": "7"}));
    let named = server.patch(id, &json!({"hub": "H1"})).await;
    assert_eq!(named["hub"], json!("H1"));
    assert_eq!(server.patch(id, &json!({"hub": ""})).await["hub"], Value::Null);
    let moved = server
        .patch(id, &json!({"address": "Садовая 5", "door": {"entrance": "2"}}))
        .await;
    assert_eq!(moved["door"], json!({"flat": "7", "entrance": "2"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remark_on_a_table_says_where_it_belongs() {
    let server = TestServer::open().await;
    let table = "id,address,need,phone,Цвет\nR1,Садовая 3,food,позвонить соседке,red\n";
    let request = axum::http::Request::post(format!("/v1/tables/requests?date={DATE}"))
        .header("cookie", &server.cookie)
        .header("content-type", "text/csv")
        .header("idempotency-key", key());
    let response = server.send(request.body(table.into()).unwrap()).await.json();
    let notices = response["notices"].as_array().unwrap();
    let places: Vec<_> = notices
        .iter()
        .map(|response| (&response["column"], &response["row"]))
        .collect();
    assert_eq!(places, [(&json!("Цвет"), &Value::Null), (&json!("phone"), &json!(2))]);
    for language in ["message", "message_ru"] {
        assert!(notices[0][language].as_str().unwrap().contains("Цвет"), "{notices:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_route_says_so_and_a_revoked_link_opens_nothing() {
    let server = TestServer::open().await;
    server.staff().await;
    let id = server.submit("Садовая 3").await;
    let first = server.plan().await;
    let links = format!("/v1/plans/{first}/links/V1");
    let draft = server.act(&links, &[], &json!({})).await;
    assert_eq!(draft.status, 409, "{}", draft.text());
    draft.problem();
    let old = server.publish(&first).await;
    let second = server.plan().await;
    let new = server.publish(&second).await;
    for path in ["/v1/route", "/v1/route.gpx"] {
        let gone = server.as_driver(&old, path).await;
        assert_eq!(gone.status, 410, "{path}");
        let problem = gone.problem();
        assert!(
            problem["detail_ru"].as_str().unwrap().contains("новую ссылку"),
            "{problem}"
        );
        assert_eq!(server.as_driver(&new, path).await.status, 200, "{path}");
    }
    let late = json!({"sent_at": "2026-11-21T05:00:00Z", "events": [{"id": "6f1a1d0e-0000-4000-8000-000000000001",
        "request": id, "kind": "closed", "outcome": "in_hand", "occurred_at": "2026-11-21T05:00:00Z"}]});
    let taken = server.post("/v1/route/events", &[("authorization", &old)], &late).await;
    assert_eq!(taken.json()["results"][0]["result"], "late");
    assert_eq!(server.act(&links, &[], &json!({})).await.status, 409, "replaced");

    let links = format!("/v1/plans/{second}/links/V1");
    let more = token(&server.act(&links, &[], &json!({})).await.json());
    let revoke = async |path: &str| {
        server
            .call(Method::DELETE, path, &[("cookie", &server.cookie)], None)
            .await
            .status
    };
    for _ in 0..2 {
        assert_eq!(revoke(&links).await, 204);
    }
    for bearer in [new, more] {
        assert_eq!(server.as_driver(&bearer, "/v1/route").await.status, 401);
    }
    assert_eq!(revoke(&format!("/v1/plans/{second}/links/V9")).await, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_called_off_and_opened_again_as_often_as_one_asks() {
    let server = TestServer::open().await;
    let id = server.submit("Садовая 3").await;
    let call = async |what: &str, headers: &[(&str, &str)], body: Option<&Value>| {
        let own = [("cookie", server.cookie.as_str())];
        let path = format!("/v1/requests/{id}/{what}");
        server.call(Method::POST, &path, &[&own, headers].concat(), body).await
    };
    assert_eq!(call("cancel", &[], None).await.status, 400, "a key is asked for");
    let (first, again) = (key(), key());
    let note = json!({"note": "помогли соседи"});
    let off = call("cancel", &[("idempotency-key", &first)], Some(&note)).await;
    let response = off.json();
    assert_eq!(
        (&response["state"], &response["outcome"], off.header("etag")),
        (&json!("closed"), &json!("cancelled"), "\"v2\"")
    );
    assert_eq!(
        call("cancel", &[("idempotency-key", &key())], None).await.json(),
        response
    );
    let open = call("retry", &[("idempotency-key", &again)], None).await.json();
    assert_eq!((&open["state"], &open["outcome"]), (&json!("located"), &Value::Null));
    // A repeat of the first call, long after, is answered and does nothing.
    let repeated = call("cancel", &[("idempotency-key", &first)], Some(&note)).await;
    assert_eq!(
        (repeated.header("idempotency-replayed"), repeated.json()),
        ("true", open)
    );
    let wrong = call("cancel", &[("idempotency-key", &key())], Some(&json!({"why": ""}))).await;
    assert_eq!(wrong.problem()["errors"][0]["code"], "K3007");
    let missing = server.act("/v1/requests/R9/retry", &[], &json!({})).await;
    assert_eq!(missing.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_cannot_be_planned_says_why_in_both_languages() {
    let server = TestServer::open().await;
    for skill in 0..70 {
        let mut request = sent("Садовая 3");
        request["skills"] = json!([format!("skill{skill}")]);
        assert_eq!(server.act("/v1/requests", &[], &request).await.status, 201);
    }
    let begun = server
        .act("/v1/plans", &[], &json!({"date": DATE, "rounds": 1}))
        .await
        .json();
    let path = format!("/v1/runs/{}", begun["id"].as_str().unwrap());
    let run = loop {
        let run = server.get(&path).await.json();
        if !["queued", "running"].contains(&run["state"].as_str().unwrap()) {
            break run;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let response = |field: &str| run["problem"][field].as_str().unwrap().to_owned();
    assert!(response("detail").contains("different skills"), "{run}");
    assert!(response("detail_ru").contains("навыков"), "{run}");
}
