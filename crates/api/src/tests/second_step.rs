//! Tests of the second step of signing in: enrolled, asked for, each code used once, wrong codes slowed down, not
//! passed by a password link, taken off; and helpers `arrived` and `confirmed`.

use super::{TestResponse, TestServer};
use axum::http::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use totp_rs::{Builder, Secret};

const STEP: &str = "/v1/session/second-step";
const PASSWORD: &str = "seven motley hens in a yard";

/// The code that a telephone with this secret shows.
fn code(server: &TestServer, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap());
    let seconds = u64::try_from(server.service.now().0 / 1_000_000).unwrap();
    totp.build().unwrap().generate(seconds).to_string()
}

fn cookie_of(response: &TestResponse) -> String {
    assert_eq!(response.status, 200, "{}", response.text());
    response.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// Somebody who was invited chooses a password; their cookie.
pub(super) async fn arrived(server: &TestServer, invitation: &Value) -> String {
    let link = invitation["link"].as_str().unwrap().split_once("#password=").unwrap().1;
    let chosen = json!({"link": link, "password": PASSWORD});
    cookie_of(&server.post("/v1/session/password", &[], &chosen).await)
}

/// Confirms a second step that was begun; the recovery codes.
pub(super) async fn confirmed(server: &TestServer, cookie: &str, begun: &Value) -> Vec<String> {
    let code = code(server, begun["secret"].as_str().unwrap());
    let path = format!("{STEP}/confirm");
    let response = server.post(&path, &[("cookie", cookie)], &json!({"code": code})).await;
    assert_eq!(response.status, 200, "{}", response.text());
    serde_json::from_value(response.json()["recovery_codes"].clone()).unwrap()
}

/// An operator with a second step.
struct Olga {
    cookie: String,
    secret: String,
    recovery: Vec<String>,
}

async fn olga(server: &TestServer) -> Olga {
    let chief = [("cookie", server.cookie.as_str())];
    let invite = json!({"login": "olga", "role": "operator"});
    let cookie = arrived(server, &server.post("/v1/users", &chief, &invite).await.json()).await;
    let begun = server
        .call(Method::POST, STEP, &[("cookie", cookie.as_str())], None)
        .await
        .json();
    let recovery = confirmed(server, &cookie, &begun).await;
    let secret = begun["secret"].as_str().unwrap().to_owned();
    server.clock.forward(60);
    Olga {
        cookie,
        secret,
        recovery,
    }
}

async fn log_in(server: &TestServer, login: &str, password: &str, code: Option<&str>) -> TestResponse {
    let body = json!({"login": login, "password": password, "code": code});
    server.post("/v1/session", &[], &body).await
}

fn kind(response: &TestResponse) -> String {
    response.problem()["type"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_step_is_confirmed_and_then_asked_for_and_each_code_opens_once() {
    let server = TestServer::open().await;
    let own = [("cookie", server.cookie.as_str())];
    let in_with = async |code: Option<&str>| log_in(&server, "coordinator", &server.password, code).await;
    let begun = server.call(Method::POST, STEP, &own, None).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let begun = begun.json();
    let (secret, uri) = (begun["secret"].as_str().unwrap(), begun["uri"].as_str().unwrap());
    assert!(
        uri.contains(secret) && begun["qr"]["size"].as_u64().unwrap() >= 29,
        "{begun}"
    );
    let elsewhere = in_with(None).await;
    assert_eq!(elsewhere.status, 200, "nothing is asked before it is confirmed");
    let elsewhere = cookie_of(&elsewhere);
    let confirm = format!("{STEP}/confirm");
    let wrong = server.post(&confirm, &own, &json!({"code": "000000"})).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    let first = code(&server, secret);
    let recovery = confirmed(&server, &server.cookie, &begun).await;
    assert_eq!(recovery.len(), 10);
    let there = [("cookie", elsewhere.as_str())];
    let other = server.call(Method::GET, "/v1/session", &there, None).await;
    assert_eq!(other.status, 401, "the other session has ended");
    assert_eq!(server.post(&confirm, &own, &json!({"code": first})).await.status, 409);
    assert_eq!(server.call(Method::POST, STEP, &own, None).await.status, 409);

    let wanted = in_with(None).await;
    assert_eq!((wanted.status.as_u16(), wanted.header("set-cookie")), (401, ""));
    assert_eq!(kind(&wanted), "/problems/second-step-wanted");
    let used = in_with(Some(&first)).await;
    assert_eq!(kind(&used), "/problems/second-step-wrong", "it confirmed the step");
    server.clock.forward(30);
    let next = code(&server, secret);
    assert_eq!(in_with(Some(&next)).await.status, 200);
    assert_eq!(in_with(Some(&next)).await.status, 401, "once");
    assert_eq!(in_with(Some(&recovery[3].to_lowercase())).await.status, 200);
    assert_eq!(in_with(Some(&recovery[3])).await.status, 401, "once");
    assert_eq!(
        server.get(STEP).await.json(),
        json!({"on": true, "recovery_codes_left": 9})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_a_login_that_is_not_there_from_a_wrong_password() {
    let server = TestServer::open().await;
    let olga = olga(&server).await;
    let right = code(&server, &olga.secret);
    let response = async |login: &str, code: Option<&str>| {
        let response = log_in(&server, login, "a wrong password of hers", code).await;
        let instance = response.header("x-request-id").to_owned();
        (response.status.as_u16(), response.text().replace(&instance, ""))
    };
    let unknown = response("nobody", None).await;
    for (login, code) in [
        ("olga", None),
        ("olga", Some(right.as_str())),
        ("nobody", Some(right.as_str())),
        ("coordinator", Some("000000")),
    ] {
        assert_eq!(response(login, code).await, unknown, "{login} {code:?}");
    }
    assert_eq!(unknown.0, 401);
    assert_eq!(
        log_in(&server, "olga", PASSWORD, Some(&right)).await.status,
        200,
        "the code was not used up"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_codes_wait_and_a_recovery_code_never_does() {
    let server = TestServer::open().await;
    let olga = olga(&server).await;
    // From many places, so that only the code's own limit is met.
    let (mut refused, mut until) = (0, Instant::now());
    for number in 0..40 {
        let from = format!("198.51.100.{number}");
        let body = json!({"login": "olga", "password": PASSWORD, "code": format!("{number:06}")});
        let response = server.post("/v1/session", &[("x-forwarded-for", &from)], &body).await;
        assert_ne!(response.status, 200);
        if response.status == 429 {
            refused += 1;
            // The header says whole seconds, one more than is left.
            let wait: u64 = response.header("retry-after").parse().unwrap();
            until = Instant::now() + Duration::from_secs(wait - 1);
        }
    }
    assert!(refused >= 30, "{refused}");
    let right = code(&server, &olga.secret);
    let body = |code: &str| json!({"login": "olga", "password": PASSWORD, "code": code});
    let elsewhere = [("x-forwarded-for", "203.0.113.7")];
    let waiting = server.post("/v1/session", &elsewhere, &body(&right)).await;
    // On a machine that is slow enough the time to wait is over by now.
    assert!(waiting.status == 429 || until <= Instant::now(), "{}", waiting.text());
    let recovered = server.post("/v1/session", &elsewhere, &body(&olga.recovery[0])).await;
    assert_eq!(recovered.status, 200, "{}", recovered.text());
    // A browser that holds a session waits for no stranger's guesses.
    let known = [("x-forwarded-for", "192.0.2.2"), ("cookie", olga.cookie.as_str())];
    let opened = server.post("/v1/session", &known, &body(&right)).await;
    // A code opens once: on a slow machine it did so above.
    assert_eq!(opened.status == 200, waiting.status == 429, "{}", opened.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_for_a_password_does_not_go_around_the_second_step() {
    let server = TestServer::open().await;
    let olga = olga(&server).await;
    let chief = [("cookie", server.cookie.as_str())];
    let invitation = server
        .call(Method::POST, "/v1/users/olga/link", &chief, None)
        .await
        .json();
    let link = invitation["link"].as_str().unwrap().split_once("#password=").unwrap().1;
    let chosen = |code: Option<&str>| json!({"link": link, "password": "nine grey geese on a pond", "code": code});
    let choose = async |code: Option<&str>| server.post("/v1/session/password", &[], &chosen(code)).await;
    assert_eq!(kind(&choose(None).await), "/problems/second-step-wanted");
    assert_eq!(kind(&choose(Some("000000")).await), "/problems/second-step-wrong");
    let still = log_in(&server, "olga", PASSWORD, None).await;
    assert_eq!(
        kind(&still),
        "/problems/second-step-wanted",
        "the password is the former one"
    );
    assert_eq!(choose(Some(&code(&server, &olga.secret))).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_one_is_taken_off_by_an_administrator_and_ones_own_with_a_code() {
    let server = TestServer::open().await;
    let olga = olga(&server).await;
    let own = [("cookie", olga.cookie.as_str())];
    let off = format!("{STEP}/off");
    assert_eq!(server.post(&off, &own, &json!({"code": "000000"})).await.status, 422);
    assert_eq!(server.get("/v1/users").await.json()["items"][1]["second_step"], true);
    let take = async |login: &str| {
        let path = format!("/v1/users/{login}/second-step");
        let chief = [("cookie", server.cookie.as_str())];
        server.call(Method::DELETE, &path, &chief, None).await.status.as_u16()
    };
    assert_eq!(take("coordinator").await, 409);
    assert_eq!(
        [take("olga").await, take("olga").await, take("nobody").await],
        [204, 404, 404]
    );
    let ended = server.call(Method::GET, "/v1/session", &own, None).await;
    assert_eq!(ended.status, 401);
    let audit = server.get("/v1/audit?limit=1").await.json();
    let entry = ["kind", "act", "actor", "subject"].map(|field| audit["items"][0][field].as_str().unwrap().to_owned());
    assert_eq!(entry, ["second_step", "removed", "coordinator", "olga"]);
    let again = cookie_of(&log_in(&server, "olga", PASSWORD, None).await);
    let own = [("cookie", again.as_str())];
    let begun = server.call(Method::POST, STEP, &own, None).await.json();
    let recovery = confirmed(&server, &again, &begun).await;
    assert_eq!(server.post(&off, &own, &json!({"code": recovery[0]})).await.status, 204);
    assert_eq!(server.post(&off, &own, &json!({"code": recovery[1]})).await.status, 404);
    assert_eq!(log_in(&server, "olga", PASSWORD, None).await.status, 200);
}
