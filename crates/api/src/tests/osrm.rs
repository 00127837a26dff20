//! Tests of the calls of OSRM (`/route`, `/table`, `/nearest`), their options and error codes, on one straight street
//! at 10° east on the equator, houses 200 m apart.

use super::TestServer;
use axum::http::StatusCode;
use serde_json::{Value, json};

const ENDS: &str = "10.0,0.0;10.009,0.0";

async fn get(server: &TestServer, path: &str) -> Value {
    let response = server.get(path).await;
    assert_eq!(response.header("access-control-allow-origin"), "*", "{path}");
    assert_eq!(response.header("content-type"), "application/json", "{path}");
    response.json()
}

#[tokio::test]
async fn a_table_tells_times_and_lengths_of_the_pairs_asked_for() {
    let server = TestServer::open().await;
    let body = get(
        &server,
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

    let some = get(&server, &format!("/table/v1/car/{ENDS}?sources=1&destinations=0;1")).await;
    assert_eq!(some["durations"], json!([[body["durations"][1][0], 0]]));
    assert_eq!(some.get("distances"), None);
}

#[tokio::test]
async fn a_route_is_drawn_in_the_way_asked_for() {
    let server = TestServer::open().await;
    let body = get(
        &server,
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
        &server,
        &format!("/route/v1/driving/{ENDS}?alternatives=false&steps=false&overview=full&continue_straight=false"),
    )
    .await;
    assert!(plain["routes"][0]["geometry"].is_string());
    assert_eq!(plain["routes"][0]["legs"][0]["steps"], json!([]));
    let none = get(&server, &format!("/route/v1/driving/{ENDS}?overview=false")).await;
    assert_eq!(none["routes"][0].get("geometry"), None);
    // Points written as a line of latitudes and longitudes: (0, 10) and (0, 10.009).
    let packed = get(
        &server,
        "/route/v1/driving/polyline(%3F_c%60%7C%40%3Fgw%40)?overview=false",
    )
    .await;
    assert_eq!(packed["routes"][0]["duration"], none["routes"][0]["duration"]);
}

#[tokio::test]
async fn the_nearest_places_are_on_the_road() {
    let server = TestServer::open().await;
    let body = get(&server, "/nearest/v1/driving/10.004,0.0003?number=1").await;
    assert_eq!(body["code"], "Ok");
    let place = &body["waypoints"][0];
    assert!(place["distance"].as_f64().unwrap() < 200.0, "{place}");
    assert_eq!(place["nodes"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn questions_without_an_answer_get_the_codes_of_osrm() {
    let server = TestServer::open().await;
    let table = [
        ("/route/v1/driving/10.0,0.0", "InvalidQuery"),
        ("/route/v1/driving/nonsense", "InvalidUrl"),
        ("/route/v1/driving/10.0,95.0;10.0,0.0", "InvalidUrl"),
        ("/route/v1/driving/10.0,0.0;50.0,0.0?radiuses=;1000", "NoSegment"),
        ("/route/v1/foot/10.0,0.0;10.009,0.0", "InvalidProfile"),
        (
            "/route/v1/driving/10.0,0.0;10.009,0.0?geometries=drawing",
            "InvalidQuery",
        ),
        ("/table/v1/driving/10.0,0.0;10.009,0.0?sources=2", "InvalidQuery"),
        (
            "/table/v1/driving/10.0,0.0;50.0,0.0?radiuses=unlimited;2000000",
            "NoSegment",
        ),
        ("/nearest/v1/driving/10.0,0.05?radiuses=5000", "NoSegment"),
        ("/nearest/v1/driving/10.0,0.0;10.009,0.0", "InvalidQuery"),
        ("/nearest/v1/driving/10.0,0.0?number=0", "InvalidQuery"),
        ("/nearest/v1/driving/10.0,0.0?number=1000", "TooBig"),
    ];
    for (path, code) in table {
        let response = server.get(path).await;
        assert_eq!(response.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(response.json()["code"], code, "{path}");
        assert!(
            response.json()["message"].as_str().is_some_and(|text| !text.is_empty()),
            "{path}"
        );
    }
    let many = vec!["10.0,0.0"; 2_001].join(";");
    assert_eq!(
        server.get(&format!("/table/v1/driving/{many}")).await.json()["code"],
        "TooBig"
    );
}

#[tokio::test]
async fn a_point_far_from_any_road_is_taken_to_the_nearest_and_spoils_no_table() {
    let server = TestServer::open().await;
    // 4 km off the middle of the street, and a quarter of the globe away.
    for far in ["10.009,0.036", "100.0,-40.0"] {
        let body = get(
            &server,
            &format!("/table/v1/driving/10.0,0.0;{far};10.018,0.0?annotations=duration,distance"),
        )
        .await;
        assert_eq!(body["code"], "Ok", "{body}");
        for kind in ["durations", "distances"] {
            let cells = body[kind]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|row| row.as_array().unwrap());
            assert_eq!(cells.filter(|cell| cell.is_u64()).count(), 9, "{body}");
        }
        let route = get(&server, &format!("/route/v1/driving/10.0,0.0;{far}")).await;
        assert_eq!(route["routes"][0]["duration"], body["durations"][0][1], "{route}");
    }
    let body = get(&server, "/nearest/v1/driving/10.009,0.036?number=3").await;
    let places = body["waypoints"].as_array().unwrap();
    // 0.036° are 4,003 m.
    let meters = places[0]["distance"].as_f64().unwrap();
    assert!((meters - 4_003.0).abs() < 2.0, "{meters}");
    let distances: Vec<f64> = places.iter().map(|place| place["distance"].as_f64().unwrap()).collect();
    assert!(distances.is_sorted(), "{distances:?}");
}

#[tokio::test]
async fn a_radius_is_kept_and_counts_from_the_point_itself() {
    let server = TestServer::open().await;
    // 0.0003° are 33.4 m north of the street.
    let near = |radius: &str| format!("/nearest/v1/driving/10.004,0.0003?radiuses={radius}");
    for (radius, code) in [
        ("34", "Ok"),
        ("33", "NoSegment"),
        ("0", "NoSegment"),
        ("unlimited", "Ok"),
        ("", "Ok"),
    ] {
        assert_eq!(server.get(&near(radius)).await.json()["code"], code, "{radius}");
    }
    let body = get(&server, &near("34")).await;
    let meters = body["waypoints"][0]["distance"].as_f64().unwrap();
    assert!((meters - 33.4).abs() < 0.2, "{meters}");
}

#[tokio::test]
async fn a_drive_that_is_not_there_may_be_estimated_and_times_scaled() {
    let server = TestServer::open().await;
    let plain = get(&server, &format!("/table/v1/driving/{ENDS}")).await;
    let scaled = get(
        &server,
        &format!("/table/v1/driving/{ENDS}?scale_factor=1.5&fallback_speed=10"),
    )
    .await;
    let seconds = plain["durations"][0][1].as_f64().unwrap();
    assert_eq!(scaled["durations"][0][1].as_f64().unwrap(), seconds * 1.5);
    // Every drive of this town is there, so nothing is estimated; without the wish nothing is said of it.
    assert_eq!(scaled["fallback_speed_cells"], json!([]));
    assert_eq!(plain.get("fallback_speed_cells"), None);
}

#[tokio::test]
async fn waypoints_and_hints_are_told_only_where_they_are_wanted() {
    let server = TestServer::open().await;
    let whole = get(&server, &format!("/route/v1/driving/{ENDS}")).await;
    let hints: Vec<&str> = whole["waypoints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["hint"].as_str().unwrap())
        .collect();
    assert!(hints[0] != hints[1] && !hints[0].is_empty());
    let hinted = get(&server, &format!("/route/v1/driving/{ENDS}?hints={}", hints.join(";"))).await;
    assert_eq!(hinted, whole);
    let bare = get(&server, &format!("/route/v1/driving/{ENDS}?generate_hints=false")).await;
    assert_eq!(bare["waypoints"][0].get("hint"), None);
    let none = get(&server, &format!("/route/v1/driving/{ENDS}?skip_waypoints=true")).await;
    assert_eq!((none.get("waypoints"), &none["routes"]), (None, &whole["routes"]));
    let table = get(
        &server,
        &format!("/table/v1/driving/{ENDS}?skip_waypoints=true&generate_hints=true"),
    )
    .await;
    assert_eq!((table.get("sources"), table.get("destinations")), (None, None));
    assert!(table["durations"][0][1].is_u64());
}

#[tokio::test]
async fn an_option_has_its_effect_or_is_refused_by_name() {
    let server = TestServer::open().await;
    let table = [
        // What is what one gets anyway.
        (
            "route",
            "bearings=10,180;&approaches=unrestricted;&exclude=&snapping=default&hints=;",
            "Ok",
        ),
        (
            "route",
            "alternatives=3&continue_straight=true&annotations=false&waypoints=0;1",
            "Ok",
        ),
        (
            "table",
            "annotations=distance&sources=all&destinations=0&fallback_coordinate=snapped",
            "Ok",
        ),
        ("route", "bearings=10,20;", "InvalidValue: bearings"),
        ("route", "bearings=400,20;", "InvalidQuery: bearings"),
        ("route", "bearings=north;", "InvalidQuery: bearings"),
        ("route", "radiuses=100", "InvalidOptions: radiuses"),
        ("table", "radiuses=1;2;3", "InvalidOptions: radiuses"),
        ("table", "radiuses=-1;2", "InvalidQuery: radiuses"),
        ("table", "approaches=curb;", "InvalidValue: approaches"),
        ("table", "exclude=toll", "InvalidValue: exclude"),
        ("table", "snapping=any", "InvalidValue: snapping"),
        ("route", "snapping=near", "InvalidQuery: snapping"),
        ("route", "hints=abc;", "InvalidValue: hints"),
        ("route", "generate_hints=maybe", "InvalidQuery: generate_hints"),
        ("route", "annotations=true", "InvalidValue: annotations"),
        ("route", "annotations=speed,nodes", "InvalidValue: annotations"),
        ("route", "alternatives=some", "InvalidQuery: alternatives"),
        ("route", "waypoints=0", "InvalidValue: waypoints"),
        ("route", "number=2", "InvalidQuery: “number”"),
        ("route", "radius=100;100", "InvalidQuery: “radius”"),
        ("table", "annotations=speed", "InvalidQuery: annotations"),
        ("table", "fallback_speed=0", "InvalidQuery: fallback_speed"),
        ("table", "fallback_speed=fast", "InvalidQuery: fallback_speed"),
        ("table", "scale_factor=-1", "InvalidQuery: scale_factor"),
        ("table", "fallback_coordinate=here", "InvalidQuery: fallback_coordinate"),
        ("table", "steps=true", "InvalidQuery: “steps”"),
    ];
    for (service, wish, expected) in table {
        let response = server.get(&format!("/{service}/v1/driving/{ENDS}?{wish}")).await.json();
        let code = response["code"].as_str().unwrap();
        let said = response["message"]
            .as_str()
            .map_or(code.to_owned(), |message| format!("{code}: {message}"));
        assert!(said.starts_with(expected), "{service} {wish}: {said}");
    }
    let three = server
        .get(&format!("/route/v1/driving/{ENDS};10.0,0.0?continue_straight=true"))
        .await
        .json();
    assert_eq!(three["code"], "InvalidValue");
}
