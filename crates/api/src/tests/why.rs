//! Why a request is left out of a plan or where it is, asked over HTTP; and a relief that is made and planned again.

use super::{DATE, TestServer, sent};
use serde_json::{Value, json};

/// A plan of the day with one request that is too large, one that comes too late, and two that are served.
async fn planned(server: &TestServer) -> (String, Vec<String>) {
    let _plan = server.draft().await;
    let mut large = sent("Садовая 11");
    large["needs"] = json!([{"goods": "food", "quantity": 40}]);
    let mut late = sent("Садовая 13");
    late["windows"] = json!([{"opens": "19:00", "closes": "20:00"}]);
    let mut skilled = sent("Садовая 17");
    skilled["skills"] = json!(["juggling"]);
    let mut left = Vec::new();
    for request in [large, late, skilled] {
        let told = server.act("/v1/requests", &[], &request).await;
        left.push(told.json()["id"].as_str().unwrap().to_owned());
    }
    let order = json!({"date": DATE, "rounds": 50, "seed": 1, "policy": "shortest"});
    (format!("/v1/plans/{}", server.plan_of(&order).await), left)
}

async fn why(server: &TestServer, plan: &str, request: &str) -> Value {
    let told = server.get(&format!("{plan}/why/{request}")).await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()
}

fn kinds(told: &Value) -> Vec<&str> {
    let reliefs = told["reliefs"].as_array().unwrap().iter();
    reliefs.map(|one| one["kind"].as_str().unwrap()).collect()
}

fn codes(told: &Value) -> Vec<&str> {
    let rules = told["rules"].as_array().unwrap().iter();
    rules.map(|one| one["code"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_impossible_is_told_with_its_rules_and_what_would_help() {
    let server = TestServer::open().await;
    let (plan, left) = planned(&server).await;
    let told = why(&server, &plan, &left[0]).await;
    assert_eq!(
        (&told["standing"], codes(&told)),
        (&json!("impossible"), vec!["too_large"])
    );
    let more = told["reliefs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "more_room");
    assert_eq!(more.unwrap()["amount"], 40, "{told}");
    let told = why(&server, &plan, &left[1]).await;
    assert_eq!(
        (&told["standing"], codes(&told)),
        (&json!("impossible"), vec!["shift_too_short", "window"])
    );
    assert!(told["text_ru"].as_str().unwrap().contains("Никто"), "{told}");
    let told = why(&server, &plan, &left[2]).await;
    assert_eq!(codes(&told), ["skills"]);
    let all = told["reliefs"].as_array().unwrap();
    let without = all.iter().find(|one| one["kind"] == "without_skill");
    assert_eq!(without.unwrap()["skill"], "juggling", "{told}");
    let people = told["people"].as_array().unwrap();
    assert_eq!(people[0]["alone"]["code"], "skills");
    assert!(!people[0]["name"].as_str().unwrap().is_empty());
    assert_eq!(server.get(&format!("{plan}/why/nobody")).await.status, 404);
    assert_eq!(server.get(&format!("/v1/plans/none/why/{}", left[0])).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_made_as_long_as_told_lets_the_request_in() {
    let server = TestServer::open().await;
    let (_, left) = planned(&server).await;
    // Now nearly in time: the shift of each is over a little before.
    let path = format!("/v1/requests/{}", left[1]);
    let kept = server.get(&path).await;
    let own = [("cookie", server.cookie.as_str()), ("if-match", kept.header("etag"))];
    let hours = json!({"windows": [{"opens": "13:30", "closes": "14:30"}]});
    let told = server.call(axum::http::Method::PATCH, &path, &own, Some(&hours)).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let volunteers = server.get(&format!("/v1/volunteers?date={DATE}")).await.json();
    for volunteer in volunteers["items"].as_array().unwrap() {
        let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
        let id = volunteer["id"].as_str().unwrap();
        let told = server
            .put(&format!("/v1/volunteers/{id}/shifts/{DATE}"), &[], &shift)
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
    }
    let order = json!({"date": DATE, "rounds": 50, "seed": 1, "policy": "shortest"});
    let plan = format!("/v1/plans/{}", server.plan_of(&order).await);
    let told = why(&server, &plan, &left[1]).await;
    let later = told["reliefs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "later_shift");
    let later = later.unwrap_or_else(|| panic!("{:?} of {told}", kinds(&told)));
    assert_eq!(later["serves"], json!([left[1]]));
    let shift = json!({"from": later["opens"], "to": later["closes"], "end": "home", "capacity": 10});
    let id = later["volunteer"].as_str().unwrap();
    let told = server
        .put(&format!("/v1/volunteers/{id}/shifts/{DATE}"), &[], &shift)
        .await;
    assert_eq!(told.status, 200, "{}", told.text());
    let plan = format!("/v1/plans/{}", server.plan_of(&order).await);
    let told = why(&server, &plan, &left[1]).await;
    assert_eq!(told["standing"], "placed");
    assert_eq!(told["here"]["volunteer"], *id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_told_with_its_price_and_the_second_best_which_a_move_costs() {
    let server = TestServer::open().await;
    let (plan, requests) = server.draft().await;
    let volunteer = json!({"name": "Волонтёр В", "home": "Садовая 1"});
    assert_eq!(server.put("/v1/volunteers/V9", &[], &volunteer).await.status, 201);
    let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
    let told = server
        .put(&format!("/v1/volunteers/V9/shifts/{DATE}"), &[], &shift)
        .await;
    assert_eq!(told.status, 200);
    let order = json!({"date": DATE, "rounds": 50, "seed": 1, "policy": "shortest"});
    let planned = format!("/v1/plans/{}", server.plan_of(&order).await);
    assert!(!planned.ends_with(&plan));
    let told = why(&server, &planned, &requests[1]).await;
    assert_eq!((&told["standing"], kinds(&told).len()), (&json!("placed"), 0));
    let second = &told["here"]["second"];
    let moved = json!([{"act": "move", "request": requests[1], "volunteer": second["volunteer"]}]);
    let priced = server.priced(&planned, moved).await;
    for figure in ["travel_seconds", "distance_meters", "cost"] {
        assert_eq!(priced["price"][figure], second[figure], "{figure}");
    }
    let out = server
        .priced(&planned, json!([{"act": "leave_out", "request": requests[1]}]))
        .await;
    let saved = out["price"]["travel_seconds"].as_i64().unwrap();
    assert_eq!(told["here"]["travel_seconds"], -saved);
}
