//! Tests on SQLite: backup and restore with keys, private file modes, odd paths, the database in memory, refused URLs
//! and broken files, a closed store, and files moved away while in use. Scenarios of both engines are in
//! `both_engines.rs`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "engines/delivery.rs"]
mod delivery;

use delivery::delivery;
use karavan_model::{Actor, PersonId, RequestState, Timestamp};
use karavan_store::{Accepted, Acted, EraseReason, Erased, NewRequest, Reach, RegionAdded, Store, StoreError};
use serde_json::json;

#[tokio::test]
async fn a_backup_made_in_use_opens_with_everything_in_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    let store = Store::open(&url("live.db")).await.unwrap();
    store
        .by(Actor::Terminal)
        .put_setting("name", "almaty", Timestamp(0))
        .await
        .unwrap();
    store
        .backup(&folder.path().join("copy.db"), &folder.path().join("keys"))
        .await
        .unwrap();
    let without = Store::open(&url("copy.db")).await.unwrap_err();
    assert!(matches!(without, StoreError::KeysMissing), "{without}");
    let keys = folder.path().join("keys");
    Store::restore(
        &folder.path().join("copy.db"),
        Some(&keys),
        &folder.path().join("again.db"),
    )
    .await
    .unwrap();
    let copy = Store::open(&url("again.db")).await.unwrap();
    assert_eq!(copy.setting("name").await.unwrap().as_deref(), Some("almaty"));
    store
        .backup(&folder.path().join("copy.db"), &folder.path().join("keys"))
        .await
        .unwrap_err();
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_the_database_its_log_and_its_copy() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::TempDir::new().unwrap();
    let store = Store::open(&format!("sqlite://{}", folder.path().join("live.db").display()))
        .await
        .unwrap();
    store
        .by(Actor::Terminal)
        .put_setting("name", "almaty", Timestamp(0))
        .await
        .unwrap();
    store
        .backup(&folder.path().join("copy.db"), &folder.path().join("keys"))
        .await
        .unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{:?}",
            entry.file_name()
        );
        seen += 1;
    }
    assert!(seen >= 3, "database, log and copy");
}

#[cfg(unix)]
#[tokio::test]
async fn a_path_may_hold_any_letters_and_its_database_is_private_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    for name in ["a:b", "100%", "50%25", "what?mode=memory", "two words", "папка#1"] {
        let folder = tempfile::TempDir::new().unwrap();
        let folder = folder.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let store = Store::open_file(&folder.join("karavan.db")).await.unwrap();
        store
            .by(Actor::Terminal)
            .put_setting("name", "almaty", Timestamp(0))
            .await
            .unwrap();
        store
            .backup(&folder.join("copy.db"), &folder.join("keys"))
            .await
            .unwrap();
        for file in ["karavan.db", "karavan.db-wal", "copy.db"] {
            let mode = std::fs::metadata(folder.join(file)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{name}/{file}");
        }
    }
}

#[tokio::test]
async fn a_database_in_memory_reads_what_it_wrote() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    store
        .by(Actor::Terminal)
        .put_setting("name", "almaty", Timestamp(0))
        .await
        .unwrap();
    assert_eq!(store.setting("name").await.unwrap().as_deref(), Some("almaty"));
}

#[tokio::test]
async fn other_databases_and_broken_files_are_refused_with_a_reason() {
    let refused = Store::open("mysql://me:secret@host/db").await.err().unwrap();
    assert!(
        matches!(&refused, StoreError::Url(_)) && !refused.to_string().contains("secret"),
        "{refused}"
    );
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("no.db");
    std::fs::write(&file, "this is no database, whatever its name says".repeat(100)).unwrap();
    assert!(Store::open(&format!("sqlite://{}", file.display())).await.is_err());
}

