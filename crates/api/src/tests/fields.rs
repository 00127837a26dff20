//! Tests of fields by role: which words of a request each role finds in which document while it is open and after,
//! that a search finds nothing by words that are not shown, and break-glass: a reason shows them for a quarter of an
//! hour.

use super::remits::arrived;
use super::{DATE, TestServer, key, sent};
use axum::http::Method;
use serde_json::{Value, json};

/// Words of the request, by the field they stand in.
const WORDS: [(&str, &str); 7] = [
    ("recipient", "Получатель"),
    ("phone", "000-00-77"),
    ("address", "Садовая 3"),
    ("comment", "ключ у соседки"),
    ("health", "medic\""),
    ("visitors", "Волонтёр 1"),
    ("person", "\"person\":"),
];

struct People {
    server: TestServer,
    /// Name of the role and cookie.
    all: Vec<(&'static str, String)>,
    id: String,
}

impl People {
    async fn open() -> Self {
        let server = TestServer::open().await;
        server.staff().await;
        let medic = json!({"name": "Волонтёр 1", "home": "Садовая 1", "skills": ["medic"]});
        let put = server.put("/v1/volunteers/V1", &[("if-match", "\"v1\"")], &medic).await;
        assert_eq!(put.status, 200, "{}", put.text());
        let mut draft = sent("Садовая 3");
        draft["phone"] = json!("+7 900 000-00-77");
        draft["comment"] = json!("ключ у соседки");
        draft["skills"] = json!(["medic"]);
        draft["municipality"] = json!("Лесной район");
        draft["visitors"] = json!({"only": [], "never": [], "preferred": ["Волонтёр 1"], "before": []});
        let made = server.act("/v1/requests", &[], &draft).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let mut all = vec![("administrator", server.cookie.clone())];
        for (role, post) in [
            ("coordinator", json!({"role": "coordinator"})),
            ("operator", json!({"role": "operator"})),
            ("agency owner", json!({"role": "agency_owner", "sources": ["112"]})),
            (
                "curator",
                json!({"role": "curator", "municipalities": ["Лесной район"]}),
            ),
        ] {
            all.push((
                role,
                arrived(&server, &format!("a-{}", role.replace(' ', "-")), &post).await,
            ));
        }
        let id = made.json()["id"].as_str().unwrap().to_owned();
        Self { server, all, id }
    }

    fn cookie(&self, role: &str) -> &str {
        &self.all.iter().find(|(one, _)| *one == role).unwrap().1
    }

    async fn get(&self, cookie: &str, path: &str) -> super::TestResponse {
        self.server.call(Method::GET, path, &[("cookie", cookie)], None).await
    }

    /// The request in every document in which a person reads requests.
    async fn documents(&self, cookie: &str) -> Vec<(String, String)> {
        let path = format!("/v1/requests/{}", self.id);
        let mut told = Vec::new();
        for path in [path, format!("/v1/requests?date={DATE}")] {
            let response = self.get(cookie, &path).await;
            assert_eq!(response.status, 200, "{path}");
            told.push((path, response.text()));
        }
        let search = json!({"q": self.id});
        let found = self
            .server
            .post("/v1/requests/search", &[("cookie", cookie)], &search)
            .await;
        assert_eq!(
            found.json()["items"].as_array().unwrap().len(),
            1,
            "the number is seen by everybody"
        );
        told.push(("search".to_owned(), found.text()));
        told
    }

    async fn cancel(&self) {
        let path = format!("/v1/requests/{}/cancel", self.id);
        assert_eq!(self.server.act(&path, &[], &json!({})).await.status, 200);
    }

