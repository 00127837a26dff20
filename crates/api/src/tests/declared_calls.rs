//! Tests that the operations of the contract answer with success at least once, as declared; and that calls with a
//! closed body schema know the declared fields, refuse another, and miss those that are required.

use super::contract_check::names;
use super::{DATE, TestServer, key, second_step, sent};
use crate::contract;
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_as_declared() {
    let server = TestServer::open().await;
    let own = [("cookie", server.cookie.as_str())];
    let call = async |method, path: &str| {
        let response = server.call(method, path, &own, None).await;
        assert!(response.status.is_success(), "{path}: {}", response.text());
    };
    let act = async |path: &str, body: Value| {
        let response = server.act(path, &[], &body).await;
        assert!(response.status.is_success(), "{path}: {}", response.text());
    };
    server.log_in().await;
    server.staff().await;
    let point = json!({"lon": 10.004, "lat": 0.0004});
    let response = server
        .put("/v1/corrections", &[], &json!({"address": "Садовая 5", "point": point}))
        .await;
    let correction = response.json()["id"]
        .as_str()
        .unwrap()
        .replace('|', "%7C")
        .replace(' ', "%20");
    let correction: String = correction
        .chars()
        .flat_map(|letter| {
            let mut bytes = [0; 4];
            let text = letter.encode_utf8(&mut bytes);
            match letter.is_ascii() {
                true => vec![text.to_owned()],
                false => text.bytes().map(|byte| format!("%{byte:02X}")).collect(),
            }
        })
        .collect();
    let (near, far) = (server.submit("Садовая 3").await, server.submit("Садовая 21").await);
    act("/v1/requests/batch", json!({"requests": [sent("Садовая 7")]})).await;
    act("/v1/requests/search", json!({"q": "Садовая"})).await;
    act("/v1/addresses/search", json!({"q": "Садовая", "near": point})).await;
    act("/v1/geocode", json!({"address": "Садовая 9"})).await;
    let path = format!("/v1/requests/{near}");
    let headers = [("cookie", server.cookie.as_str()), ("if-match", "\"v1\"")];
    let response = server
        .call(Method::PATCH, &path, &headers, Some(&json!({"needs_two": false})))
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
    let table = Request::post(format!("/v1/tables/requests?date={DATE}"))
        .header("cookie", &server.cookie)
        .header("idempotency-key", key())
        .header("content-type", "text/csv");
    let table = table
        .body(Body::from("id,address,need\nT1,\"Садовая 11\",food\n"))
        .unwrap();
    let response = server.send(table).await;
    assert_eq!(response.status, 200, "{}", response.text());

    let plan = server.plan().await;
    let run = server.get(&format!("/v1/days/{DATE}")).await.json()["run"]
        .as_str()
        .unwrap()
        .to_owned();
    by_hand(&server, &plan, &near).await;
    let bearer = server.publish(&plan).await;
    let link = [("authorization", bearer.as_str())];
    for path in ["/v1/route", "/v1/route.gpx"] {
        assert_eq!(server.call(Method::GET, path, &link, None).await.status, 200, "{path}");
    }
    let report = json!({"sent_at": "2026-11-21T09:00:00Z", "events": []});
    assert_eq!(server.post("/v1/route/events", &link, &report).await.status, 200);
    act(&format!("/v1/plans/{plan}/links/V1"), json!({})).await;
    call(Method::DELETE, &format!("/v1/plans/{plan}/links/V1")).await;
    act(&format!("/v1/requests/{far}/cancel"), json!({})).await;
    act(&format!("/v1/requests/{far}/retry"), json!({"note": "ошибка"})).await;
    for path in [
        "/v1/session",
        "/v1/audit",
        "/v1/users",
        "/v1/requests",
        "/v1/volunteers",
        "/v1/hubs",
        "/v1/corrections",
        "/v1/corrections.osn",
        "/v1/doors",
        "/v1/tiles/0/0/0",
        &format!("/v1/requests/{near}"),
        &format!("/v1/requests/{near}/events"),
        &format!("/v1/days/{DATE}/events"),
        &format!("/v1/plans?date={DATE}"),
        &format!("/v1/plans/{plan}"),
        &format!("/v1/plans/{plan}/routes"),
        &format!("/v1/plans/{plan}/geometry"),
        &format!("/v1/plans/{plan}/unassigned"),
        &format!("/v1/runs/{run}"),
        &format!("/v1/runs/{run}/events"),
    ] {
        call(Method::GET, path).await;
    }
    let order = json!({"date": "2026-11-22", "time_limit_seconds": 60});
    let response = server.act("/v1/plans", &[], &order).await;
    let run = response.json()["id"].as_str().unwrap().to_owned();
    call(Method::DELETE, &format!("/v1/runs/{run}")).await;
    call(Method::DELETE, &format!("/v1/corrections/{correction}")).await;
    vehicles_and_stock(&server).await;
    call(Method::DELETE, &format!("/v1/volunteers/V1/shifts/{DATE}")).await;
    people_and_sources(&server).await;
    whole_server(&server).await;
    // A stream of the day lasts until the server stops.
    server.stop.cancel();
    call(Method::GET, "/v1/events").await;
    call(Method::DELETE, "/v1/session").await;
    let user = server.service.user("coordinator").await.unwrap().unwrap();
    let link = crate::password_link(&user, server.service.now());
    let chosen = json!({"link": link, "password": "one long password"});
    assert_eq!(server.post("/v1/session/password", &[], &chosen).await.status, 200);

    let answered = server.answered.lock().unwrap();
    let lacking: Vec<_> = names().difference(&answered).copied().collect();
    assert!(lacking.is_empty(), "never answered well here: {lacking:?}");
}

