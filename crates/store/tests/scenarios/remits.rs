//! Scenarios of people who are bound to a part of the region: they find, list and move the requests of their
//! organisations, sources and municipalities, and for them no other request exists; what they are bound to is kept.

use super::{DAY, at, insert, me, new, request};
use crate::engines::Database;
use karavan_model::{Outcome, Remit, RequestId, RequestState, Role, Source};
use karavan_store::{
    Acted, Expected, Inserted, Moved, NewRequest, RequestChange, RequestFilter, RoleChanged, StateChange, Store,
    StoredRequest, User, Whose,
};
use serde_json::{Value, json};

fn remit(bound: Value) -> Remit {
    serde_json::from_value(bound).unwrap()
}

fn source(id: &str, organisation: &str) -> Source {
    serde_json::from_value(json!({
        "id": id, "name": id, "door": "api", "state": "active", "organisation": organisation,
    }))
    .unwrap()
}

async fn keep_of(store: &Store, id: &str, source: &str, municipality: Option<&str>) {
    let mut request = request(id, None);
    (request.source, request.municipality) = (source.to_owned(), municipality.map(str::to_owned));
    let new = NewRequest {
        owner: format!("key of {source}"),
        ..new(request)
    };
    assert!(matches!(insert(store, new).await, Inserted::Created(_)));
}

async fn listed(store: &Store, whose: &Whose, filter: &RequestFilter) -> Vec<String> {
    let page = store.requests(whose, filter, None, 100).await.unwrap();
    page.items.into_iter().map(|kept| kept.request.id.0).collect()
}

/// Calls a request off for somebody who sees `whose`.
async fn call_off(store: &Store, whose: &Whose, id: &str) -> Moved {
    let close = |stored: &StoredRequest| {
        Some(StateChange {
            request: stored.request.id.clone(),
            from: stored.state,
            state: RequestState::Closed(Outcome::Cancelled),
            volunteer: None,
        })
    };
    let id = RequestId::from(id);
    let acting = store.by(me());
    let moved = acting.move_request((whose, &id), close, String::new(), at(9), None);
    match moved.await.unwrap() {
        Acted::Done(moved) => moved,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn who_is_bound_finds_theirs_and_nothing_else(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    for (id, organisation) in [("112", "Фонд"), ("hotline", "ФОНД"), ("crm", "")] {
        let put = acting.put_source(source(id, organisation), Expected::Nothing, at(0));
        put.await.unwrap();
    }
    keep_of(&store, "A", "112", None).await;
    keep_of(&store, "B", "hotline", Some("Берёзовский район")).await;
    keep_of(&store, "C", "crm", Some("БЕРЕЗОВСКИЙ  район")).await;
    keep_of(&store, "D", "crm", None).await;
    keep_of(&store, "E", "nobody's", Some("Лесной район")).await;
    let all = ["A", "B", "C", "D", "E"];
    let within = |bound: Value| Whose::Within(remit(bound));
    let cases: [(Whose, &[&str]); 9] = [
        (Whose::All, &all),
        (Whose::Nobody, &[]),
        (Whose::Owner("key of crm".to_owned()), &["C", "D"]),
        (within(json!({})), &[]),
        (within(json!({"organisations": ["фонд"]})), &["A", "B"]),
        (within(json!({"sources": ["crm"]})), &["C", "D"]),
        (within(json!({"municipalities": ["березовский район"]})), &["B", "C"]),
        (
            within(json!({"organisations": ["Фонд"], "municipalities": ["Лесной район"]})),
            &["A", "B", "E"],
        ),
        (
            within(json!({"organisations": ["Другой"], "sources": ["другой"], "municipalities": ["Другой"]})),
            &[],
        ),
    ];
    let searched = RequestFilter {
        q: Some("Ёлочная".to_owned()),
        date: Some(*DAY),
        ..RequestFilter::default()
    };
    for (whose, theirs) in &cases {
        assert_eq!(
            listed(&store, whose, &RequestFilter::default()).await,
            *theirs,
            "{whose:?}"
        );
        assert_eq!(listed(&store, whose, &searched).await, *theirs, "{whose:?}");
        for id in all {
            let found = store.request_of(whose, &RequestId::from(id)).await.unwrap();
            assert_eq!(found.is_some(), theirs.contains(&id), "{id} for {whose:?}");
        }
        assert_eq!(store.request_of(whose, &RequestId::from("nobody")).await.unwrap(), None);
    }

    // Whoever does not see it does not move it either.
    let foreign = within(json!({"sources": ["112"]}));
    assert_eq!(call_off(&store, &foreign, "C").await, Moved::Missing);
    let kept = store.request(&RequestId::from("C")).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.version), (RequestState::Located, 1));
    let own = within(json!({"municipalities": ["Берёзовский район"]}));
    assert!(matches!(call_off(&store, &own, "C").await, Moved::Moved(_)));

    // A source that changes hands takes its requests along, and a request that moves is its new curator's.
    let put = acting.put_source(source("crm", "Фонд"), Expected::Version(1), at(1));
    put.await.unwrap();
    let fund = within(json!({"organisations": ["Фонд"]}));
    assert_eq!(
        listed(&store, &fund, &RequestFilter::default()).await,
        ["A", "B", "C", "D"]
    );
    let mut body = request("", None);
    body.municipality = Some("Лесной район".to_owned());
    let change = RequestChange {
        request: body,
        state: RequestState::Located,
        why: None,
        volunteer: None,
    };
    let second = RequestId::from("B");
    acting.update_request(&second, 1, change, at(2)).await.unwrap();
    let moved = listed(&store, &own, &RequestFilter::default()).await;
    assert_eq!(moved, ["C"]);
}

pub(crate) async fn what_a_person_is_bound_to_is_kept_with_their_role(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    let bound = remit(json!({"organisations": ["Фонд"], "sources": ["112"]}));
    let person = User {
        login: "olga".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        role: Role::AgencyOwner,
        remit: bound.clone(),
    };
    acting.put_user(person.clone(), at(0)).await.unwrap();
    assert!(store.user("olga").await.unwrap() == Some(person.clone()));
    // The same role with other bounds is a change.
    let other = remit(json!({"organisations": ["Другой"]}));
    for (role, remit) in [(Role::AgencyOwner, &other), (Role::Operator, &Remit::default())] {
        let changed = acting.change_role("olga", role, remit.clone(), at(1)).await.unwrap();
        assert_eq!(changed, RoleChanged::Done);
        let kept = store.user("olga").await.unwrap().unwrap();
        assert_eq!((kept.role, &kept.remit), (role, remit));
    }
    // A new password changes nothing of it.
    acting.put_user(person, at(2)).await.unwrap();
    let kept = store.user("olga").await.unwrap().unwrap();
    assert!(
        acting
            .change_password(&kept, "$other$".to_owned(), at(3))
            .await
            .unwrap()
    );
    assert_eq!(store.user("olga").await.unwrap().unwrap().remit, bound);
}
