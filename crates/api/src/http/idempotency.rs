//! `IdempotencyKey` extracts the required header, `IdempotentCall` is a call that runs under it, at one time in this
//! process. A repeat gets the stored `receipt` of the first call, from which its handler builds the answer again;
//! another call with the same key gets 422. The set of running calls is in `in_flight.rs`.

use crate::access::Caller;
use crate::app::App;
use crate::http::in_flight::{CallId, InFlight};
use crate::http::problem::{Kind, Problem};
use crate::texts::calls as texts;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use karavan_model::Timestamp;
use karavan_store::{Acted, Once, Receipt, StoredReceipt};
use serde_json::Value;
use sha2::{Digest, Sha256};

const HEADER: &str = "idempotency-key";
const LENGTH: std::ops::RangeInclusive<usize> = 16..=128;

/// The header `Idempotency-Key` of a `POST`, and the call it belongs to.
pub(crate) struct IdempotencyKey {
    key: String,
    route: String,
    /// Method, path with query, and content type; part of the fingerprint.
    call: String,
}

impl FromRequestParts<App> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let sent = parts
            .headers
            .get(HEADER)
            .ok_or_else(|| Problem::from(Kind::KeyRequired).saying(texts::IDEMPOTENCY_KEY_REQUIRED))?;
        let fits = |key: &&str| {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte);
            LENGTH.contains(&key.len()) && key.bytes().all(known)
        };
        let key = sent
            .to_str()
            .ok()
            .filter(fits)
            .ok_or_else(|| Problem::from(Kind::KeyInvalid).saying(texts::IDEMPOTENCY_KEY))?;
        let template = parts.extensions.get::<MatchedPath>();
        let template = template.map_or(parts.uri.path(), MatchedPath::as_str);
        let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        Ok(Self {
            key: key.to_owned(),
            route: format!("{} {template}", parts.method),
            call: format!("{} {target} {}", parts.method, kind.unwrap_or_default()),
        })
    }
}

/// A call that may run now. Until it is dropped, other calls with the same key get 409.
pub(crate) struct IdempotentCall {
    id: CallId,
    fingerprint: String,
    at: Timestamp,
    in_flight: InFlight,
}

impl IdempotencyKey {
    /// Begins the call; 409 while another one with the same key runs.
    pub(crate) fn begin(self, app: &App, caller: &Caller, body: &[u8]) -> Result<IdempotentCall, Problem> {
        let mut hash = Sha256::new();
        hash.update(self.call.as_bytes());
        hash.update([0]);
        hash.update(body);
        let id = (caller.name().to_owned(), self.route, self.key);
        if !app.in_flight.begin(&id) {
            return Err(Problem::from(Kind::InProgress).retry_after(1));
        }
        Ok(IdempotentCall {
            id,
            fingerprint: URL_SAFE_NO_PAD.encode(hash.finalize()),
            at: app.service.now(),
            in_flight: app.in_flight.clone(),
        })
    }
}

impl IdempotentCall {
    /// For the store: keep this receipt in the same transaction as the change.
    pub(crate) fn with_receipt<T>(
        &self,
        receipt: impl FnOnce(&T) -> Option<Receipt> + Send + Sync + 'static,
    ) -> Once<T> {
        let (client, route, key) = self.id.clone();
        Once::new(client, route, key, self.fingerprint.clone(), self.at, receipt)
    }

    /// The key as it was sent.
    pub(crate) fn receipt_key(&self) -> String {
        self.id.2.clone()
    }

    /// The receipt of an earlier call with this key; 422 when that was another call. For calls whose many changes do
    /// not fit in one transaction with their receipt, and are harmless to repeat; and for a body that reads differently
    /// now.
    pub(crate) async fn earlier_receipt(&self, app: &App) -> Result<Option<Receipt>, Problem> {
        let (client, route, key) = &self.id;
        match app.service.receipt(client, route, key).await? {
            None => Ok(None),
            Some(StoredReceipt { fingerprint, receipt }) if fingerprint == self.fingerprint => Ok(Some(receipt)),
            Some(_) => Err(Kind::KeyReused.into()),
        }
    }
}

impl Drop for IdempotentCall {
    fn drop(&mut self) {
        self.in_flight.end(&self.id);
    }
}

/// A receipt: status and stored part of the body.
pub(crate) fn receipt(status: u16, body: Value) -> Option<Receipt> {
    Some(Receipt { status, body })
}

/// What was done now, or the receipt of the first call; 422 when the key was used for another call.
pub(crate) fn done_or_receipt<T>(acted: Acted<T>) -> Result<Result<T, Receipt>, Problem> {
    match acted {
        Acted::Done(done) => Ok(Ok(done)),
        Acted::Replayed(receipt) => Ok(Err(receipt)),
        Acted::KeyReused => Err(Kind::KeyReused.into()),
    }
}

/// Marks an answer as a repeat of the first one.
pub(crate) fn replayed(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    let name = HeaderName::from_static("idempotency-replayed");
    response.headers_mut().insert(name, HeaderValue::from_static("true"));
    response
}
