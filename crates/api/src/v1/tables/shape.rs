//! What came of a table.

use karavan_intake::{Notice, Rejection};
use karavan_service::TableReceipt;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What came of a table.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct TableAnswer {
    /// Rows that are new.
    accepted: usize,
    /// Rows that took the place of what was kept.
    #[serde(default)]
    #[schema(required)]
    changed: usize,
    /// Rows kept before, just the same.
    existing: usize,
    /// Of those kept now, how many need a person.
    needs_info: usize,
    rejected: Vec<RejectedRow>,
    notices: Vec<TableNotice>,
    /// The number of its submission (`GET /v1/submissions/{id}`); of tables of requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    submission: Option<i64>,
}

/// A row that could not be taken.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct RejectedRow {
    /// As a spreadsheet numbers it.
    row: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    column: Option<String>,
    code: String,
    message: String,
    message_ru: String,
    mend: String,
    mend_ru: String,
    /// So many further rows or cells with this code are not told one by one.
    #[serde(default, skip_serializing_if = "is_zero")]
    more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(more: &usize) -> bool {
    *more == 0
}

/// A remark.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct TableNotice {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    row: Option<usize>,
    /// As the table heads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    column: Option<String>,
    message: String,
    message_ru: String,
    /// So many further remarks with this code are not told one by one.
    #[serde(default, skip_serializing_if = "is_zero")]
    more: usize,
}

impl From<TableReceipt> for TableAnswer {
    fn from(receipt: TableReceipt) -> Self {
        Self {
            accepted: receipt.accepted,
            changed: receipt.changed,
            existing: receipt.existing,
            needs_info: receipt.needs_info,
            rejected: receipt.rejected.into_iter().map(RejectedRow::from).collect(),
            notices: receipt.notices.into_iter().map(TableNotice::from).collect(),
            submission: receipt.submission,
        }
    }
}

impl From<Rejection> for RejectedRow {
    fn from(rejection: Rejection) -> Self {
        Self {
            row: rejection.row.unwrap_or(1),
            id: rejection.id,
            column: rejection.column,
            code: rejection.code,
            message: rejection.why,
            message_ru: rejection.why_ru,
            mend: rejection.mend,
            mend_ru: rejection.mend_ru,
            more: rejection.more,
        }
    }
}

impl From<Notice> for TableNotice {
    fn from(notice: Notice) -> Self {
        Self {
            code: notice.code,
            row: notice.row,
            column: notice.column,
            message: notice.what,
            message_ru: notice.what_ru,
            more: notice.more,
        }
    }
}
