//! The world of the matrix: two regions in one database, each with a server, a published plan, a run, requests of
//! every ownership, and what administrators keep; and how a call is made and its answer compared.

use super::objects;
use crate::tests::{DATE, TestResponse, TestServer, key, remits::taken, sent};
use axum::http::Method;
use karavan_model::{Actor, RegionName, Scope};
use karavan_store::{RegionAdded, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The organisation that an owner and a bound operator are bound to.
pub(super) const FUND: &str = "Фонд";
/// The municipality that the curator is bound to.
pub(super) const MUNICIPALITY: &str = "Лесной район";

const BASE: &str = "http://127.0.0.1:8080";

pub(super) struct World {
    pub(super) server: TestServer,
    pub(super) other: TestServer,
    pub(super) plan: String,
    /// A request of that plan.
    pub(super) planned: String,
    pub(super) run: String,
    /// A link that was made and is revoked by then.
    pub(super) link: String,
    pub(super) other_plan: String,
    pub(super) other_run: String,
    pub(super) other_link: String,
    pub(super) other_request: String,
    pub(super) key: String,
    pub(super) other_key: String,
    pub(super) correction: String,
    file: PathBuf,
}

/// An answer without what differs from call to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) text: String,
}

impl Answer {
    fn of(response: &TestResponse) -> Self {
        let id = response.header("x-request-id").to_owned();
        let text = match id.is_empty() {
            true => response.text(),
            false => response.text().replace(&id, "ID"),
        };
        let headers = response.headers.iter().filter(|(name, _)| *name != "x-request-id");
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        Self {
            status: response.status.as_u16(),
            headers: headers.collect(),
            text,
        }
    }
}

impl World {
    pub(super) async fn open() -> Self {
        let file = std::env::temp_dir().join(format!("karavan-matrix-{}.db", std::process::id()));
        let store = Store::open_file(&file).await.unwrap();
        let name: RegionName = "other".parse().unwrap();
        let now = karavan_model::Timestamp(0);
        let added = store.by(Actor::Terminal).add_region(&name, "", now).await.unwrap();
        let RegionAdded::Done(region) = added else {
            panic!("{added:?}")
        };
        let second = store.of_region(region).await.unwrap();
        let (server, other) = (TestServer::on(store, BASE).await, TestServer::on(second, BASE).await);
        let mut made = Vec::new();
        for server in [&server, &other] {
            server.staff().await;
            let fund = json!({"door": "api", "organisation": FUND});
            assert_eq!(server.put("/v1/sources/fund", &[], &fund).await.status, 201);
            let request = taken(server, "112", None, "Садовая 3").await;
            let plan = server.plan().await;
            let link = server.publish(&plan).await;
            let runs = server.get(&format!("/v1/days/{DATE}")).await.json();
            made.push((request, plan, runs["run"].as_str().unwrap().to_owned(), link));
        }
        let (other_request, other_plan, other_run, other_link) = made.pop().unwrap();
        let (planned, plan, run, link) = made.pop().unwrap();
        let mut keys = Vec::new();
        for server in [&server, &other] {
            let key = server.key_of(&json!({"label": "standing"})).await;
            keys.push(key.split('_').nth(1).unwrap().to_owned());
        }
        let correction = objects::correction(&server, "Садовая 21").await;
        objects::vehicle(&server, "VAN").await;
        objects::vehicle(&other, "OTHER-VAN").await;
        objects::vehicle(&server, "GONE-VAN").await;
        let own = [("cookie", server.cookie.as_str())];
        let gone = server.call(Method::DELETE, "/v1/vehicles/GONE-VAN", &own, None).await;
        assert_eq!(gone.status, 204, "{}", gone.text());
        objects::victim(&server, "victim").await;
        objects::victim(&other, "victim-elsewhere").await;
        objects::session(&server, "victim", "session-of-somebody").await;
        Self {
            other_key: keys.pop().unwrap(),
            key: keys.pop().unwrap(),
            correction,
            server,
            other,
            plan,
            planned,
            run,
            link,
            other_plan,
            other_run,
            other_link,
            other_request,
            file,
        }
    }

    /// The source of the key with a scope.
    pub(super) fn source_of(&self, scope: Scope) -> String {
        format!("S-{}", scope.word().replace(':', "-"))
    }

    /// A new request; without a sender a coordinator takes it in, else a key of the source sends it.
    pub(super) async fn request(&self, source: &str, municipality: Option<&str>, by_key: bool) -> String {
        if !by_key {
            return taken(&self.server, source, municipality, "Садовая 5").await;
        }
        let draft = json!({"source": source, "scopes": ["requests:write"]});
        let bearer = match source {
            "" => self.server.intake.clone(),
            _ => self.server.key_of(&draft).await,
        };
        let key = key();
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
        let mut draft = sent("Садовая 7");
        if !source.is_empty() {
            draft["source"] = json!(source);
        }
        let made = self.server.post("/v1/requests", &headers, &draft).await;
        assert_eq!(made.status, 201, "{}", made.text());
        if !source.is_empty() {
            let id = bearer.split('_').nth(1).unwrap();
            let own = [("cookie", self.server.cookie.as_str())];
            let path = format!("/v1/keys/{id}");
            assert_eq!(self.server.call(Method::DELETE, &path, &own, None).await.status, 204);
        }
        made.json()["id"].as_str().unwrap().to_owned()
    }

    /// Makes a call.
    pub(super) async fn call(
        &self,
        method: &Method,
        path: &str,
        credential: Option<&(&'static str, String)>,
        body: Option<&Value>,
    ) -> Answer {
        let key = key();
        let mut headers = vec![("idempotency-key", key.as_str()), ("if-match", "\"v99\"")];
        headers.extend(credential.map(|(name, value)| (*name, value.as_str())));
        Answer::of(&self.server.call(method.clone(), path, &headers, body).await)
    }

    /// All that can be read of what is kept and could be changed by a call, without signs of life.
    pub(super) async fn snapshot(&self) -> BTreeMap<String, String> {
        let mut told = BTreeMap::new();
        for path in [
            "/v1/requests?limit=200".to_owned(),
            "/v1/users".to_owned(),
            "/v1/volunteers".to_owned(),
            "/v1/vehicles".to_owned(),
            "/v1/hubs".to_owned(),
            "/v1/sources?limit=200".to_owned(),
            "/v1/corrections".to_owned(),
            format!("/v1/plans?date={DATE}"),
            format!("/v1/plans/{}/moves", self.plan),
            format!("/v1/hubs/H1/stock/{DATE}"),
            "/v1/audit?limit=1".to_owned(),
        ] {
            told.insert(path.clone(), self.server.get(&path).await.text());
        }
        told
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let mut path = self.file.clone().into_os_string();
            path.push(suffix);
            let _gone = std::fs::remove_file(path);
        }
    }
}
