//! Tests of corrected addresses: a building moved by hand wins over the map, moves hubs and homes, and can be removed;
//! a house that the map lacks is added; suggestions while typing; a door learnt from three visits.

use super::{DATE, TestServer, key, sent};
use axum::http::Method;
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn a_building_put_in_its_place_wins_over_the_map_however_it_is_written() {
    let server = TestServer::open().await;
    let moved = json!({"lon": 10.0040, "lat": 0.0004});
    let kept = server
        .put(
            "/v1/corrections",
            &[],
            &json!({"address": "Садовая улица, 5, кв 3", "point": moved}),
        )
        .await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    let kept = kept.json();
    // The flat is of a person, not of the building.
    assert_eq!(
        (&kept["label"], &kept["made_by"]),
        (&json!("Садовая улица, 5"), &json!("coordinator"))
    );
    for address in ["ул. Садовая, д. 5, кв 9", "садовая 5", "Садовая ул., дом 5"] {
        let found = server
            .act("/v1/geocode", &[], &json!({ "address": address }))
            .await
            .json();
        assert_eq!(
            (&found["answer"], &found["candidates"][0]["point"]),
            (&json!("found"), &moved),
            "{address}"
        );
        let id = server.submit(address).await;
        let request = server.get(&format!("/v1/requests/{id}")).await.json();
        assert_eq!(request["place"]["point"], moved, "{address}");
    }
    let other = server
        .act("/v1/geocode", &[], &json!({"address": "Садовая 7"}))
        .await
        .json();
    assert_ne!(other["candidates"][0]["point"], moved);
    let notes = server.get("/v1/corrections.osn").await;
    assert!(
        notes
            .text()
            .contains("<note id=\"-1\" lat=\"0.0004000\" lon=\"10.0040000\""),
        "{}",
        notes.text()
    );
    assert_eq!(notes.text().matches("<note ").count(), 1);
    assert_eq!(kept["organisation"], "Караван добра");
    assert!(notes.text().contains("— Караван добра"));
    let all = server.get("/v1/corrections").await.json();
    assert_eq!(all["items"], json!([kept]), "each building once");
    let id = all["items"][0]["id"].as_str().unwrap();
    assert_eq!(forget(&server, id).await, 204);
    assert_eq!(forget(&server, id).await, 404);
    assert_eq!(server.get("/v1/corrections").await.json()["items"], json!([]));
    let found = server
        .act("/v1/geocode", &[], &json!({"address": "Садовая 5"}))
        .await
        .json();
    assert_ne!(found["candidates"][0]["point"], moved);
}

