//! `serve` and `serve_regions`, the accept loop and the orderly stop, with what `axum::serve` lacks: limits on slow
//! headers, on connections and on the time to stop. The routes are in `router.rs`, those of several regions in
//! `regions.rs`.

use crate::ApiError;
use crate::access::Peer;
use crate::app::{App, Shared};
use crate::config::ServeConfig;
use crate::http::connection_limits::ConnectionLimits;
use crate::http::min_body_rate::MinBodyRate;
use crate::regions::{RegionService, calls_of_regions};
use crate::router::router;
use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use karavan_service::{Service, close_all};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// The longest time for a client to send its headers.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// The largest headers of a call, in bytes.
const HEADERS_BYTES_MAX: usize = 64 * 1024;
/// Open connections; further ones wait in the queue of the system.
const CONNECTIONS_MAX: usize = 1024;
/// Open connections of one address; a proxy on this machine may have any number.
const OF_ONE_ADDRESS_MAX: usize = 64;
/// A connection is closed when the client reads nothing of its answer for this long.
const FETCHED_WITHIN: Duration = Duration::from_secs(30);
/// How long answers may still be sent after the last call has ended, when the server stops.
const PARTING: Duration = Duration::from_secs(1);
/// How long running calls may take to end when the server stops.
const DRAIN: Duration = Duration::from_secs(10);
/// A pause after the system refused a connection, most likely for lack of file handles.
const BREATH: Duration = Duration::from_millis(100);

/// Limits of the accept loop; tests use shorter ones.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) headers_within: Duration,
    pub(crate) connections_max: usize,
    pub(crate) of_one_address_max: usize,
    pub(crate) drain: Duration,
    pub(crate) pace: MinBodyRate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            headers_within: HEADERS_WITHIN,
            connections_max: CONNECTIONS_MAX,
            of_one_address_max: OF_ONE_ADDRESS_MAX,
            drain: DRAIN,
            pace: MinBodyRate::default(),
        }
    }
}

/// Serves one region until `stop`; then lets running calls end, closes the remaining connections, and closes the
/// service.
///
/// # Errors
/// When the store does not close cleanly.
pub async fn serve(
    listener: TcpListener,
    config: ServeConfig,
    service: Service,
    stop: CancellationToken,
) -> Result<(), ApiError> {
    serve_within(Limits::default(), listener, config, service, stop).await
}

pub(crate) async fn serve_within(
    limits: Limits,
    listener: TcpListener,
    config: ServeConfig,
    service: Service,
    stop: CancellationToken,
) -> Result<(), ApiError> {
    let shared = Arc::new(Shared::new(config, Vec::new(), limits.pace, stop));
    let calls = router(App::new(service.clone(), &shared));
    accept(limits, listener, calls, &shared).await;
    Ok(service.close().await?)
}

/// Serves several regions, each at an address of its own (`/regions/NAME/`), as [`serve`] does one.
///
/// # Errors
/// When none of them has a service, or a store does not close cleanly.
pub async fn serve_regions(
    listener: TcpListener,
    config: ServeConfig,
    regions: Vec<RegionService>,
    stop: CancellationToken,
) -> Result<(), ApiError> {
    let limits = Limits::default();
    let services: Vec<Service> = regions.iter().filter_map(|region| region.service.clone()).collect();
    let labels = RegionService::labels(&regions);
    let shared = Arc::new(Shared::new(config, labels, limits.pace, stop));
    let calls = calls_of_regions(regions, &shared).ok_or(ApiError::NoRegion)?;
    accept(limits, listener, calls, &shared).await;
    Ok(close_all(services).await?)
}

/// Accepts connections and answers their calls until told to stop, and lets running calls end.
async fn accept(limits: Limits, listener: TcpListener, calls: Router, shared: &Shared) {
    let per_address = ConnectionLimits::new(limits.of_one_address_max, &shared.trusted_proxies);
    let mut server = Builder::new(TokioExecutor::new()).http1_only();
    server
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers_within)
        .max_buf_size(HEADERS_BYTES_MAX);
    let server = Arc::new(server);
    let places = Arc::new(Semaphore::new(limits.connections_max));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    while let Some((stream, peer, place)) = accepted(&listener, &places, &shared.stop).await {
        let Some(held) = per_address.take(peer) else {
            continue;
        };
        // Small answers and events are sent at once; without this option they are only slower.
        let _ = stream.set_nodelay(true);
        let calls = calls.clone().map_request(move |mut call: Request<Incoming>| {
            call.extensions_mut().insert(Peer(peer));
            call
        });
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(FETCHED_WITHIN));
        let connection = server
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(calls))
            .into_owned();
        let connection = graceful.watch(connection);
        connections.spawn(async move {
            // A client that disconnects is not an error of ours.
            let _ = connection.await;
            drop((place, held));
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    // Only running calls are waited for: a client that is stuck in its headers, body or answer does not delay the stop.
    let no_call_is_left = async {
        shared.lanes.wait_until_idle().await;
        tokio::time::sleep(PARTING).await;
    };
    let ended = async {
        tokio::select! {
            () = graceful.shutdown() => true,
            () = no_call_is_left => false,
        }
    };
    if !tokio::time::timeout(limits.drain, ended).await.unwrap_or_default() {
        tracing::info!(left = connections.len(), "connections that did not end were cut off");
    }
    connections.shutdown().await;
}

async fn accepted(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    stop: &CancellationToken,
) -> Option<(TcpStream, IpAddr, OwnedSemaphorePermit)> {
    loop {
        let next = async {
            let place = Arc::clone(places).acquire_owned().await.ok()?;
            Some((listener.accept().await, place))
        };
        let (stream, place) = tokio::select! {
            biased;
            () = stop.cancelled() => return None,
            next = next => next?,
        };
        match stream {
            Ok((stream, peer)) => return Some((stream, peer.ip(), place)),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}
