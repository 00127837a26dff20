//! Scenarios of break-glass: what is hidden of a request is shown to who said a reason, to nobody else and until a
//! moment; the reason is kept sealed, listed for administrators, told to the person, and gone when they are erased.

use super::{at, keep, me};
use crate::engines::Database;
use karavan_model::{Actor, RequestId, Role};
use karavan_store::{EraseReason, Erased, User, Whose};
use sea_orm::{ConnectionTrait, Statement};

const REASON: &str = "звонит сын Получателя";

pub(crate) async fn a_reason_shows_a_request_for_a_while_and_is_told(database: Database) {
    let store = database.open().await;
    for login in ["olga", "oleg"] {
        let user = User {
            login: login.to_owned(),
            password_hash: "$argon2id$".to_owned(),
            role: Role::Operator,
            remit: karavan_model::Remit::default(),
        };
        store.by(me()).put_user(user, at(0)).await.unwrap();
    }
    let kept = keep(&store, "R1").await;
    keep(&store, "R2").await;
    let (id, absent) = (kept.request.id.clone(), RequestId::from("nobody"));
    let olga = store.by(Actor::Person("olga".to_owned()));
    let say = async |whose: &Whose, id: &RequestId, second: i64| {
        let until = (at(second), at(second + 900));
        olga.reveal((whose, id), "olga", REASON.to_owned(), until)
            .await
            .unwrap()
    };
    assert_eq!(say(&Whose::All, &id, 10).await, Some(kept));
    // Of a request that is not theirs nothing is shown, and nothing is written.
    let last = store.last_change().await.unwrap();
    assert_eq!(say(&Whose::All, &absent, 11).await, None);
    assert_eq!(say(&Whose::Nobody, &RequestId::from("R2"), 11).await, None);
    assert_eq!(store.last_change().await.unwrap(), last);
    assert_eq!(
        store.revealed_to("olga", at(909)).await.unwrap(),
        std::slice::from_ref(&id)
    );
    assert!(store.revealed_to("olga", at(910)).await.unwrap().is_empty());
    assert!(store.revealed_to("oleg", at(11)).await.unwrap().is_empty());

    // A second reason counts from its own moment, and both are listed, the newest first.
    say(&Whose::All, &id, 2000).await.unwrap();
    assert_eq!(
        store.revealed_to("olga", at(2899)).await.unwrap(),
        std::slice::from_ref(&id)
    );
    let looked = store.reveals(None, 10).await.unwrap();
    let told: Vec<_> = looked
        .iter()
        .map(|one| (one.login.as_str(), one.request.as_str(), one.reason.as_str(), one.at))
        .collect();
    assert_eq!(told, [("olga", "R1", REASON, at(2000)), ("olga", "R1", REASON, at(10))]);
    assert_eq!(
        store.reveals(Some(looked[0].seq), 10).await.unwrap().items,
        looked.items[1..]
    );

    // The reason stands in no row in plain letters, and the feed of the day says nothing of it.
    let db = database.connect().await;
    for (table, column) in [("log", "body"), ("log_words", "subject"), ("reveals", "login")] {
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%сын%'");
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 0, "{table}.{column}");
    }
    db.close().await.unwrap();
    let feed = store.changes_after(last, None, 10).await.unwrap();
    assert!(feed.is_empty(), "{feed:?}");
    assert_eq!(store.verify_log().await.unwrap().fault, None);

    // The person is told who looked and why; erased, nothing of the reason is left.
    let person = store.request(&id).await.unwrap().unwrap().person;
    let held = store.by(me()).held_person(person, at(3000)).await.unwrap().unwrap();
    assert_eq!(held.words.iter().filter(|said| said.words == REASON).count(), 2);
    assert_eq!(held.log.iter().filter(|entry| entry.kind == "reveal").count(), 2);
    let erased = store.by(me()).erase_person(person, EraseReason::Asked, at(3001)).await;
    assert!(matches!(erased.unwrap(), Erased::Done(_)));
    let looked = store.reveals(None, 10).await.unwrap();
    assert!(
        looked.len() == 2 && looked.iter().all(|one| one.reason.is_empty()),
        "{looked:?}"
    );
}
