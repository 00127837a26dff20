//! Scenarios of `keep_first`: of three servers that start at once one keeps the first user and key, and it alone
//! shows the password; what could not be shown is not kept.

use super::{at, me};
use crate::engines::Database;
use karavan_store::{ApiKey, Store, User};
use std::sync::{Arc, Mutex};

fn person(password: &str) -> User {
    User {
        login: "coordinator".to_owned(),
        password_hash: password.to_owned(),
        role: karavan_model::Role::Coordinator,
        remit: karavan_model::Remit::default(),
    }
}

fn key(id: &str) -> ApiKey {
    ApiKey {
        key_id: id.to_owned(),
        hash: "h".to_owned(),
        label: "intake".to_owned(),
        owner: "intake".to_owned(),
        source: None,
        scopes: karavan_model::Scopes::USUAL,
        quota: karavan_model::Quota::default(),
        expires_at: None,
        created_at: at(0),
        revoked_at: None,
        last_used_at: None,
    }
}

pub(crate) async fn of_first_starts_at_once_one_is_shown_and_kept(database: Database) {
    let servers: [Store; 3] = [database.open().await, database.open().await, database.open().await];
    let shown = Arc::new(Mutex::new(Vec::new()));
    let starts = servers.iter().enumerate().map(|(place, store)| {
        let (store, shown) = (store.clone(), Arc::clone(&shown));
        tokio::spawn(async move {
            let password = format!("password {place}");
            let show = move || {
                shown.lock().unwrap().push(format!("password {place}"));
                true
            };
            store
                .by(me())
                .keep_first(person(&password), key(&format!("k{place}")), show)
                .await
                .unwrap()
        })
    });
    let mut kept = 0;
    for start in starts.collect::<Vec<_>>() {
        kept += usize::from(start.await.unwrap());
    }
    assert_eq!(kept, 1);
    let hash = servers[0].user("coordinator").await.unwrap().unwrap().password_hash;
    assert_eq!(*shown.lock().unwrap(), [hash]);
    assert_eq!(servers[0].api_keys().await.unwrap().len(), 1);
}

pub(crate) async fn what_could_not_be_shown_is_not_kept(database: Database) {
    let store = database.open().await;
    assert!(
        !store
            .by(me())
            .keep_first(person("p"), key("k"), || false)
            .await
            .unwrap()
    );
    assert_eq!(store.logins().await.unwrap(), Vec::<String>::new());
    assert!(store.by(me()).keep_first(person("p"), key("k"), || true).await.unwrap());
    assert_eq!(store.logins().await.unwrap(), ["coordinator"]);
    let show = || panic!("nothing is shown that will not be kept");
    assert!(!store.by(me()).keep_first(person("q"), key("l"), show).await.unwrap());
}
