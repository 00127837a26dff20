//! The callers of the matrix: every role, an operator who is bound, keys of every scope and one of no source, a
//! volunteer's link and nobody; each with a credential in every state that its kind has.

use super::world::{FUND, MUNICIPALITY, World};
use crate::tests::key;
use axum::http::Method;
use karavan_model::{Actor, CallerKind, Remit, Role, Scope, Scopes, Timestamp};
use karavan_service::hash_of;
use karavan_store::{Session, User};
use serde_json::{Value, json};

/// In which state what a caller shows is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Valid,
    /// Revoked, or logged out.
    Ended,
    Expired,
    /// One letter is another.
    Wrong,
    /// It opens in another region.
    OfAnotherRegion,
}

/// Which requests a caller sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sees {
    Nothing,
    Everything,
    /// What came in through keys of this source.
    SentBy(String),
    /// Those of a source of the organisation `FUND`.
    OfFund,
    /// Those in `MUNICIPALITY`.
    OfMunicipality,
}

pub(super) struct Caller {
    pub(super) name: String,
    pub(super) kind: CallerKind,
    pub(super) sees: Sees,
    pub(super) credentials: Vec<(State, Option<(&'static str, String)>)>,
}

/// All callers of the matrix.
pub(super) async fn all(world: &World) -> Vec<Caller> {
    let mut callers = Vec::new();
    for role in Role::ALL {
        let (remit, sees) = match role {
            Role::AgencyOwner => (json!({"organisations": [FUND]}), Sees::OfFund),
            Role::Curator => (json!({"municipalities": [MUNICIPALITY]}), Sees::OfMunicipality),
            Role::Auditor => (json!({}), Sees::Nothing),
            _ => (json!({}), Sees::Everything),
        };
        callers.push(
            person(
                world,
                &format!("the-{}", role.word().replace('_', "-")),
                role,
                &remit,
                sees,
            )
            .await,
        );
    }
    let bound = json!({"organisations": [FUND]});
    callers.push(person(world, "the-bound-operator", Role::Operator, &bound, Sees::OfFund).await);
    for scope in Scope::ALL {
        callers.push(key_of(world, scope).await);
    }
    callers.push(Caller {
        name: "key of no source".to_owned(),
        kind: CallerKind::Key(Scopes::USUAL),
        sees: Sees::SentBy(String::new()),
        credentials: vec![(State::Valid, bearer(&world.server.intake))],
    });
    callers.push(volunteer(world).await);
    // The keys that were to expire have.
    world.server.clock.forward(31);
    callers.push(Caller {
        name: "nobody".to_owned(),
        kind: CallerKind::Anybody,
        sees: Sees::Nothing,
        credentials: vec![
            (State::Valid, None),
            (State::Wrong, Some(("authorization", "Bearer".to_owned()))),
            (
                State::Wrong,
                Some(("authorization", "Basic Y29vcmRpbmF0b3I6eA==".to_owned())),
            ),
        ],
    });
    callers
}

fn bearer(token: &str) -> Option<(&'static str, String)> {
    Some(("authorization", token.to_owned()))
}

fn cookie(secret: &str) -> Option<(&'static str, String)> {
    Some(("cookie", format!("karavan_session={secret}")))
}

/// Another last letter.
fn mutated(token: &str) -> String {
    let (rest, last) = token.split_at(token.len() - 1);
    format!("{rest}{}", if last == "A" { "B" } else { "A" })
}

/// A session that began and ends so many hours from now.
async fn session(server: &crate::tests::TestServer, login: &str, secret: &str, hours: (i64, i64)) {
    let now = server.service.now();
    let at = |hours: i64| Timestamp(now.0 + hours * 3_600_000_000);
    let session = Session {
        hash: hash_of(secret),
        login: login.to_owned(),
        created_at: at(hours.0),
        seen_at: at(hours.0.max(-1)),
        expires_at: at(hours.1),
        id: secret.to_owned(),
        agent: String::new(),
        network: String::new(),
    };
    let acting = server.service.by(Actor::Terminal);
    acting.begin_session(session, None).await.unwrap();
}

async fn person(world: &World, login: &str, role: Role, remit: &Value, sees: Sees) -> Caller {
    let remit: Remit = serde_json::from_value(remit.clone()).unwrap();
    for server in [&world.server, &world.other] {
        let user = User {
            login: login.to_owned(),
            password_hash: "nobody logs in with it".to_owned(),
            role,
            remit: remit.clone(),
        };
        assert!(server.service.by(Actor::Terminal).add_user(user).await.unwrap());
    }
    let secret = |state: &str| format!("{login}-{state}-secret");
    session(&world.server, login, &secret("valid"), (0, 12)).await;
    session(&world.server, login, &secret("ended"), (0, 12)).await;
    session(&world.server, login, &secret("expired"), (-13, -1)).await;
    session(&world.other, login, &secret("other"), (0, 12)).await;
    let ended = world.server.service.by(Actor::Person(login.to_owned()));
    ended.end_session(&hash_of(&secret("ended"))).await.unwrap();
    Caller {
        name: login.to_owned(),
        kind: CallerKind::of_person(role, &remit),
        sees,
        credentials: vec![
            (State::Valid, cookie(&secret("valid"))),
            (State::Ended, cookie(&secret("ended"))),
            (State::Expired, cookie(&secret("expired"))),
            (State::Wrong, cookie(&mutated(&secret("valid")))),
            (State::OfAnotherRegion, cookie(&secret("other"))),
        ],
    }
}

/// A key with one scope, of a source of its own.
async fn key_of(world: &World, scope: Scope) -> Caller {
    let source = world.source_of(scope);
    world.server.source(&source).await;
    world.other.source(&source).await;
    let draft = json!({"source": source, "scopes": [scope.word()]});
    let revoked = world.server.key_of(&draft).await;
    let id = revoked.split('_').nth(1).unwrap();
    let own = [("cookie", world.server.cookie.as_str())];
    let response = world
        .server
        .call(Method::DELETE, &format!("/v1/keys/{id}"), &own, None)
        .await;
    assert_eq!(response.status, 204, "{}", response.text());
    let mut short = draft.clone();
    short["expires_at"] = json!("2026-11-21T05:00:30Z");
    let expired = world.server.key_of(&short).await;
    let valid = world.server.key_of(&draft).await;
    let other = world.other.key_of(&draft).await;
    Caller {
        name: format!("key of {}", scope.word()),
        kind: CallerKind::Key([scope].into_iter().collect()),
        sees: Sees::SentBy(source),
        credentials: vec![
            (State::Valid, bearer(&valid)),
            (State::Ended, bearer(&revoked)),
            (State::Expired, bearer(&expired)),
            (State::Wrong, bearer(&mutated(&valid))),
            (State::OfAnotherRegion, bearer(&other)),
        ],
    }
}

/// The holder of a link; links have no state “expired” in which they are not also too late to send events.
async fn volunteer(world: &World) -> Caller {
    let links = format!("/v1/plans/{}/links/V1", world.plan);
    let own = [("cookie", world.server.cookie.as_str())];
    let response = world.server.call(Method::DELETE, &links, &own, None).await;
    assert_eq!(response.status, 204, "{}", response.text());
    let key = key();
    let own = [
        ("cookie", world.server.cookie.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let made = world.server.post(&links, &own, &json!({})).await;
    assert!(made.status.is_success(), "{}", made.text());
    let valid = crate::tests::token(&made.json());
    Caller {
        name: "volunteer".to_owned(),
        kind: CallerKind::Volunteer,
        sees: Sees::Nothing,
        credentials: vec![
            (State::Valid, bearer(&valid)),
            (State::Ended, bearer(&world.link)),
            (State::Wrong, bearer(&mutated(&valid))),
            (State::OfAnotherRegion, bearer(&world.other_link)),
        ],
    }
}
