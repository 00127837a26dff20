//! Tests of the accept loop on a real port: slow headers and bodies are cut off, connections are limited, stopping
//! ends, `Host` and encodings are checked, and forged client addresses do not help guessing.

use super::world;
use crate::http::min_body_rate::MinBodyRate;
use crate::http::serve::{Limits, serve_within};
use crate::{ApiError, ServeConfig};
use karavan_store::Store;
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
    let (service, _) = world::service(Store::open("sqlite::memory:").await.unwrap(), &base_url).await;
    let stop = CancellationToken::new();
    let server = tokio::spawn(serve_within(
        limits,
        listener,
        ServeConfig {
            base_url,
            trusted_proxies: Vec::new(),
        },
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
            b"POST /v1/session HTTP/1.1\r\nhost: us\r\ncontent-type: application/json\r\n\
                    content-length: 99\r\n\r\n{",
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
                b"POST /v1/session HTTP/1.1\r\nhost: us\r\ncontent-type: application/json\r\n\
                    content-length: 99\r\n\r\n{",
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

/// A call whose body begins and does not go on.
async fn half_sent(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head =
        format!("POST {path} HTTP/1.1\r\nhost: us\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{{");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

async fn answer_of(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that is cut in the middle ends too.
    let _ = at_last(stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn sent(address: SocketAddr, head: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    answer_of(stream).await
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_never_end_take_nobodys_place() {
    let running = running(Limits::default()).await;
    let mut slow = Vec::new();
    for number in 0..150 {
        let path = ["/vroom", "/v1/requests", "/v1/route/events"][number % 3];
        slow.push(half_sent(running.address, path).await);
    }
    for _ in 0..20 {
        assert!(ask(running.address).await.starts_with("HTTP/1.1 200"));
        let problem =
            r#"{"vehicles":[{"id":1,"start_index":0}],"jobs":[{"id":1,"location_index":1}],"matrix":[[0,1],[1,0]]}"#;
        let post = format!(
            "POST /vroom HTTP/1.1\r\nhost: us\r\nconnection: close\r\ncontent-type: application/json\r\n\
                content-length: {}\r\n\r\n{problem}",
            problem.len()
        );
        let answer = sent(running.address, &post).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    drop(slow);
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_slow_is_cut_off_and_told() {
    let pace = MinBodyRate {
        grace: Duration::from_millis(300),
        ..MinBodyRate::default()
    };
    let running = running(Limits {
        pace,
        ..Limits::default()
    })
    .await;
    for path in ["/vroom", "/v1/session"] {
        let answer = answer_of(half_sent(running.address, path).await).await;
        assert!(answer.contains("in time"), "{path}: {answer}");
    }
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_no_client_that_is_stuck() {
    // The server would wait an hour for a running call.
    let limits = Limits {
        drain: Duration::from_secs(3600),
        headers_within: Duration::from_secs(3600),
        ..Limits::default()
    };
    let running = running(limits).await;
    let body = half_sent(running.address, "/vroom").await;
    let login = half_sent(running.address, "/v1/session").await;
    let mut headers = TcpStream::connect(running.address).await.unwrap();
    headers.write_all(b"GET /v1/health HTTP/1.1\r\nhost: ").await.unwrap();
    // Asks for much and fetches nothing.
    let mut answer = TcpStream::connect(running.address).await.unwrap();
    let get = "GET /openapi.json HTTP/1.1\r\nhost: us\r\n\r\n".repeat(200);
    answer.write_all(get.as_bytes()).await.unwrap();
    // All of them have been taken when this one is answered.
    assert!(ask(running.address).await.starts_with("HTTP/1.1 200"));
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
    drop((body, login, headers, answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_names_its_host_once_and_sends_its_body_as_it_is() {
    let running = running(Limits::default()).await;
    let cases = [
        (
            "GET /v1/health HTTP/1.1\r\nhost: us\r\nconnection: close\r\n\r\n",
            "200",
        ),
        ("GET /v1/health HTTP/1.0\r\n\r\n", "200"),
        ("GET /v1/health HTTP/1.1\r\nconnection: close\r\n\r\n", "400"),
        (
            "GET /v1/health HTTP/1.1\r\nhost: us\r\nhost: them\r\nconnection: close\r\n\r\n",
            "400",
        ),
        ("GET /v1/health HTTP/1.0\r\nhost: us\r\nhost: us\r\n\r\n", "400"),
        (
            "POST /vroom HTTP/1.1\r\nhost: us\r\nconnection: close\r\ncontent-encoding: gzip\r\n\
                content-length: 0\r\n\r\n",
            "415",
        ),
        (
            "POST /v1/session HTTP/1.1\r\nhost: us\r\nconnection: close\r\ncontent-encoding: br\r\n\
                content-length: 0\r\n\r\n",
            "415",
        ),
    ];
    for (head, status) in cases {
        let answer = sent(running.address, head).await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{head} {answer}");
    }
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_address_buys_no_guesses() {
    let running = running(Limits::default()).await;
    let mut admitted = 0;
    for number in 0..60 {
        let body = r#"{"login":"coordinator","password":"guess"}"#;
        let post = format!(
            "POST /v1/session HTTP/1.1\r\nhost: us\r\nconnection: close\r\nx-forwarded-for: 203.0.113.{number}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let answer = sent(running.address, &post).await;
        admitted += usize::from(answer.starts_with("HTTP/1.1 401"));
    }
    // Five are free; a slow machine gives a few more time to pass.
    assert!((5..30).contains(&admitted), "{admitted}");
    running.stop.cancel();
    at_last(running.server).await.unwrap().unwrap();
}
