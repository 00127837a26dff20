//! The call `POST /v1/tables/{kind}`, which imports a table of requests, volunteers, vehicles, hubs or stock, sent as
//! bytes; one table at a time. Wrong rows are refused one by one. Travel-time tables are in `compat/osrm/table.rs`.

mod replay;
pub(crate) mod shape;

use crate::access::ByStaff;
use crate::app::App;
use crate::http::extract::{BodyBytes, PathOf, QueryOf, day_or_today};
use crate::http::fault::Fault;
use crate::http::idempotency::{IdempotencyKey, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::ok;
use crate::v1::tables::replay::{restore_words, strip_words};
use crate::v1::tables::shape::TableAnswer;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use karavan_intake::plain_text::plain;
use karavan_model::Door;
use karavan_service::SentTable;
use karavan_store::Receipt;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use utoipa::IntoParams;

/// The day of the rows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DayQuery {
    /// The day of rows without a date; today when absent.
    date: Option<String>,
}

/// Imports a table. Wrong rows are refused one by one; a table that cannot be read at all is refused as a whole.
/// Sending the same table again is harmless: rows that are stored already are recognised.
#[utoipa::path(post, path = "/v1/tables/{kind}", operation_id = "submit_table", tag = "tables",
    request_body(content = String, content_type = "text/csv",
            description = "UTF-8 or windows-1251; comma, semicolon or tab"),
    params(("kind" = String, Path, description = "requests, volunteers, vehicles, hubs or stock"), DayQuery,
        ("X-File-Name" = Option<String>, Header, description = "Percent-encoded"),
        ("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = TableAnswer),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn submit(
    State(app): State<App>,
    ByStaff(caller): ByStaff,
    PathOf(kind): PathOf<String>,
    QueryOf(query): QueryOf<DayQuery>,
    key: IdempotencyKey,
    headers: HeaderMap,
    BodyBytes(bytes): BodyBytes,
) -> Result<Response, Problem> {
    let date = day_or_today(&app, query.date)?;
    if !["requests", "volunteers", "vehicles", "hubs", "stock"].contains(&kind.as_str()) {
        return Err(Kind::NotFound.into());
    }
    let call = key.begin(&app, &caller, &bytes)?;
    let file = file_name(&headers).unwrap_or_else(|| format!("{kind}.csv"));
    if let Some(Receipt { body: mut first, .. }) = call.earlier_receipt(&app).await? {
        let again = tokio::task::spawn_blocking(move || {
            restore_words(&mut first, &kind, &file, &bytes, date);
            first
        });
        let first = again
            .await
            .map_err(|error| Problem::from(Kind::Internal).because(error))?;
        return Ok(replayed(ok(&first)));
    }
    // One table at a time: each takes much more memory than its bytes.
    let _turn = app.shared.tables.acquire().await.map_err(|_| Kind::Busy)?;
    let bytes = bytes.into();
    let taken = match kind.as_str() {
        "requests" => {
            let table = SentTable {
                file,
                bytes,
                date,
                sender: caller.sender(Door::Table),
                receipt: Some(call.receipt_key()),
            };
            caller.acting(&app).submit_table(table).await?
        }
        "volunteers" => caller.acting(&app).put_volunteer_table(&file, bytes, date).await?,
        "vehicles" => caller.acting(&app).put_vehicle_table(&file, bytes).await?,
        "stock" => caller.acting(&app).put_stock_table(&file, bytes, date).await?,
        _ => caller.acting(&app).put_hub_table(&file, bytes).await?,
    };
    let answer = TableAnswer::from(taken.map_err(|faults| {
        Problem::with_faults(
            faults
                .into_iter()
                .map(|fault| Fault {
                    pointer: fault.column.map_or_else(String::new, |column| format!("/{column}")),
                    code: fault.code,
                    message: fault.why,
                    message_ru: fault.why_ru,
                    mend: fault.mend,
                    mend_ru: fault.mend_ru,
                })
                .collect(),
        )
    })?);
    let mut kept = serde_json::to_value(&answer).unwrap_or_default();
    strip_words(&mut kept);
    app.service
        .remember(call.with_receipt(move |()| receipt(200, kept)))
        .await?;
    Ok(ok(&answer))
}

/// The sender's name of the file, which messages mention.
fn file_name(headers: &HeaderMap) -> Option<String> {
    let sent = headers.get("x-file-name")?.to_str().ok()?;
    let name = plain(&percent_decode_str(sent).decode_utf8().ok()?);
    (!name.is_empty() && name.chars().count() <= 200).then_some(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::file_name;
    use axum::http::HeaderMap;

    #[test]
    fn a_cyrillic_file_name_travels_in_a_header() {
        let name = |sent: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-file-name", sent.parse().unwrap());
            file_name(&headers)
        };
        assert_eq!(name("%D0%B0-1.csv").as_deref(), Some("а-1.csv"));
        assert_eq!(name("50%.csv").as_deref(), Some("50%.csv"));
        for unread in ["", "%D0", "%FF.csv"] {
            assert_eq!(name(unread), None, "{unread}");
        }
    }
}
