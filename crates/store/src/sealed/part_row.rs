//! `PARTS` and `part_row`: the table name and row key (`plan|place|request`) to which a sealed part of a plan is
//! bound, for `parts.rs` and the migration `persons`.

/// The table, as the seal names it.
pub(crate) const PARTS: &str = "personal_parts";

/// The row, as the seal names it.
pub(crate) fn part_row(plan: &str, place: &str, request: &str) -> String {
    format!("{plan}|{place}|{request}")
}
