//! Scenario: every column of the schema that is neither number nor boolean is on one of the lists here, sealed,
//! search text, keys, others' words, or no person's words; so a new column fails until somebody decides. It looks at
//! column names, not at rows.

use crate::engines::Database;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::BTreeSet;

/// Columns of text and bytes: whether people's words may be in them, and then that they are sealed.
const SEALED: [&str; 3] = ["log_words.sealed", "personal_parts.sealed", "requests.personal"];
/// In plain letters, deleted with the person, and in no backup.
const SEARCHED: [&str; 1] = ["request_search.text"];
/// Keys and marks, deleted with the person, and in no backup.
const KEYS: [&str; 4] = [
    "person_keys.key",
    "person_marks.mark",
    "region_keys.lookup",
    "region_keys.words",
];
/// Of volunteers, hubs and staff, and what they know of buildings: no words about people who are helped.
const OTHERS: [&str; 35] = [
    "api_keys.hash",
    "api_keys.key_id",
    "api_keys.label",
    "api_keys.owner",
    "api_keys.scopes",
    "api_keys.source",
    "corrections.body",
    "corrections.id",
    "corrections.organisation",
    "door_pins.id",
    "door_pins.organisation",
    "hubs.body",
    "hubs.id",
    "recovery_codes.hash",
    "recovery_codes.login",
    "reveals.login",
    "second_steps.login",
    "second_steps.sealed",
    "sessions.agent",
    "sessions.hash",
    "sessions.id",
    "sessions.login",
    "sessions.network",
    "shifts.body",
    "shifts.volunteer",
    "sources.body",
    "sources.id",
    "users.login",
    "users.password_hash",
    "users.remit",
    "users.role",
    "vehicles.body",
    "vehicles.id",
    "volunteers.body",
    "volunteers.id",
];
/// Ids, words of ours, figures, hashes.
const NOBODYS: [&str; 59] = [
    "assignments.body",
    "assignments.hub",
    "assignments.kind",
    "assignments.plan",
    "counters.name",
    "idempotency.body",
    "idempotency.client",
    "idempotency.fingerprint",
    "idempotency.key",
    "idempotency.route",
    "links.plan",
    "links.token_hash",
    "links.volunteer",
    "log.act",
    "log.actor",
    "log.actor_kind",
    "log.body",
    "log.date",
    "log.hash",
    "log.kind",
    "log.subject",
    "log.words_seal",
    "log_words.subject",
    "personal_parts.place",
    "personal_parts.plan",
    "personal_parts.request",
    "phone_clocks.plan",
    "phone_clocks.volunteer",
    "plans.body",
    "plans.date",
    "plans.id",
    "plans.made_from",
    "plans.parent",
    "plans.state",
    "plans.summary",
    "published_routes.body",
    "published_routes.plan",
    "published_routes.volunteer",
    "regions.keys_mark",
    "regions.log_hash",
    "regions.name",
    "regions.title",
    "request_search.request",
    "requests.body",
    "requests.date",
    "requests.fingerprint",
    "requests.id",
    "requests.municipality",
    "requests.outcome",
    "requests.owner",
    "requests.source",
    "requests.source_ref",
    "requests.state",
    "requests.volunteer",
    "requests.why",
    "reveals.request",
    "runs.body",
    "runs.date",
    "runs.id",
];
const MORE_OF_NOBODY: [&str; 37] = [
    "draft_versions.body",
    "draft_versions.plan",
    "draft_versions.side",
    "draft_versions.summary",
    "run_orders.actor",
    "run_orders.actor_kind",
    "run_orders.body",
    "run_orders.class",
    "run_orders.kind",
    "run_orders.lease",
    "run_orders.run",
    "run_orders.state",
    "runs.plan",
    "runs.state",
    "seaql_migrations.version",
    "settings.key",
    "settings.value",
    "shifts.date",
    "stock.date",
    "stock.goods",
    "stock.hub",
    "submission_items.code",
    "submission_items.date",
    "submission_items.findings",
    "submission_items.outcome",
    "submission_items.request",
    "submission_items.source",
    "submission_items.source_ref",
    "submissions.actor",
    "submissions.actor_kind",
    "submissions.date",
    "submissions.digest",
    "submissions.door",
    "submissions.owner",
    "submissions.receipt",
    "submissions.source",
    "submissions.state",
];

pub(crate) async fn every_column_of_text_is_known_to_hold_words_or_not(database: Database) {
    let store = database.open().await;
    let db = database.connect().await;
    let is_text = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name) WHERE table_schema = 'public'
                AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
                AND data_type NOT IN ('bigint', 'integer', 'boolean')"
        }
        _ => {
            "SELECT m.name || '.' || c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
                WHERE m.type = 'table' AND upper(c.type) NOT IN ('BIGINT', 'INTEGER', 'BOOLEAN')"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), is_text))
        .await
        .unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    let known = SEALED
        .iter()
        .chain(&SEARCHED)
        .chain(&KEYS)
        .chain(&OTHERS)
        .chain(&NOBODYS)
        .chain(&MORE_OF_NOBODY);
    let known: BTreeSet<String> = known.map(|column| (*column).to_owned()).collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(
        new.is_empty(),
        "say of each whether people's words may be in it, and seal it then: {new:?}"
    );
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no such column any more: {gone:?}");
    db.close().await.unwrap();
    store.close().await.unwrap();
}
