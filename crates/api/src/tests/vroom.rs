//! Tests of the calls of VROOM: problems with matrices, and with coordinates on one straight street at 10° east; steps
//! that are only timed, error codes, limits of size, a full queue; and CORS of calls in formats of other programs.

use super::{TestResponse, TestServer};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

async fn knock(server: &TestServer, body: impl Into<Body>) -> TestResponse {
    let request = Request::builder().method(Method::POST).uri("/vroom");
    let request = request.header("content-type", "application/json").body(body.into());
    let response = server.send(request.unwrap()).await;
    assert_eq!(response.header("access-control-allow-origin"), "*");
    assert_eq!(
        response.header("content-type"),
        "application/json",
        "{}",
        response.text()
    );
    response
}

async fn solved(server: &TestServer, problem: Value) -> Value {
    let response = knock(server, problem.to_string()).await;
    assert_eq!(response.status, StatusCode::OK, "{}", response.text());
    let answer = response.json();
    assert_eq!(answer["code"], 0, "{answer}");
    answer
}

async fn refused(server: &TestServer, body: String) -> (StatusCode, i64, String) {
    let response = knock(server, body).await;
    let answer = response.json();
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["code", "error"], "only VROOM's own words");
    let error = answer["error"].as_str().unwrap().to_owned();
    (response.status, answer["code"].as_i64().unwrap(), error)
}

/// The example with a table in VROOM's documentation: two jobs on the way from the first place to the last.
fn with_table() -> Value {
    json!({
        "vehicles": [{"id": 0, "start_index": 0, "end_index": 3}],
        "jobs": [{"id": 1414, "location_index": 1}, {"id": 1515, "location_index": 2}],
        "matrices": {"car": {"durations": [
            [0, 2104, 197, 1299], [2103, 0, 2255, 3152], [197, 2256, 0, 1102], [1299, 3153, 1102, 0]
        ]}}
    })
}

#[tokio::test]
async fn a_problem_with_a_table_is_solved_as_its_documentation_says() {
    let answer = solved(&TestServer::open().await, with_table()).await;
    // 2,104 to the first job, 2,255 to the second, 1,102 to the end.
    assert_eq!(answer["summary"]["cost"], 5461);
    assert_eq!(answer["unassigned"], json!([]));
    let steps = answer["routes"][0]["steps"].as_array().unwrap();
    let response: Vec<(&Value, &Value)> = steps.iter().map(|step| (&step["type"], &step["arrival"])).collect();
    let wanted = [("start", 0), ("job", 2104), ("job", 4359), ("end", 5461)];
    for ((kind, arrival), (wanted, at)) in response.into_iter().zip(wanted) {
        assert_eq!((kind, arrival), (&json!(wanted), &json!(at)));
    }
    let times = &answer["summary"]["computing_times"];
    assert!(
        times["loading"].is_u64() && times["solving"].is_u64() && times["routing"].is_u64(),
        "{times}"
    );
}

#[tokio::test]
async fn coordinates_without_a_table_follow_our_roads() {
    let problem = json!({
        "vehicles": [{"id": 1, "start": [10.0, 0.0], "end": [10.0, 0.0], "capacity": [4]}],
        "jobs": [{"id": 1, "location": [10.009, 0.0], "service": 60, "delivery": [1]}],
        "shipments": [{"amount": [1], "pickup": {"id": 7, "location": [10.0036, 0.0]},
            "delivery": {"id": 8, "location": [10.0072, 0.0]}}],
    });
    let answer = solved(&TestServer::open().await, problem).await;
    let route = &answer["routes"][0];
    // 0.009° of the equator are 1,000.8 m, there and back.
    let meters = route["distance"].as_i64().unwrap();
    assert!((meters - 2_002).abs() <= 6, "{meters}");
    assert_eq!((&route["service"], &answer["unassigned"]), (&json!(60), &json!([])));
}

