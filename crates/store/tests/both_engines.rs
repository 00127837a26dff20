//! Runs the scenarios of `scenarios/` on both engines: each is a test of its own on SQLite, and all are one test on
//! one PostgreSQL server; one more test stops a server of its own. The list of scenarios is here, their bodies are
//! not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "engines/delivery.rs"]
mod delivery;
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
    owners::a_reference_is_its_senders_own,
    owners::days_of_references_are_told_within_reach,
    idempotency::a_clock_that_jumps_outdates_no_receipt,
    idempotency::an_outcome_without_receipt_may_be_tried_again,
    volunteers_and_hubs::volunteers_shifts_and_hubs_carry_versions,
    plans::a_plan_is_drafted_listed_and_published,
    plans::what_moved_meanwhile_stays_where_it_is,
    plans::of_two_publishers_one_wins,
    plans::a_day_has_one_run_at_work,
    plans::a_cancelled_run_brings_no_plan,
    plans::links_open_until_revoked,
    drafts::changes_are_undone_to_the_byte_and_done_again,
    drafts::a_published_plan_is_not_changed_and_its_versions_are_forgotten,
    drafts::every_change_of_a_draft_is_in_the_log_in_its_authors_name,
    drafts::the_oldest_versions_are_let_go_of,
    leases::a_second_process_leaves_a_living_run_alone,
    leases::a_run_whose_lease_ran_out_is_taken_again_and_its_former_holder_is_fenced,
    leases::after_the_third_failure_a_run_ends_with_a_reason,
    leases::orders_are_taken_by_class_and_then_by_age,
    leases::of_two_processes_each_order_is_taken_by_one,
    leases::a_run_begun_in_the_future_blocks_no_day,
    vehicles_and_stock::a_vehicle_carries_a_version_and_has_one_shift_at_a_time,
    vehicles_and_stock::of_two_shifts_at_once_one_has_the_vehicle,
    vehicles_and_stock::stock_is_counted_by_hub_and_day,
    events::events_in_any_order_with_repeats_end_in_one_state,
    events::one_id_with_two_contents_is_a_conflict_and_both_are_kept,
    events::a_batch_is_folded_once_for_each_request_and_its_last_words_are_told,
    events::events_off_the_route_are_kept_and_move_nothing,
    events::a_request_takes_so_many_events_and_repeats_of_kept_ones_are_still_known,
    loadings::loadings_are_kept_once_and_announced,
    feed::the_feed_has_no_gaps_and_wakes_its_readers,
    feed::a_second_process_is_heard_too,
    erase::an_erased_person_is_nowhere_and_their_requests_stay,
    erase::who_is_the_same_by_any_request_is_erased_together,
    erase::what_is_kept_of_a_person_is_shown_and_that_it_was,
    columns::every_column_of_text_is_known_to_hold_words_or_not,
    corrections::a_building_has_one_correction_and_each_organisation_its_own,
    corrections::visits_to_a_door_are_added_up,
    feed::what_people_wrote_is_told_and_not_copied,
    first_start::of_first_starts_at_once_one_is_shown_and_kept,
    first_start::what_could_not_be_shown_is_not_kept,
    credentials::keys_people_sessions_and_settings_are_kept,
    credentials::a_second_step_is_sealed_and_its_codes_open_once,
    credentials::the_last_value_of_a_setting_is_kept,
    credentials::a_key_is_replaced_and_a_third_is_refused,
    remits::who_is_bound_finds_theirs_and_nothing_else,
    remits::what_a_person_is_bound_to_is_kept_with_their_role,
    reveals::a_reason_shows_a_request_for_a_while_and_is_told,
    submissions::every_row_of_a_delivery_is_found_again,
    submissions::a_submission_in_steps_is_unfinished_until_its_last,
    submissions::a_repeat_that_brings_nothing_is_the_one_of_before,
    submissions::a_quota_bounds_the_requests_of_a_day,
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

#[test]
fn a_postgres_that_is_away_or_held_is_told_and_writing_goes_on_after() {
    let Some(cluster) = Cluster::start() else { return };
    let database = Database::at(cluster.database("outage"));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(scenarios::outage::of_a_postgres(database, &cluster));
}
