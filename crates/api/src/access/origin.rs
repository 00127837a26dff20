//! Pages of other sites may not act in a coordinator's name: `SameSite=Strict` is the first wall, this is the second.

use crate::http::problem::{Kind, Problem};
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// The door of VROOM is open to pages of every site, as VROOM's own is: it knows nobody and changes nothing.
const OPEN: &str = "/vroom";

/// Refuses calls that change something and come from elsewhere. Programs that are no browser say nothing of where they are.
pub(crate) fn same_origin() -> CsrfLayer<fn(ProtectionError) -> Response> {
    let refused: fn(ProtectionError) -> Response = |_| Problem::from(Kind::CrossSite).into_response();
    CsrfLayer::new()
        .with_insecure_bypass(|_: &Method, uri: &Uri| uri.path().starts_with(OPEN))
        .with_rejection_response(refused)
}
