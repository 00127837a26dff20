//! Tests on SQLite that `verify_log` finds tampering and its place: 1,000 changes of one byte, and entries deleted,
//! exchanged, cut off or put in; and that triggers refuse to change or delete the log.

use crate::engines::Database;
use crate::kinds::{KINDS, act, prepare, prepare_numbers};
use karavan_model::{EventId, PlanId, RequestId, StatusEvent, StatusKind, VolunteerId};
use karavan_store::{LogFault, NewEvent, Store};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, Value};

/// Changes of one byte each.
const CHANGES: usize = 1_000;

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// A log of every kind of entry, words among them.
async fn filled(database: &Database) -> Store {
    let store = database.open().await;
    prepare(&store).await;
    prepare_numbers(&store, 0..2).await;
    for n in 0..2 {
        for kind in KINDS {
            act(&store, kind, n).await.unwrap();
        }
        let event = StatusEvent {
            id: EventId(format!("said{n}")),
            plan: PlanId::from("PL"),
            volunteer: VolunteerId::from("V"),
            request: RequestId(format!("EV{n}")),
            kind: StatusKind::Accepted,
            occurred_at: karavan_model::Timestamp(1),
            received_at: karavan_model::Timestamp(2),
            note: "оставил у соседки".to_owned(),
        };
        let new = NewEvent {
            event,
            date: *crate::kinds::DAY,
            fingerprint: format!("said{n}"),
            is_on_route: true,
        };
        let at = karavan_model::Timestamp(2);
        store
            .by(crate::values::me())
            .append_events(vec![new], at, |_, _, _| None)
            .await
            .unwrap();
    }
    store
}

/// Lets the log be changed, as somebody with the file in their hands can.
async fn unlock(db: &DatabaseConnection) {
    db.execute_unprepared("DROP TRIGGER log_keep; DROP TRIGGER log_stay")
        .await
        .unwrap();
}

#[tokio::test]
async fn every_change_of_one_byte_is_found_with_its_place() {
    let database = Database::sqlite();
    let store = filled(&database).await;
    let db = database.connect().await;
    unlock(&db).await;
    let entries = usize::try_from(store.last_change().await.unwrap()).unwrap();
    assert!(entries > 100, "{entries}");
    assert_eq!(store.verify_log().await.unwrap().fault, None);
    let mut words = Vec::new();
    for seq in 1..=entries {
        if bytes(&db, "log_words", "sealed", seq).await.is_some() {
            words.push(seq);
        }
    }
    let columns = [
        "seq",
        "at",
        "actor_kind",
        "actor",
        "kind",
        "act",
        "date",
        "subject",
        "body",
        "words_seal",
        "hash",
    ];
    let mut dice = Dice(14);
    let (mut done, mut of_words) = (0, 0);
    while done < CHANGES {
        let (table, column, seq) = match dice.below(20) {
            0 => {
                let with_words = &words[dice.below(words.len())];
                ("log_words", ["sealed", "subject"][dice.below(2)], *with_words)
            }
            _ => ("log", columns[dice.below(columns.len())], 1 + dice.below(entries)),
        };
        let Some(before) = bytes(&db, table, column, seq).await else {
            continue;
        };
        if before.is_empty() {
            continue;
        }
        let mut after = before.clone();
        let place = dice.below(after.len());
        after[place] ^= 1 + u8::try_from(dice.below(255)).unwrap();
        // A number that is one no more, and the same number written otherwise, are no changes of a number.
        let is_number = ["seq", "at"].contains(&column);
        let (was, is) = (number(&before), number(&after));
        if is_number && (is.is_none() || was == is) {
            continue;
        }
        let kept = match is {
            Some(number) if is_number => Value::from(number),
            _ if ["hash", "sealed"].contains(&column) => Value::from(after),
            _ => match String::from_utf8(after) {
                Ok(text) => Value::from(text),
                Err(_) => continue,
            },
        };
        if !put(&db, table, column, seq, kept).await {
            // The table itself refuses it: a day that is none, a number that is taken.
            continue;
        }
        let fault = store.verify_log().await.unwrap().fault;
        let seq = i64::try_from(seq).unwrap();
        match (&fault, table, column) {
            (Some(LogFault::Words(found)), "log_words", _) | (Some(LogFault::Changed(found)), "log", _) => {
                assert_eq!(*found, seq, "{column}: {before:?}");
            }
            // An entry that was given another number is missing under its own.
            (Some(LogFault::Missing(found)), "log", "seq") => assert_eq!(*found, seq),
            _ => panic!("{table}.{column} of {seq}: {fault:?}"),
        }
        of_words += usize::from(table == "log_words");
        done += 1;
        let back = match column {
            "seq" | "at" => Value::from(was.unwrap()),
            "hash" | "sealed" => Value::from(before),
            _ => Value::from(String::from_utf8(before).unwrap()),
        };
        let now = if column == "seq" {
            usize::try_from(is.unwrap()).unwrap()
        } else {
            usize::try_from(seq).unwrap()
        };
        assert!(put(&db, table, column, now, back).await);
    }
    assert!(of_words > 5, "{of_words}");
    assert_eq!(store.verify_log().await.unwrap().fault, None, "all was put back");
    db.close().await.unwrap();
}

