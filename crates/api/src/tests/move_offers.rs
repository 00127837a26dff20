//! Tests of offers (whom a request of a draft could be given to, with prices that equal those of the move), and of
//! moves that are not well formed.

use super::{DATE, TestServer};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn offers_name_everybody_else_the_least_driving_first_and_are_what_a_move_costs() {
    let server = TestServer::open().await;
    let (plan, requests) = server.draft().await;
    // V3 lives at the hub, V4 carries nothing.
    for (id, capacity) in [("V3", 10), ("V4", 1)] {
        let volunteer = json!({"name": format!("Волонтёр {id}"), "home": "Садовая 1", "skills": ["lift"]});
        assert_eq!(
            server
                .put(&format!("/v1/volunteers/{id}"), &[], &volunteer)
                .await
                .status,
            201
        );
        let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": capacity});
        let told = server
            .put(&format!("/v1/volunteers/{id}/shifts/{DATE}"), &[], &shift)
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
    }
    let mut large = super::sent("Садовая 11");
    large["needs"] = json!([{"goods": "food", "quantity": 5}]);
    let told = server.act("/v1/requests", &[], &large).await;
    let large = told.json()["id"].as_str().unwrap().to_owned();
    let order = json!({"date": DATE, "rounds": 50, "seed": 1, "policy": "shortest"});
    let planned = format!("/v1/plans/{}", server.plan_of(&order).await);
    assert_ne!(plan, planned);
    let own = [("cookie", server.cookie.as_str())];
    let offers = async |request: &str| {
        let told = server
            .post(&format!("{planned}/offers"), &own, &json!({"request": request}))
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
        told.json()["items"].as_array().unwrap().clone()
    };
    let holder = server.visits(&planned).await[0].0.clone();
    let all = offers(&requests[1]).await;
    assert_eq!(all.len(), 3, "everybody but {holder}");
    let driven: Vec<i64> = all
        .iter()
        .map(|offer| offer["best"]["travel_seconds"].as_i64().unwrap())
        .collect();
    assert!(driven.is_sorted(), "{driven:?}");
    for offer in &all {
        let place = &offer["best"]["place"];
        let moved = json!([{"act": "move", "request": requests[1], "volunteer": offer["volunteer"], "place": place}]);
        let priced = server.priced(&planned, moved).await;
        for figure in ["travel_seconds", "distance_meters", "cost"] {
            assert_eq!(priced["price"][figure], offer["best"][figure], "{figure} of {offer}");
        }
        assert_eq!(offer["allowed"], priced["violations"].as_array().unwrap().is_empty());
    }
    let of_large = offers(&large).await;
    let small = of_large.iter().find(|offer| offer["volunteer"] == "V4").unwrap();
    assert_eq!(
        (&small["reason"]["code"], &small["best"]),
        (&json!("too_large"), &Value::Null)
    );
    assert_eq!(of_large.last(), Some(small), "who cannot comes last");
    let told = server
        .post(&format!("{planned}/offers"), &own, &json!({"request": "nobody"}))
        .await;
    assert_eq!(told.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_is_not_well_formed_says_where() {
    let server = TestServer::open().await;
    let moves = [
        json!({"act": "fly"}),
        json!({"act": "swap", "request": "1"}),
        json!({"act": "lock"}),
        json!({"act": "move", "place": -1}),
    ];
    let body = json!({"moves": moves});
    let own = [("cookie", server.cookie.as_str()), ("if-match", "\"v1\"")];
    let told = server
        .call(Method::POST, "/v1/plans/P/moves/price", &own, Some(&body))
        .await;
    assert_eq!(told.status, 422, "{}", told.text());
    let faults = told.problem()["errors"].as_array().unwrap().clone();
    let mut pointers: Vec<String> = faults
        .iter()
        .map(|fault| fault["pointer"].as_str().unwrap().to_owned())
        .collect();
    pointers.sort();
    assert_eq!(
        pointers,
        [
            "/moves/0/act",
            "/moves/1/with",
            "/moves/2/volunteer",
            "/moves/3/place",
            "/moves/3/request",
            "/moves/3/volunteer"
        ]
    );
}
