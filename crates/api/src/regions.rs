//! `calls_of_regions`: what a process of several regions answers. Each region has its own router and `App`, at an
//! address of its own (`http/region_address.rs`); outside of them are the list of regions, a page to choose one, the
//! files of the screens, the contract and the health of the whole.

use crate::app::{App, Shared};
use crate::http::middleware::{CallLayer, wrap_call};
use crate::http::problem::{Kind, Problem};
use crate::http::region_address::{ByRegion, RegionLabel, region_address};
use crate::http::response::ok;
use crate::http::screens;
use crate::router::{docs, router};
use crate::texts::calls as texts;
use crate::v1::map::{self, Well};
use crate::v1::regions::listed;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use karavan_model::RegionName;
use karavan_service::Service;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// A region of a process that serves several.
pub struct RegionService {
    /// The name in its address.
    pub name: RegionName,
    /// What people call it.
    pub title: String,
    /// Its use cases; `None` when it cannot be served, for want of its map or its keys.
    pub service: Option<Service>,
}

impl RegionService {
    /// The labels of the regions that are served.
    pub(crate) fn labels(regions: &[Self]) -> Vec<RegionLabel> {
        let served = regions.iter().filter(|region| region.service.is_some());
        served
            .map(|region| RegionLabel::new(&region.name, &region.title))
            .collect()
    }
}

/// State of what belongs to no region.
#[derive(Clone)]
struct Whole {
    shared: Arc<Shared>,
    /// The services of all regions that are served.
    services: Arc<BTreeMap<String, Service>>,
    /// The regions of the database that are not served.
    absent: Arc<Vec<RegionName>>,
}

/// The calls of all these regions; `None` when none of them is served.
pub(crate) fn calls_of_regions(regions: Vec<RegionService>, shared: &Arc<Shared>) -> Option<Router> {
    let (mut routers, mut services, mut absent) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for region in regions {
        let Some(service) = region.service else {
            absent.push(region.name);
            continue;
        };
        services.insert(region.name.to_string(), service.clone());
        let app = App::of_region(service, region.name.clone(), shared);
        routers.insert(region.name.to_string(), router(app));
    }
    let around = CallLayer {
        lanes: Arc::clone(&shared.lanes),
        is_secure: shared.is_secure,
        region: None,
        // Any of them draws the ids of calls.
        service: services.values().next()?.clone(),
    };
    let whole = Whole {
        shared: Arc::clone(shared),
        services: Arc::new(services),
        absent: Arc::new(absent),
    };
    let other = Router::new()
        .route("/", get(choose))
        .route("/v1/regions", get(list))
        .route("/v1/health", get(map::health))
        .route("/v1/ready", get(ready))
        .route("/regions/{name}", any(not_served))
        .route("/regions/{name}/{*path}", any(not_served))
        .route("/regions/{name}/", any(not_served))
        .merge(docs())
        .fallback(screens::file)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(around, wrap_call))
        .with_state(whole);
    let regions = Arc::new(routers);
    Some(Router::new().fallback_service(ByRegion { regions, other }))
}

/// The page on which people choose a region; where there is one, they go to it at once.
async fn choose(State(whole): State<Whole>, headers: HeaderMap) -> Response {
    match whole.shared.regions.as_slice() {
        [only] => Redirect::temporary(&format!("{}/", only.address)).into_response(),
        _ => screens::regions(&headers),
    }
}

async fn list(State(whole): State<Whole>) -> Response {
    listed(&whole.shared.regions)
}

/// Whether a write would succeed now in every region; the answer names those where it would not.
async fn ready(State(whole): State<Whole>) -> Result<Response, Problem> {
    let (mut names, mut causes) = (Vec::new(), Vec::new());
    for (name, service) in whole.services.iter() {
        if let Err(error) = service.ready().await {
            names.push(name.as_str());
            causes.push(format!("{name}: {error}"));
        }
    }
    match names.is_empty() {
        true => Ok(ok(&Well::new())),
        false => Err(Problem::from(Kind::Unavailable)
            .retry_after(1)
            .saying(texts::regions_not_ready(&names.join(", ")))
            .because(causes.join("; "))),
    }
}

/// An address of a region that is not served, or one without the slash that ends its name.
async fn not_served(State(whole): State<Whole>, Path(parts): Path<BTreeMap<String, String>>, uri: Uri) -> Response {
    let name = parts.get("name").map(String::as_str).unwrap_or_default();
    if whole.absent.iter().any(|known| known.as_str() == name) {
        return Problem::from(Kind::NotServed).into_response();
    }
    match name.parse::<RegionName>() {
        Ok(served) if uri.path() == region_address(&served) && whole.services.contains_key(name) => {
            Redirect::permanent(&format!("{}/", uri.path())).into_response()
        }
        _ => Problem::from(Kind::NotFound).into_response(),
    }
}
