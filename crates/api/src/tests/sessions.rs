//! Tests of sessions (how long they last, logging out) and of the protection against guessing of passwords: equal
//! answers, waits, and people who logged in before are not locked out.

use super::TestServer;
use axum::http::Method;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lasts_while_it_is_used_and_ends_on_the_server() {
    let server = TestServer::open().await;
    let who = async |cookie: &str| {
        server
            .call(Method::GET, "/v1/session", &[("cookie", cookie)], None)
            .await
    };
    let response = who(&server.cookie).await.json();
    assert_eq!(
        (&response["login"], &response["role"]),
        (&json!("coordinator"), &json!("administrator"))
    );
    // Used every hour it lasts, but no longer than twelve.
    for hour in 1..12 {
        server.clock.forward(3600);
        assert_eq!(who(&server.cookie).await.status, 200, "after {hour} h");
    }
    server.clock.forward(3600);
    assert_eq!(who(&server.cookie).await.status, 401);

    let fresh = server.log_in().await;
    server.clock.forward(2 * 3600);
    assert_eq!(who(&fresh).await.status, 401, "two idle hours");

    let fresh = server.log_in().await;
    let out = server
        .call(Method::DELETE, "/v1/session", &[("cookie", &fresh)], None)
        .await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(who(&fresh).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_login_and_a_wrong_password_are_told_alike_and_guessing_is_slowed() {
    let server = TestServer::open().await;
    let try_one = async |login: &str, password: &str| {
        server
            .post("/v1/session", &[], &json!({"login": login, "password": password}))
            .await
    };
    let (unknown, wrong) = (try_one("nobody", "x").await, try_one("coordinator", "x").await);
    let response = |response: &super::TestResponse| {
        let mut problem = response.problem();
        problem["instance"] = json!(null);
        (response.status.as_u16(), problem)
    };
    assert_eq!(response(&unknown), response(&wrong));
    assert_eq!(unknown.status, 401);
    // Of many parallel attempts some get 429 with the time to wait, a minute at most.
    let many = futures::future::join_all((0..12).map(|_| try_one("coordinator", "x"))).await;
    let slowed: Vec<_> = many.iter().filter(|response| response.status != 401).collect();
    assert!(!slowed.is_empty());
    for response in slowed {
        assert_eq!(response.status, 429);
        response.problem();
        assert!((1..=61).contains(&response.header("retry-after").parse::<u64>().unwrap()));
    }
    assert_eq!(try_one("somebody else", "x").await.status, 401);
    // Who comes from elsewhere does not wait for a stranger's guesses.
    let right = json!({"login": "coordinator", "password": server.password});
    let elsewhere = server
        .post("/v1/session", &[("x-forwarded-for", "203.0.113.7")], &right)
        .await;
    assert_eq!(elsewhere.status, 200, "{}", elsewhere.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_guesses_from_everywhere_keeps_out_nobody_who_was_here_before() {
    let server = TestServer::open().await;
    let try_from = async |headers: &[(&str, &str)], password: &str| {
        let body = json!({"login": "coordinator", "password": password});
        server.post("/v1/session", headers, &body).await.status
    };
    let mut refused = 0;
    for number in 0..80 {
        let from = format!("198.51.100.{number}");
        refused += usize::from(try_from(&[("x-forwarded-for", &from)], "guess").await == 429);
    }
    assert!(
        refused > 0,
        "one login is not guessed without end, from however many places"
    );
    // The door logged in once from its own machine.
    assert_eq!(try_from(&[], &server.password).await, 200);
    // A browser that holds a session is known wherever it is now.
    let travelling = [("x-forwarded-for", "192.0.2.2"), ("cookie", server.cookie.as_str())];
    assert_eq!(try_from(&travelling, &server.password).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_made_once() {
    let server = TestServer::open().await;
    assert!(!crate::first_start(&server.service, |_| true).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_person_gets_in_while_a_thousand_wrong_tries_run() {
    let server = TestServer::open().await;
    let wrong_done = AtomicUsize::new(0);
    let try_from = async |from: &str, cookie: &str, password: &str| {
        let headers = [("x-forwarded-for", from), ("cookie", cookie)];
        let body = json!({"login": "coordinator", "password": password});
        server.post("/v1/session", &headers, &body).await.status.as_u16()
    };
    // Twenty guessers, each from fifty networks in turn.
    let guessers = (0..20).map(async |guesser: usize| {
        for number in 0..50 {
            let status = try_from(&format!("198.51.{guesser}.{number}"), "", "guess").await;
            assert!(matches!(status, 401 | 429 | 503), "{status}");
            wrong_done.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
        }
    });
    // From the machine they logged in from before, and from elsewhere with the browser that holds their session.
    let right = async {
        let before = wrong_done.load(Ordering::Relaxed);
        let here = try_from("127.0.0.1", "", &server.password).await;
        let there = try_from("192.0.2.2", &server.cookie, &server.password).await;
        (before, here, there, wrong_done.load(Ordering::Relaxed))
    };
    let (_, (before, here, there, after)) = futures::join!(futures::future::join_all(guessers), right);
    assert_eq!((here, there), (200, 200));
    assert!(
        before < 1000 && after < 1000,
        "the guessing still went on: {before}, {after}"
    );
    assert_eq!(wrong_done.load(Ordering::Relaxed), 1000);
}
