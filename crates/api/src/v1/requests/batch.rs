//! The call `POST /v1/requests/batch`, which submits up to 200 requests at once: each is accepted or refused by itself,
//! and the answer to a repeat is built again from a receipt of ids and the rows sent. A single request: `submit.rs`.

use crate::access::{ByStaffOrKey, Caller};
use crate::app::App;
use crate::http::extract::Json;
use crate::http::fault::{Fault, FieldFault};
use crate::http::idempotency::{IdempotencyKey, done_or_receipt, receipt, replayed};
use crate::http::problem::{Kind, Problem, ProblemBody};
use crate::http::response::ok;
use crate::texts;
use crate::v1::enums::BatchStatus;
use crate::v1::requests::shape::{Answer, Batch, BatchAnswer, BatchResult};
use crate::v1::requests::submit::{
    delivery, inserted_rows, is_seen, kept_request, known_names, read_one, receipt_body, reference_taken, sent_row,
    within_quota,
};
use crate::v1::view::View;
use axum::extract::State;
use axum::response::Response;
use karavan_intake::{AcceptedRequest, Known};
use karavan_model::{GoodsCode, HubId};
use karavan_store::{Accepted, Inserted, StoredRequest};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const BATCH_MAX: usize = 200;

/// What is stored of the answer to a batch. A repeat sends the rows again: read with the same hubs, the refused ones
/// are refused with the same words, so no words are stored. Names of volunteers are not stored either: a row that was
/// refused for an unknown volunteer who is known by now is refused without a reason.
#[derive(Serialize, Deserialize)]
struct Receipt {
    /// The hubs at the time of the first call.
    hubs: Vec<HubId>,
    /// The region's own goods that they handed out.
    #[serde(default)]
    goods: Vec<GoodsCode>,
    /// One for each row; `None` for a row that was refused when it was read.
    rows: Vec<Option<Kept>>,
}

/// The name of an outcome, and the stored request, see [`receipt_body`].
type Kept = (String, Value);

