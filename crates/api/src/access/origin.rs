//! `same_origin`, the layer against cross-site request forgery, in addition to the cookie's `SameSite=Strict`:
//! refuses (403) browser calls that change something and come from pages of other sites. `/vroom` is exempt.

use crate::http::problem::{Kind, Problem};
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// VROOM's calls are open to pages of every site, as VROOM itself is: they use no login and change nothing.
const OPEN: &str = "/vroom";

/// Refuses calls that change something and come from pages of other sites. Programs other than browsers send no origin
/// and pass.
pub(crate) fn same_origin() -> CsrfLayer<fn(ProtectionError) -> Response> {
    let refused: fn(ProtectionError) -> Response = |_| Problem::from(Kind::CrossSite).into_response();
    CsrfLayer::new()
        .with_insecure_bypass(|_: &Method, uri: &Uri| uri.path().starts_with(OPEN))
        .with_rejection_response(refused)
}
