//! `TestServer`, the whole router without a network on a database in memory, with helpers to call it as coordinator,
//! key or volunteer; and the list of test modules. The town and the clock are in `world.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod a_day;
mod changes;
mod console_answers;
mod contract;
mod contract_check;
mod contract_file;
mod corrections;
mod declared_calls;
mod fields;
mod geocoders;
mod headers;
mod idempotency;
mod keys;
mod links;
mod matrix;
mod move_offers;
mod moves;
mod one_rulebook;
mod osrm;
mod owners;
mod permissions;
mod policies;
mod privacy;
mod problems;
mod remits;
mod rules_of_people;
mod schema_check;
mod second_step;
mod session_list;
mod sessions;
mod streams;
mod submissions;
mod versions;
mod vroom;
mod why;
mod wire_level;
mod world;

use crate::app::{App, Shared};
use crate::config::ServeConfig;
use crate::http::min_body_rate::MinBodyRate;
use crate::router::router;
use crate::{FirstSecrets, first_start};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use karavan_service::Service;
use karavan_store::Store;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use world::Hand;

pub(crate) use world::{DATE, day};

/// A server without a network.
pub(crate) struct TestServer {
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) service: Service,
    pub(crate) clock: Arc<Hand>,
    pub(crate) stop: CancellationToken,
    pub(crate) cookie: String,
    pub(crate) intake: String,
    pub(crate) password: String,
    /// The operations that were answered well, by name.
    pub(crate) answered: Mutex<BTreeSet<&'static str>>,
}

/// The response of a call.
#[derive(Debug)]
pub(crate) struct TestResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl TestResponse {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body of a problem, which must be one.
    pub(crate) fn problem(&self) -> Value {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16(), "{problem}");
        assert_eq!(problem["instance"], self.header("x-request-id"), "{problem}");
        for field in ["type", "title", "title_ru"] {
            assert!(
                problem[field].as_str().is_some_and(|text| !text.is_empty()),
                "{problem}"
            );
        }
        problem
    }
}

impl TestServer {
    pub(crate) async fn open() -> Self {
        Self::at("http://127.0.0.1:8080").await
    }

    pub(crate) async fn at(base_url: &str) -> Self {
        Self::on(Store::open("sqlite::memory:").await.unwrap(), base_url).await
    }

    /// The server of a store.
    pub(crate) async fn on(store: Store, base_url: &str) -> Self {
        let (service, clock) = world::service(store, base_url).await;
        let stop = CancellationToken::new();
        let config = ServeConfig {
            base_url: base_url.to_owned(),
            trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        };
        let shared = Shared::new(config, Vec::new(), MinBodyRate::default(), stop.clone());
        let app = App::new(service.clone(), &Arc::new(shared));
        let router = router(app.clone());
        let (sender, secrets) = std::sync::mpsc::channel();
        let show = move |secrets: &FirstSecrets| {
            sender
                .send((secrets.password.clone(), secrets.intake_key.clone()))
                .is_ok()
        };
        assert!(first_start(&service, show).await.unwrap());
        let (password, intake_key) = secrets.recv().unwrap();
        let mut server = Self {
            app,
            router,
            service,
            clock,
            stop,
            cookie: String::new(),
            intake: format!("Bearer {intake_key}"),
            password,
            answered: Mutex::default(),
        };
        server.cookie = server.log_in().await;
        server
    }

    pub(crate) async fn log_in(&self) -> String {
        let told = self
            .post(
                "/v1/session",
                &[],
                &json!({"login": "coordinator", "password": self.password}),
            )
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
        told.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> TestResponse {
        let host = HeaderValue::from_static("us");
        request.headers_mut().entry("host").or_insert(host);
        let operation = contract_check::operation(request.method(), request.uri().path());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let told = TestResponse {
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        };
        if let Some(operation) = operation {
            operation.hold_answer(told.status.as_u16(), told.header("content-type"), &told.text());
            if told.status.is_success() {
                self.answered.lock().unwrap().insert(operation.name.as_str());
            }
        }
        told
    }

    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> TestResponse {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sent = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        let request = request.body(sent).unwrap();
        let operation = contract_check::operation(request.method(), request.uri().path());
        let told = self.send(request).await;
        if let (Some(operation), Some(body), true) = (operation, body, told.status.is_success()) {
            operation.hold_sent(body);
        }
        told
    }

    pub(crate) async fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> TestResponse {
        self.call(Method::POST, path, headers, Some(body)).await
    }

    /// `GET` as the coordinator.
    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.call(Method::GET, path, &[("cookie", &self.cookie)], None).await
    }

