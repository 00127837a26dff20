//! Tests of permissions: every call has its row in the table `CALLS`, and the contract says the same; roles of users;
//! requests of other systems are hidden; calls from pages of other sites are refused. What each caller may is tried in
//! `matrix`.

use super::contract::operations;
use super::{TestServer, key, sent};
use axum::http::Method;
use karavan_model::{CALLS, May, Role, may_call};
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn every_call_has_its_row_in_the_table_and_every_row_its_call() {
    let calls: BTreeSet<(String, String)> = operations()
        .into_iter()
        .map(|(method, path)| (method.to_string(), path))
        .collect();
    let rows: BTreeSet<(String, String)> = CALLS
        .iter()
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    let without_row: Vec<_> = calls.difference(&rows).collect();
    assert!(without_row.is_empty(), "calls that nobody may make: {without_row:?}");
    let without_call: Vec<_> = rows.difference(&calls).collect();
    assert!(without_call.is_empty(), "rows of no call: {without_call:?}");
}

/// A person of a role who chose a password by the link of their invitation; their cookie.
async fn person(server: &TestServer, role: Role) -> String {
    let login = format!("a-{}", role.word().replace('_', "-"));
    let response = server
        .post("/v1/users", &[], &json!({"login": login, "role": role}))
        .await;
    assert_eq!(response.status, 401, "nobody invites without a session");
    let invite = json!({"login": login, "role": role});
    let response = server
        .post("/v1/users", &[("cookie", server.cookie.as_str())], &invite)
        .await;
    assert_eq!(response.status, 201, "{}", response.text());
    let link = response.json()["link"].as_str().unwrap().to_owned();
    let secret = link.split("#password=").nth(1).unwrap();
    let chosen = json!({"link": secret, "password": "a password of some length"});
    let response = server.post("/v1/session/password", &[], &chosen).await;
    assert_eq!(
        (response.status.as_u16(), &response.json()["role"]),
        (200, &json!(role)),
        "{}",
        response.text()
    );
    response.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[test]
fn the_contract_says_who_may_make_a_call() {
    let contract = serde_json::to_value(crate::contract()).unwrap();
    for (method, path) in operations() {
        let declared = match may_call(method.as_str(), &path).unwrap() {
            May::Anybody => json!([]),
            May::StaffAndKeys(_, scope) | May::EachOwn(_, Some(scope)) => {
                json!([{"intake_key": [scope.word()]}, {"session": []}])
            }
            May::Staff(_) | May::EachOwn(_, None) => json!([{"session": []}]),
            May::Volunteers => json!([{"volunteer_link": []}]),
        };
        let operation = &contract["paths"][&path][method.as_str().to_lowercase()];
        assert_eq!(operation["security"], declared, "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_given_by_administrators_and_one_of_them_stays() {
    let server = TestServer::open().await;
    let mine = [("cookie", server.cookie.as_str())];
    let operator = person(&server, Role::Operator).await;
    let again = server
        .post("/v1/users", &mine, &json!({"login": "a-operator", "role": "operator"}))
        .await;
    assert_eq!(again.status, 409, "{}", again.text());
    for wrong in [
        json!({"login": "a b", "role": "operator"}),
        json!({"login": "ab", "role": "owner"}),
    ] {
        assert_eq!(server.post("/v1/users", &mine, &wrong).await.status, 422, "{wrong}");
    }
    let change = async |login: &str, role: &str| {
        let response = server
            .call(
                Method::PUT,
                &format!("/v1/users/{login}/role"),
                &mine,
                Some(&json!({"role": role})),
            )
            .await;
        response.status.as_u16()
    };
    assert_eq!(change("coordinator", "coordinator").await, 409, "the last one");
    assert_eq!(change("nobody", "auditor").await, 404);
    let own = [("cookie", operator.as_str())];
    let seen = server.call(Method::GET, "/v1/session", &own, None).await.json();
    assert!(
        seen["may"].as_array().unwrap().contains(&json!("POST /v1/requests")),
        "{seen}"
    );
    assert!(
        !seen["may"].as_array().unwrap().contains(&json!("POST /v1/plans")),
        "{seen}"
    );
    assert_eq!(change("a-operator", "auditor").await, 200);
    let ended = server.call(Method::GET, "/v1/session", &own, None).await;
    assert_eq!(ended.status, 401, "sessions of the former role have ended");
    let users = server.call(Method::GET, "/v1/users", &mine, None).await.json();
    let member = |login: &str, role: &str| {
        json!({"login": login, "role": role, "second_step": false, "organisations": [], "municipalities": [],
            "sources": []})
    };
    let all = [member("a-operator", "auditor"), member("coordinator", "administrator")];
    assert_eq!(users["items"], json!(all));
    let response = server
        .call(Method::POST, "/v1/users/a-operator/link", &mine, None)
        .await;
    assert!(
        response.json()["link"].as_str().unwrap().contains("/#password="),
        "{}",
        response.text()
    );

    let audit = server
        .call(Method::GET, "/v1/audit?limit=200", &mine, None)
        .await
        .json();
    let entries = audit["items"].as_array().unwrap();
    let role_given = entries
        .iter()
        .find(|entry| entry["kind"] == "user" && entry["subject"] == "a-operator")
        .unwrap();
    assert_eq!(
        (&role_given["actor_kind"], &role_given["actor"]),
        (&json!("person"), &json!("coordinator"))
    );
    let seqs: Vec<i64> = entries.iter().map(|entry| entry["seq"].as_i64().unwrap()).collect();
    assert!(
        seqs.windows(2).all(|pair| pair[0] == pair[1] + 1) && seqs.last() == Some(&1),
        "{seqs:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn to_an_intake_system_anothers_request_does_not_exist() {
    let server = TestServer::open().await;
    let foreign = server.submit("Садовая 3").await;
    let key = key();
    let headers = [
        ("authorization", server.intake.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let own = server.post("/v1/requests", &headers, &sent("Садовая 5")).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let look = async |id: &str| {
        let response = server
            .call(Method::GET, &format!("/v1/requests/{id}"), &headers[..1], None)
            .await;
        let instance = response.header("x-request-id").to_owned();
        (response.status.as_u16(), response.text().replace(&instance, ""))
    };
    assert_eq!(look(&own).await.0, 200);
    let (status, hidden) = look(&foreign).await;
    assert_eq!(status, 404);
    assert_eq!(look("no-such-thing").await, (404, hidden));
    let listed = server
        .call(Method::GET, "/v1/requests", &headers[..1], None)
        .await
        .json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        server.get("/v1/requests").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_changes_nothing() {
    let server = TestServer::open().await;
    let volunteer = json!({"name": "Волонтёр", "home": "Садовая 1"});
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://elsewhere.example"),
    ] {
        let response = server
            .put("/v1/volunteers/V1", &[foreign, ("host", "us")], &volunteer)
            .await;
        assert_eq!(response.status, 403, "{foreign:?}");
        assert_eq!(response.problem()["type"], "/problems/cross-site");
    }
    assert_eq!(server.get("/v1/volunteers").await.json()["items"], json!([]));
    let own = [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://us"),
        ("host", "us"),
    ];
    assert_eq!(server.put("/v1/volunteers/V1", &own, &volunteer).await.status, 201);
}
