//! Every promise of the store, kept on SQLite and on PostgreSQL alike.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod engines;
mod scenarios;

use engines::Database;
use engines::postgres::Cluster;
use std::future::Future;
use std::pin::Pin;

type Scenario = fn(Database) -> Pin<Box<dyn Future<Output = ()>>>;

/// Each scenario becomes a test of its own on SQLite and a line of one test on PostgreSQL, which starts slowly.
macro_rules! scenarios {
    ($($module:ident :: $name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::scenarios::$module::$name(super::Database::sqlite()).await;
            })*
        }
        const SCENARIOS: &[(&str, Scenario)] = &[
            $((stringify!($name), |database| Box::pin(scenarios::$module::$name(database)))),*
        ];
    };
}

scenarios![
    requests::what_was_answered_is_there_after_a_reopen,
    requests::a_number_is_given_and_an_imported_one_kept,
    requests::one_reference_is_kept_once,
    requests::a_page_never_loses_or_repeats_a_row_while_others_insert,
    requests::people_are_found_by_name_address_and_telephone,
    requests::of_two_editors_one_is_told_that_it_came_late,
    requests::a_caller_that_goes_away_changes_nothing,
    requests::a_failed_write_leaves_nothing_behind,
    idempotency::a_key_acts_once_and_answers_the_same_again,
    idempotency::an_outcome_without_receipt_may_be_tried_again,
    people::volunteers_shifts_and_hubs_carry_versions,
    plans::a_plan_is_drafted_listed_and_published,
    plans::what_moved_meanwhile_stays_where_it_is,
    plans::of_two_publishers_one_wins,
    plans::a_day_has_one_run_at_work,
    plans::a_cancelled_run_brings_no_plan,
    plans::links_open_until_revoked,
    events::events_in_any_order_with_repeats_end_in_one_state,
    events::one_id_with_two_contents_is_a_conflict_and_both_are_kept,
    loadings::loadings_are_kept_once_and_announced,
    feed::the_feed_has_no_gaps_and_wakes_its_readers,
    feed::a_second_process_is_heard_too,
    corrections::a_building_has_one_correction_and_each_organisation_its_own,
    corrections::visits_to_a_door_are_added_up,
    credentials::keys_people_sessions_and_settings_are_kept,
];

#[test]
fn everything_holds_on_postgres() {
    let Some(cluster) = Cluster::start() else { return };
    for (name, scenario) in SCENARIOS {
        eprintln!("{name}");
        let database = Database::at(cluster.database(name));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(scenario(database));
    }
}
