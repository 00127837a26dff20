//! `take_out` moves the encryption keys of persons and regions from a SQLite copy into a key file and deletes the
//! copy's search text; `put_in` puts the keys back and counts the people who have none any more. Both refuse the key
//! file of another database, `put_in` also one that is older than the copy. API keys of other systems stay in the copy.
//!
//! The key file is a small SQLite database with the tables of keys and, for each region that has keys, their mark and
//! the number of its newest log entry.

use crate::connections::ask;
use crate::error::StoreError;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use std::path::Path;

const TAKE_OUT: &str = "
CREATE TABLE keys.key_marks AS SELECT region, keys_mark AS mark, log_seq FROM main.regions WHERE keys_mark IS NOT NULL;
CREATE TABLE keys.region_keys AS SELECT region, lookup, words FROM main.region_keys;
CREATE TABLE keys.person_keys AS SELECT region, person, key FROM main.person_keys;
CREATE TABLE keys.person_marks AS SELECT region, mark, person FROM main.person_marks;
DETACH keys;
";

/// Keys, and what is searched.
const EMPTIED: &str = "
DELETE FROM person_keys;
DELETE FROM person_marks;
DELETE FROM region_keys;
DELETE FROM request_search;
VACUUM;
PRAGMA wal_checkpoint(TRUNCATE);
";

const PUT_IN: &str = "
BEGIN IMMEDIATE;
DELETE FROM main.person_keys;
DELETE FROM main.person_marks;
DELETE FROM main.region_keys;
INSERT INTO main.region_keys (region, lookup, words) SELECT region, lookup, words FROM keys.region_keys;
INSERT INTO main.person_keys (region, person, key) SELECT region, person, key FROM keys.person_keys;
INSERT INTO main.person_marks (region, mark, person) SELECT region, mark, person FROM keys.person_marks;
COMMIT;
DETACH keys;
";

/// Regions of which the file has the keys of another database; one that got its first keys since has none in it yet.
const OTHERS: &str = "SELECT COUNT(*) FROM main.regions JOIN keys.key_marks ON key_marks.region = regions.region
    WHERE regions.keys_mark IS NOT NULL AND key_marks.mark IS NOT NULL AND key_marks.mark <> regions.keys_mark";
/// Regions of the copy whose keys these are not.
const STRANGE: &str = "SELECT COUNT(*) FROM main.regions LEFT JOIN keys.key_marks ON key_marks.region = regions.region
    WHERE regions.keys_mark IS NOT NULL AND key_marks.mark IS NOT regions.keys_mark";
/// Regions that the copy has seen more of than the keys.
const OLDER: &str = "SELECT COUNT(*) FROM main.regions JOIN keys.key_marks ON key_marks.region = regions.region
    WHERE regions.keys_mark IS NOT NULL AND key_marks.log_seq < regions.log_seq";
/// People of the copy who have no key any more.
const ERASED_SINCE: &str = "SELECT COUNT(*) FROM main.persons WHERE erased_at IS NULL AND NOT EXISTS
    (SELECT 1 FROM keys.person_keys WHERE person_keys.region = persons.region AND person_keys.person = persons.id)";

/// Writes the keys of a copy into a new file, and takes them out of the copy.
pub(super) async fn take_out(copy: &DatabaseConnection, older: &Path, new: &Path) -> Result<(), StoreError> {
    if older.exists() {
        attach(copy, older).await?;
        let strange = count(copy, OTHERS).await.map_err(|_| no_keys(older))?;
        copy.execute_unprepared("DETACH keys").await?;
        if strange > 0 {
            return Err(wrong(
                older,
                "these are the keys of another database; name another file for those of this one",
            ));
        }
    }
    attach(copy, new).await?;
    copy.execute_unprepared(TAKE_OUT).await?;
    copy.execute_unprepared(EMPTIED).await?;
    Ok(())
}

/// Puts the keys of a file into a copy. Answers how many of its people have none any more.
pub(super) async fn put_in(copy: &DatabaseConnection, keys: Option<&Path>) -> Result<u64, StoreError> {
    let column = "SELECT COUNT(*) FROM pragma_table_info('regions') WHERE name = 'keys_mark'";
    let has_keys = count(copy, column).await? > 0;
    let Some(file) = keys.filter(|_| has_keys) else {
        return Ok(0);
    };
    if !file.is_file() {
        return Err(wrong(file, "there is no such file"));
    }
    attach(copy, file).await?;
    if count(copy, STRANGE).await.map_err(|_| no_keys(file))? > 0 {
        return Err(wrong(file, "these are the keys of another database"));
    }
    if count(copy, OLDER).await? > 0 {
        return Err(wrong(
            file,
            "these keys are older than the backup; take the newest ones",
        ));
    }
    let erased = count(copy, ERASED_SINCE).await?;
    copy.execute_unprepared(PUT_IN).await?;
    Ok(erased)
}

fn wrong(path: &Path, why: &'static str) -> StoreError {
    StoreError::KeyFile {
        path: path.to_owned(),
        why,
    }
}

fn no_keys(path: &Path) -> StoreError {
    wrong(path, "this is no file of keys that `karavan backup` made")
}

async fn attach(db: &DatabaseConnection, file: &Path) -> Result<(), DbErr> {
    let name = file.to_string_lossy().into_owned();
    let attached = Statement::from_sql_and_values(DbBackend::Sqlite, "ATTACH ? AS keys", [name.into()]);
    db.execute_raw(attached).await?;
    Ok(())
}

async fn count(db: &DatabaseConnection, sql: &str) -> Result<u64, StoreError> {
    let found = ask(db, sql).await?;
    Ok(found.and_then(|count| count.parse().ok()).unwrap_or(0))
}