    async fn finds(&self, role: &str, words: &str) -> bool {
        let own = [("cookie", self.cookie(role))];
        let found = self
            .server
            .post("/v1/requests/search", &own, &json!({"q": words}))
            .await
            .json();
        !found["items"].as_array().unwrap().is_empty()
    }
}

/// What a role is shown of the words, as docs/roles.md says it.
fn expected(role: &str, field: &str, is_open: bool) -> bool {
    match (role, field) {
        ("administrator" | "coordinator", _) | ("operator", "visitors" | "person") => true,
        ("operator", _) | ("agency owner" | "curator", "recipient" | "phone" | "address" | "health") => is_open,
        _ => false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_reads_what_its_row_says_and_nothing_more_in_any_document() {
    let people = People::open().await;
    for is_open in [true, false] {
        if !is_open {
            people.cancel().await;
        }
        for (role, cookie) in &people.all {
            for (document, text) in people.documents(cookie).await {
                for (field, word) in WORDS {
                    let is_seen = text.contains(word);
                    assert_eq!(
                        is_seen,
                        expected(role, field, is_open),
                        "{field} to {role} in {document}: {text}"
                    );
                    let is_named = text.contains(&format!("\"{field}\"")) && text.contains("\"hidden\":[\"");
                    assert!(
                        is_seen || is_named,
                        "{field} is not told as hidden to {role} in {document}: {text}"
                    );
                }
                assert!(text.contains("\"food\"") && text.contains("Лесной район"), "{text}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_that_is_over_shows_an_operator_no_address_and_a_coordinator_all() {
    let people = People::open().await;
    let server = &people.server;
    let plan = server.plan().await;
    server.publish(&plan).await;
    let path = format!("/v1/plans/{plan}/routes");
    let shown = async |role: &str| people.get(people.cookie(role), &path).await.text();
    for role in ["operator", "coordinator"] {
        let text = shown(role).await;
        assert!(
            text.contains("Садовая 3") && text.contains("Получатель"),
            "{role}: {text}"
        );
    }
    people.cancel().await;
    let text = shown("operator").await;
    for (field, word) in &WORDS[..5] {
        assert!(!text.contains(word), "{field}: {text}");
    }
    assert!(shown("coordinator").await.contains("Садовая 3"));
    // Who volunteers is known to the desk, where they live only to coordinators.
    let volunteers = async |role: &str| people.get(people.cookie(role), "/v1/volunteers").await.json();
    let volunteer = volunteers("operator").await["items"][0].clone();
    assert_eq!((&volunteer["home"], &volunteer["point"]), (&json!(""), &Value::Null));
    assert_eq!(volunteers("coordinator").await["items"][0]["home"], "Садовая 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_a_person_is_not_told_to_who_is_bound() {
    let people = People::open().await;
    let server = &people.server;
    let bound = arrived(server, "bound", &json!({"role": "operator", "sources": ["112"]})).await;
    for (cookie, is_told) in [(&bound, false), (&people.cookie("operator").to_owned(), true)] {
        let key = key();
        let headers = [("cookie", cookie.as_str()), ("idempotency-key", key.as_str())];
        let made = server.post("/v1/requests", &headers, &sent("Садовая 5")).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let (made, read) = (
            made.json(),
            people.get(cookie, &format!("/v1/requests/{}", people.id)).await,
        );
        for request in [made, read.json()] {
            let hidden = request["hidden"].as_array().unwrap();
            assert_eq!(request["person"].is_i64(), is_told, "{request}");
            assert_eq!(hidden.contains(&json!("person")), !is_told, "{request}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn why_tells_of_skills_only_to_who_is_shown_them() {
    let people = People::open().await;
    let server = &people.server;
    let unskilled = json!({"name": "Волонтёр 1", "home": "Садовая 1"});
    let put = server
        .put("/v1/volunteers/V1", &[("if-match", "\"v2\"")], &unskilled)
        .await;
    assert_eq!(put.status, 200, "{}", put.text());
    let plan = format!("/v1/plans/{}", server.plan().await);
    let told = async |role: &str| {
        let cookie = people.cookie(role);
        let why = people.get(cookie, &format!("{plan}/why/{}", people.id)).await;
        assert_eq!(why.status, 200, "{}", why.text());
        let left = people.get(cookie, &format!("{plan}/unassigned")).await.text();
        let all = format!("{left}{}", why.text());
        let tells_all = why.text().contains("skills") && why.text().contains("medic") && left.contains("\"skills\"");
        (all, tells_all, why.json())
    };
    for role in ["operator", "coordinator"] {
        let (all, tells_all, _) = told(role).await;
        assert!(tells_all, "{role}: {all}");
    }
    people.cancel().await;
    let (all, tells_all, _) = told("coordinator").await;
    assert!(tells_all, "{all}");
    let (all, _, why) = told("operator").await;
    for word in ["medic", "skill\":\"", "\"code\":\"skills", "without_skill", "навык"] {
        assert!(!all.contains(word), "{word}: {all}");
    }
    assert_eq!(why["standing"], "impossible");
    for list in ["rules", "people", "others"] {
        assert_eq!(why[list], json!([]), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_nothing_by_words_that_are_not_shown() {
    let people = People::open().await;
    for (role, words, is_found) in [
        ("agency owner", "Получатель", true),
        ("agency owner", "соседки", false),
        ("curator", "+7 900 000-00-77", true),
        ("curator", "соседки", false),
        ("operator", "соседки", true),
    ] {
        assert_eq!(people.finds(role, words).await, is_found, "{words} by {role}");
    }
    people.cancel().await;
    for (role, words, is_found) in [
        ("agency owner", "Получатель", false),
        ("curator", "+7 900 000-00-77", false),
        ("curator", "Садовая", false),
        // An operator could say a reason, and tells a caller by their number how it stands.
        ("operator", "+7 900 000-00-77", true),
    ] {
        assert_eq!(
            people.finds(role, words).await,
            is_found,
            "{words} by {role} after the end"
        );
    }
    // Pages end where they would if the request were not there.
    let own = [("cookie", people.cookie("curator"))];
    let search = json!({"q": "соседки", "limit": 1});
    let found = people.server.post("/v1/requests/search", &own, &search).await.json();
    assert_eq!(found, json!({"items": [], "next": null}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_shows_what_is_hidden_to_one_operator_for_a_quarter_of_an_hour() {
    let people = People::open().await;
    let server = &people.server;
    let other = arrived(server, "another", &json!({"role": "operator"})).await;
    people.cancel().await;
    let operator = people.cookie("operator").to_owned();
    let path = format!("/v1/requests/{}", people.id);
    let says = async |cookie: &str, path: &str, body: &Value| {
        server
            .post(&format!("{path}/reveal"), &[("cookie", cookie)], body)
            .await
    };
    let phone = async |cookie: &str| {
        people.get(cookie, &path).await.json()["phone"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(phone(&operator).await, "");
    let reason = json!({"reason": "звонит сын, ищет курьера"});
    for nothing in [json!({}), json!({"reason": " "})] {
        assert_eq!(says(&operator, &path, &nothing).await.status, 422);
    }
    assert_eq!(says(people.cookie("curator"), &path, &reason).await.status, 403);
    assert_eq!(says(&operator, "/v1/requests/9999-9", &reason).await.status, 404);
    assert_eq!(phone(&operator).await, "", "nothing was shown by a refusal");

    let shown = says(&operator, &path, &reason).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let shown = shown.json();
    assert_eq!(shown["request"]["phone"], "+7 900 000-00-77");
    assert_eq!(
        (&shown["request"]["hidden"], &shown["until"]),
        (&json!([]), &json!("2026-11-21T05:15:00Z"))
    );
    for (_, text) in people.documents(&operator).await {
        assert!(text.contains("000-00-77") && text.contains("соседки"), "{text}");
    }
    assert_eq!(phone(&other).await, "", "another operator has said no reason");
    server.clock.forward(15 * 60);
    assert_eq!(phone(&operator).await, "");

    // The log says who looked at what, an administrator also reads why.
    let audit = people.get(&server.cookie, "/v1/audit?limit=200").await.json();
    let entries = audit["items"].as_array().unwrap().clone();
    let looked: Vec<&Value> = entries.iter().filter(|entry| entry["kind"] == "reveal").collect();
    assert_eq!(looked.len(), 1, "{audit}");
    let entry = looked[0];
    assert_eq!(
        (&entry["actor"], &entry["act"], &entry["subject"]),
        (&json!("a-operator"), &json!("read"), &json!(people.id))
    );
    assert!(!audit.to_string().contains("сын"), "the log is told by ids alone");
    let reveals = people.get(&server.cookie, "/v1/reveals").await.json();
    let told = &reveals["items"][0];
    assert_eq!(
        (&told["login"], &told["request"]),
        (&json!("a-operator"), &json!(people.id))
    );
    assert_eq!(told["reason"], reason["reason"]);
    for role in ["coordinator", "operator", "curator"] {
        assert_eq!(
            people.get(people.cookie(role), "/v1/reveals").await.status,
            403,
            "{role}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_reads_its_request_until_it_is_closed() {
    let server = TestServer::open().await;
    let scopes = json!(["requests:write", "requests:read-own", "requests:cancel-own"]);
    let bearer = server.key_of(&json!({"label": "CRM", "scopes": scopes})).await;
    let call = async |path: &str, body: &Value| {
        let key = key();
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
        server.post(path, &headers, body).await
    };
    let made = call("/v1/requests", &sent("Садовая 3")).await.json();
    assert_eq!(
        (&made["phone"], &made["hidden"]),
        (&json!("+7 900 000-00-01"), &json!(["person", "notes"]))
    );
    let closed = call(
        &format!("/v1/requests/{}/cancel", made["id"].as_str().unwrap()),
        &json!({}),
    )
    .await
    .json();
    assert_eq!(
        (&closed["phone"], &closed["address"], &closed["place"]),
        (&json!(""), &json!(""), &Value::Null)
    );
    assert_eq!(closed["needs"], made["needs"]);
}
