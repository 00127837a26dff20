//! Logins: begun, used, ended, and guarded against guessing.

use super::Door;
use axum::http::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lasts_while_it_is_used_and_ends_on_the_server() {
    let door = Door::open().await;
    let who = async |cookie: &str| door.call(Method::GET, "/v1/session", &[("cookie", cookie)], None).await;
    assert_eq!(
        who(&door.cookie).await.json(),
        json!({"login": "coordinator", "role": "coordinator"})
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
    // Many wrong ones later even the right one waits, a minute at most, and is told how long.
    for _ in 0..4 {
        assert_eq!(try_one("coordinator", "x").await.status, 401);
    }
    let slowed = try_one("coordinator", &door.password).await;
    assert_eq!(slowed.status, 429);
    slowed.problem();
    assert!((1..=61).contains(&slowed.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(try_one("somebody else", "x").await.status, 401);
    // Who comes from elsewhere does not wait for a stranger's guesses.
    let right = json!({"login": "coordinator", "password": door.password});
    let elsewhere = door
        .post("/v1/session", &[("x-forwarded-for", "203.0.113.7")], &right)
        .await;
    assert_eq!(elsewhere.status, 200, "{}", elsewhere.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_made_once() {
    let door = Door::open().await;
    assert!(!crate::first_start(&door.service, |_| true).await.unwrap());
}