    /// `POST` as the coordinator, under a fresh key.
    pub(crate) async fn act(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> TestResponse {
        let key = key();
        let own = [("cookie", self.cookie.as_str()), ("idempotency-key", key.as_str())];
        self.post(path, &[&own, headers].concat(), body).await
    }

    /// `PUT` as the coordinator.
    pub(crate) async fn put(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> TestResponse {
        let own = [("cookie", self.cookie.as_str())];
        self.call(Method::PUT, path, &[&own, headers].concat(), Some(body))
            .await
    }

    /// A key made as the administrator, as a bearer.
    pub(crate) async fn key_of(&self, draft: &Value) -> String {
        let own = [("cookie", self.cookie.as_str())];
        let told = self.post("/v1/keys", &own, draft).await;
        assert_eq!(told.status, 201, "{}", told.text());
        format!("Bearer {}", told.json()["secret"].as_str().unwrap())
    }

    /// Keeps a source.
    pub(crate) async fn source(&self, id: &str) {
        let told = self
            .put(&format!("/v1/sources/{id}"), &[], &json!({"door": "api"}))
            .await;
        assert_eq!(told.status, 201, "{}", told.text());
    }

    /// A request that can be planned; its id.
    pub(crate) async fn submit(&self, address: &str) -> String {
        let told = self.act("/v1/requests", &[], &sent(address)).await;
        assert_eq!(told.status, 201, "{}", told.text());
        told.json()["id"].as_str().unwrap().to_owned()
    }

    /// A volunteer with a shift, and a hub.
    pub(crate) async fn staff(&self) {
        let hub = json!({"name": "Склад", "address": "Садовая улица, 1", "opens": "08:00", "closes": "19:00",
            "offers": ["food"]});
        assert_eq!(self.put("/v1/hubs/H1", &[], &hub).await.status, 201);
        let volunteer = json!({"name": "Волонтёр 1", "home": "Садовая 1"});
        assert_eq!(self.put("/v1/volunteers/V1", &[], &volunteer).await.status, 201);
        let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
        let told = self.put(&format!("/v1/volunteers/V1/shifts/{DATE}"), &[], &shift).await;
        assert_eq!(told.status, 200, "{}", told.text());
    }

    /// Plans the day; the plan's id.
    pub(crate) async fn plan(&self) -> String {
        self.plan_of(&json!({"date": DATE, "rounds": 50, "seed": 1})).await
    }

    /// Plans what is asked for; the plan's id.
    pub(crate) async fn plan_of(&self, order: &Value) -> String {
        let told = self.act("/v1/plans", &[], order).await;
        assert_eq!(told.status, 202, "{}", told.text());
        let run = told.json()["id"].as_str().unwrap().to_owned();
        loop {
            let run = self.get(&format!("/v1/runs/{run}")).await.json();
            match run["state"].as_str().unwrap() {
                "succeeded" => return run["plan"].as_str().unwrap().to_owned(),
                "queued" | "running" => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
                _ => panic!("{run}"),
            }
        }
    }

    /// Publishes a plan as it is now; the bearer token of the first link.
    pub(crate) async fn publish(&self, plan: &str) -> String {
        let path = format!("/v1/plans/{plan}");
        let version = self.get(&path).await.header("etag").to_owned();
        let told = self
            .act(&format!("{path}/publish"), &[("if-match", &version)], &json!({}))
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
        token(&told.json()["links"][0])
    }
}

/// The bearer token of a link.
pub(crate) fn token(link: &Value) -> String {
    format!("Bearer {}", link["url"].as_str().unwrap().split_once("/r#").unwrap().1)
}

/// A request as an intake system sends it.
pub(crate) fn sent(address: &str) -> Value {
    json!({"source": "112", "date": DATE, "recipient": "Получатель 0001", "phone": "+7 900 000-00-01",
        "address": address, "needs": [{"goods": "food", "quantity": 1}]})
}

/// An idempotency key that was never used.
pub(crate) fn key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("trial-key-{:08}", NEXT.fetch_add(1, Ordering::Relaxed))
}
