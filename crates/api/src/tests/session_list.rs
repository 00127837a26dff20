//! Tests of the list of sessions: seen and ended by their person or an administrator; a log-in takes no planted cookie
//! over, a new password ends other sessions, cookie names with and without TLS, and ten thousand altered cookies are
//! refused.

use super::{TestResponse, TestServer};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tower::ServiceExt;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

fn cookie_of(response: &TestResponse) -> String {
    assert_eq!(response.status, 200, "{}", response.text());
    response.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn log_in(server: &TestServer, headers: &[(&str, &str)]) -> String {
    let right = json!({"login": "coordinator", "password": server.password});
    cookie_of(&server.post("/v1/session", headers, &right).await)
}

/// Somebody of another role, invited; their cookie.
async fn invited(server: &TestServer, role: &str) -> String {
    let own = [("cookie", server.cookie.as_str())];
    let invitation = server
        .post("/v1/users", &own, &json!({"login": role, "role": role}))
        .await
        .json();
    let link = invitation["link"].as_str().unwrap().split_once("#password=").unwrap().1;
    let chosen = json!({"link": link, "password": "seven motley hens in a yard"});
    cookie_of(&server.post("/v1/session/password", &[], &chosen).await)
}

async fn listed(server: &TestServer, cookie: &str) -> Vec<Value> {
    let response = server
        .call(Method::GET, "/v1/sessions", &[("cookie", cookie)], None)
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()["items"].as_array().unwrap().clone()
}

async fn is_in(server: &TestServer, cookie: &str) -> bool {
    let response = server
        .call(Method::GET, "/v1/session", &[("cookie", cookie)], None)
        .await;
    response.status == 200
}

async fn delete(server: &TestServer, cookie: &str, path: &str) -> TestResponse {
    server.call(Method::DELETE, path, &[("cookie", cookie)], None).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_their_sessions_and_ends_one_and_all_others() {
    let server = TestServer::open().await;
    server.clock.forward(60);
    let second = log_in(&server, &[("user-agent", FIREFOX), ("x-forwarded-for", "203.0.113.7")]).await;
    server.clock.forward(60);
    let third = log_in(&server, &[]).await;
    let all = listed(&server, &third).await;
    assert_eq!(all.len(), 3);
    assert_eq!(
        (
            &all[1]["agent"],
            &all[1]["network"],
            &all[1]["created_at"],
            &all[1]["current"]
        ),
        (
            &json!("Firefox, Linux"),
            &json!("203.0.113.0/24"),
            &json!("2026-11-21T05:01:00Z"),
            &json!(false)
        )
    );
    assert_eq!(all[0]["current"], true);
    server.clock.forward(120);
    assert!(is_in(&server, &second).await);
    assert_eq!(listed(&server, &third).await[1]["seen_at"], "2026-11-21T05:04:00Z");
    // An id is no secret: it opens nothing, and no part of a cookie is told.
    let told = format!("{all:?}");
    for cookie in [&server.cookie, &second, &third] {
        assert!(!told.contains(&cookie.split_once('=').unwrap().1[..8]), "{told}");
    }
    let id = all[1]["id"].as_str().unwrap();
    assert!(!is_in(&server, &format!("karavan_session={id}")).await);

    let ended = delete(&server, &third, &format!("/v1/sessions/{id}")).await;
    assert_eq!((ended.status.as_u16(), ended.header("set-cookie")), (204, ""));
    assert!(!is_in(&server, &second).await && is_in(&server, &server.cookie).await);
    assert_eq!(delete(&server, &third, &format!("/v1/sessions/{id}")).await.status, 404);
    let others = delete(&server, &third, "/v1/sessions").await;
    assert_eq!(others.json(), json!({"ended": 1}));
    assert!(!is_in(&server, &server.cookie).await && is_in(&server, &third).await);
    let own = listed(&server, &third).await[0]["id"].as_str().unwrap().to_owned();
    let out = delete(&server, &third, &format!("/v1/sessions/{own}")).await;
    assert!(out.header("set-cookie").contains("Max-Age=0"), "logged out");
    assert!(!is_in(&server, &third).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_administrator_sees_and_ends_sessions_of_others() {
    let server = TestServer::open().await;
    let operator = invited(&server, "operator").await;
    let own = listed(&server, &operator).await;
    assert_eq!((own.len(), &own[0]["login"]), (1, &json!("operator")));
    let all = listed(&server, &server.cookie).await;
    let chief = all.iter().find(|one| one["login"] == "coordinator").unwrap()["id"].clone();
    let look = async |id: &str| {
        let response = delete(&server, &operator, &format!("/v1/sessions/{id}")).await;
        let instance = response.header("x-request-id").to_owned();
        (response.status.as_u16(), response.text().replace(&instance, ""))
    };
    let foreign = look(chief.as_str().unwrap()).await;
    assert_eq!((foreign.0, &foreign), (404, &look("no-such-session").await));
    assert!(is_in(&server, &server.cookie).await);
    let id = own[0]["id"].as_str().unwrap();
    assert_eq!(
        delete(&server, &server.cookie, &format!("/v1/sessions/{id}"))
            .await
            .status,
        204
    );
    assert!(!is_in(&server, &operator).await, "dead on the next call");
    let audit = server.get("/v1/audit?limit=1").await.json();
    assert_eq!(
        (
            &audit["items"][0]["kind"],
            &audit["items"][0]["actor"],
            &audit["items"][0]["subject"]
        ),
        (&json!("session"), &json!("coordinator"), &json!("operator"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_takes_no_cookie_over_and_ends_the_session_before_it() {
    let server = TestServer::open().await;
    // What somebody put into the browser beforehand is not the session after it.
    let planted = log_in(&server, &[("cookie", "karavan_session=planted")]).await;
    assert_ne!(planted, "karavan_session=planted");
    assert!(!is_in(&server, "karavan_session=planted").await);
    let again = log_in(&server, &[("cookie", planted.as_str())]).await;
    assert_ne!(again, planted);
    assert!(is_in(&server, &again).await && !is_in(&server, &planted).await);
    // A wrong password ends nothing.
    let wrong = json!({"login": "coordinator", "password": "x"});
    let refused = server.post("/v1/session", &[("cookie", again.as_str())], &wrong).await;
    assert_eq!((refused.status.as_u16(), refused.header("set-cookie")), (401, ""));
    assert!(is_in(&server, &again).await);
    // Nor does a page of another site log anybody in or out.
    let right = json!({"login": "coordinator", "password": server.password});
    let foreign = [("cookie", again.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(server.post("/v1/session", &foreign, &right).await.status, 403);
    for path in ["/v1/session", "/v1/sessions"] {
        let response = server.call(Method::DELETE, path, &foreign, None).await;
        assert_eq!(response.status, 403, "{path}");
    }
    assert!(is_in(&server, &again).await && is_in(&server, &server.cookie).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_all_sessions_but_its_own() {
    let server = TestServer::open().await;
    let other = log_in(&server, &[]).await;
    let own = [("cookie", server.cookie.as_str())];
    let response = server
        .call(Method::POST, "/v1/users/coordinator/link", &own, None)
        .await;
    let link = response.json()["link"].as_str().unwrap().to_owned();
    let chosen = json!({"link": link.split_once("#password=").unwrap().1, "password": "seven motley hens in a yard"});
    let new = cookie_of(&server.post("/v1/session/password", &own, &chosen).await);
    assert!(is_in(&server, &new).await);
    assert!(!is_in(&server, &other).await && !is_in(&server, &server.cookie).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_only_the_host_cookie_counts_and_over_plain_http_only_the_plain_one() {
    let other_name = |cookie: &str| match cookie.strip_prefix("__Host-") {
        Some(plain) => plain.to_owned(),
        None => format!("__Host-{cookie}"),
    };
    let plain = TestServer::open().await;
    assert!(plain.cookie.starts_with("karavan_session="));
    assert!(!is_in(&plain, &other_name(&plain.cookie)).await);
    let tls = TestServer::at("https://karavan.example").await;
    assert!(tls.cookie.starts_with("__Host-karavan_session="));
    assert!(is_in(&tls, &tls.cookie).await && !is_in(&tls, &other_name(&tls.cookie)).await);
    // A trusted proxy says how the browser came; its own word is the last.
    let through = |said: &'static str| [("x-forwarded-proto", said)];
    let right = json!({"login": "coordinator", "password": plain.password});
    let response = plain.post("/v1/session", &through("http, https"), &right).await;
    let cookie = response.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("__Host-karavan_session=") && cookie.contains("; Secure"),
        "{cookie}"
    );
    let host = cookie_of(&response);
    for (sent, said, status) in [
        (&host, "https", 200),
        (&host, "http", 401),
        (&plain.cookie, "https", 401),
        (&plain.cookie, "http", 200),
        (&plain.cookie, "https, http", 200),
    ] {
        let headers = [("cookie", sent.as_str()), ("x-forwarded-proto", said)];
        let response = plain.call(Method::GET, "/v1/session", &headers, None).await;
        assert_eq!(response.status, status, "{sent} {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_thousand_altered_cookies_none_is_let_in() {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let server = TestServer::open().await;
    let secret = server.cookie.split_once('=').unwrap().1.as_bytes();
    let mut altered = BTreeSet::new();
    for at in 0..secret.len() {
        altered.insert(secret[..at].to_vec());
        for letter in LETTERS {
            let mut one = secret.to_vec();
            one[at] = *letter;
            altered.insert(one.clone());
            one.insert(at, *letter);
            altered.insert(one);
        }
    }
    // Two letters at a time for the rest.
    for number in 0..secret.len() * LETTERS.len() * 2 {
        let mut one = secret.to_vec();
        one[number % secret.len()] = LETTERS[number % LETTERS.len()];
        one[(number * 7 + 5) % secret.len()] = LETTERS[(number / 64) % LETTERS.len()];
        altered.insert(one);
    }
    altered.remove(secret);
    assert!(altered.len() >= 10_000, "{}", altered.len());
    for one in altered.into_iter().take(10_000) {
        let cookie = format!("karavan_session={}", String::from_utf8(one).unwrap());
        let request = Request::get("/v1/session")
            .header("host", "us")
            .header("cookie", &cookie);
        let response = server
            .router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await;
        assert_eq!(response.unwrap().status(), 401, "{cookie}");
    }
    assert!(is_in(&server, &server.cookie).await, "the right one is");
}
