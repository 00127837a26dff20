//! Keys, people, sessions, settings.

use super::{at, me};
use crate::engines::Database;
use karavan_store::{ApiKey, Session, User};

pub(crate) async fn keys_people_sessions_and_settings_are_kept(database: Database) {
    let store = database.open().await;
    let key = ApiKey {
        key_id: "k1".to_owned(),
        hash: "h".to_owned(),
        label: "112".to_owned(),
        scopes: "requests".to_owned(),
        created_at: at(0),
        revoked_at: None,
        last_used_at: None,
    };
    store.by(me()).put_api_key(key.clone(), at(0)).await.unwrap();
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
    assert!(store.api_keys().await.unwrap() == [used]);

    let person = User {
        login: "coordinator".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        role: karavan_model::Role::Coordinator,
    };
    let session = Session {
        hash: "s1".to_owned(),
        login: person.login.clone(),
        created_at: at(0),
        seen_at: at(0),
        expires_at: at(100),
    };
    store.by(me()).insert_session(session.clone()).await.unwrap_err();
    store.by(me()).put_user(person.clone(), at(0)).await.unwrap();
    assert!(store.user("coordinator").await.unwrap() == Some(person.clone()));
    store.by(me()).insert_session(session.clone()).await.unwrap();
    store.touch_session("s1", at(50)).await.unwrap();
    assert!(
        store.session("s1").await.unwrap()
            == Some(Session {
                seen_at: at(50),
                ..session.clone()
            })
    );

    // A later login ends no other, whatever its clock says; a new password ends everything.
    let later = Session {
        hash: "s2".to_owned(),
        created_at: at(31 * 24 * 3600),
        expires_at: at(31 * 24 * 3600 + 100),
        ..session.clone()
    };
    store.by(me()).insert_session(later).await.unwrap();
    assert!(store.session("s1").await.unwrap().is_some());
    store.by(me()).put_user(person, at(102)).await.unwrap();
    assert!(store.session("s1").await.unwrap().is_none());
    assert!(store.session("s2").await.unwrap().is_none());
    store
        .by(me())
        .insert_session(Session {
            hash: "s3".to_owned(),
            ..session
        })
        .await
        .unwrap();
    store.by(me()).delete_session("s3", at(9)).await.unwrap();
    assert!(store.session("s3").await.unwrap().is_none());

    assert_eq!(store.setting("organiser_phone").await.unwrap(), None);
    store.by(me()).put_setting("organiser_phone", "1", at(9)).await.unwrap();
    store.by(me()).put_setting("organiser_phone", "2", at(9)).await.unwrap();
    assert_eq!(store.setting("organiser_phone").await.unwrap().as_deref(), Some("2"));
}
