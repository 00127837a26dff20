//! Who may call what: every operation tried by every kind of caller.

use super::contract::operations;
use super::{Door, key, sent};
use axum::http::Method;
use serde_json::json;

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    Anyone,
    Intake,
    Coordinator,
    Volunteer,
}

fn who(method: &Method, path: &str) -> Who {
    match (method.as_str(), path) {
        ("POST", "/v1/session" | "/v1/session/password") => Who::Anyone,
        ("GET", "/v1/health" | "/v1/ready" | "/v1/map" | "/v1/tiles/{z}/{x}/{y}") => Who::Anyone,
        ("POST", "/v1/requests" | "/v1/requests/batch" | "/v1/requests/search") => Who::Intake,
        ("GET", "/v1/requests" | "/v1/requests/{id}") => Who::Intake,
        (_, "/v1/route" | "/v1/route.gpx" | "/v1/route/events") => Who::Volunteer,
        _ => Who::Coordinator,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_lets_in_exactly_whom_it_should() {
    let door = Door::open().await;
    door.staff().await;
    door.submit("Садовая 3").await;
    let plan = door.plan().await;
    let link = door.publish(&plan).await;
    let callers: [(&str, Option<(&str, String)>); 8] = [
        ("nobody", None),
        ("nobody", Some(("authorization", "Bearer".to_owned()))),
        (
            "nobody",
            Some(("authorization", "Basic Y29vcmRpbmF0b3I6eA==".to_owned())),
        ),
        (
            "nobody",
            Some(("authorization", "Bearer krv_000000000000_wrong".to_owned())),
        ),
        ("nobody", Some(("cookie", "karavan_session=made-up".to_owned()))),
        ("intake", Some(("authorization", door.intake.clone()))),
        ("coordinator", Some(("cookie", door.cookie.clone()))),
        ("volunteer", Some(("authorization", link))),
    ];
    let contract = serde_json::to_value(crate::contract()).unwrap();
    let mut tried = 0;
    for (method, path) in operations() {
        // Logging out would end the caller of the calls after it.
        if method == Method::DELETE && path == "/v1/session" {
            continue;
        }
        let wanted = who(&method, &path);
        let declared = match wanted {
            Who::Anyone => json!([]),
            Who::Intake => json!([{"intake_key": []}, {"session": []}]),
            Who::Coordinator => json!([{"session": []}]),
            Who::Volunteer => json!([{"volunteer_link": []}]),
        };
        let operation = &contract["paths"][&path][method.as_str().to_lowercase()];
        assert_eq!(operation["security"], declared, "{method} {path}");
        let asked = path
            .replace("{z}/{x}/{y}", "1/0/0")
            .replace('{', "no-")
            .replace('}', "");
        for (caller, credential) in &callers {
            let key = key();
            let mut headers = vec![("idempotency-key", key.as_str()), ("if-match", "\"v1\"")];
            headers.extend(credential.as_ref().map(|(name, value)| (*name, value.as_str())));
            let is_stream = path == "/v1/events";
            if is_stream && *caller == "coordinator" {
                continue;
            }
            let told = door.call(method.clone(), &asked, &headers, Some(&json!({}))).await;
            let may = match wanted {
                Who::Anyone => true,
                Who::Intake => ["intake", "coordinator"].contains(caller),
                Who::Coordinator => *caller == "coordinator",
                Who::Volunteer => *caller == "volunteer",
            };
            let status = told.status.as_u16();
            let refused = if *caller == "nobody" { 401 } else { 403 };
            assert_eq!(
                status == refused,
                !may,
                "{method} {path} by {caller} {credential:?}: {status}"
            );
            assert!(status < 500, "{method} {path} by {caller}: {status}");
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
}

#[tokio::test(flavor = "multi_thread")]
async fn to_an_intake_system_anothers_request_does_not_exist() {
    let door = Door::open().await;
    let foreign = door.submit("Садовая 3").await;
    let key = key();
    let headers = [
        ("authorization", door.intake.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let own = door.post("/v1/requests", &headers, &sent("Садовая 5")).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let look = async |id: &str| {
        let told = door
            .call(Method::GET, &format!("/v1/requests/{id}"), &headers[..1], None)
            .await;
        let instance = told.header("x-request-id").to_owned();
        (told.status.as_u16(), told.text().replace(&instance, ""))
    };
    assert_eq!(look(&own).await.0, 200);
    let (status, hidden) = look(&foreign).await;
    assert_eq!(status, 404);
    assert_eq!(look("no-such-thing").await, (404, hidden));
    let listed = door.call(Method::GET, "/v1/requests", &headers[..1], None).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        door.get("/v1/requests").await.json()["items"].as_array().unwrap().len(),
        2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_changes_nothing() {
    let door = Door::open().await;
    let volunteer = json!({"name": "Волонтёр", "home": "Садовая 1"});
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://elsewhere.example"),
    ] {
        let told = door
            .put("/v1/volunteers/V1", &[foreign, ("host", "us")], &volunteer)
            .await;
        assert_eq!(told.status, 403, "{foreign:?}");
        assert_eq!(told.problem()["type"], "/problems/cross-site");
    }
    assert_eq!(door.get("/v1/volunteers").await.json()["items"], json!([]));
    let own = [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://us"),
        ("host", "us"),
    ];
    assert_eq!(door.put("/v1/volunteers/V1", &own, &volunteer).await.status, 201);
}