/// What the server tells of itself.
async fn whole_server(server: &TestServer) {
    for path in ["/v1/regions", "/v1/map", "/v1/health", "/v1/ready"] {
        let response = server.get(path).await;
        assert_eq!(response.status, 200, "{path}: {}", response.text());
    }
}

/// Who works here, who sends, and who is helped.
async fn people_and_sources(server: &TestServer) {
    staff(server).await;
    intake(server).await;
    helped(server).await;
}

/// A source, its key, and what came in.
async fn intake(server: &TestServer) {
    server.source("declared").await;
    let own = [("cookie", server.cookie.as_str())];
    let made = server
        .post("/v1/keys", &own, &json!({"source": "declared"}))
        .await
        .json();
    let path = format!("/v1/keys/{}", made["key"]["id"].as_str().unwrap());
    let response = server.post(&format!("{path}/rotate"), &own, &json!({})).await;
    assert_eq!(response.status, 201, "{}", response.text());
    assert_eq!(server.call(Method::DELETE, &path, &own, None).await.status, 204);
    let intake = format!("/v1/days/{DATE}/intake");
    for path in [
        "/v1/sources",
        "/v1/keys",
        "/v1/submissions",
        "/v1/submissions/1",
        intake.as_str(),
    ] {
        assert_eq!(server.get(path).await.status, 200, "{path}");
    }
}

/// A vehicle from its coming to its going, and what a hub has.
async fn vehicles_and_stock(server: &TestServer) {
    let cookie = [("cookie", server.cookie.as_str())];
    let van = json!({"label": "Газель", "kind": "van", "capacity": 40});
    let stock = json!({"goods": [{"goods": "food", "quantity": 10}]});
    for (path, body) in [
        ("/v1/vehicles/VAN-1".to_owned(), van),
        (format!("/v1/hubs/H1/stock/{DATE}"), stock),
    ] {
        let response = server.put(&path, &cookie, &body).await;
        assert_eq!(response.status, 201, "{path}: {}", response.text());
        let response = server.call(Method::GET, &path, &cookie, None).await;
        assert_eq!(response.status, 200, "{path}: {}", response.text());
    }
    for (method, path) in [(Method::GET, "/v1/vehicles"), (Method::DELETE, "/v1/vehicles/VAN-1")] {
        let response = server.call(method, path, &cookie, None).await;
        assert!(response.status.is_success(), "{path}: {}", response.text());
    }
}

/// A person who is helped: looked at, and erased.
async fn helped(server: &TestServer) {
    let mut sent = sent("Садовая 23");
    sent["phone"] = json!("+7 900 000-00-02");
    let made = server.act("/v1/requests", &[], &sent).await.json();
    let person = made["person"].clone();
    let reason = json!({"reason": "звонит сын"});
    let reveal = format!("/v1/requests/{}/reveal", made["id"].as_str().unwrap());
    let response = server.act(&reveal, &[], &reason).await;
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(
        server.get("/v1/reveals").await.json()["items"][0]["reason"],
        reason["reason"]
    );
    let path = format!("/v1/persons/{person}");
    assert_eq!(server.get(&path).await.json()["requests"].as_array().unwrap().len(), 1);
    let response = server
        .act(&format!("{path}/erase"), &[], &json!({"reason": "mistaken"}))
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
    let erased = server.get(&path).await.json();
    assert!(erased["erased_at"].is_string(), "{erased}");
    assert_eq!(erased["requests"][0]["recipient"], "");
}