#[tokio::test]
async fn a_closed_store_refuses_to_write() {
    let folder = tempfile::TempDir::new().unwrap();
    let store = Store::open(&format!("sqlite://{}", folder.path().join("k.db").display()))
        .await
        .unwrap();
    let other = store.clone();
    store.close().await.unwrap();
    assert!(matches!(
        other.by(Actor::Terminal).put_setting("a", "b", Timestamp(0)).await,
        Err(StoreError::Interrupted)
    ));
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_answered_while_the_file_or_its_log_is_not_where_it_was_opened() {
    let folder = tempfile::TempDir::new().unwrap();
    let place = |name: &str| folder.path().join(name);
    let store = Store::open_file(&place("karavan.db")).await.unwrap();
    store
        .by(Actor::Terminal)
        .put_setting("before", "kept", Timestamp(0))
        .await
        .unwrap();
    for name in ["karavan.db", "karavan.db-wal"] {
        std::fs::rename(place(name), place("away")).unwrap();
        let refused = store
            .by(Actor::Terminal)
            .put_setting("meanwhile", "lost", Timestamp(0))
            .await;
        assert!(matches!(refused, Err(StoreError::Moved(_))), "{name}: {refused:?}");
        // Another file in its place is no better.
        std::fs::write(place(name), "").unwrap();
        let refused = store
            .by(Actor::Terminal)
            .put_setting("meanwhile", "lost", Timestamp(0))
            .await;
        assert!(matches!(refused, Err(StoreError::Moved(_))), "{name}: {refused:?}");
        assert!(matches!(store.ready().await, Err(StoreError::NotReady(_))), "{name}");
        std::fs::rename(place("away"), place(name)).unwrap();
        store
            .by(Actor::Terminal)
            .put_setting(name, "kept", Timestamp(0))
            .await
            .unwrap();
    }
    store.close().await.unwrap();
    let store = Store::open_file(&place("karavan.db")).await.unwrap();
    for key in ["before", "karavan.db", "karavan.db-wal"] {
        assert_eq!(store.setting(key).await.unwrap().as_deref(), Some("kept"), "{key}");
    }
    assert_eq!(store.setting("meanwhile").await.unwrap(), None);
}

#[tokio::test]
async fn a_backup_is_restored_where_there_is_no_database_and_only_when_it_is_whole() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let store = Store::open_file(&at("karavan.db")).await.unwrap();
    let acting = store.by(Actor::Terminal);
    acting.put_setting("name", "almaty", Timestamp(0)).await.unwrap();
    let made = store.backup(&at("monday.db"), &at("keys")).await.unwrap();
    acting.put_setting("name", "later", Timestamp(1)).await.unwrap();
    assert_eq!((made.entries, &made.fault), (1, &None));

    let keys = at("keys");
    let restore = async |from: &str, to: &str| Store::restore(&at(from), Some(&keys), &at(to)).await;
    let there = restore("monday.db", "karavan.db").await.unwrap_err();
    assert!(matches!(there, StoreError::File { .. }), "{there}");
    assert_eq!(
        store.setting("name").await.unwrap().as_deref(),
        Some("later"),
        "nothing was written over"
    );
    store.close().await.unwrap();

    let restored = restore("monday.db", "again.db").await.unwrap();
    assert_eq!((&restored.log, restored.erased), (&made, 0));
    let again = Store::open_file(&at("again.db")).await.unwrap();
    assert_eq!(again.setting("name").await.unwrap().as_deref(), Some("almaty"));
    assert_eq!(again.verify_log().await.unwrap(), made);
    again.close().await.unwrap();

    let mut bytes = std::fs::read(at("monday.db")).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0xA5);
    std::fs::write(at("broken.db"), bytes).unwrap();
    restore("broken.db", "broken-again.db").await.unwrap_err();
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    let strange = |name: &&std::ffi::OsString| name.to_string_lossy().contains("broken-again");
    assert!(!left.iter().any(|name| strange(&name)), "{left:?}");
}

