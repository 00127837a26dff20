//! The door of OSRM, as its clients knock: one straight street at 10° east on the equator, houses 200 m apart.

use super::Door;
use axum::http::StatusCode;
use serde_json::{Value, json};

const ENDS: &str = "10.0,0.0;10.009,0.0";

async fn get(door: &Door, path: &str) -> Value {
    let told = door.get(path).await;
    assert_eq!(told.header("access-control-allow-origin"), "*", "{path}");
    assert_eq!(told.header("content-type"), "application/json", "{path}");
    told.json()
}

#[tokio::test]
async fn a_table_tells_times_and_lengths_of_the_pairs_asked_for() {
    let door = Door::open().await;
    let body = get(
        &door,
        &format!("/table/v1/driving/{ENDS};10.018,0.0?annotations=duration,distance"),
    )
    .await;
    assert_eq!(body["code"], "Ok");
    assert_eq!(body["sources"].as_array().unwrap().len(), 3);
    assert_eq!(body["destinations"][1]["location"].as_array().unwrap().len(), 2);
    let cell = |kind: &str, row: usize, column: usize| body[kind][row][column].as_i64().unwrap();
    for at in 0..3 {
        assert_eq!((cell("durations", at, at), cell("distances", at, at)), (0, 0));
    }
    // 0.009° of the equator are 1,000.8 m.
    assert!((cell("distances", 0, 1) - 1_001).abs() <= 2);
    assert!((cell("distances", 0, 2) - 2_002).abs() <= 3);
    assert!(cell("durations", 0, 2) > cell("durations", 0, 1));

    let some = get(&door, &format!("/table/v1/car/{ENDS}?sources=1&destinations=0;1")).await;
    assert_eq!(some["durations"], json!([[body["durations"][1][0], 0]]));
    assert_eq!(some.get("distances"), None);
}

#[tokio::test]
async fn a_route_is_drawn_in_the_way_asked_for() {
    let door = Door::open().await;
    let body = get(
        &door,
        &format!("/route/v1/driving/{ENDS};10.0,0.0?geometries=geojson&overview=full&steps=true"),
    )
    .await;
    let route = &body["routes"][0];
    assert_eq!(body["code"], "Ok");
    assert_eq!(route["legs"].as_array().unwrap().len(), 2);
    let legs = route["legs"].as_array().unwrap().iter();
    let sum: i64 = legs.map(|leg| leg["duration"].as_i64().unwrap()).sum();
    assert_eq!(route["duration"], sum);
    let line = route["geometry"]["coordinates"].as_array().unwrap();
    assert_eq!(line[0], body["waypoints"][0]["location"]);
    assert_eq!(line[line.len() - 1], body["waypoints"][2]["location"]);
    let kinds: Vec<&Value> = route["legs"][0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| &step["maneuver"]["type"])
        .collect();
    assert_eq!(kinds, ["depart", "arrive"]);

    // As VROOM asks, and as a client that says nothing.
    let plain = get(
        &door,
        &format!("/route/v1/driving/{ENDS}?alternatives=false&steps=false&overview=full&continue_straight=false"),
    )
    .await;
    assert!(plain["routes"][0]["geometry"].is_string());
    assert_eq!(plain["routes"][0]["legs"][0]["steps"], json!([]));
    let none = get(&door, &format!("/route/v1/driving/{ENDS}?overview=false")).await;
    assert_eq!(none["routes"][0].get("geometry"), None);
    // Points written as a line of latitudes and longitudes: (0, 10) and (0, 10.009).
    let packed = get(
        &door,
        "/route/v1/driving/polyline(%3F_c%60%7C%40%3Fgw%40)?overview=false",
    )
    .await;
    assert_eq!(packed["routes"][0]["duration"], none["routes"][0]["duration"]);
}

#[tokio::test]
async fn the_nearest_places_are_on_the_road() {
    let door = Door::open().await;
    let body = get(&door, "/nearest/v1/driving/10.004,0.0003?number=1").await;
    assert_eq!(body["code"], "Ok");
    let place = &body["waypoints"][0];
    assert!(place["distance"].as_f64().unwrap() < 200.0, "{place}");
    assert_eq!(place["nodes"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn questions_without_an_answer_get_the_codes_of_osrm() {
    let door = Door::open().await;
    let table = [
        ("/route/v1/driving/10.0,0.0", "InvalidQuery"),
        ("/route/v1/driving/nonsense", "InvalidUrl"),
        ("/route/v1/driving/10.0,95.0;10.0,0.0", "InvalidUrl"),
        ("/route/v1/driving/10.0,0.0;50.0,0.0", "NoSegment"),
        ("/route/v1/foot/10.0,0.0;10.009,0.0", "InvalidProfile"),
        (
            "/route/v1/driving/10.0,0.0;10.009,0.0?geometries=drawing",
            "InvalidQuery",
        ),
        ("/table/v1/driving/10.0,0.0;10.009,0.0?sources=2", "InvalidQuery"),
        ("/table/v1/driving/10.0,0.0;50.0,0.0", "NoSegment"),
        ("/nearest/v1/driving/10.0,0.0;10.009,0.0", "InvalidQuery"),
        ("/nearest/v1/driving/10.0,0.0?number=0", "InvalidQuery"),
        ("/nearest/v1/driving/10.0,0.0?number=1000", "TooBig"),
    ];
    for (path, code) in table {
        let told = door.get(path).await;
        assert_eq!(told.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(told.json()["code"], code, "{path}");
        assert!(
            told.json()["message"].as_str().is_some_and(|text| !text.is_empty()),
            "{path}"
        );
    }
    let many = vec!["10.0,0.0"; 2_001].join(";");
    assert_eq!(
        door.get(&format!("/table/v1/driving/{many}")).await.json()["code"],
        "TooBig"
    );
}
