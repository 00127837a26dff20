//! The accept loop on a real port: slow clients are cut off, and stopping ends.

use super::world;
use crate::serve::{Limits, serve_within};
use crate::{ApiError, ServeConfig};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    server: JoinHandle<Result<(), ApiError>>,
}

async fn running(limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let base_url = format!("http://{address}");
    let (service, _) = world::service(&base_url).await;
    let stop = CancellationToken::new();
    let server = tokio::spawn(serve_within(
        limits,
        listener,
        ServeConfig { base_url },
        service,
        stop.clone(),
    ));
    Running { address, stop, server }
}

async fn ask(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(b"GET /v1/health HTTP/1.1\r\nhost: us\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Nothing here is measured; a server that hangs fails instead of waiting for ever.
async fn at_last<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what)
        .await
        .expect("it ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_ends_its_headers_is_cut_off_and_others_are_served() {
    let limits = Limits {
        headers_within: Duration::from_millis(300),
        ..Limits::default()
    };
    let running = running(limits).await;
    let mut slow = Vec::new();
    for _ in 0..20 {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream
            .write_all(b"GET /v1/health HTTP/1.1\r\nhost: us\r\nx-slow: ")
            .await
            .unwrap();
        slow.push(stream);
    }
    assert!(ask(running.address).await.starts_with("HTTP/1.1 200"));
    for mut stream in slow {
        let mut rest = Vec::new();
        // Closed or answered with a refusal; either way it ends, though nothing more was sent.
        let _ = at_last(stream.read_to_end(&mut rest)).await;
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_ends_idle_and_stuck_connections_and_refuses_new_ones() {
    let limits = Limits {
        drain: Duration::from_millis(500),
        ..Limits::default()
    };
    let running = running(limits).await;
    let mut idle = TcpStream::connect(running.address).await.unwrap();
    idle.write_all(b"GET /v1/health HTTP/1.1\r\nhost: us\r\n\r\n")
        .await
        .unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let mut stuck = TcpStream::connect(running.address).await.unwrap();
    stuck
        .write_all(
            b"POST /v1/session HTTP/1.1\r\nhost: us\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{",
        )
        .await
        .unwrap();
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
    for mut stream in [idle, stuck] {
        let mut rest = Vec::new();
        let _ = at_last(stream.read_to_end(&mut rest)).await;
    }
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_that_never_end_take_nobodys_place() {
    let running = running(Limits::default()).await;
    let mut slow = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream
            .write_all(
                b"POST /v1/session HTTP/1.1\r\nhost: us\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{",
            )
            .await
            .unwrap();
        slow.push(stream);
    }
    // Asked until all of them are being read.
    for _ in 0..20 {
        assert!(ask(running.address).await.starts_with("HTTP/1.1 200"));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    drop(slow);
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_most_connections_a_client_waits_for_a_place() {
    let limits = Limits {
        connections_max: 2,
        headers_within: Duration::from_millis(500),
        ..Limits::default()
    };
    let running = running(limits).await;
    let full = [
        TcpStream::connect(running.address).await.unwrap(),
        TcpStream::connect(running.address).await.unwrap(),
    ];
    let third = tokio::spawn(ask(running.address));
    drop(full);
    assert!(at_last(third).await.unwrap().starts_with("HTTP/1.1 200"));
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
}