/// Submits up to 200 requests; each is accepted or refused by itself.
#[utoipa::path(post, path = "/v1/requests/batch", operation_id = "submit_batch", tag = "requests", request_body = Batch,
    params(("Idempotency-Key" = String, Header, description = "16–128 of A-Z a-z 0-9 . _ : -")),
    responses((status = 200, body = BatchAnswer),
        (status = 422, body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn submit(
    State(app): State<App>,
    ByStaffOrKey(caller): ByStaffOrKey,
    key: IdempotencyKey,
    sent: Json,
) -> Result<Response, Problem> {
    let call = key.begin(&app, &caller, &sent.bytes)?;
    let drafts = sent.value.get("requests").and_then(Value::as_array).ok_or_else(|| {
        Problem::with_faults(vec![Fault::of_field(
            "/requests",
            FieldFault::Kind(texts::fields::LIST),
        )])
    })?;
    if drafts.len() > BATCH_MAX {
        return Err(Problem::with_faults(vec![Fault::of_field(
            "/requests",
            FieldFault::TooMany(BATCH_MAX),
        )]));
    }
    let known = known_names(&app, &caller, drafts).await?;
    let read = read_all(drafts, &known);
    let (hubs, goods) = known.hubs();
    let (hubs, goods) = (hubs.to_vec(), goods.to_vec());
    let are_right: Vec<bool> = read.iter().map(Result::is_ok).collect();
    let once = call.with_receipt(move |accepted: &Accepted| {
        let mut taken = inserted_rows(accepted)?.into_iter();
        let rows = are_right.iter().map(|is_right| {
            let (one, is_new) = is_right.then(|| taken.next()).flatten()?;
            Some((outcome(one).to_owned(), receipt_body(one.stored(), is_new)))
        });
        let rows = rows.collect();
        receipt(
            200,
            serde_json::to_value(Receipt { hubs, goods, rows }).unwrap_or_default(),
        )
    });
    let rows = (1..)
        .zip(drafts)
        .zip(&read)
        .map(|((place, draft), read)| sent_row(place, draft, read));
    let delivery = delivery(&caller, &call, &sent.bytes, rows.collect());
    let accepted = caller.acting(&app).accept(delivery, Some(once)).await?;
    match done_or_receipt(accepted)? {
        Ok(accepted) => {
            let mut taken = within_quota(&app, &accepted)?.into_iter();
            let mut results = Vec::with_capacity(read.len());
            for read in read {
                results.push(match read.map(|_| taken.next()) {
                    Err(problem) => rejected(&problem),
                    Ok(Some((one, is_new))) if is_seen(&app, &caller, one.stored()).await? => {
                        result(&caller, outcome(one), Some((one.stored(), is_new)))
                    }
                    Ok(Some(_)) => rejected(&reference_taken()),
                    Ok(None) => rejected(&Kind::Internal.into()),
                });
            }
            Ok(ok(&BatchAnswer { results }))
        }
        Err(first) => Ok(replayed(ok(&replay(&app, &caller, drafts, first.body).await?))),
    }
}

/// The first answer, built again from its receipt and the rows of the repeat.
async fn replay(app: &App, caller: &Caller, drafts: &[Value], receipt: Value) -> Result<BatchAnswer, Problem> {
    let known = known_names(app, caller, drafts).await?;
    let (known, rows) = match serde_json::from_value(receipt.clone()) {
        Ok(Receipt { hubs, goods, rows }) => (known.with_hubs(hubs, goods), rows),
        Err(_) => {
            let rows = rows_of_first_release(receipt, drafts, &known)?;
            (known, rows)
        }
    };
    let mut results = Vec::with_capacity(drafts.len());
    for (read, row) in read_all(drafts, &known).into_iter().zip(rows) {
        results.push(match row {
            Some((outcome, id)) => {
                let kept = kept_request(app, caller, &id).await?;
                result(caller, &outcome, kept.as_ref().map(|(kept, is_new)| (kept, *is_new)))
            }
            // A newer version may accept what an older one refused; the first answer still applies.
            None => rejected(&read.err().unwrap_or_else(|| Kind::Invalid.into())),
        });
    }
    Ok(BatchAnswer { results })
}

/// The rows of a receipt of the first release, which has no entry for refused rows.
fn rows_of_first_release(receipt: Value, drafts: &[Value], known: &Known) -> Result<Vec<Option<Kept>>, Problem> {
    let kept: Vec<Kept> =
        serde_json::from_value(receipt).map_err(|error| Problem::from(Kind::Internal).because(error))?;
    let are_right: Vec<bool> = read_all(drafts, known)
        .iter()
        .map(|read| read.is_ok() || kept.len() == drafts.len())
        .collect();
    if are_right.iter().filter(|is_right| **is_right).count() != kept.len() {
        return Err(Problem::from(Kind::Conflict).saying(texts::requests::BATCH_READS_OTHERWISE));
    }
    let mut kept = kept.into_iter();
    let rows = are_right
        .into_iter()
        .map(|is_right| is_right.then(|| kept.next()).flatten());
    Ok(rows.collect())
}

fn read_all(drafts: &[Value], known: &Known) -> Vec<Result<AcceptedRequest, Problem>> {
    drafts.iter().map(|draft| read_one(draft, known)).collect()
}

const fn outcome(inserted: &Inserted) -> &'static str {
    match inserted {
        Inserted::Created(_) => "created",
        Inserted::Existing(_) => "existing",
        Inserted::Conflict(_) => "conflict",
    }
}

fn result(caller: &Caller, outcome: &str, kept: Option<(&StoredRequest, bool)>) -> BatchResult {
    let status = match (outcome, kept) {
        ("created", Some(_)) => BatchStatus::Created,
        ("existing", Some(_)) => BatchStatus::Existing,
        (_, Some(_)) => return rejected(&reference_taken()),
        (_, None) => return rejected(&Kind::Gone.into()),
    };
    BatchResult {
        status,
        request: kept.map(|(kept, is_new)| Answer::for_sender(&View::of(caller), kept, is_new)),
        problem: None,
    }
}

fn rejected(problem: &Problem) -> BatchResult {
    BatchResult {
        status: BatchStatus::Rejected,
        request: None,
        problem: Some(problem.body(None)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::rows_of_first_release;
    use karavan_intake::Known;
    use serde_json::{Value, json};

    fn draft(quantity: i64) -> Value {
        json!({"source": "112", "address": "Садовая 3", "needs": [{"goods": "food", "quantity": quantity}]})
    }

    #[test]
    fn a_receipt_of_the_first_release_names_nobody_else() {
        let drafts = [draft(1), draft(0), draft(2)];
        let receipt = json!([["created", "1001-9"], ["existing", "1002-8"]]);
        let rows = rows_of_first_release(receipt.clone(), &drafts, &Known::default()).unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.as_ref().map(|(_, id)| id.clone())).collect();
        assert_eq!(ids, [Some(json!("1001-9")), None, Some(json!("1002-8"))]);
        // As many as rows: each was taken, whatever is known now.
        let all = rows_of_first_release(receipt.clone(), &drafts[..2], &Known::default()).unwrap();
        assert!(all.iter().all(Option::is_some));
        let otherwise = [draft(1), draft(2), draft(2)];
        assert!(rows_of_first_release(receipt, &otherwise, &Known::default()).is_err());
    }
}
