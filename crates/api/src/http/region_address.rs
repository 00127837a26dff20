//! The address of a region where one process serves several: `/regions/NAME/`, before the path of the call. `ByRegion`
//! hands a call on to the router of the region in its address, which sees the path without it; all other calls go to
//! the router of what belongs to no region.
//!
//! A handler never learns the address and cannot name a region: its `App` has the service of one.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::response::Response;
use karavan_model::RegionName;
use serde::Serialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::util::Oneshot;
use tower::{Service, ServiceExt};
use utoipa::ToSchema;

/// What the paths of all regions begin with.
const REGIONS: &str = "/regions/";

/// Where a region is served: `/regions/north`.
#[must_use]
pub fn region_address(region: &RegionName) -> String {
    format!("{REGIONS}{region}")
}

/// A region that is served, as strangers are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct RegionLabel {
    /// A word of small Latin letters, digits and dashes.
    #[schema(example = "north")]
    pub(crate) name: String,
    /// What people call it.
    #[schema(example = "Северный район")]
    pub(crate) title: String,
    /// What its addresses begin with: its calls, screens and links.
    #[schema(example = "/regions/north")]
    pub(crate) address: String,
}

impl RegionLabel {
    pub(crate) fn new(name: &RegionName, title: &str) -> Self {
        Self {
            name: name.to_string(),
            title: title.to_owned(),
            address: region_address(name),
        }
    }
}

/// Routers of regions by name.
#[derive(Clone)]
pub(crate) struct ByRegion {
    pub(crate) regions: Arc<BTreeMap<String, Router>>,
    /// For whatever belongs to no region that is served.
    pub(crate) other: Router,
}

impl Service<Request> for ByRegion {
    type Response = Response;
    type Error = Infallible;
    type Future = Oneshot<Router, Request<Body>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut call: Request) -> Self::Future {
        if let Some((name, own)) = parted(call.uri())
            && let Some(router) = self.regions.get(&name)
        {
            *call.uri_mut() = own;
            return router.clone().oneshot(call);
        }
        self.other.clone().oneshot(call)
    }
}

/// The name of a region in an address, and the address as the region knows it; `None` where no name and slash stand.
fn parted(uri: &Uri) -> Option<(String, Uri)> {
    let path = uri.path_and_query()?.as_str();
    let rest = path.strip_prefix(REGIONS)?;
    let end = uri.path().strip_prefix(REGIONS)?.find('/')?;
    let (name, own) = rest.split_at_checked(end)?;
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(own.parse::<PathAndQuery>().ok()?);
    Some((name.to_owned(), Uri::from_parts(parts).ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::parted;

    #[test]
    fn the_region_is_the_first_name_in_the_address_and_the_rest_is_left_as_it_was() {
        let of = |uri: &str| {
            let (name, own) = parted(&uri.parse().unwrap())?;
            Some((name, own.to_string()))
        };
        let told = |name: &str, own: &str| Some((name.to_owned(), own.to_owned()));
        assert_eq!(of("/regions/north/"), told("north", "/"));
        assert_eq!(of("/regions/north/v1/users?x=/a"), told("north", "/v1/users?x=/a"));
        assert_eq!(of("/regions/north/regions/south/r"), told("north", "/regions/south/r"));
        assert_eq!(of("/regions/north//v1"), told("north", "//v1"));
        assert_eq!(
            of("/regions/no%72th/r"),
            told("no%72th", "/r"),
            "no second spelling opens it"
        );
        assert_eq!(
            of("http://us/regions/north/r?a=%2F"),
            told("north", "http://us/r?a=%2F"),
            "as a proxy writes it"
        );
        for other in [
            "/",
            "/regions/north",
            "/regions/north?x=/",
            "/v1/regions/north/",
            "/regions",
            "*",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
