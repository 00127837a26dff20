//! Tests of a whole day through the API: requests, a plan, its publication, a volunteer's route, GPX and events; also
//! a table sent again, second links and late events, and the answers of geocoding, map and tiles.

use super::{DATE, TestServer, token};
use axum::http::Method;
use serde_json::{Value, json};

/// An event of a request, as a telephone sends it.
fn event(number: u32, request: &str, kind: &str, minute: u32) -> Value {
    json!({"id": format!("6f1a1d0e-0000-4000-8000-{number:012}"), "request": request, "kind": kind,
        "occurred_at": format!("2026-11-21T04:{minute:02}:00Z")})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_goes_from_the_hotline_to_the_door() {
    let server = TestServer::open().await;
    server.staff().await;
    let (near, far) = (
        server.submit("Садовая 3").await,
        server.submit("Садовая 21, кв 7, подъезд 2").await,
    );
    let lost = server.submit("ул. Небывальская, 5").await;
    let response = server.get(&format!("/v1/requests/{lost}")).await.json();
    assert_eq!(
        (response["state"].as_str(), response["why"].as_str()),
        (Some("needs_info"), Some("no_street"))
    );
    let response = server.get(&format!("/v1/requests/{far}")).await.json();
    assert_eq!(
        (
            response["door"]["flat"].as_str(),
            response["place"]["precision"].as_str()
        ),
        (Some("7"), Some("house"))
    );

    let plan = server.plan().await;
    let day = server.get(&format!("/v1/days/{DATE}")).await.json();
    assert_eq!(
        (&day["requests"]["planned"], &day["requests"]["needs_info"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (day["draft_plan"].as_str(), &day["published_plan"]),
        (Some(plan.as_str()), &Value::Null)
    );
    let listed = server.get(&format!("/v1/plans?date={DATE}")).await.json();
    let head = &listed["items"][0];
    assert_eq!(
        (head["id"].as_str(), head["state"].as_str()),
        (Some(plan.as_str()), Some("draft"))
    );
    assert_eq!(
        (&head["summary"]["served"], &head["summary"]["violations"]),
        (&json!(2), &json!(0))
    );

    let routes = server.get(&format!("/v1/plans/{plan}/routes")).await.json();
    let stops = routes["items"][0]["stops"].as_array().unwrap();
    assert_eq!(stops[0]["kind"], "load");
    assert_eq!(stops[0]["name"], "Склад");
    assert!(
        stops[1]["visits"][0]["phone"].is_null() && stops[1]["links"].is_null(),
        "{stops:?}"
    );
    assert_eq!(stops[1]["arrives_at"].as_str().map(str::len), Some("09:00".len()));
    let lines = server.get(&format!("/v1/plans/{plan}/geometry")).await.json();
    assert_eq!(
        lines["features"][0]["properties"],
        json!({"volunteer": "V1", "route": 0})
    );
    // The town lies at 10° east on the equator: longitude comes first.
    let first = &lines["features"][0]["geometry"]["coordinates"][0];
    assert!(
        first[0].as_f64().unwrap() > 9.9 && first[1].as_f64().unwrap() < 0.1,
        "{first}"
    );
    assert_eq!(
        server.get(&format!("/v1/plans/{plan}/unassigned")).await.json()["items"],
        json!([])
    );

    let bearer = server.publish(&plan).await;
    let own = server
        .call(Method::GET, "/v1/route", &[("authorization", &bearer)], None)
        .await
        .json();
    assert_eq!(
        (own["plan"].as_str(), own["date"].as_str()),
        (Some(plan.as_str()), Some(DATE))
    );
    assert_eq!(own["organiser_phone"], "+7 900 000-00-99");
    let visit = &own["stops"][1];
    assert_eq!(visit["visits"][0]["phone"], "+7 900 000-00-01");
    for navigator in ["yandex_maps", "yandex_navigator", "2gis", "google", "apple", "geo"] {
        assert!(visit["links"][navigator].is_string(), "{navigator}");
    }
    let gpx = server
        .call(Method::GET, "/v1/route.gpx", &[("authorization", &bearer)], None)
        .await;
    assert_eq!(gpx.header("content-type"), "application/gpx+xml");
    assert!(
        gpx.text().contains("<rtept") && !gpx.text().contains("Получатель"),
        "{}",
        gpx.text()
    );

    let mut closed = event(2, &near, "closed", 20);
    closed["outcome"] = json!("not_home");
    closed["note"] = json!("никто не открыл");
    let mut other = closed.clone();
    other["outcome"] = json!("in_hand");
    let events = json!({"sent_at": "2026-11-21T05:00:00Z", "events": [
        event(1, &near, "accepted", 10), closed, event(1, &near, "accepted", 10), other, event(3, "R9", "en_route", 11),
        {"id": "x", "request": near, "kind": "accepted", "occurred_at": "2026-11-21T04:00:00Z"}]});
    let response = server
        .post("/v1/route/events", &[("authorization", &bearer)], &events)
        .await
        .json();
    let results: Vec<&str> = response["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["result"].as_str().unwrap())
        .collect();
    assert_eq!(
        results,
        ["applied", "applied", "duplicate", "conflict", "orphan", "rejected"]
    );
    assert_eq!(response["results"][5]["why"], "id");

    let kept = server.get(&format!("/v1/requests/{near}")).await.json();
    assert_eq!(
        (kept["state"].as_str(), kept["outcome"].as_str()),
        (Some("closed"), Some("not_home"))
    );
    assert_eq!(kept["volunteer"], "V1");
    let past = server.get(&format!("/v1/requests/{near}/events")).await.json();
    let count = past["items"].as_array().unwrap().len();
    assert_eq!(count, 3, "the disputed one is stored too: {past}");
    let day = server.get(&format!("/v1/days/{DATE}")).await.json();
    assert_eq!(
        (&day["requests"]["closed"], &day["requests"]["failed"]),
        (&json!(1), &json!(1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_are_taken_row_by_row_and_a_repeat_gets_the_first_answer() {
    let server = TestServer::open().await;
    let upload = async |key: &str, bytes: &str| {
        let request = axum::http::Request::post(format!("/v1/tables/requests?date={DATE}"))
            .header("cookie", &server.cookie)
            .header("content-type", "text/csv")
            .header("x-file-name", "%D0%B7.csv")
            .header("idempotency-key", key);
        server
            .send(request.body(axum::body::Body::from(bytes.to_owned())).unwrap())
            .await
    };
    let table = "id,source,recipient,phone,address,needs,quantity\nR1,112,A,,Садовая 3,food,1\n\
        R2,112,B,,Нигде 7,food,1\nR3,112,C,,Садовая 5,food,-4\n";
    let first = upload("a-table-of-requests", table).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let response = first.json();
    assert_eq!(
        (&response["accepted"], &response["needs_info"], &response["existing"]),
        (&json!(2), &json!(1), &json!(0)),
        "{response}"
    );
    let rejected = &response["rejected"][0];
    assert_eq!(
        (&rejected["row"], rejected["id"].as_str(), rejected["code"].as_str()),
        (&json!(4), Some("R3"), Some("K2006"))
    );
    assert!(rejected["message_ru"].is_string() && rejected["mend_ru"].is_string());
    let again = upload("a-table-of-requests", table).await;
    assert_eq!((again.json(), again.header("idempotency-replayed")), (response, "true"));
    let anew = upload("another-key-for-it", table).await.json();
    assert_eq!((&anew["accepted"], &anew["existing"]), (&json!(0), &json!(2)));
    assert_eq!(upload("a-table-of-requests", "id\n").await.status, 422);
    let broken = upload("a-broken-table-key", "PK\u{3}\u{4}").await;
    assert_eq!(broken.status, 422);
    assert!(broken.problem()["errors"][0]["code"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_link_opens_the_same_route_and_the_day_after_only_events_are_taken() {
    let server = TestServer::open().await;
    server.staff().await;
    let id = server.submit("Садовая 3").await;
    let plan = server.plan().await;
    let bearer = server.publish(&plan).await;
    let more = server.act(&format!("/v1/plans/{plan}/links/V1"), &[], &json!({})).await;
    let second = token(&more.json());
    assert_ne!(bearer, second);
    for bearer in [&bearer, &second] {
        assert_eq!(
            server
                .call(Method::GET, "/v1/route", &[("authorization", bearer)], None)
                .await
                .status,
            200
        );
    }
    assert_eq!(
        server
            .act(&format!("/v1/plans/{plan}/links/V9"), &[], &json!({}))
            .await
            .status,
        404
    );

    server.clock.forward(3 * 24 * 3600);
    let gone = server
        .call(Method::GET, "/v1/route", &[("authorization", &bearer)], None)
        .await;
    assert_eq!(gone.status, 410);
    gone.problem();
    let late = json!({"sent_at": "2026-11-24T05:00:00Z", "events": [{"id": "6f1a1d0e-0000-4000-8000-000000000001",
        "request": id, "kind": "closed", "outcome": "in_hand", "occurred_at": "2026-11-21T09:00:00Z"}]});
    let response = server
        .post("/v1/route/events", &[("authorization", &bearer)], &late)
        .await
        .json();
    assert_eq!(response["results"][0]["result"], "applied");
    server.clock.forward(30 * 24 * 3600);
    let over = server
        .post("/v1/route/events", &[("authorization", &bearer)], &late)
        .await;
    assert_eq!(over.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_tiles_and_the_map_are_answered() {
    let server = TestServer::open().await;
    let ask = async |address: &str| {
        let response = server
            .post(
                "/v1/geocode",
                &[("cookie", &server.cookie)],
                &json!({"address": address}),
            )
            .await;
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    };
    let found = ask("Садовая 21, кв 7").await;
    assert_eq!(
        (found["answer"].as_str(), found["door"]["flat"].as_str()),
        (Some("found"), Some("7"))
    );
    assert!(found["candidates"][0]["point"]["lon"].as_f64().unwrap() > 10.0);
    let lost = ask("Небывальская 5").await;
    assert_eq!(
        (lost["answer"].as_str(), lost["why"].as_str()),
        (Some("not_found"), Some("no_street"))
    );
    let map = server.call(Method::GET, "/v1/map", &[], None).await.json();
    assert_eq!(
        (map["timezone"].as_str(), map["today"].as_str()),
        (Some("UTC"), Some(DATE))
    );
    let empty = server.call(Method::GET, "/v1/tiles/14/0/0", &[], None).await;
    assert_eq!(empty.status, 204);
    // x = (10.005 / 360 + 0.5) · 2^14 = 8647, y = 2^13 at the equator; houses lie a little north of it.
    let drawn = server.call(Method::GET, "/v1/tiles/14/8647/8191", &[], None).await;
    assert_eq!(drawn.status, 200);
    assert_eq!(drawn.header("content-type"), "application/vnd.mapbox-vector-tile");
    for outside in [
        "/v1/tiles/2/4/0",
        "/v1/tiles/2/0/4",
        "/v1/tiles/40/0/0",
        "/v1/tiles/x/0/0",
        "/v1/tiles/2/-1/0",
    ] {
        assert_eq!(
            server.call(Method::GET, outside, &[], None).await.status,
            404,
            "{outside}"
        );
    }
}
