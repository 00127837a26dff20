//! Tests of people who are bound to organisations, municipalities or sources: an agency owner and a curator see their
//! requests in lists, searches and one by one; a foreign request and an absent one are answered in the same bytes.

use super::{DATE, TestServer, key, second_step, sent};
use axum::http::Method;
use serde_json::{Value, json};

/// A person who was invited with a role and bounds, and logged in; their cookie.
pub(crate) async fn arrived(server: &TestServer, login: &str, post: &Value) -> String {
    let mut invite = post.clone();
    invite["login"] = json!(login);
    let own = [("cookie", server.cookie.as_str())];
    let invited = server.post("/v1/users", &own, &invite).await;
    assert_eq!(invited.status, 201, "{}", invited.text());
    second_step::arrived(server, &invited.json()).await
}

/// A request of a source and a municipality, taken in by a coordinator; its id.
pub(crate) async fn taken(server: &TestServer, source: &str, municipality: Option<&str>, address: &str) -> String {
    let mut draft = sent(address);
    draft["source"] = json!(source);
    draft["municipality"] = json!(municipality);
    let response = server.act("/v1/requests", &[], &draft).await;
    assert_eq!(response.status, 201, "{}", response.text());
    response.json()["id"].as_str().unwrap().to_owned()
}

/// Status and text of an answer without the id of the call.
pub(crate) async fn seen(server: &TestServer, cookie: &str, method: &Method, path: &str) -> (u16, String) {
    let key = key();
    let headers = [
        ("cookie", cookie),
        ("idempotency-key", key.as_str()),
        ("if-match", "\"v1\""),
    ];
    let body = json!({});
    let body = (*method != Method::GET).then_some(&body);
    let response = server.call(method.clone(), path, &headers, body).await;
    let instance = response.header("x-request-id").to_owned();
    (response.status.as_u16(), response.text().replace(&instance, ""))
}

