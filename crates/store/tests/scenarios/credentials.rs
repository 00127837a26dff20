//! Scenarios of API keys (two live ones per owner, replaced and revoked), logins, sessions (ended one by one, and by a
//! new password), second steps with recovery codes, and settings. First starts are in `first_start.rs`.

use super::{at, me};
use crate::engines::Database;
use karavan_store::{ApiKey, KeyAdded, Rotated, Session, Store, Successor, User};
use sea_orm::{ConnectionTrait, Statement};

pub(crate) async fn keys_people_sessions_and_settings_are_kept(database: Database) {
    let store = database.open().await;
    let key = ApiKey {
        key_id: "k1".to_owned(),
        hash: "h".to_owned(),
        label: "112".to_owned(),
        owner: "k1".to_owned(),
        source: None,
        scopes: karavan_model::Scopes::USUAL,
        quota: karavan_model::Quota::default(),
        expires_at: None,
        created_at: at(0),
        revoked_at: None,
        last_used_at: None,
    };
    let added = store.by(me()).add_api_key(key.clone(), at(0)).await.unwrap();
    assert_eq!(added, KeyAdded::Kept);
    assert!(store.api_key("k1").await.unwrap() == Some(key.clone()));
    assert!(store.api_key("k2").await.unwrap().is_none());
    store.touch_api_key("k1", at(1)).await.unwrap();
    assert!(store.by(me()).revoke_api_key("k1", at(2)).await.unwrap());
    assert!(!store.by(me()).revoke_api_key("k1", at(3)).await.unwrap());
    let used = ApiKey {
        last_used_at: Some(at(1)),
        revoked_at: Some(at(2)),
        ..key
    };
    assert!(store.api_keys().await.unwrap().items == [used]);

    let person = User {
        login: "coordinator".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        role: karavan_model::Role::Coordinator,
        remit: karavan_model::Remit::default(),
    };
    let session = Session {
        hash: "s1".to_owned(),
        login: person.login.clone(),
        created_at: at(0),
        seen_at: at(0),
        expires_at: at(100),
        id: "id1".to_owned(),
        agent: "Firefox, Linux".to_owned(),
        network: "203.0.113.0/24".to_owned(),
    };
    store.by(me()).insert_session(session.clone(), None).await.unwrap_err();
    store.by(me()).put_user(person.clone(), at(0)).await.unwrap();
    assert!(store.user("coordinator").await.unwrap() == Some(person.clone()));
    store.by(me()).insert_session(session.clone(), None).await.unwrap();
    store.touch_session("s1", at(50)).await.unwrap();
    assert!(
        store.session("s1").await.unwrap()
            == Some(Session {
                seen_at: at(50),
                ..session.clone()
            })
    );

    // A later login ends no other, whatever its clock says; a new password ends everything.
    let named = |name: &str| Session {
        hash: format!("s-{name}"),
        id: name.to_owned(),
        ..session.clone()
    };
    let later = Session {
        created_at: at(31 * 24 * 3600),
        expires_at: at(31 * 24 * 3600 + 100),
        ..named("later")
    };
    store.by(me()).insert_session(later, None).await.unwrap();
    assert_eq!(ids(&store, None).await, ["later", "id1"], "the newest first");
    store.by(me()).put_user(person.clone(), at(102)).await.unwrap();
    assert!(ids(&store, None).await.is_empty());
    sessions_are_ended_one_by_one(&store, named).await;
}

async fn ids(store: &Store, login: Option<&str>) -> Vec<String> {
    let sessions = store.sessions(login).await.unwrap();
    sessions.into_iter().map(|session| session.id).collect()
}

