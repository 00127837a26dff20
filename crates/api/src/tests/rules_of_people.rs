//! Tests of who comes, two people at once, preferred hours, breaks, limits and vehicles of shifts: accepted, answered
//! as sent, kept by the plan and shown to the driver.

use super::{DATE, TestServer, sent};
use axum::http::StatusCode;
use serde_json::{Value, json};

fn with(address: &str, more: Value) -> Value {
    let mut body = sent(address);
    let fields = more.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(fields);
    body
}

async fn second_volunteer(server: &TestServer) {
    let volunteer = json!({"name": "Волонтёр 2", "home": "Садовая 21"});
    assert_eq!(server.put("/v1/volunteers/V2", &[], &volunteer).await.status, 201);
    let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
    let response = server
        .put(&format!("/v1/volunteers/V2/shifts/{DATE}"), &[], &shift)
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
}

#[tokio::test]
async fn what_a_request_asks_for_is_answered_as_it_was_sent_and_can_be_changed() {
    let server = TestServer::open().await;
    let asked = json!({
        "wish": {"opens": "10:00", "closes": "11:00"}, "needs_two": true,
        "visitors": {"only": ["V1", "Волонтёр 2"], "before": ["V1"]},
    });
    let response = server.act("/v1/requests", &[], &with("Садовая 5", asked.clone())).await;
    assert_eq!(response.status, StatusCode::CREATED, "{}", response.text());
    let kept = response.json();
    for (field, value) in asked.as_object().unwrap() {
        assert_eq!(&kept[field], value, "{field}");
    }
    let id = kept["id"].as_str().unwrap();
    let change = json!({"wish": null, "needs_two": false, "visitors": {"never": ["V2"]}});
    let headers = [("cookie", server.cookie.as_str()), ("if-match", "\"v1\"")];
    let path = format!("/v1/requests/{id}");
    let response = server
        .call(axum::http::Method::PATCH, &path, &headers, Some(&change))
        .await;
    assert_eq!(response.status, StatusCode::OK, "{}", response.text());
    let now = response.json();
    assert_eq!((now.get("wish"), &now["needs_two"]), (None, &json!(false)));
    assert_eq!(now["visitors"], json!({"never": ["V2"]}));
}

#[tokio::test]
async fn a_shift_keeps_its_break_and_its_limits_and_a_break_must_fit() {
    let server = TestServer::open().await;
    server.staff().await;
    let path = format!("/v1/volunteers/V1/shifts/{DATE}");
    let mut shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10, "stops_max": 9,
        "minutes_max": 200, "kilometers_max": 40, "break": {"opens": "11:00", "closes": "12:00", "minutes": 30},
        "vehicle": "bicycle"});
    let response = server.put(&path, &[], &shift).await;
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.json()["shift"], shift);
    shift["break"]["minutes"] = json!(61);
    let problem = server.put(&path, &[], &shift).await.problem();
    let fault = &problem["errors"][0];
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!("/break/minutes"), &json!("K2021"))
    );
}

#[tokio::test]
async fn a_shift_that_does_not_say_with_what_stays_with_what_it_was() {
    let server = TestServer::open().await;
    server.staff().await;
    let path = format!("/v1/volunteers/V1/shifts/{DATE}");
    let mut shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
    let vehicle = async |shift: &Value| server.put(&path, &[], shift).await.json()["shift"]["vehicle"].clone();
    assert_eq!(vehicle(&shift).await, json!("car"));
    shift["vehicle"] = json!("on_foot");
    assert_eq!(vehicle(&shift).await, json!("on_foot"));
    shift.as_object_mut().unwrap().remove("vehicle");
    assert_eq!(vehicle(&shift).await, json!("on_foot"));
    shift["vehicle"] = json!("sledge");
    let problem = server.put(&path, &[], &shift).await.problem();
    assert_eq!(problem["errors"][0]["pointer"], json!("/vehicle"));
}

#[tokio::test]
async fn two_drivers_are_told_of_each_other_and_a_break_is_a_stop() {
    let server = TestServer::open().await;
    server.staff().await;
    second_volunteer(&server).await;
    let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10,
        "break": {"opens": "09:30", "closes": "10:30", "minutes": 20}});
    server
        .put(&format!("/v1/volunteers/V1/shifts/{DATE}"), &[], &shift)
        .await;
    let window = json!([{"opens": "11:00", "closes": "11:30"}]);
    let early = json!([{"opens": "09:00", "closes": "09:20"}]);
    let both = with("Садовая 11", json!({"needs_two": true, "windows": window}));
    let own = with("Садовая 5", json!({"visitors": {"only": ["V1"]}, "windows": early}));
    for request in [both, own] {
        let response = server.act("/v1/requests", &[], &request).await;
        assert_eq!(response.status, 201, "{}", response.text());
    }
    let plan = server.plan().await;
    let routes = server.get(&format!("/v1/plans/{plan}/routes")).await.json();
    let routes = routes["items"].as_array().unwrap();
    let companion = |route: &Value| {
        let visits = route["stops"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|stop| stop["visits"].as_array().unwrap());
        let mut named = visits.filter_map(|visit| Some((visit["with"].as_str()?.to_owned(), visit["request"].clone())));
        named.next().unwrap()
    };
    assert_eq!(routes.len(), 2);
    let (first, second) = (companion(&routes[0]), companion(&routes[1]));
    assert_eq!((first.0.as_str(), second.0.as_str()), ("Волонтёр 2", "Волонтёр 1"));
    assert_eq!(first.1, second.1, "the same request");
    let rests = |route: &Value| {
        route["stops"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|stop| stop["kind"] == "break")
            .count()
    };
    assert_eq!((rests(&routes[0]), rests(&routes[1])), (1, 0));
    let token = server.publish(&plan).await;
    let own = server
        .call(axum::http::Method::GET, "/v1/route", &[("authorization", &token)], None)
        .await;
    assert_eq!(own.status, 200, "{}", own.text());
    assert_eq!(rests(&own.json()), 1);
}