async fn ids(server: &TestServer, cookie: &str) -> [Vec<String>; 2] {
    let own = [("cookie", cookie)];
    let listed = server.call(Method::GET, "/v1/requests", &own, None).await.json();
    let found = server
        .post("/v1/requests/search", &own, &json!({"q": "Садовая"}))
        .await
        .json();
    [listed, found].map(|list| {
        let items = list["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_and_curators_see_their_requests_and_no_other_exists_for_them() {
    let server = TestServer::open().await;
    let own = [("cookie", server.cookie.as_str())];
    let source = json!({"door": "api", "organisation": "Фонд помощи"});
    assert_eq!(server.put("/v1/sources/112", &[], &source).await.status, 201);
    let of_fund = taken(&server, "112", None, "Садовая 3").await;
    let of_forest = taken(&server, "crm", Some("Лесной район"), "Садовая 5").await;
    let of_nobody = taken(&server, "crm", None, "Садовая 7").await;
    let owner = json!({"role": "agency_owner", "organisations": ["Фонд помощи"]});
    let owner = arrived(&server, "owner", &owner).await;
    let curator = json!({"role": "curator", "municipalities": ["лесной район"]});
    let curator = arrived(&server, "curator", &curator).await;
    let bound = json!({"role": "operator", "sources": ["crm"]});
    let operator = arrived(&server, "bound", &bound).await;
    let cases = [
        (&owner, vec![of_fund.clone()]),
        (&curator, vec![of_forest.clone()]),
        (&operator, vec![of_forest.clone(), of_nobody.clone()]),
    ];
    for (cookie, theirs) in &cases {
        assert_eq!(ids(&server, cookie).await, [theirs.clone(), theirs.clone()]);
        for id in [&of_fund, &of_forest, &of_nobody] {
            for (method, path) in [
                (Method::GET, format!("/v1/requests/{id}")),
                (Method::GET, format!("/v1/requests/{id}/events")),
            ] {
                let absent = path.replace(id, "9999-9");
                let answer = seen(&server, cookie, &method, &path).await;
                match theirs.contains(id) {
                    true => assert_eq!(answer.0, 200, "{path}: {}", answer.1),
                    false => assert_eq!(answer, seen(&server, cookie, &method, &absent).await, "{path}"),
                }
            }
        }
        // All that is about the whole region is closed to them.
        for path in [
            format!("/v1/days/{DATE}"),
            "/v1/plans".to_owned(),
            "/v1/audit".to_owned(),
            "/v1/submissions".to_owned(),
            "/v1/volunteers".to_owned(),
            "/v1/events".to_owned(),
        ] {
            assert_eq!(seen(&server, cookie, &Method::GET, &path).await.0, 403, "{path}");
        }
    }
    // Nothing of a foreign request is changed, and the answer is that of an absent one.
    for (cookie, foreign) in [(&owner, &of_forest), (&curator, &of_fund), (&operator, &of_fund)] {
        let path = format!("/v1/requests/{foreign}/cancel");
        let answer = seen(&server, cookie, &Method::POST, &path).await;
        assert_eq!(
            answer,
            seen(&server, cookie, &Method::POST, "/v1/requests/9999-9/cancel").await
        );
        assert_eq!(answer.0, 404);
    }
    let response = server.call(Method::GET, "/v1/requests?state=closed", &own, None).await;
    assert_eq!(response.json()["items"], json!([]));
    let path = format!("/v1/requests/{of_fund}/cancel");
    assert_eq!(seen(&server, &owner, &Method::POST, &path).await.0, 200);

    // The session says what its person is bound to; another source of the organisation is theirs at once.
    let who = server
        .call(Method::GET, "/v1/session", &[("cookie", owner.as_str())], None)
        .await
        .json();
    assert_eq!(
        (&who["role"], &who["organisations"]),
        (&json!("agency_owner"), &json!(["Фонд помощи"]))
    );
    let headers = [("if-match", "\"v1\"")];
    assert_eq!(server.put("/v1/sources/crm", &headers, &source).await.status, 200);
    assert_eq!(ids(&server, &owner).await[0].len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_curator_takes_requests_in_for_their_municipalities_alone() {
    let server = TestServer::open().await;
    server.staff().await;
    let foreign = taken(&server, "112", Some("Лесной район"), "Садовая 3").await;
    let curator = json!({"role": "curator", "municipalities": ["Заречный район"]});
    let curator = arrived(&server, "curator", &curator).await;
    let send = async |draft: &Value| {
        let key = key();
        let headers = [("cookie", curator.as_str()), ("idempotency-key", key.as_str())];
        server.post("/v1/requests", &headers, draft).await
    };
    let fault = |problem: &Value| {
        let fault = &problem["errors"][0];
        (fault["code"].clone(), fault["pointer"].clone())
    };
    let mut draft = sent("Садовая 5");
    draft["municipality"] = json!("Лесной район");
    let refused = send(&draft).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(fault(&refused.problem()), (json!("K2035"), json!("/municipality")));
    // With one municipality, a request that names none is of it.
    draft["municipality"] = json!(null);
    let kept = send(&draft).await;
    assert_eq!(kept.status, 201, "{}", kept.text());
    assert_eq!(kept.json()["municipality"], "Заречный район");
    // An exact copy of another's request tells nothing of it, nor which volunteers there are.
    let mut copy = sent("Садовая 3");
    copy["source_ref"] = json!("A-1");
    assert_eq!(server.act("/v1/requests", &[], &copy).await.status, 201);
    let own = send(&copy).await;
    assert_eq!(own.status, 201, "{}", own.text());
    assert_ne!(own.json()["id"], json!(foreign));
    draft["visitors"] = json!({"only": ["V1"], "never": [], "preferred": [], "before": []});
    let with_real = send(&draft).await.status;
    draft["visitors"]["only"] = json!(["V999"]);
    assert_eq!(with_real, send(&draft).await.status);

    // A request that left the municipality is not told by a repeat of it.
    let id = own.json()["id"].as_str().unwrap().to_owned();
    let headers = [("cookie", server.cookie.as_str()), ("if-match", "\"v1\"")];
    let moved = json!({"municipality": "Лесной район"});
    let path = format!("/v1/requests/{id}");
    let changed = server.call(Method::PATCH, &path, &headers, Some(&moved)).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_eq!(send(&copy).await.status, 409);
    let batch = json!({"requests": [copy]});
    let key = key();
    let headers = [("cookie", curator.as_str()), ("idempotency-key", key.as_str())];
    let told = server.post("/v1/requests/batch", &headers, &batch).await.json();
    assert_eq!(
        (&told["results"][0]["status"], &told["results"][0]["request"]),
        (&json!("rejected"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_bound_names_no_volunteers_and_gives_no_request_away() {
    let server = TestServer::open().await;
    server.staff().await;
    let ours = Some("Заречный район");
    let (foreign, own) = (
        taken(&server, "112", ours, "Садовая 3").await,
        taken(&server, "crm", ours, "Садовая 5").await,
    );
    let bound = json!({"role": "operator", "municipalities": ["Заречный район"], "sources": ["crm"]});
    let cookie = arrived(&server, "bound", &bound).await;
    let post = async |path: &str, body: &Value| {
        let key = key();
        let headers = [("cookie", cookie.as_str()), ("idempotency-key", key.as_str())];
        server.post(path, &headers, body).await
    };
    let patch = async |id: &str, body: &Value| {
        let headers = [("cookie", cookie.as_str()), ("if-match", "\"v1\"")];
        let path = format!("/v1/requests/{id}");
        server.call(Method::PATCH, &path, &headers, Some(body)).await
    };
    let fault = |problem: &Value| problem["errors"][0].clone();
    // Whether there is such a volunteer is not told.
    for only in [json!([]), json!(["V1"]), json!(["V999"])] {
        let visitors = json!({"only": only, "never": [], "preferred": [], "before": []});
        let mut draft = sent("Садовая 7");
        (draft["source"], draft["visitors"]) = (json!("crm"), visitors.clone());
        let alone = post("/v1/requests", &draft).await;
        let batch = post("/v1/requests/batch", &json!({"requests": [draft]})).await.json();
        let changed = patch(&own, &json!({"visitors": visitors})).await;
        assert_eq!((alone.status.as_u16(), changed.status.as_u16()), (422, 422), "{only}");
        assert_eq!(batch["results"][0]["status"], "rejected", "{batch}");
        for problem in [&alone.problem(), &batch["results"][0]["problem"], &changed.problem()] {
            let fault = fault(problem);
            assert_eq!(
                (&fault["code"], &fault["pointer"]),
                (&json!("K2036"), &json!("/visitors")),
                "{problem}"
            );
            assert!(fault["message_ru"].as_str().unwrap().contains("регион"), "{fault}");
        }
    }
    let moved = json!({"municipality": "Лесной район"});
    let refused = patch(&foreign, &moved).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let told = fault(&refused.problem());
    assert_eq!(
        (&told["code"], &told["pointer"]),
        (&json!("K2035"), &json!("/municipality"))
    );
    assert_eq!(patch("9999-9", &moved).await.status, 404);
    let kept = patch(&foreign, &json!({"municipality": "заречный  район"})).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    // Of their own source they say what they know.
    let changed = patch(&own, &moved).await;
    assert_eq!(
        (changed.status.as_u16(), &changed.json()["municipality"]),
        (200, &moved["municipality"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_bound_to_what_it_is_for() {
    let server = TestServer::open().await;
    let own = [("cookie", server.cookie.as_str())];
    for (post, field) in [
        (json!({"role": "coordinator", "sources": ["112"]}), "/sources"),
        (
            json!({"role": "auditor", "municipalities": ["Лесной район"]}),
            "/municipalities",
        ),
        (json!({"role": "agency_owner"}), "/organisations"),
        (
            json!({"role": "agency_owner", "sources": ["112"], "municipalities": ["Лесной район"]}),
            "/municipalities",
        ),
        (json!({"role": "curator"}), "/municipalities"),
        (
            json!({"role": "curator", "municipalities": ["Лесной район"], "sources": ["112"]}),
            "/sources",
        ),
        (json!({"role": "operator", "organisations": [" "]}), "/organisations"),
    ] {
        let mut invite = post.clone();
        invite["login"] = json!("someone");
        let refused = server.post("/v1/users", &own, &invite).await;
        assert_eq!(refused.status, 422, "{post}");
        assert_eq!(refused.problem()["errors"][0]["pointer"], field, "{post}");
    }
    let bound = json!({"role": "operator", "sources": ["112"]});
    let cookie = arrived(&server, "someone", &bound).await;
    let put = async |post: &Value| {
        let response = server
            .call(Method::PUT, "/v1/users/someone/role", &own, Some(post))
            .await;
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    };
    // Other bounds end the sessions, as another role does.
    let member = put(&json!({"role": "operator", "sources": ["crm"], "organisations": ["Фонд"]})).await;
    assert_eq!(
        (&member["sources"], &member["organisations"]),
        (&json!(["crm"]), &json!(["Фонд"]))
    );
    assert_eq!(seen(&server, &cookie, &Method::GET, "/v1/session").await.0, 401);
    assert_eq!(put(&json!({"role": "operator"})).await["sources"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planner_has_a_day_planned_and_sees_no_person() {
    let server = TestServer::open().await;
    server.staff().await;
    server.submit("Садовая 3").await;
    let planner = json!({"label": "planner", "scopes": ["plans:start", "plans:read"]});
    let bearer = server.key_of(&planner).await;
    let key = key();
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
    let order = json!({"date": DATE, "rounds": 20, "seed": 1});
    let begun = server.post("/v1/plans", &headers, &order).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    let mut told = begun.text();
    let run = begun.header("location").to_owned();
    let plan = loop {
        let run = server.call(Method::GET, &run, &headers[..1], None).await;
        assert_eq!(run.status, 200, "{}", run.text());
        told += &run.text();
        match run.json()["state"].as_str().unwrap() {
            "succeeded" => break run.json()["plan"].as_str().unwrap().to_owned(),
            "queued" | "running" => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            state => panic!("{state}"),
        }
    };
    told += &server
        .call(Method::GET, &format!("/v1/plans/{plan}"), &headers[..1], None)
        .await
        .text();
    for word in ["Получатель", "Садовая", "000-00-01", "Волонтёр"] {
        assert!(!told.contains(word), "{told}");
    }
    for path in [
        format!("/v1/plans/{plan}/routes"),
        "/v1/requests".to_owned(),
        format!("/v1/days/{DATE}"),
    ] {
        assert_eq!(
            server.call(Method::GET, &path, &headers[..1], None).await.status,
            403,
            "{path}"
        );
    }
}
