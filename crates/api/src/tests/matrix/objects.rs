//! The objects of the matrix: what a path may name, of every ownership, and who should see it. `fresh` makes one that a
//! call may use up.

use super::callers::{Caller, Sees};
use super::world::{MUNICIPALITY, World};
use crate::tests::{DATE, TestServer, key};
use axum::http::Method;
use karavan_model::{Actor, CallerKind, Remit, Role, Scope, Timestamp};
use karavan_store::{Session, User};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Whose an object is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ownership {
    /// The path names none.
    NoObject,
    /// A request of this source and municipality; the last is the source of the key that sent it, if one did.
    Request(String, Option<&'static str>, Option<String>),
    /// It is there, for whoever may make the call.
    Existing,
    /// It is there, and only administrators see that of others.
    OfSomebodyElse,
    OtherRegion,
    /// It was there.
    Deleted,
    Absent,
}

#[derive(Clone, Debug)]
pub(super) struct Object {
    pub(super) ownership: Ownership,
    pub(super) path: String,
}

impl Object {
    /// Whether a caller who may make the call should find it.
    pub(super) fn is_seen_by(&self, caller: &Caller) -> bool {
        match (&self.ownership, &caller.sees) {
            (Ownership::NoObject | Ownership::Existing, _) | (Ownership::Request(..), Sees::Everything) => true,
            (Ownership::OfSomebodyElse, _) => caller.kind == CallerKind::Staff(Role::Administrator),
            (Ownership::Request(_, _, sender), Sees::SentBy(source)) => sender.as_ref() == Some(source),
            (Ownership::Request(source, ..), Sees::OfFund) => source == "fund",
            (Ownership::Request(_, municipality, _), Sees::OfMunicipality) => *municipality == Some(MUNICIPALITY),
            _ => false,
        }
    }
}

/// The requests of the world, open and called off, each with whose it is.
#[derive(Default)]
pub(super) struct Requests {
    open: Vec<(Ownership, String)>,
    closed: Vec<(Ownership, String)>,
}

/// Makes requests of every ownership.
pub(super) async fn requests(world: &World) -> Requests {
    let mut made = Requests::default();
    let mut kinds = vec![
        ("fund".to_owned(), None, false),
        ("crm".to_owned(), Some(MUNICIPALITY), false),
        ("crm".to_owned(), None, false),
        (String::new(), None, true),
    ];
    kinds.extend(Scope::ALL.map(|scope| (world.source_of(scope), None, true)));
    for (source, municipality, by_key) in kinds {
        let of = match (source.as_str(), by_key) {
            ("", _) => Ownership::Request("112".to_owned(), municipality, Some(String::new())),
            (_, true) => Ownership::Request(source.clone(), municipality, Some(source.clone())),
            (_, false) => Ownership::Request(source.clone(), municipality, None),
        };
        made.open
            .push((of.clone(), world.request(&source, municipality, by_key).await));
        let closed = world.request(&source, municipality, by_key).await;
        let path = format!("/v1/requests/{closed}/cancel");
        assert_eq!(world.server.act(&path, &[], &json!({})).await.status, 200);
        made.closed.push((of, closed));
    }
    // Of a person who was erased the request stays, and is seen by whom it was.
    let mut draft = crate::tests::sent("Садовая 11");
    draft["source"] = json!("fund");
    draft["phone"] = json!("+7 900 002-00-00");
    let erased = world.server.act("/v1/requests", &[], &draft).await.json();
    let path = format!("/v1/persons/{}/erase", erased["person"]);
    let reason = json!({"reason": "mistaken"});
    assert_eq!(world.server.act(&path, &[], &reason).await.status, 200);
    let id = erased["id"].as_str().unwrap().to_owned();
    let of = Ownership::Request("fund".to_owned(), None, None);
    made.open.push((of.clone(), id.clone()));
    made.closed.push((of, id));
    made
}

/// The objects that a call is tried on; the first is one that is there.
pub(super) fn of(world: &World, requests: &Requests, method: &Method, template: &str) -> Vec<Object> {
    let filled = template
        .replace("{date}", DATE)
        .replace("{kind}", "requests")
        .replace("{volunteer}", "V1")
        .replace("{request}", &world.planned)
        .replace("{z}/{x}/{y}", "1/0/0");
    let plain = |ownership, name: &str, id: &str| Object {
        ownership,
        path: filled.replace(name, id),
    };
    if template.starts_with("/v1/requests/{id}") {
        // What is called off already is called off again without a change.
        let those = match template.ends_with("/cancel") {
            true => &requests.closed,
            false => &requests.open,
        };
        let own = those.iter().map(|(of, id)| plain(of.clone(), "{id}", id));
        let others = [
            plain(Ownership::OtherRegion, "{id}", &world.other_request),
            plain(Ownership::Absent, "{id}", "9999-9"),
        ];
        return own.chain(others).collect();
    }
    let three = |existing: &str, other: &str, absent: &str| {
        vec![
            plain(Ownership::Existing, "{id}", existing),
            plain(Ownership::OtherRegion, "{id}", other),
            plain(Ownership::Absent, "{id}", absent),
        ]
    };
    let is_put = method == Method::PUT;
    match template {
        _ if template.starts_with("/v1/plans/{id}") => three(&world.plan, &world.other_plan, "no-plan"),
        _ if template.starts_with("/v1/runs/{id}") => three(&world.run, &world.other_run, "no-run"),
        _ if template.starts_with("/v1/keys/{id}") => three(&world.key, &world.other_key, "0123456789ab"),
        "/v1/vehicles/{id}" if !is_put => {
            let mut all = three("VAN", "OTHER-VAN", "NO-VAN");
            all.push(plain(Ownership::Deleted, "{id}", "GONE-VAN"));
            all
        }
        "/v1/corrections/{id}" => three(&world.correction, "no-such-correction", "no-such-correction"),
        "/v1/submissions/{id}" => vec![
            plain(Ownership::Existing, "{id}", "1"),
            plain(Ownership::Absent, "{id}", "99999"),
        ],
        "/v1/persons/{id}" | "/v1/persons/{id}/erase" => vec![
            plain(Ownership::Existing, "{id}", "1"),
            plain(Ownership::OtherRegion, "{id}", "88888"),
            plain(Ownership::Absent, "{id}", "99999"),
        ],
        "/v1/sessions/{id}" => vec![
            plain(Ownership::OfSomebodyElse, "{id}", "session-of-somebody"),
            plain(Ownership::OtherRegion, "{id}", "the-operator-other-secret"),
            plain(Ownership::Absent, "{id}", "no-session"),
        ],
        _ if template.starts_with("/v1/users/{login}") => vec![
            plain(Ownership::Existing, "{login}", "victim"),
            plain(Ownership::OtherRegion, "{login}", "victim-elsewhere"),
            plain(Ownership::Absent, "{login}", "nobody-at-all"),
        ],
        "/v1/volunteers/{id}/shifts/{date}" => three("V1", "V-ELSEWHERE", "V-NOBODY"),
        "/v1/hubs/{id}/stock/{date}" => three("H1", "H-ELSEWHERE", "H-NOWHERE"),
        // What is put is made when it is not there.
        _ => vec![Object {
            ownership: Ownership::NoObject,
            path: filled.replace("{id}", "NEW"),
        }],
    }
}

/// A number that was not used before.
fn next() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A person who logs in and whom nobody needs.
pub(super) async fn victim(server: &TestServer, login: &str) {
    let user = User {
        login: login.to_owned(),
        password_hash: "nobody logs in with it".to_owned(),
        role: Role::Operator,
        remit: Remit::default(),
    };
    assert!(server.service.by(Actor::Terminal).add_user(user).await.unwrap());
}

/// A session of a login, by this id.
pub(super) async fn session(server: &TestServer, login: &str, id: &str) {
    let now = server.service.now();
    let session = Session {
        hash: format!("hash of {id}"),
        login: login.to_owned(),
        created_at: now,
        seen_at: now,
        expires_at: Timestamp(now.0 + 3_600_000_000),
        id: id.to_owned(),
        agent: String::new(),
        network: String::new(),
    };
    let acting = server.service.by(Actor::Terminal);
    acting.begin_session(session, None).await.unwrap();
}

/// The path of an object that the call may use up; `None` when it uses nothing up.
pub(super) async fn fresh(world: &World, method: &Method, template: &str) -> Option<String> {
    let server = &world.server;
    let own = [("cookie", server.cookie.as_str())];
    let number = next();
    let filled = template.replace("{date}", DATE);
    Some(match (method.as_str(), template) {
        ("DELETE", "/v1/keys/{id}") | ("POST", "/v1/keys/{id}/rotate") => {
            let key = server.key_of(&json!({"label": format!("fresh {number}")})).await;
            filled.replace("{id}", key.split('_').nth(1)?)
        }
        ("DELETE", "/v1/sessions/{id}") => {
            let id = format!("fresh-session-{number}");
            session(server, "victim", &id).await;
            filled.replace("{id}", &id)
        }
        ("PUT", "/v1/users/{login}/role") | ("DELETE", "/v1/users/{login}/second-step") => {
            let login = format!("victim-{number}");
            victim(server, &login).await;
            let acting = server.service.by(Actor::Person(login.clone()));
            assert!(
                acting
                    .begin_second_step(&login, "JBSWY3DPEHPK3PXP".to_owned())
                    .await
                    .unwrap()
            );
            assert!(acting.confirm_second_step(&login, 1, Vec::new()).await.unwrap());
            filled.replace("{login}", &login)
        }
        ("DELETE", "/v1/vehicles/{id}") => {
            let id = format!("VAN-{number}");
            vehicle(server, &id).await;
            filled.replace("{id}", &id)
        }
        ("DELETE", "/v1/corrections/{id}") => {
            let id = correction(server, &format!("Садовая {}", 2 * (number % 10) + 1)).await;
            filled.replace("{id}", &id)
        }
        ("DELETE", "/v1/volunteers/{id}/shifts/{date}") => {
            let date = format!("2027-{:02}-{:02}", number / 28 % 12 + 1, number % 28 + 1);
            let path = template.replace("{id}", "V1").replace("{date}", &date);
            let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
            let put = server.call(Method::PUT, &path, &own, Some(&shift)).await;
            assert_eq!(put.status, 200, "{}", put.text());
            path
        }
        ("POST", "/v1/persons/{id}/erase") => {
            let mut draft = crate::tests::sent("Садовая 9");
            draft["phone"] = json!(format!("+7 900 001-{:02}-{:02}", number / 100 % 100, number % 100));
            let key = key();
            let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
            let made = server.post("/v1/requests", &headers, &draft).await;
            filled.replace("{id}", &made.json()["person"].to_string())
        }
        _ => return None,
    })
}

/// A vehicle.
pub(super) async fn vehicle(server: &TestServer, id: &str) {
    let own = [("cookie", server.cookie.as_str())];
    let van = json!({"label": "Газель", "kind": "van", "capacity": 40});
    let put = server
        .call(Method::PUT, &format!("/v1/vehicles/{id}"), &own, Some(&van))
        .await;
    assert_eq!(put.status, 201, "{}", put.text());
}

/// A correction of an address; its id as it stands in a path.
pub(super) async fn correction(server: &TestServer, address: &str) -> String {
    let point = json!({"lon": 10.004, "lat": 0.0004});
    let put = server
        .put("/v1/corrections", &[], &json!({"address": address, "point": point}))
        .await;
    assert!(put.status.is_success(), "{}", put.text());
    let id = put.json()["id"].as_str().unwrap().to_owned();
    let mut path = String::new();
    for byte in id.bytes() {
        match byte.is_ascii_alphanumeric() {
            true => path.push(char::from(byte)),
            false => path.push_str(&format!("%{byte:02X}")),
        }
    }
    path
}

/// What is sent with a call; nothing but an empty object where the call takes none.
pub(super) fn body(method: &str, template: &str) -> Value {
    let point = json!({"lon": 10.004, "lat": 0.0004});
    match (method, template) {
        ("POST", "/v1/users") => json!({"login": format!("invited-{}", next()), "role": "operator"}),
        ("PUT", "/v1/users/{login}/role") => json!({"role": "auditor"}),
        ("PUT", "/v1/sources/{id}") => json!({"door": "api"}),
        ("POST", "/v1/keys") => json!({"label": format!("made {}", next())}),
        ("POST", "/v1/requests") => {
            let mut draft = crate::tests::sent("Садовая 5");
            draft["source"] = json!("fund");
            draft
        }
        ("POST", "/v1/requests/batch") => json!({"requests": []}),
        ("POST", "/v1/requests/search" | "/v1/addresses/search") => json!({"q": "Садовая"}),
        ("PATCH", "/v1/requests/{id}") => json!({"comment": "другое"}),
        ("POST", "/v1/requests/{id}/reveal") => json!({"reason": "звонит сын"}),
        ("POST", "/v1/persons/{id}/erase") => json!({"reason": "mistaken"}),
        ("PUT", "/v1/volunteers/{id}") => json!({"name": "Волонтёр", "home": "Садовая 1"}),
        ("PUT", "/v1/volunteers/{id}/shifts/{date}") => {
            json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10})
        }
        ("PUT", "/v1/vehicles/{id}") => json!({"label": "Газель", "kind": "van", "capacity": 40}),
        ("PUT", "/v1/hubs/{id}/stock/{date}") => json!({"goods": []}),
        ("POST", "/v1/plans") => json!({"date": "no day"}),
        ("POST", "/v1/plans/{id}/moves" | "/v1/plans/{id}/moves/price") => {
            json!({"moves": [{"act": "leave_out", "request": "9999-9"}]})
        }
        ("POST", "/v1/plans/{id}/offers") => json!({"request": "9999-9"}),
        ("POST", "/v1/geocode") => json!({"address": "Садовая 9"}),
        ("PUT", "/v1/corrections") => json!({"address": "Садовая 9", "point": point}),
        ("POST", "/v1/route/events") => json!({"sent_at": "2026-11-21T05:00:00Z", "events": []}),
        _ => json!({}),
    }
}
