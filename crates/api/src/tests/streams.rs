//! Tests of the event streams of a day and of a run: events in the order of changes, resumed with `Last-Event-ID`,
//! ended with the run or when the server stops, and today's stream after midnight.

use super::contract_check::{Operation, operation};
use super::{DATE, TestServer, key};
use axum::body::{Body, BodyDataStream};
use axum::http::{Method, Request};
use futures::StreamExt;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt;

/// One event.
#[derive(Debug, PartialEq)]
struct Heard {
    id: String,
    name: String,
    data: Value,
}

struct Listener {
    stream: BodyDataStream,
    text: String,
    operation: &'static Operation,
}

impl Listener {
    async fn at(server: &TestServer, path: &str, last: Option<&str>) -> Self {
        let mut request = Request::get(path).header("cookie", &server.cookie).header("host", "us");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = server
            .router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        assert_eq!(response.headers()["cache-control"], "no-cache");
        Self {
            stream: response.into_body().into_data_stream(),
            text: String::new(),
            operation: operation(&Method::GET, path.split('?').next().unwrap()).unwrap(),
        }
    }

    /// The next event; `None` when the stream is over.
    async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    event
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .map(|text| text.trim().to_owned())
                };
                let heard = field("event:").map(|name| Heard {
                    id: field("id:").unwrap(),
                    name,
                    data: serde_json::from_str(&field("data:").unwrap()).unwrap(),
                });
                self.text = rest.to_owned();
                match heard {
                    Some(heard) => {
                        self.operation.hold_event(&heard.data);
                        return Some(heard);
                    }
                    None => continue,
                }
            }
            let next = tokio::time::timeout(Duration::from_secs(30), self.stream.next())
                .await
                .expect("an event comes");
            self.text.push_str(std::str::from_utf8(&next?.unwrap()).unwrap());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_is_heard_in_order_and_who_comes_back_misses_nothing() {
    let server = TestServer::open().await;
    let path = format!("/v1/events?date={DATE}");
    let mut live = Listener::at(&server, &path, None).await;
    let mut ids = Vec::new();
    for house in [3, 5, 7] {
        ids.push(server.submit(&format!("Садовая {house}")).await);
    }
    let mut heard = Vec::new();
    for id in &ids {
        let event = live.next().await.unwrap();
        assert_eq!(
            (event.name.as_str(), event.data["request"].as_str()),
            ("request", Some(id.as_str()))
        );
        assert_eq!(
            (event.data["state"].as_str(), event.data["outcome"].is_null()),
            (Some("located"), true)
        );
        heard.push(event);
    }
    let numbers: Vec<i64> = heard.iter().map(|event| event.id.parse().unwrap()).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");

    // Back with the first id: the second and third come again, just the same; then what is new.
    drop(live);
    let mut back = Listener::at(&server, &path, Some(&heard[0].id)).await;
    assert_eq!(back.next().await.as_ref(), Some(&heard[1]));
    assert_eq!(back.next().await.as_ref(), Some(&heard[2]));
    server.staff().await;
    let plan = server.plan().await;
    let mut names = Vec::new();
    loop {
        let event = back.next().await.unwrap();
        names.push(event.name.clone());
        match event.name.as_str() {
            "plan" => {
                assert_eq!(
                    (event.data["id"].as_str(), event.data["state"].as_str()),
                    (Some(plan.as_str()), Some("draft"))
                );
                break;
            }
            "run" => assert_eq!(event.data["date"], DATE),
            other => assert_eq!(other, "request"),
        }
    }
    assert!(names.contains(&"run".to_owned()), "{names:?}");

    server.stop.cancel();
    while back.next().await.is_some() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_followed_to_its_end() {
    let server = TestServer::open().await;
    server.staff().await;
    server.submit("Садовая 3").await;
    let order = json!({"date": DATE, "time_limit_seconds": 1});
    let key = key();
    let headers = [("cookie", server.cookie.as_str()), ("idempotency-key", key.as_str())];
    let run = server.post("/v1/plans", &headers, &order).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let busy = server.act("/v1/plans", &[], &order).await;
    assert_eq!(busy.status, 409, "one run a day");
    let path = format!("/v1/runs/{run}/events");
    let mut live = Listener::at(&server, &path, None).await;
    let mut last = None;
    while let Some(event) = live.next().await {
        assert_eq!(event.data["id"].as_str(), Some(run.as_str()));
        assert!(last.is_none(), "nothing comes after the end");
        match event.name.as_str() {
            "progress" => {}
            _ => last = Some(event),
        }
    }
    let last = last.unwrap();
    assert_eq!(
        (last.name.as_str(), last.data["state"].as_str()),
        ("done", Some("succeeded"))
    );
    // Who comes after the end hears the end.
    let mut late = Listener::at(&server, &path, None).await;
    assert_eq!(late.next().await.unwrap().data, last.data);
    assert_eq!(late.next().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_run_says_so() {
    let server = TestServer::open().await;
    server.staff().await;
    server.submit("Садовая 3").await;
    let order = json!({"date": DATE, "time_limit_seconds": 600});
    let run = server.act("/v1/plans", &[], &order).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut live = Listener::at(&server, &format!("/v1/runs/{run}/events"), None).await;
    assert_eq!(live.next().await.unwrap().name, "progress");
    let cancel = async || {
        server
            .call(
                axum::http::Method::DELETE,
                &format!("/v1/runs/{run}"),
                &[("cookie", &server.cookie)],
                None,
            )
            .await
    };
    assert_eq!(cancel().await.status, 204);
    let mut last = String::new();
    while let Some(event) = live.next().await {
        last = event.name;
    }
    assert_eq!(last, "cancelled");
    assert_eq!(cancel().await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_today_goes_on_with_the_next_day() {
    let server = TestServer::open().await;
    let mut today = Listener::at(&server, "/v1/events", None).await;
    let submit = async |date: &str| {
        let own = [("authorization", server.intake.as_str()), ("idempotency-key", &key())];
        let mut request = super::sent("Садовая 3");
        request["date"] = json!(date);
        let told = server.post("/v1/requests", &own, &request).await;
        assert_eq!(told.status, 201, "{}", told.text());
        told.json()["id"].clone()
    };
    let _tomorrows = submit("2026-11-22").await;
    let first = submit(DATE).await;
    assert_eq!(today.next().await.unwrap().data["request"], first);
    server.clock.forward(24 * 3600);
    let _yesterdays = submit(DATE).await;
    let second = submit("2026-11-22").await;
    assert_eq!(today.next().await.unwrap().data["request"], second);
}