/// Each ends by its hash, by its id, with the others, or when its browser begins another.
async fn sessions_are_ended_one_by_one(store: &Store, named: impl Fn(&str) -> Session) {
    let acting = store.by(me());
    for name in ["a", "b", "c", "d"] {
        acting.insert_session(named(name), None).await.unwrap();
    }
    acting.delete_session("s-a", at(9)).await.unwrap();
    acting.delete_session("s-a", at(9)).await.unwrap();
    assert_eq!(
        acting.delete_session_of(Some("another"), "b", at(9)).await.unwrap(),
        None
    );
    let ended = acting.delete_session_of(Some("coordinator"), "b", at(9)).await.unwrap();
    assert_eq!(ended.as_deref(), Some("s-b"));
    assert_eq!(ids(store, Some("coordinator")).await, ["c", "d"]);
    assert!(ids(store, Some("another")).await.is_empty());
    acting.insert_session(named("e"), Some("s-c".to_owned())).await.unwrap();
    assert_eq!(ids(store, None).await, ["d", "e"]);
    assert_eq!(
        acting.delete_other_sessions("coordinator", "s-e", at(9)).await.unwrap(),
        1
    );
    assert_eq!(ids(store, None).await, ["e"]);
    assert!(store.session("s-d").await.unwrap().is_none());
}

/// A second step is asked for once it is confirmed; each code and each recovery code opens once; and the secret is
/// nowhere in plain letters.
pub(crate) async fn a_second_step_is_sealed_and_its_codes_open_once(database: Database) {
    const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let store = database.open().await;
    let acting = store.by(me());
    let olga = User {
        login: "olga".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        role: karavan_model::Role::Operator,
        remit: karavan_model::Remit::default(),
    };
    acting.put_user(olga.clone(), at(0)).await.unwrap();
    acting
        .begin_second_step("nobody", SECRET.to_owned(), at(0))
        .await
        .unwrap_err();
    assert!(store.second_step("olga").await.unwrap().is_none());
    assert!(
        acting
            .begin_second_step("olga", "EARLIER".to_owned(), at(1))
            .await
            .unwrap()
    );
    assert!(
        acting
            .begin_second_step("olga", SECRET.to_owned(), at(2))
            .await
            .unwrap()
    );
    let step = store.second_step("olga").await.unwrap().unwrap();
    assert_eq!((step.secret.as_str(), step.confirmed_at), (SECRET, None));
    assert!(store.logins_with_second_step().await.unwrap().is_empty());
    let hashes = vec!["h1".to_owned(), "h2".to_owned()];
    assert!(
        acting
            .confirm_second_step("olga", 7, hashes.clone(), at(3))
            .await
            .unwrap()
    );
    assert!(!acting.confirm_second_step("olga", 8, hashes, at(3)).await.unwrap());
    assert!(
        !acting
            .begin_second_step("olga", "ANOTHER".to_owned(), at(4))
            .await
            .unwrap()
    );
    assert_eq!(store.logins_with_second_step().await.unwrap(), ["olga"]);

    let mut used = Vec::new();
    for step in [7, 8, 8, 6, 9] {
        used.push(store.use_second_step("olga", step).await.unwrap());
    }
    assert_eq!(
        used,
        [false, true, false, false, true],
        "a code opens once, and no older one after it"
    );
    assert!(!store.use_second_step("nobody", 9).await.unwrap());
    let mut used = Vec::new();
    for (login, hash) in [("olga", "h1"), ("olga", "h1"), ("olga", "h3"), ("nobody", "h2")] {
        used.push(acting.use_recovery_code(login, hash, at(5)).await.unwrap());
    }
    assert_eq!(used, [true, false, false, false]);
    assert_eq!(store.recovery_codes_left("olga").await.unwrap(), 1);
    // Another role or password leaves it as it is.
    acting.put_user(olga, at(6)).await.unwrap();
    assert!(store.second_step("olga").await.unwrap().is_some());

    is_sealed(&database, SECRET).await;
    assert!(acting.remove_second_step("olga", true, at(7)).await.unwrap());
    assert!(!acting.remove_second_step("olga", true, at(8)).await.unwrap());
    assert!(store.second_step("olga").await.unwrap().is_none());
    assert_eq!(store.recovery_codes_left("olga").await.unwrap(), 0);
    assert!(
        acting
            .begin_second_step("olga", SECRET.to_owned(), at(9))
            .await
            .unwrap()
    );
}

