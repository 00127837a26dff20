//! Tests over HTTP of rules that tables and calls once decided differently: ids, unknown volunteers, a region's own
//! goods, the vehicle of a shift, empty addresses.

use crate::tests::{DATE, TestServer, key, sent};
use serde_json::{Value, json};

async fn upload(server: &TestServer, kind: &str, table: &str) -> Value {
    let request = axum::http::Request::post(format!("/v1/tables/{kind}?date={DATE}"))
        .header("cookie", &server.cookie)
        .header("content-type", "text/csv")
        .header("idempotency-key", key());
    let response = server.send(request.body(table.to_owned().into()).unwrap()).await;
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_no_address_can_name_is_refused_with_its_cell() {
    let server = TestServer::open().await;
    let people =
        "№ волонтёра;Домашний адрес;Смена с;Смена по;Вместимость\nV 1;Садовая 1;9;13;10\nV2;Садовая 3;9;13;10\n";
    let response = upload(&server, "volunteers", people).await;
    let refused = &response["rejected"][0];
    let place = (&refused["row"], &refused["column"], &refused["code"]);
    assert_eq!(place, (&json!(2), &json!("№ волонтёра"), &json!("K2025")), "{response}");
    assert!(refused["mend_ru"].as_str().unwrap().contains("пробел"), "{response}");
    let kept = server.get("/v1/volunteers").await.json();
    let ids: Vec<&Value> = kept["items"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!((ids, &response["accepted"]), (vec![&json!("V2")], &json!(1)));
    // All that is kept can be named, and so changed.
    let body = json!({"name": "Вера", "home": "Садовая 3"});
    let changed = server.put("/v1/volunteers/V2", &[("if-match", "\"v1\"")], &body).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_refused_in_a_call_as_in_a_table_and_what_was_taken_stays_taken() {
    let server = TestServer::open().await;
    let mut request = sent("Садовая 5");
    request["visitors"] = json!({"only": ["V9"]});
    // Before anybody is kept, names cannot be strange.
    let (path, own) = ("/v1/requests", key());
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", own.as_str())];
    let first = server.post(path, &headers, &request).await;
    assert_eq!(first.status, 201, "{}", first.text());
    server.staff().await;
    let refused = server.act(path, &[], &request).await;
    let fault = refused.problem()["errors"][0].clone();
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!("/visitors/only/0"), &json!("K2020"))
    );
    let again = server.post(path, &headers, &request).await;
    assert_eq!(again.header("idempotency-replayed"), "true", "{}", again.text());
    assert_eq!(again.json()["id"], first.json()["id"]);
    let table = "id,address,need,only\nR1,Садовая 3,food,V9\n";
    let response = upload(&server, "requests", table).await;
    assert_eq!(
        (&response["rejected"][0]["column"], &response["rejected"][0]["code"]),
        (&json!("only"), &json!("K2020"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_of_the_regions_own_may_be_asked_for_once_a_hub_hands_them_out() {
    let server = TestServer::open().await;
    let mut request = sent("Садовая 5");
    request["needs"] = json!([{"goods": "Дрова", "quantity": 2}]);
    let refused = server.act("/v1/requests", &[], &request).await.problem();
    assert_eq!(
        (&refused["errors"][0]["code"], &refused["errors"][0]["pointer"]),
        (&json!("K2005"), &json!("/needs/0/goods"))
    );
    let response = upload(&server, "hubs", "id,address,offers\nH7,Садовая 1,дрова\n").await;
    assert_eq!(
        (&response["accepted"], &response["notices"][0]["code"]),
        (&json!(1), &json!("K1505")),
        "{response}"
    );
    let taken = server.act("/v1/requests", &[], &request).await;
    assert_eq!(
        (taken.status.as_u16(), &taken.json()["needs"][0]["goods"]),
        (201, &json!("дрова"))
    );
    let response = upload(&server, "requests", "id,address,need\nR1,Садовая 3,дрова\n").await;
    assert_eq!((&response["accepted"], &response["rejected"]), (&json!(1), &json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_that_does_not_say_with_what_stays_with_what_it_was_in_a_table_too() {
    let server = TestServer::open().await;
    server.staff().await;
    let shift = json!({"from": "09:00", "to": "13:00", "capacity": 10, "vehicle": "bicycle"});
    let response = server
        .put(&format!("/v1/volunteers/V1/shifts/{DATE}"), &[], &shift)
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
    let table = "id,home,shift_from,shift_to,capacity\nV1,Садовая 1,10:00,14:00,7\nV2,Садовая 3,10:00,14:00,7\n";
    upload(&server, "volunteers", table).await;
    let kept = server.get(&format!("/v1/volunteers?date={DATE}")).await.json();
    let shifts: Vec<_> = kept["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["shift"]["vehicle"], &one["shift"]["capacity"]))
        .collect();
    assert_eq!(shifts, [(&json!("bicycle"), &json!(7)), (&json!("car"), &json!(7))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_address_is_a_question_for_a_person_and_never_a_refusal() {
    let server = TestServer::open().await;
    let response = server.act("/v1/requests", &[], &sent("")).await;
    assert_eq!(response.status, 201, "{}", response.text());
    let kept = response.json();
    assert_eq!(
        (&kept["state"], &kept["why"]),
        (&json!("needs_info"), &json!("no_address"))
    );
    let response = upload(&server, "requests", "id,address,need\nR1,,food\n").await;
    assert_eq!(
        (&response["accepted"], &response["needs_info"]),
        (&json!(1), &json!(1)),
        "{response}"
    );
}