#[tokio::test]
async fn whole_numbers_may_be_floats_and_positions_may_have_a_height() {
    let server = TestServer::open().await;
    let whole = json!({
        "vehicles": [{"id": 1, "start": [10.0, 0.0], "capacity": [3]}],
        "jobs": [{"id": 4, "location": [10.009, 0.0], "service": 60, "delivery": [1], "time_windows": [[0, 4_000]]}],
        "shipments": [{"amount": [2], "pickup": {"id": 7, "location": [10.0036, 0.0]},
            "delivery": {"id": 8, "location": [10.0072, 0.0]}}],
    });
    let floats = json!({
        "vehicles": [{"id": 1.0, "start": [10.0, 0.0, 151.5], "capacity": [3.0]}],
        "jobs": [{"id": 4, "location": [10.009, 0.0, 140], "service": 60.0, "delivery": [1.0],
            "time_windows": [[0.0, 4e3]]}],
        "shipments": [{"amount": [2.0], "pickup": {"id": 7.0, "location": [10.0036, 0.0, 0, 4]},
            "delivery": {"id": 8, "location": [10.0072, 0.0]}}],
    });
    let answers = [solved(&server, whole).await, solved(&server, floats).await];
    assert_eq!(answers[0]["routes"], answers[1]["routes"]);
    assert_eq!(
        (&answers[1]["unassigned"], &answers[1]["routes"][0]["service"]),
        (&json!([]), &json!(60))
    );
}

#[tokio::test]
async fn what_is_wrong_names_its_field() {
    let server = TestServer::open().await;
    for (pointer, wrong, field) in [
        ("/jobs/1/location_index", json!(1.5), "jobs[1].location_index: "),
        ("/vehicles/0/id", json!("first"), "vehicles[0].id: "),
        ("/vehicles/0/profile", json!(5), "vehicles[0].profile: "),
        (
            "/matrices/car/durations/2/1",
            json!(-7),
            "matrices.car.durations[2][1]: ",
        ),
        ("/options/l", json!("long"), "options.l: "),
    ] {
        let mut problem = with_table();
        problem["vehicles"][0]["profile"] = json!("car");
        problem["options"] = json!({"l": 1});
        *problem.pointer_mut(pointer).unwrap() = wrong;
        let (status, code, error) = refused(&server, problem.to_string()).await;
        assert_eq!((status, code), (StatusCode::BAD_REQUEST, 2), "{pointer}");
        assert!(error.starts_with(field), "{pointer}: {error}");
    }
}

#[tokio::test]
async fn steps_are_only_timed_where_that_is_asked_for() {
    let mut problem = with_table();
    problem["vehicles"][0]["steps"] = json!([
        {"type": "start"}, {"type": "job", "id": 1515}, {"type": "job", "id": 1414}, {"type": "end"}
    ]);
    let server = TestServer::open().await;
    assert_eq!(solved(&server, problem.clone()).await["summary"]["cost"], 5461);
    problem["options"] = json!({"c": true, "g": true, "t": 4, "x": 5});
    // 197 to the second job, 2,256 to the first, 3,152 to the end.
    assert_eq!(solved(&server, problem).await["summary"]["cost"], 197 + 2256 + 3152);
}

#[tokio::test]
async fn what_is_wrong_is_told_in_the_codes_of_vroom() {
    let server = TestServer::open().await;
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"vehicles": []}"#,
        r#"{"jobs": []}"#,
        r#"{"vehicles": 5, "jobs": []}"#,
    ] {
        let (status, code, _) = refused(&server, body.to_owned()).await;
        assert_eq!((status, code), (StatusCode::BAD_REQUEST, 2), "{body}");
    }
    let mut far = with_table();
    far["jobs"][0]["location_index"] = json!(9);
    assert_eq!(refused(&server, far.to_string()).await.1, 2);
    let bicycle = json!({
        "vehicles": [{"id": 1, "start": [10.0, 0.0], "profile": "bike"}],
        "jobs": [{"id": 1, "location": [10.009, 0.0]}],
    });
    let (status, code, error) = refused(&server, bicycle.to_string()).await;
    assert_eq!((status, code), (StatusCode::BAD_REQUEST, 2));
    assert!(error.starts_with("Invalid profile: bike"), "{error}");
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_searched() {
    let server = TestServer::open().await;
    let job = |id: usize| json!({"id": id, "location": [10.0, 0.0]});
    let many = json!({"vehicles": [{"id": 1, "start": [10.0, 0.0]}], "jobs": (0..2_001).map(job).collect::<Vec<_>>()});
    let (status, code, error) = refused(&server, many.to_string()).await;
    assert_eq!((status, code), (StatusCode::PAYLOAD_TOO_LARGE, 4));
    assert_eq!(error, "Too many locations (2001) in query, maximum is set to 2000");
    let heavy = format!("{}{}", " ".repeat(33 * 1024 * 1024), with_table());
    let (status, code, _) = refused(&server, heavy).await;
    assert_eq!((status, code), (StatusCode::PAYLOAD_TOO_LARGE, 4));
}

