//! JSON shape `TableAnswer`, the result of importing a table: numbers of accepted, changed and existing rows and of
//! those to be checked, rows refused (`RejectedRow`), remarks (`TableNotice`), and the id of its submission.

use karavan_intake::{Notice, Rejection};
use karavan_service::TableReceipt;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The result of a table.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct TableAnswer {
    /// Number of rows accepted as new.
    accepted: usize,
    /// Number of rows that replaced stored values.
    #[serde(default)]
    #[schema(required)]
    changed: usize,
    /// Number of rows that were stored before, with the same content.
    existing: usize,
    /// Number of accepted rows whose address a person must check.
    needs_info: usize,
    rejected: Vec<RejectedRow>,
    notices: Vec<TableNotice>,
    /// Id of its submission (`GET /v1/submissions/{id}`); only for tables of requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    submission: Option<i64>,
}

/// A row that was refused.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct RejectedRow {
    /// Its number in a spreadsheet; the header is row 1.
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
    /// Number of further rows or cells with this code that are not listed.
    #[serde(default, skip_serializing_if = "is_zero")]
    more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(more: &usize) -> bool {
    *more == 0
}

/// A remark on a row or on the whole table.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct TableNotice {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    row: Option<usize>,
    /// Its header in the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    column: Option<String>,
    message: String,
    message_ru: String,
    /// Number of further remarks with this code that are not listed.
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
