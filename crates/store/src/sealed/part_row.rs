//! How a personal part of a plan is named where it is kept.

/// The table, as the seal names it.
pub(crate) const PARTS: &str = "personal_parts";

/// The row, as the seal names it.
pub(crate) fn part_row(plan: &str, place: &str, request: &str) -> String {
    format!("{plan}|{place}|{request}")
}