/// Keeps a request of whoever has the telephone; answers the person.
async fn send(store: &Store, id: &str, phone: &str) -> PersonId {
    let request = json!({
        "id": id, "source": "112", "date": "2026-11-21", "recipient": "Получатель", "phone": phone,
        "address": "Садовая 3", "needs": [],
    });
    let new = NewRequest {
        request: serde_json::from_value(request).unwrap(),
        state: RequestState::Located,
        why: None,
        received_at: Timestamp(1),
        owner: "key1".to_owned(),
        reach: Reach::Own,
        fingerprint: id.to_owned(),
    };
    let accepted = store
        .by(Actor::Terminal)
        .accept(delivery(vec![new]), None)
        .await
        .unwrap();
    let Acted::Done(Accepted::Kept { inserted, .. }) = accepted else {
        panic!("a replay")
    };
    inserted[0].stored().person
}

#[tokio::test]
async fn who_came_after_a_backup_comes_anew_when_it_is_put_back_beside_newer_keys() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let store = Store::open_file(&at("karavan.db")).await.unwrap();
    let first = send(&store, "A", "+7 900 000-00-01").await;
    store.backup(&at("monday.db"), &at("keys")).await.unwrap();
    let second = send(&store, "B", "+7 900 000-00-02").await;
    store.backup(&at("tuesday.db"), &at("keys")).await.unwrap();
    store.close().await.unwrap();

    Store::restore(&at("monday.db"), Some(&at("keys")), &at("again.db"))
        .await
        .unwrap();
    let again = Store::open_file(&at("again.db")).await.unwrap();
    assert_eq!(send(&again, "C", "+7 900 000-00-01").await, first);
    let anew = send(&again, "D", "+7 900 000-00-02").await;
    let third = send(&again, "E", "+7 900 000-00-03").await;
    assert!(anew > second && third > anew, "{second:?} {anew:?} {third:?}");
    let acting = again.by(Actor::Terminal);
    let erased = acting.erase_person(anew, EraseReason::Asked, Timestamp(2)).await;
    assert!(matches!(erased.unwrap(), Erased::Done(_)));
}

#[tokio::test]
async fn a_region_that_gets_its_keys_after_a_backup_is_in_the_next_beside_the_same_file_of_keys() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let store = Store::open_file(&at("karavan.db")).await.unwrap();
    // Nobody is kept yet, so there are no keys.
    store.backup(&at("sunday.db"), &at("keys")).await.unwrap();
    let first = send(&store, "A", "+7 900 000-00-01").await;
    let north = "north".parse().unwrap();
    let added = store.by(Actor::Terminal).add_region(&north, "", Timestamp(1)).await;
    let RegionAdded::Done(north) = added.unwrap() else {
        panic!("the region is there already")
    };
    let north = store.of_region(north).await.unwrap();
    store.backup(&at("monday.db"), &at("keys")).await.unwrap();
    let other = send(&north, "B", "+7 900 000-00-02").await;
    store.backup(&at("tuesday.db"), &at("keys")).await.unwrap();
    north.close().await.unwrap();
    store.close().await.unwrap();

    Store::restore(&at("tuesday.db"), Some(&at("keys")), &at("again.db"))
        .await
        .unwrap();
    let again = Store::open_file(&at("again.db")).await.unwrap();
    assert_eq!(send(&again, "C", "+7 900 000-00-01").await, first);
    let of = again.regions().await.unwrap();
    let north = of.into_iter().find(|region| region.name == "north").unwrap();
    let north = again.of_region(north.region).await.unwrap();
    assert_eq!(send(&north, "D", "+7 900 000-00-02").await, other);

    // The keys of another database are still refused.
    let stranger = Store::open_file(&at("stranger.db")).await.unwrap();
    send(&stranger, "A", "+7 900 000-00-01").await;
    let refused = stranger.backup(&at("stranger-copy.db"), &at("keys")).await;
    assert!(matches!(refused, Err(StoreError::KeyFile { .. })), "{refused:?}");
}