#[tokio::test]
async fn who_finds_the_queue_full_is_told_so_at_once_and_the_pulse_goes_on() {
    let server = TestServer::open().await;
    let _all = server.app.shared.vroom_queue.try_acquire_many(4).unwrap();
    let (status, code, error) = refused(&server, with_table().to_string()).await;
    assert_eq!((status, code), (StatusCode::INTERNAL_SERVER_ERROR, 1), "{error}");
    let pulse = server.get("/vroom/health").await;
    assert_eq!(pulse.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_of_any_site_may_ask_as_they_may_ask_the_programs_whose_words_these_are() {
    let server = TestServer::open().await;
    let foreign = [("origin", "https://page.example"), ("sec-fetch-site", "cross-site")];
    let asks = [
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let paths = [
        "/vroom",
        "/table/v1/driving/10.0,0.0;10.001,0.0",
        "/nearest/v1/driving/10.0,0.0",
        "/api?q=x",
        "/search?q=x",
        "/reverse?lat=0&lon=10",
    ];
    for path in paths {
        let response = server
            .call(Method::OPTIONS, path, &[&foreign[..], &asks[..]].concat(), None)
            .await;
        assert_eq!(response.status, StatusCode::OK, "{path}");
        assert_eq!(response.header("access-control-allow-origin"), "*", "{path}");
        assert!(
            response.header("access-control-allow-methods").contains("POST"),
            "{path}"
        );
        assert_eq!(
            response.header("access-control-allow-headers"),
            "content-type",
            "{path}"
        );
    }
    let response = server.post("/vroom", &foreign, &with_table()).await;
    assert_eq!(
        (response.status, response.header("access-control-allow-origin")),
        (StatusCode::OK, "*")
    );
    // Our own calls stay closed to other sites.
    let response = server
        .call(
            Method::OPTIONS,
            "/v1/requests",
            &[&foreign[..], &asks[..]].concat(),
            None,
        )
        .await;
    assert_eq!(
        (response.status, response.header("access-control-allow-origin")),
        (StatusCode::METHOD_NOT_ALLOWED, "")
    );
    assert_eq!(
        server.act("/v1/plans", &foreign, &json!({})).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_whose_tables_would_fill_the_memory_is_refused_before_they_are_made() {
    let server = TestServer::open().await;
    let jobs: Vec<Value> = (0..900).map(|id| json!({"id": id, "location": [10.0, 0.0]})).collect();
    // Every vehicle at a speed of its own needs a table of its own: 901 places, 200 tables.
    let vehicles: Vec<Value> = (0..200)
        .map(|id| json!({"id": id, "start": [10.0, 0.0], "speed_factor": 1.0 + f64::from(id) / 1000.0}))
        .collect();
    let problem = json!({"jobs": jobs, "vehicles": vehicles}).to_string();
    let (status, code, why) = refused(&server, problem).await;
    assert_eq!((status, code), (StatusCode::PAYLOAD_TOO_LARGE, 4));
    assert!(why.contains("162360200"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_vehicles_share_the_tables_of_their_profile() {
    let server = TestServer::open().await;
    // A table for each vehicle would be 1,000 × 1,001 × 1,001 cells twice, 8 GB.
    let vehicles: Vec<Value> = (0..1_000)
        .map(|id| json!({"id": id, "start": [10.0 + f64::from(id) * 1e-5, 0.0]}))
        .collect();
    let problem = json!({"jobs": [{"id": 1, "location": [10.001, 0.0]}], "vehicles": vehicles, "options": {"l": 1}});
    let answer = solved(&server, problem).await;
    assert_eq!(answer["code"], 0);
}