/// A draft is changed by hand and is in the end what it was.
async fn by_hand(server: &TestServer, plan: &str, request: &str) {
    let own = [("cookie", server.cookie.as_str()), ("if-match", "\"v1\"")];
    let path = format!("/v1/plans/{plan}");
    let moves = json!({"moves": [{"act": "leave_out", "request": request}]});
    let told = server.post(&format!("{path}/moves/price"), &own, &moves).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let told = server
        .act(&format!("{path}/moves"), &[("if-match", "\"v1\"")], &moves)
        .await;
    assert_eq!(told.status, 200, "{}", told.text());
    for (way, version) in [("undo", "\"v2\""), ("redo", "\"v3\""), ("undo", "\"v4\"")] {
        let told = server
            .act(&format!("{path}/{way}"), &[("if-match", version)], &json!({}))
            .await;
        assert_eq!(told.status, 200, "{way}: {}", told.text());
    }
    let told = server
        .post(&format!("{path}/offers"), &own[..1], &json!({"request": request}))
        .await;
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(server.get(&format!("{path}/moves")).await.status, 200);
    assert_eq!(server.get(&format!("{path}/why/{request}")).await.status, 200);
}

/// People who log in: invited, invited again, given another role.
async fn staff(server: &TestServer) {
    let cookie = [("cookie", server.cookie.as_str())];
    server.log_in().await;
    let sessions = server.get("/v1/sessions").await.json();
    let other = sessions["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["current"] == false);
    let path = format!("/v1/sessions/{}", other.unwrap()["id"].as_str().unwrap());
    assert_eq!(server.call(Method::DELETE, &path, &cookie, None).await.status, 204);
    let response = server.call(Method::DELETE, "/v1/sessions", &cookie, None).await;
    assert_eq!(response.status, 200, "{}", response.text());
    let begun = server
        .call(Method::POST, "/v1/session/second-step", &cookie, None)
        .await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let codes = second_step::confirmed(server, &server.cookie, &begun.json()).await;
    assert_eq!(server.get("/v1/session/second-step").await.json()["on"], true);
    let off = json!({"code": codes[0]});
    let response = server.post("/v1/session/second-step/off", &cookie, &off).await;
    assert_eq!(response.status, 204, "{}", response.text());
    let invite = json!({"login": "olga", "role": "operator"});
    let invited = server.post("/v1/users", &cookie, &invite).await;
    assert_eq!(invited.status, 201, "{}", invited.text());
    let response = server.call(Method::POST, "/v1/users/olga/link", &cookie, None).await;
    assert_eq!(response.status, 200, "{}", response.text());
    let olga = second_step::arrived(server, &response.json()).await;
    let begun = server
        .call(
            Method::POST,
            "/v1/session/second-step",
            &[("cookie", olga.as_str())],
            None,
        )
        .await;
    second_step::confirmed(server, &olga, &begun.json()).await;
    let response = server
        .call(Method::DELETE, "/v1/users/olga/second-step", &cookie, None)
        .await;
    assert_eq!(response.status, 204, "{}", response.text());
    let role = json!({"role": "auditor"});
    let response = server
        .call(Method::PUT, "/v1/users/olga/role", &cookie, Some(&role))
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_may_hold_what_is_declared_and_must_hold_what_is_required() {
    let server = TestServer::open().await;
    let contract = serde_json::to_value(contract()).unwrap();
    let schemas = &contract["components"]["schemas"];
    let mut tried = 0;
    for (path, item) in contract["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let sent = &operation["requestBody"]["content"]["application/json"]["schema"];
            let name = sent["$ref"].as_str().or(sent["oneOf"][1]["$ref"].as_str());
            let Some(name) = name.and_then(|name| name.rsplit('/').next()) else {
                continue;
            };
            let schema = &schemas[name];
            if schema["additionalProperties"] != false {
                continue;
            }
            let fields = schema["properties"].as_object().unwrap();
            let mut body: Map<String, Value> = fields.keys().map(|name| (name.clone(), Value::Null)).collect();
            body.insert("nonsense".to_owned(), json!(1));
            let path = path.replace("{date}", DATE).replace(['{', '}'], "");
            let key = key();
            let headers = [
                ("cookie", server.cookie.as_str()),
                ("idempotency-key", key.as_str()),
                ("if-match", "\"v1\""),
            ];
            let method = method.to_uppercase().parse().unwrap();
            let response = server.call(method, &path, &headers, Some(&Value::Object(body))).await;
            assert_eq!(response.status, 422, "{path}: {}", response.text());
            let of_code = |code: &str| -> BTreeSet<String> {
                let faults = response.problem()["errors"].as_array().unwrap().clone();
                let those = faults.iter().filter(|fault| fault["code"] == code);
                those
                    .map(|fault| fault["pointer"].as_str().unwrap()[1..].to_owned())
                    .collect()
            };
            assert_eq!(of_code("K3007"), BTreeSet::from(["nonsense".to_owned()]), "{name}");
            let required = schema["required"].as_array().into_iter().flatten();
            let mut required: BTreeSet<String> = required.map(|name| name.as_str().unwrap().to_owned()).collect();
            // One of two is required: how much fits, or the vehicle that knows.
            required.extend((name == "ShiftDraft").then(|| "capacity".to_owned()));
            assert_eq!(of_code("K3001"), required, "{name}");
            tried += 1;
        }
    }
    assert!(tried >= 10, "{tried}");
}
