//! Through the real doors: what they used to decide differently.

use crate::tests::{DATE, Door, key, sent};
use serde_json::{Value, json};

async fn upload(door: &Door, kind: &str, table: &str) -> Value {
    let request = axum::http::Request::post(format!("/v1/tables/{kind}?date={DATE}"))
        .header("cookie", &door.cookie)
        .header("content-type", "text/csv")
        .header("idempotency-key", key());
    let told = door.send(request.body(table.to_owned().into()).unwrap()).await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_no_address_can_name_is_refused_with_its_cell() {
    let door = Door::open().await;
    let people =
        "№ волонтёра;Домашний адрес;Смена с;Смена по;Вместимость\nV 1;Садовая 1;9;13;10\nV2;Садовая 3;9;13;10\n";
    let told = upload(&door, "volunteers", people).await;
    let refused = &told["rejected"][0];
    let place = (&refused["row"], &refused["column"], &refused["code"]);
    assert_eq!(place, (&json!(2), &json!("№ волонтёра"), &json!("K2025")), "{told}");
    assert!(refused["mend_ru"].as_str().unwrap().contains("пробел"), "{told}");
    let kept = door.get("/v1/volunteers").await.json();
    let ids: Vec<&Value> = kept["items"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!((ids, &told["accepted"]), (vec![&json!("V2")], &json!(1)));
    // All that is kept can be named, and so changed.
    let body = json!({"name": "Вера", "home": "Садовая 3"});
    let changed = door.put("/v1/volunteers/V2", &[("if-match", "\"v1\"")], &body).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_refused_in_a_call_as_in_a_table_and_what_was_taken_stays_taken() {
    let door = Door::open().await;
    let mut request = sent("Садовая 5");
    request["visitors"] = json!({"only": ["V9"]});
    // Before anybody is kept, names cannot be strange.
    let (path, own) = ("/v1/requests", key());
    let headers = [("cookie", door.cookie.as_str()), ("idempotency-key", own.as_str())];
    let first = door.post(path, &headers, &request).await;
    assert_eq!(first.status, 201, "{}", first.text());
    door.staff().await;
    let refused = door.act(path, &[], &request).await;
    let fault = refused.problem()["errors"][0].clone();
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!("/visitors/only/0"), &json!("K2020"))
    );
    let again = door.post(path, &headers, &request).await;
    assert_eq!(again.header("idempotency-replayed"), "true", "{}", again.text());
    assert_eq!(again.json()["id"], first.json()["id"]);
    let table = "id,address,need,only\nR1,Садовая 3,food,V9\n";
    let told = upload(&door, "requests", table).await;
    assert_eq!(
        (&told["rejected"][0]["column"], &told["rejected"][0]["code"]),
        (&json!("only"), &json!("K2020"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_of_the_regions_own_may_be_asked_for_once_a_hub_hands_them_out() {
    let door = Door::open().await;
    let mut request = sent("Садовая 5");
    request["needs"] = json!([{"goods": "Дрова", "quantity": 2}]);
    let refused = door.act("/v1/requests", &[], &request).await.problem();
    assert_eq!(
        (&refused["errors"][0]["code"], &refused["errors"][0]["pointer"]),
        (&json!("K2005"), &json!("/needs/0/goods"))
    );
    let told = upload(&door, "hubs", "id,address,offers\nH7,Садовая 1,дрова\n").await;
    assert_eq!(
        (&told["accepted"], &told["notices"][0]["code"]),
        (&json!(1), &json!("K1505")),
        "{told}"
    );
    let taken = door.act("/v1/requests", &[], &request).await;
    assert_eq!(
        (taken.status.as_u16(), &taken.json()["needs"][0]["goods"]),
        (201, &json!("дрова"))
    );
    let told = upload(&door, "requests", "id,address,need\nR1,Садовая 3,дрова\n").await;
    assert_eq!((&told["accepted"], &told["rejected"]), (&json!(1), &json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_that_does_not_say_with_what_stays_with_what_it_was_in_a_table_too() {
    let door = Door::open().await;
    door.staff().await;
    let shift = json!({"from": "09:00", "to": "13:00", "capacity": 10, "vehicle": "bicycle"});
    let told = door.put(&format!("/v1/volunteers/V1/shifts/{DATE}"), &[], &shift).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let table = "id,home,shift_from,shift_to,capacity\nV1,Садовая 1,10:00,14:00,7\nV2,Садовая 3,10:00,14:00,7\n";
    upload(&door, "volunteers", table).await;
    let kept = door.get(&format!("/v1/volunteers?date={DATE}")).await.json();
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
    let door = Door::open().await;
    let told = door.act("/v1/requests", &[], &sent("")).await;
    assert_eq!(told.status, 201, "{}", told.text());
    let kept = told.json();
    assert_eq!(
        (&kept["state"], &kept["why"]),
        (&json!("needs_info"), &json!("no_address"))
    );
    let told = upload(&door, "requests", "id,address,need\nR1,,food\n").await;
    assert_eq!(
        (&told["accepted"], &told["needs_info"]),
        (&json!(1), &json!(1)),
        "{told}"
    );
}