/// What is kept of the secret shows no part of it.
async fn is_sealed(database: &Database, secret: &str) {
    let db = database.connect().await;
    let query = Statement::from_string(db.get_database_backend(), "SELECT sealed FROM second_steps");
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    let sealed: Vec<u8> = row.try_get_by_index(0).unwrap();
    assert!(!sealed.windows(8).any(|part| part == &secret.as_bytes()[..8]));
    db.close().await.unwrap();
}

/// The owner of a key has two live ones at most; the old one of a rotation opens for a while, and then nothing.
pub(crate) async fn a_key_is_replaced_and_a_third_is_refused(database: Database) {
    let store = database.open().await;
    let acting = store.by(me());
    let key = |id: &str, owner: &str| ApiKey {
        key_id: id.to_owned(),
        hash: "h".to_owned(),
        label: "112".to_owned(),
        owner: owner.to_owned(),
        source: Some("112".into()),
        scopes: karavan_model::Scopes::USUAL,
        quota: karavan_model::Quota {
            requests_per_day: Some(5),
            ..karavan_model::Quota::default()
        },
        created_at: at(0),
        expires_at: Some(at(1000)),
        revoked_at: None,
        last_used_at: None,
    };
    let next = |id: &str, old_until| Successor {
        key_id: id.to_owned(),
        hash: "h2".to_owned(),
        expires_at: None,
        old_until,
    };
    assert_eq!(
        acting.add_api_key(key("k1", "source:112"), at(0)).await.unwrap(),
        KeyAdded::Kept
    );
    let Rotated::Done { new, old_until } = acting.rotate_api_key("k1", next("k2", at(110)), at(100)).await.unwrap()
    else {
        panic!("not replaced")
    };
    assert_eq!(
        (new.expires_at, old_until),
        (Some(at(1100)), at(110)),
        "it lasts as long as the old one was to"
    );
    assert!(store.api_key("k2").await.unwrap() == Some(*new.clone()));
    assert_eq!(
        (new.owner.as_str(), new.quota.requests_per_day),
        ("source:112", Some(5))
    );
    // While both are live there is no third; another owner has its own.
    assert!(acting.rotate_api_key("k2", next("k3", at(120)), at(105)).await.unwrap() == Rotated::TooMany);
    assert_eq!(
        acting.add_api_key(key("k3", "source:112"), at(105)).await.unwrap(),
        KeyAdded::TooMany
    );
    assert_eq!(
        acting.add_api_key(key("k4", "source:crm"), at(105)).await.unwrap(),
        KeyAdded::Kept
    );
    let old = store.api_key("k1").await.unwrap().unwrap();
    assert!(old.is_live(at(109)) && !old.is_live(at(110)));
    assert!(acting.rotate_api_key("k1", next("k5", at(120)), at(110)).await.unwrap() == Rotated::Ended);
    assert!(
        acting
            .rotate_api_key("none", next("k5", at(120)), at(110))
            .await
            .unwrap()
            == Rotated::Missing
    );
    // The old one has ended: its place is free.
    assert_eq!(
        acting.add_api_key(key("k3", "source:112"), at(110)).await.unwrap(),
        KeyAdded::Kept
    );
    assert!(acting.revoke_api_key("k2", at(111)).await.unwrap());
    assert!(acting.rotate_api_key("k2", next("k6", at(120)), at(112)).await.unwrap() == Rotated::Ended);
}

pub(crate) async fn the_last_value_of_a_setting_is_kept(database: Database) {
    let store = database.open().await;
    assert_eq!(store.setting("organiser_phone").await.unwrap(), None);
    store.by(me()).put_setting("organiser_phone", "1", at(9)).await.unwrap();
    store.by(me()).put_setting("organiser_phone", "2", at(9)).await.unwrap();
    assert_eq!(store.setting("organiser_phone").await.unwrap().as_deref(), Some("2"));
}