fn number(bytes: &[u8]) -> Option<i64> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

/// What a column holds, numbers as their digits.
async fn bytes(db: &DatabaseConnection, table: &str, column: &str, seq: usize) -> Option<Vec<u8>> {
    let sql = format!("SELECT CAST({column} AS BLOB) FROM {table} WHERE seq = {seq} AND {column} IS NOT NULL");
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap();
    row.map(|row| row.try_get_by_index(0).unwrap())
}

async fn put(db: &DatabaseConnection, table: &str, column: &str, seq: usize, value: Value) -> bool {
    let sql = format!("UPDATE {table} SET {column} = ? WHERE seq = {seq}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [value]);
    db.execute_raw(statement)
        .await
        .is_ok_and(|done| done.rows_affected() == 1)
}

#[tokio::test]
async fn entries_that_are_taken_out_exchanged_cut_off_or_put_in_are_found() {
    let copy = "INSERT INTO log SELECT region, 100000, at, actor_kind, actor, kind, act, date, subject, body,
        words_seal, hash FROM log WHERE seq = 7; DELETE FROM log WHERE seq = 7;
        INSERT INTO log SELECT region, 7, at, actor_kind, actor, kind, act, date, subject, body, words_seal, hash
        FROM log WHERE seq = 8;
        DELETE FROM log WHERE seq = 8; UPDATE log SET seq = 8 WHERE seq = 100000";
    let end = "(SELECT MAX(seq) FROM log)";
    let cases = [
        ("DELETE FROM log WHERE seq = 7".to_owned(), Some(LogFault::Missing(7))),
        (copy.to_owned(), Some(LogFault::Changed(7))),
        (
            "UPDATE log SET actor = 'somebody else' WHERE seq = 1".to_owned(),
            Some(LogFault::Changed(1)),
        ),
        (
            "DELETE FROM log_words WHERE seq = (SELECT MIN(seq) FROM log_words)".to_owned(),
            None,
        ),
        (
            "INSERT INTO log_words VALUES (0, 3, 'R', NULL, x'00')".to_owned(),
            Some(LogFault::Words(3)),
        ),
        (
            "INSERT INTO log_words VALUES (0, 99999, 'R', NULL, x'00')".to_owned(),
            Some(LogFault::Words(99_999)),
        ),
    ];
    for (sql, fault) in cases {
        let database = Database::sqlite();
        let store = filled(&database).await;
        let db = database.connect().await;
        unlock(&db).await;
        db.execute_unprepared(&sql).await.unwrap();
        assert_eq!(store.verify_log().await.unwrap().fault, fault, "{sql}");
        db.close().await.unwrap();
    }
    // The end is told by the region: what is cut off, and what is put behind it, is missed there.
    for sql in [
        format!("DELETE FROM log WHERE seq = {end}"),
        "UPDATE regions SET log_seq = log_seq - 1".to_owned(),
        "UPDATE regions SET log_hash = zeroblob(32)".to_owned(),
    ] {
        let database = Database::sqlite();
        let store = filled(&database).await;
        let db = database.connect().await;
        unlock(&db).await;
        db.execute_unprepared(&sql).await.unwrap();
        let fault = store.verify_log().await.unwrap().fault;
        assert!(matches!(fault, Some(LogFault::End { .. })), "{sql}: {fault:?}");
        db.close().await.unwrap();
    }
}

#[tokio::test]
async fn the_log_can_only_be_added_to() {
    let database = Database::sqlite();
    filled(&database).await.close().await.unwrap();
    let db = database.connect().await;
    for sql in [
        "UPDATE log SET actor = 'x' WHERE seq = 1",
        "DELETE FROM log WHERE seq = 1",
    ] {
        let refused = db.execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(refused.contains("only ever added"), "{refused}");
    }
    db.close().await.unwrap();
}
