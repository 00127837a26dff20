//! Tests of response headers: security headers and a request id on answers of several paths, no caching of answers with
//! names, cookie flags under https, `ETag` of screens, compression.

use super::TestServer;
use axum::http::Method;

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_walls_and_an_id_of_its_own() {
    let server = TestServer::open().await;
    let id = server.submit("Садовая 3").await;
    let mut ids = std::collections::BTreeSet::new();
    let paths = [
        "/",
        "/r",
        "/docs/",
        "/openapi.json",
        "/v1/map",
        "/v1/hubs",
        "/v1/nothing",
        "/sw.js",
        &format!("/v1/requests/{id}"),
    ];
    for path in paths {
        for response in [server.get(path).await, server.call(Method::GET, path, &[], None).await] {
            let policy = response.header("content-security-policy");
            for rule in [
                "default-src 'none'",
                "script-src 'self'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "connect-src 'self'",
            ] {
                assert!(policy.contains(rule), "{path}: {policy}");
            }
            assert!(!policy.contains("http"), "{policy}");
            assert_eq!(response.header("x-content-type-options"), "nosniff");
            assert_eq!(response.header("referrer-policy"), "no-referrer");
            assert_eq!(response.header("strict-transport-security"), "", "not over plain HTTP");
            assert_eq!(response.header("access-control-allow-origin"), "");
            assert!(ids.insert(response.header("x-request-id").to_owned()), "{path}");
            if path.starts_with("/v1/requests") || path.starts_with("/v1/hubs") {
                assert_eq!(response.header("cache-control"), "no-store", "{path}");
            }
        }
    }
    assert_eq!(server.get("/").await.header("cache-control"), "no-cache");
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_cookies_and_browsers_are_told_so() {
    let server = TestServer::at("https://karavan.example").await;
    let response = server.call(Method::GET, "/v1/health", &[], None).await;
    assert!(response.header("strict-transport-security").starts_with("max-age="));
    let body = serde_json::json!({"login": "coordinator", "password": server.password});
    let cookie = server
        .post("/v1/session", &[], &body)
        .await
        .header("set-cookie")
        .to_owned();
    for part in [
        "__Host-karavan_session=",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Path=/",
        "; Secure",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_did_not_change_is_not_sent_again() {
    let server = TestServer::open().await;
    let first = server.call(Method::GET, "/", &[], None).await;
    let etag = first.header("etag").to_owned();
    let again = server.call(Method::GET, "/", &[("if-none-match", &etag)], None).await;
    assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn large_answers_are_packed_for_who_can_unpack_them() {
    let server = TestServer::open().await;
    let packed = server
        .call(Method::GET, "/openapi.json", &[("accept-encoding", "gzip")], None)
        .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let plain = server.call(Method::GET, "/openapi.json", &[], None).await;
    assert!(plain.bytes.len() > 3 * packed.bytes.len());
}
