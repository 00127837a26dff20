//! Tests of `If-Match` and `ETag`: requests, volunteers, hubs and plans are changed only by who saw the last version;
//! otherwise 412, 428 or 400.

use super::{DATE, TestServer};
use axum::http::Method;
use serde_json::{Value, json};

const BAD_TAGS: [&str; 6] = ["*", "W/\"v1\"", "\"v1\", \"v2\"", "v1", "\"1\"", "\"\""];

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_changed_only_by_who_saw_its_last_version() {
    let server = TestServer::open().await;
    let path = format!("/v1/requests/{}", server.submit("Садовая 3").await);
    let patch = async |tag: Option<&str>, body: Value| {
        let mut headers = vec![("cookie", server.cookie.as_str())];
        headers.extend(tag.map(|tag| ("if-match", tag)));
        server.call(Method::PATCH, &path, &headers, Some(&body)).await
    };
    let comment = || json!({"comment": "собака"});
    assert_eq!(patch(None, comment()).await.status, 428);
    for bad in BAD_TAGS {
        assert_eq!(patch(Some(bad), comment()).await.status, 400, "{bad}");
    }
    let stale = patch(Some("\"v7\""), comment()).await;
    assert_eq!((stale.status.as_u16(), stale.header("etag")), (412, "\"v1\""));
    stale.problem();
    let done = patch(Some("\"v1\""), comment()).await;
    assert_eq!(
        (
            done.status.as_u16(),
            done.header("etag"),
            done.json()["comment"].as_str()
        ),
        (200, "\"v2\"", Some("собака"))
    );
    assert_eq!(patch(Some("\"v1\""), comment()).await.status, 412);
    // A point fixes the place by hand; what is not sent stays.
    let pinned = patch(Some("\"v2\""), json!({"point": {"lon": 10.009, "lat": 0.0}}))
        .await
        .json();
    assert_eq!(
        (pinned["state"].as_str(), pinned["comment"].as_str()),
        (Some("located"), Some("собака"))
    );
    assert_eq!(pinned["place"]["point"], json!({"lon": 10.009, "lat": 0.0}));
    let unknown = patch(Some("\"v3\""), json!({"state": "closed"})).await;
    assert_eq!(unknown.problem()["errors"][0]["code"], "K3007");
    assert_eq!(server.get(&path).await.header("etag"), "\"v3\"");
    let missing = server
        .call(
            Method::PATCH,
            "/v1/requests/R9",
            &[("cookie", &server.cookie), ("if-match", "\"v1\"")],
            Some(&comment()),
        )
        .await;
    assert_eq!(missing.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_hubs_are_replaced_only_by_who_saw_their_last_version() {
    let server = TestServer::open().await;
    let things = [
        ("/v1/volunteers/V1", json!({"name": "Волонтёр 1", "home": "Садовая 1"})),
        (
            "/v1/hubs/H1",
            json!({"name": "Склад", "address": "Садовая 1", "opens": "08:00", "closes": "19:00", "offers": ["food"]}),
        ),
    ];
    for (path, body) in things {
        assert_eq!(
            server.put(path, &[("if-match", "\"v1\"")], &body).await.status,
            412,
            "nothing is there yet"
        );
        let made = server.put(path, &[], &body).await;
        assert_eq!((made.status.as_u16(), made.header("etag")), (201, "\"v1\""));
        assert_eq!(server.put(path, &[], &body).await.status, 428);
        for bad in BAD_TAGS {
            assert_eq!(server.put(path, &[("if-match", bad)], &body).await.status, 400, "{bad}");
        }
        // What was answered can be sent back as it is.
        let again = server.put(path, &[("if-match", "\"v1\"")], &made.json()).await;
        assert_eq!(
            (again.status.as_u16(), again.header("etag")),
            (200, "\"v2\""),
            "{}",
            again.text()
        );
        let stale = server.put(path, &[("if-match", "\"v1\"")], &body).await;
        assert_eq!((stale.status.as_u16(), stale.header("etag")), (412, "\"v2\""));
    }
    let shift = format!("/v1/volunteers/V1/shifts/{DATE}");
    let offered = json!({"from": "09:00", "to": "13:00", "capacity": 10, "stops_max": 15});
    let response = server.put(&shift, &[], &offered).await.json();
    assert_eq!(
        response["shift"],
        json!({"from": "09:00", "to": "13:00", "end": "home", "vehicle": "car", "capacity": 10, "stops_max": 15})
    );
    let nobody = server
        .put(&format!("/v1/volunteers/V9/shifts/{DATE}"), &[], &offered)
        .await;
    assert_eq!(nobody.status, 404);
    let cookie = [("cookie", server.cookie.as_str())];
    assert_eq!(server.call(Method::DELETE, &shift, &cookie, None).await.status, 204);
    assert_eq!(server.call(Method::DELETE, &shift, &cookie, None).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_published_only_by_who_saw_its_last_version() {
    let server = TestServer::open().await;
    server.staff().await;
    server.submit("Садовая 3").await;
    let plan = server.plan().await;
    let path = format!("/v1/plans/{plan}/publish");
    assert_eq!(server.get(&format!("/v1/plans/{plan}")).await.header("etag"), "\"v1\"");
    assert_eq!(server.act(&path, &[], &json!({})).await.status, 428);
    let stale = server.act(&path, &[("if-match", "\"v2\"")], &json!({})).await;
    assert_eq!((stale.status.as_u16(), stale.header("etag")), (412, "\"v1\""));
    assert_eq!(
        server.act(&path, &[("if-match", "\"v1\"")], &json!({})).await.status,
        200
    );
    assert_eq!(
        server.act(&path, &[("if-match", "\"v1\"")], &json!({})).await.status,
        412
    );
    let over = server.act(&path, &[("if-match", "\"v2\"")], &json!({})).await;
    assert_eq!(
        (over.status.as_u16(), over.problem()["type"].as_str()),
        (409, Some("/problems/conflict"))
    );
    assert_eq!(
        server
            .act("/v1/plans/P9/publish", &[("if-match", "\"v1\"")], &json!({}))
            .await
            .status,
        404
    );
}
