//! Logins: begun, used, ended, and guarded against guessing.

use super::Door;
use axum::http::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lasts_while_it_is_used_and_ends_on_the_server() {
    let door = Door::open().await;
    let who = async |cookie: &str| door.call(Method::GET, "/v1/session", &[("cookie", cookie)], None).await;
    let told = who(&door.cookie).await.json();
    assert_eq!(
        (&told["login"], &told["role"]),
        (&json!("coordinator"), &json!("administrator"))
    );
    // Used every hour it lasts, but no longer than twelve.
    for hour in 1..12 {
        door.clock.forward(3600);
        assert_eq!(who(&door.cookie).await.status, 200, "after {hour} h");
    }
    door.clock.forward(3600);
    assert_eq!(who(&door.cookie).await.status, 401);

    let fresh = door.log_in().await;
    door.clock.forward(2 * 3600);
    assert_eq!(who(&fresh).await.status, 401, "two idle hours");

    let fresh = door.log_in().await;
    let out = door
        .call(Method::DELETE, "/v1/session", &[("cookie", &fresh)], None)
        .await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(who(&fresh).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_login_and_a_wrong_password_are_told_alike_and_guessing_is_slowed() {
    let door = Door::open().await;
    let try_one = async |login: &str, password: &str| {
        door.post("/v1/session", &[], &json!({"login": login, "password": password}))
            .await
    };
    let (unknown, wrong) = (try_one("nobody", "x").await, try_one("coordinator", "x").await);
    let told = |told: &super::Told| {
        let mut problem = told.problem();
        problem["instance"] = json!(null);
        (told.status.as_u16(), problem)
    };
    assert_eq!(told(&unknown), told(&wrong));
    assert_eq!(unknown.status, 401);
    // Of many at once some wait, a minute at most, and are told how long.
    let many = futures::future::join_all((0..12).map(|_| try_one("coordinator", "x"))).await;
    let slowed: Vec<_> = many.iter().filter(|told| told.status != 401).collect();
    assert!(!slowed.is_empty());
    for told in slowed {
        assert_eq!(told.status, 429);
        told.problem();
        assert!((1..=61).contains(&told.header("retry-after").parse::<u64>().unwrap()));
    }
    assert_eq!(try_one("somebody else", "x").await.status, 401);
    // Who comes from elsewhere does not wait for a stranger's guesses.
    let right = json!({"login": "coordinator", "password": door.password});
    let elsewhere = door
        .post("/v1/session", &[("x-forwarded-for", "203.0.113.7")], &right)
        .await;
    assert_eq!(elsewhere.status, 200, "{}", elsewhere.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_guesses_from_everywhere_keeps_out_nobody_who_was_here_before() {
    let door = Door::open().await;
    let try_from = async |headers: &[(&str, &str)], password: &str| {
        let body = json!({"login": "coordinator", "password": password});
        door.post("/v1/session", headers, &body).await.status
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
    assert_eq!(try_from(&[], &door.password).await, 200);
    // A browser that holds a session is known wherever it is now.
    let travelling = [("x-forwarded-for", "192.0.2.2"), ("cookie", door.cookie.as_str())];
    assert_eq!(try_from(&travelling, &door.password).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_made_once() {
    let door = Door::open().await;
    assert!(!crate::first_start(&door.service, |_| true).await.unwrap());
}
