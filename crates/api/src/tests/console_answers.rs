//! Tests of answers that the coordinator's console shows: counts of a day, its events, what changed since a draft was
//! made, chosen candidates that keep their precision, requests fetched by id, and the feed after an edited comment. No
//! browser.

use super::{DATE, TestServer, day};
use axum::http::Method;
use serde_json::{Value, json};

async fn patch(server: &TestServer, id: &str, change: &Value) -> super::TestResponse {
    let version = server.get(&format!("/v1/requests/{id}")).await.json()["version"].clone();
    let tag = format!("\"v{version}\"");
    let headers = [("cookie", server.cookie.as_str()), ("if-match", tag.as_str())];
    server
        .call(Method::PATCH, &format!("/v1/requests/{id}"), &headers, Some(change))
        .await
}

async fn report(server: &TestServer, bearer: &str, number: u32, request: &str, kind: Value) {
    let mut event = json!({"id": format!("6f1a1d0e-0000-4000-8000-{number:012}"), "request": request,
        "occurred_at": format!("2026-11-21T04:{number:02}:00Z"), "note": ""});
    for (name, value) in kind.as_object().unwrap() {
        event[name] = value.clone();
    }
    let events = json!({"sent_at": "2026-11-21T05:00:00Z", "events": [event]});
    let response = server
        .post("/v1/route/events", &[("authorization", bearer)], &events)
        .await;
    assert_eq!(
        response.json()["results"][0]["result"],
        "applied",
        "{}",
        response.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_counted_also_after_another_plan_took_the_place() {
    let server = TestServer::open().await;
    server.staff().await;
    let mut ids = Vec::new();
    for house in [3, 5, 7, 9] {
        ids.push(server.submit(&format!("Садовая {house}")).await);
    }
    let first = server.plan().await;
    let bearer = server.publish(&first).await;
    report(
        &server,
        &bearer,
        1,
        &ids[0],
        json!({"kind": "closed", "outcome": "in_hand"}),
    )
    .await;
    report(
        &server,
        &bearer,
        2,
        &ids[1],
        json!({"kind": "closed", "outcome": "refused"}),
    )
    .await;
    let response = server
        .act(&format!("/v1/requests/{}/cancel", ids[2]), &[], &json!({}))
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
    let counted = async |what: &str| {
        let counts = server.get(&format!("/v1/days/{DATE}")).await.json()["requests"].clone();
        let of = |name: &str| counts[name].as_u64().unwrap();
        assert_eq!(
            (of("served"), of("failed"), of("cancelled"), of("closed")),
            (1, 1, 1, 3),
            "{what}: {counts}"
        );
    };
    counted("on the first plan").await;
    let second = server.plan().await;
    server.publish(&second).await;
    counted("on the second").await;
    // Both plans say when volunteers got them, which is not when they were made.
    for plan in [&first, &second] {
        let plan = server.get(&format!("/v1/plans/{plan}")).await.json();
        assert!(plan["published_at"].is_string() && plan["since"].is_null(), "{plan}");
    }

    let events = server.get(&format!("/v1/days/{DATE}/events?limit=1")).await.json();
    let latest = &events["items"][0];
    assert_eq!(
        (latest["request"].as_str(), latest["outcome"].as_str()),
        (Some(ids[1].as_str()), Some("refused"))
    );
    let after = events["next"].as_str().unwrap();
    let rest = server
        .get(&format!("/v1/days/{DATE}/events?limit=200&after={after}"))
        .await
        .json();
    assert_eq!(
        (rest["items"][0]["request"].as_str(), &rest["items"][1], &rest["next"]),
        (Some(ids[0].as_str()), &Value::Null, &Value::Null)
    );
    assert_eq!(server.get(&format!("/v1/days/{DATE}/events?after=x")).await.status, 400);
    assert_eq!(server.get("/v1/days/2026-13-01/events").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_says_what_changed_since_it_was_made() {
    let server = TestServer::open().await;
    server.staff().await;
    let mut ids = Vec::new();
    for house in [3, 5, 7] {
        ids.push(server.submit(&format!("Садовая {house}")).await);
    }
    let plan = server.plan().await;
    let since = async || server.get(&format!("/v1/plans/{plan}")).await.json()["since"].clone();
    let same = json!({"added": 0, "gone": 0, "changed": 0});
    let requests =
        |added, cancelled, changed| json!({"added": added, "cancelled": cancelled, "closed": 0, "changed": changed});
    assert_eq!(
        since().await,
        json!({"requests": requests(0, 0, 0), "volunteers": same, "hubs": same, "left": 0})
    );
    // What no plan looks at leaves it fresh; lists do not compare.
    let response = patch(
        &server,
        &ids[0],
        &json!({"comment": "собака", "phone": "+7 900 000-00-02"}),
    )
    .await;
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(since().await["requests"], requests(0, 0, 0));
    assert!(server.get(&format!("/v1/plans?date={DATE}")).await.json()["items"][0]["since"].is_null());

    for address in ["Садовая 9", "Садовая 11", "ул. Небывальская, 5"] {
        server.submit(address).await;
    }
    server
        .act(&format!("/v1/requests/{}/cancel", ids[1]), &[], &json!({}))
        .await;
    patch(&server, &ids[2], &json!({"needs": [{"goods": "food", "quantity": 3}]})).await;
    let shift = json!({"from": "10:00", "to": "13:00", "end": "home", "capacity": 10});
    server
        .put(&format!("/v1/volunteers/V1/shifts/{DATE}"), &[], &shift)
        .await;
    let now = since().await;
    assert_eq!(now["requests"], requests(3, 1, 1), "{now}");
    assert_eq!(now["volunteers"], json!({"added": 0, "gone": 0, "changed": 1}));
    assert_eq!(
        now["left"], 3,
        "the three that were added, one without a place among them"
    );
    let path = format!("/v1/volunteers/V1/shifts/{DATE}");
    let response = server
        .call(Method::DELETE, &path, &[("cookie", &server.cookie)], None)
        .await;
    assert_eq!(response.status, 204);
    assert_eq!(
        since().await["volunteers"],
        json!({"added": 0, "gone": 1, "changed": 0})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_candidate_stays_what_it_is_and_a_pin_is_an_entrance() {
    let server = TestServer::open().await;
    let id = server.submit("Садовая 987, кв 5").await;
    let lost = server.get(&format!("/v1/requests/{id}")).await.json();
    assert_eq!(lost["state"], "needs_info");
    let candidate = &lost["candidates"][0];
    assert!(candidate["label"].is_string(), "{lost}");
    let street =
        json!({"point": candidate["point"], "label": "Садовая улица", "precision": "street", "confidence": 0.3});
    let response = patch(&server, &id, &json!({ "place": street })).await;
    assert_eq!(response.status, 200, "{}", response.text());
    let place = response.json()["place"].clone();
    assert_eq!(
        (
            place["label"].as_str(),
            place["precision"].as_str(),
            place["confidence"].as_f64()
        ),
        (Some("Садовая улица"), Some("street"), Some(0.3))
    );
    assert_eq!(
        (&response.json()["state"], &place["by_hand"]),
        (&json!("located"), &json!(true))
    );
    // As the server offered it, and as it came.
    let response = patch(&server, &id, &json!({ "place": candidate })).await.json();
    for field in ["label", "precision", "confidence"] {
        assert_eq!(response["place"][field], candidate[field], "{field}");
    }
    let response = patch(&server, &id, &json!({ "point": candidate["point"] }))
        .await
        .json();
    assert_eq!(
        (
            response["place"]["precision"].as_str(),
            response["place"]["label"].as_str()
        ),
        (Some("entrance"), Some("Садовая 987, кв 5"))
    );
    for bad in [
        json!({"place": {"point": candidate["point"], "label": "", "precision": "street", "confidence": 1}}),
        json!({"place": {"point": candidate["point"], "label": "a", "precision": "roof", "confidence": 1}}),
        json!({"place": {"point": candidate["point"], "label": "a", "precision": "house", "confidence": 2}}),
        json!({"place": street, "point": candidate["point"]}),
        json!({"place": {"label": "a", "precision": "house", "confidence": 1}}),
    ] {
        assert_eq!(patch(&server, &id, &bad).await.status, 422, "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_asked_for_by_name_many_at_a_time() {
    let server = TestServer::open().await;
    let mut ids = Vec::new();
    for house in [3, 5, 7] {
        ids.push(server.submit(&format!("Садовая {house}")).await);
    }
    let named = server
        .get(&format!("/v1/requests?ids={},nobody,{}", ids[2], ids[0]))
        .await
        .json();
    let found: Vec<&str> = named["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(found, [ids[0].as_str(), ids[2].as_str()]);
    let many: Vec<String> = (0..200)
        .map(|number| format!("x{number}"))
        .chain([ids[1].clone()])
        .collect();
    assert_eq!(
        server.get(&format!("/v1/requests?ids={}", many.join(","))).await.status,
        400
    );
    let response = server
        .get(&format!("/v1/requests?ids={}", many[1..].join(",")))
        .await
        .json();
    assert_eq!(
        response["items"][0]["id"],
        ids[1].as_str(),
        "all that were asked for fit into one answer"
    );
    assert_eq!(server.get("/v1/requests?ids=").await.status, 400);
    // To an intake system another's do not exist.
    let bearer = [("authorization", server.intake.as_str())];
    let path = format!("/v1/requests?ids={}", ids[0]);
    let response = server.call(Method::GET, &path, &bearer, None).await.json();
    assert_eq!(response["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_comment_is_no_news_of_an_accepted_route() {
    let server = TestServer::open().await;
    server.staff().await;
    let id = server.submit("Садовая 3").await;
    let plan = server.plan().await;
    let bearer = server.publish(&plan).await;
    report(&server, &bearer, 1, &id, json!({"kind": "accepted"})).await;
    patch(&server, &id, &json!({"comment": "второй подъезд"})).await;
    let mut feed = server.service.follow(Some(day()), Some(0)).await.unwrap();
    let response = feed.next().await.unwrap().unwrap();
    let of_request = response.iter().filter(|change| change.subject == id);
    let causes: Vec<&str> = of_request
        .map(|change| change.body["cause"].as_str().unwrap())
        .collect();
    assert_eq!(causes, ["taken_in", "planned", "planned", "accepted", "amended"]);
}