/// Takes a correction back; the status of the answer.
async fn forget(server: &TestServer, id: &str) -> u16 {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    let id: String = id
        .bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect();
    let own = [("cookie", server.cookie.as_str())];
    let path = format!("/v1/corrections/{id}");
    server.call(Method::DELETE, &path, &own, None).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_building_put_in_its_place_moves_the_hub_and_the_home_in_it_until_it_is_taken_back() {
    let server = TestServer::open().await;
    // Hub and home are in Садовая 1, at the west end of the street; house 9 is at 10.0072.
    server.staff().await;
    server.submit("Садовая 13").await;
    let stand = async || {
        let hub = server.get("/v1/hubs").await.json()["items"][0]["point"].clone();
        let home = server.get(&format!("/v1/volunteers?date={DATE}")).await.json()["items"][0]["point"].clone();
        assert_eq!(hub, home);
        let plan = server.plan().await;
        let routes = server.get(&format!("/v1/plans/{plan}/routes")).await.json();
        let load = routes["items"][0]["stops"][0]["point"].clone();
        let lines = server.get(&format!("/v1/plans/{plan}/geometry")).await.json();
        let start = lines["features"][0]["geometry"]["coordinates"][0][0].as_f64().unwrap();
        let hub_lon = hub["lon"].as_f64().unwrap();
        assert!(
            (start - hub_lon).abs() < 1e-5,
            "the drive begins at {start}, home is at {hub_lon}"
        );
        assert_eq!(load, hub, "{routes}");
        hub
    };
    let on_map = stand().await;
    let moved = json!({"lon": 10.0072, "lat": 0.0001});
    let body = json!({"address": "Садовая улица, 1", "point": moved});
    let kept = server.put("/v1/corrections", &[], &body).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    assert_eq!(stand().await, moved);
    let id = kept.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(forget(&server, &id).await, 204);
    assert_eq!(stand().await, on_map);
    assert_ne!(on_map, moved);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_the_map_lacks_can_be_put_there_and_what_names_no_house_cannot() {
    let server = TestServer::open().await;
    let point = json!({"lon": 10.01, "lat": 0.0});
    let put = async |address: &str| {
        let body = json!({ "address": address, "point": point });
        server.put("/v1/corrections", &[], &body).await.status.as_u16()
    };
    assert_eq!(put("снт Ромашка, участок 12, кв. 3, тел. 8 900 123-45-67").await, 200);
    assert_eq!(put("ул. Садовая, 456").await, 200);
    assert_eq!(put("около магазина").await, 422);
    for address in ["снт ромашка участок 12", "Садовая 456"] {
        let found = server
            .act("/v1/geocode", &[], &json!({ "address": address }))
            .await
            .json();
        assert_eq!(
            (&found["answer"], &found["candidates"][0]["point"]),
            (&json!("found"), &point),
            "{address}"
        );
    }
    let all = server.get("/v1/corrections").await.json();
    let listed = all["items"].as_array().unwrap().iter();
    let labels: BTreeSet<&str> = listed.filter_map(|one| one["label"].as_str()).collect();
    assert_eq!(
        all["items"].as_array().map(Vec::len),
        Some(2),
        "each building once: {all}"
    );
    assert_eq!(
        labels,
        BTreeSet::from(["СНТ Ромашка, уч. 12", "Садовая улица, 456"]),
        "a street of the map is called as there, a plot as people write it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_completed_while_they_are_typed() {
    let server = TestServer::open().await;
    let typed = async |text: &str| {
        let body = json!({"q": text, "limit": 3, "near": {"lon": 10.0, "lat": 0.0}});
        let response = server
            .post("/v1/addresses/search", &[("cookie", &server.cookie)], &body)
            .await;
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    };
    let response = typed("Садо").await;
    assert_eq!(response["items"][0]["label"], "Садовая улица");
    let response = typed("садо 5").await;
    assert_eq!(response["items"][0]["label"], "Садовая улица, 5");
    assert_eq!(typed("").await["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_is_learnt_from_three_visits_of_volunteers_who_agreed() {
    let server = TestServer::open().await;
    server.staff().await;
    let mut requests = Vec::new();
    for flat in 1..=3 {
        requests.push(server.submit(&format!("Садовая 7, кв {flat}")).await);
    }
    let plan = server.plan().await;
    let link = server.publish(&plan).await;
    for (request, nth) in requests.iter().zip(1_i64..) {
        // 10.0054 is the house; the door is about 30 m east of it.
        let event = json!({"id": format!("6f1a1d0e-0000-4000-8000-00000000000{nth}"), "request": request,
            "kind": "closed",
            "outcome": "in_hand", "occurred_at": "2026-11-21T05:00:00Z", "note": "",
            "point": {"lon": 10.0057 + 0.00001 * (nth - 2) as f64, "lat": 0.0001}});
        let body = json!({"sent_at": "2026-11-21T05:00:00Z", "events": [event.clone(), event]});
        let response = server
            .post("/v1/route/events", &[("authorization", &link)], &body)
            .await
            .json();
        assert_eq!(response["results"][0]["result"], "applied", "{response}");
        let learnt = server.get("/v1/doors").await.json()["items"].as_array().unwrap().len();
        assert_eq!(learnt, usize::from(nth == 3), "after {nth}");
    }
    // The repeats in each report count once: three visits, whose middle is 10.0057.
    let learnt = server.get("/v1/doors").await.json();
    assert_eq!(learnt["items"][0]["presses"], 3);
    let key = key();
    let headers = [
        ("authorization", server.intake.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let next = server
        .post("/v1/requests", &headers, &sent("Садовая ул., 7, кв 8"))
        .await
        .json();
    assert_eq!(next["place"]["precision"], "entrance", "{next}");
    assert!(
        (next["place"]["point"]["lon"].as_f64().unwrap() - 10.0057).abs() < 1e-5,
        "{next}"
    );
}
