//! Tests of a draft changed by hand through the calls: priced, kept, undone, guarded by its version, judged, published,
//! with pins and locked routes; and helpers of `TestServer` for such drafts.

use super::{DATE, TestServer, key};
use serde_json::{Value, json};

impl TestServer {
    /// A second volunteer, at the other end of the street, from nine to one.
    pub(crate) async fn second(&self) {
        let second = json!({"name": "Волонтёр 2", "home": "Садовая 21"});
        assert_eq!(self.put("/v1/volunteers/V2", &[], &second).await.status, 201);
        let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
        let told = self.put(&format!("/v1/volunteers/V2/shifts/{DATE}"), &[], &shift).await;
        assert_eq!(told.status, 200, "{}", told.text());
    }

    /// A draft of four houses and two volunteers: the plan's path and the requests.
    pub(crate) async fn draft(&self) -> (String, Vec<String>) {
        self.staff().await;
        self.second().await;
        let mut requests = Vec::new();
        for house in [3, 5, 7, 9] {
            requests.push(self.submit(&format!("Садовая {house}")).await);
        }
        let order = json!({"date": DATE, "rounds": 50, "seed": 1, "policy": "shortest"});
        (format!("/v1/plans/{}", self.plan_of(&order).await), requests)
    }

    pub(crate) async fn version(&self, plan: &str) -> String {
        self.get(plan).await.header("etag").to_owned()
    }

    /// Makes moves on the draft as it is.
    pub(crate) async fn moved(&self, plan: &str, moves: Value) -> Value {
        let version = self.version(plan).await;
        let told = self
            .act(
                &format!("{plan}/moves"),
                &[("if-match", &version)],
                &json!({"moves": moves}),
            )
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
        told.json()
    }

    pub(crate) async fn priced(&self, plan: &str, moves: Value) -> Value {
        let version = self.version(plan).await;
        let own = [("cookie", self.cookie.as_str()), ("if-match", version.as_str())];
        let told = self
            .post(&format!("{plan}/moves/price"), &own, &json!({"moves": moves}))
            .await;
        assert_eq!(told.status, 200, "{}", told.text());
        told.json()
    }

    pub(crate) async fn turned(&self, plan: &str, way: &str) -> u16 {
        let version = self.version(plan).await;
        let told = self
            .act(&format!("{plan}/{way}"), &[("if-match", &version)], &json!({}))
            .await;
        told.status.as_u16()
    }

    /// Who visits which request, in the order of the route.
    pub(crate) async fn visits(&self, plan: &str) -> Vec<(String, Vec<String>)> {
        let routes = self.get(&format!("{plan}/routes")).await.json();
        let routes = routes["items"].as_array().unwrap().clone();
        let of = |route: &Value| {
            let stops = route["stops"].as_array().unwrap().iter();
            let visited = stops.flat_map(|stop| stop["requests"].as_array().unwrap().clone());
            let visited = visited.map(|id| id.as_str().unwrap().to_owned()).collect();
            (route["volunteer"].as_str().unwrap().to_owned(), visited)
        };
        routes.iter().map(of).collect()
    }
}

/// A request goes to a volunteer.
pub(crate) fn to(request: &str, volunteer: &str) -> Value {
    json!({"act": "move", "request": request, "volunteer": volunteer})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_priced_kept_undone_and_done_again() {
    let server = TestServer::open().await;
    let (plan, requests) = server.draft().await;
    let before = server.get(&format!("{plan}/routes")).await.json();
    let summary = server.get(&plan).await.json()["summary"].clone();
    assert_eq!(summary["idle"], json!(["V2"]), "the shortest plan has one route");

    let move_last = json!([to(&requests[3], "V2")]);
    let priced = server.priced(&plan, move_last.clone()).await;
    assert_eq!(server.get(&plan).await.json()["version"], 1, "a price keeps nothing");
    let kept = server.moved(&plan, move_last).await;
    assert_eq!(kept["price"], priced["price"]);
    assert_eq!(kept["routes"], priced["routes"]);
    assert_eq!(kept["plan"]["version"], 2);
    assert_eq!(kept["violations"], json!([]));
    let volunteers: Vec<&str> = kept["routes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|route| route["volunteer"].as_str().unwrap())
        .collect();
    assert_eq!(volunteers, ["V1", "V2"], "whose routes changed");
    // V2 loads at the hub as well: nobody told so.
    let of_second = &kept["routes"][1]["stops"];
    assert_eq!(
        (&of_second[0]["kind"], &of_second[0]["hub"]),
        (&json!("load"), &json!("H1"))
    );
    assert_eq!(of_second[0]["loads"], json!([{"goods": "food", "quantity": 1}]));
    let now = server.get(&plan).await.json()["summary"].clone();
    let driven = |of: &Value| of["travel_seconds"].as_i64().unwrap();
    assert_eq!(driven(&now) - driven(&summary), driven(&kept["price"]));
    assert_eq!(now["idle"], json!([]));
    assert_eq!(now["violations"], 0);
    assert_eq!(now["seconds"], summary["seconds"], "how long was searched stays");

    let after = server.get(&format!("{plan}/routes")).await.json();
    let work = server.get(&format!("{plan}/moves")).await.json();
    assert_eq!((&work["undo"], &work["redo"]), (&json!(1), &json!(0)));
    assert_eq!(server.turned(&plan, "undo").await, 200);
    assert_eq!(server.get(&format!("{plan}/routes")).await.json(), before);
    assert_eq!(server.get(&plan).await.json()["summary"], summary);
    assert_eq!(server.turned(&plan, "undo").await, 409, "there is nothing more to undo");
    assert_eq!(server.turned(&plan, "redo").await, 200);
    assert_eq!(server.get(&format!("{plan}/routes")).await.json(), after);
    assert_eq!(server.turned(&plan, "redo").await, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_put_in_order_swapped_left_out_and_taken_in() {
    let server = TestServer::open().await;
    let (plan, requests) = server.draft().await;
    let [a, b, c, d] = [&requests[0], &requests[1], &requests[2], &requests[3]];
    let first = json!([{"act": "move", "request": d, "volunteer": "V1", "place": 0}]);
    server.moved(&plan, first).await;
    assert_eq!(server.visits(&plan).await[0].1[0], *d);
    server.moved(&plan, json!([to(c, "V2"), to(d, "V2")])).await;
    server
        .moved(&plan, json!([{"act": "swap", "request": a, "with": c}]))
        .await;
    let visits = server.visits(&plan).await;
    let of = |volunteer: usize| {
        let mut visited = visits[volunteer].1.clone();
        visited.sort();
        visited
    };
    let sorted = |mut all: Vec<String>| {
        all.sort();
        all
    };
    assert_eq!(of(0), sorted(vec![b.clone(), c.clone()]));
    assert_eq!(of(1), sorted(vec![a.clone(), d.clone()]));

    let left = server
        .moved(
            &plan,
            json!([{"act": "leave_out", "request": a}, {"act": "leave_out", "request": d}]),
        )
        .await;
    assert_eq!(left["gone"], json!(["V2"]), "who has nothing to do has no route");
    let unassigned = server.get(&format!("{plan}/unassigned")).await.json();
    let codes: Vec<&Value> = unassigned["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["reasons"][0]["code"])
        .collect();
    assert_eq!(codes, [&json!("by_hand"), &json!("by_hand")]);
    server.moved(&plan, json!([to(a, "V2")])).await;
    assert_eq!(server.visits(&plan).await[1], ("V2".to_owned(), vec![a.clone()]));
    assert_eq!(server.get(&plan).await.json()["summary"]["unassigned"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_breaks_a_rule_is_told_marked_and_published_only_when_mended() {
    let server = TestServer::open().await;
    server.staff().await;
    server.second().await;
    // Nobody may come to the first house but V1.
    let mut only = super::sent("Садовая 3");
    only["visitors"] = json!({"only": ["V1"]});
    let told = server.act("/v1/requests", &[], &only).await;
    let request = told.json()["id"].as_str().unwrap().to_owned();
    server.submit("Садовая 5").await;
    let order = json!({"date": DATE, "rounds": 50, "seed": 1, "policy": "shortest"});
    let plan = format!("/v1/plans/{}", server.plan_of(&order).await);

    let kept = server.moved(&plan, json!([to(&request, "V2")])).await;
    let broken = &kept["violations"][0];
    assert_eq!(
        (&broken["rule"], &broken["volunteer"], &broken["request"]),
        (&json!("restricted"), &json!("V2"), &json!(request)),
        "{kept}"
    );
    assert!(broken["text_ru"].as_str().unwrap().contains("нельзя"), "{broken}");
    assert_eq!(server.get(&plan).await.json()["summary"]["violations"], 1);
    assert_eq!(
        server.get(&format!("{plan}/moves")).await.json()["violations"][0],
        *broken
    );
    let version = server.version(&plan).await;
    let publish = format!("{plan}/publish");
    let told = server.act(&publish, &[("if-match", &version)], &json!({})).await;
    assert_eq!(told.status, 409, "{}", told.text());
    assert!(
        told.problem()["detail_ru"].as_str().unwrap().contains("нельзя"),
        "{}",
        told.text()
    );

    server.moved(&plan, json!([to(&request, "V1")])).await;
    let version = server.version(&plan).await;
    let told = server.act(&publish, &[("if-match", &version)], &json!({})).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let version = server.version(&plan).await;
    let moves = json!({"moves": [to(&request, "V2")]});
    let told = server
        .act(&format!("{plan}/moves"), &[("if-match", &version)], &moves)
        .await;
    assert_eq!(told.status, 409, "a published plan is not changed");
    assert_eq!(server.get(&format!("{plan}/moves")).await.json()["undo"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_coordinators_the_second_is_told_and_a_repeat_moves_nothing_twice() {
    let server = TestServer::open().await;
    let (plan, requests) = server.draft().await;
    let path = format!("{plan}/moves");
    let body = json!({"moves": [to(&requests[3], "V2")]});
    let again = key();
    let own = [
        ("cookie", server.cookie.as_str()),
        ("if-match", "\"v1\""),
        ("idempotency-key", again.as_str()),
    ];
    let first = server.post(&path, &own, &body).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let repeat = server.post(&path, &own, &body).await;
    assert_eq!(repeat.status, 200, "{}", repeat.text());
    assert_eq!(repeat.header("idempotency-replayed"), "true");
    assert_eq!(repeat.json()["plan"]["version"], 2, "moved once");

    let other = json!({"moves": [to(&requests[0], "V2")]});
    let second = server.act(&path, &[("if-match", "\"v1\"")], &other).await;
    assert_eq!(second.status, 412, "{}", second.text());
    assert_eq!(second.header("etag"), "\"v2\"");
    let own = [("cookie", server.cookie.as_str()), ("if-match", "\"v1\"")];
    assert_eq!(server.post(&format!("{path}/price"), &own, &other).await.status, 412);
    let undo = server
        .act(&format!("{plan}/undo"), &[("if-match", "\"v1\"")], &json!({}))
        .await;
    assert_eq!(undo.status, 412);
    let told = server.act(&path, &[], &other).await;
    assert_eq!(told.status, 428, "a move says which version it was made on");
}

#[tokio::test(flavor = "multi_thread")]
async fn pins_and_locked_routes_hold_against_hands_and_the_next_search() {
    let server = TestServer::open().await;
    let (plan, requests) = server.draft().await;
    // The shortest plan would give all to V1.
    server
        .moved(
            &plan,
            json!([to(&requests[0], "V2"), {"act": "pin", "request": requests[0]}]),
        )
        .await;
    let work = server.get(&format!("{plan}/moves")).await.json();
    assert_eq!(work["pins"], json!([{"request": requests[0], "volunteer": "V2"}]));
    let version = server.version(&plan).await;
    for refused in [
        to(&requests[0], "V1"),
        json!({"act": "leave_out", "request": requests[0]}),
    ] {
        let body = json!({"moves": [refused]});
        let told = server
            .act(&format!("{plan}/moves"), &[("if-match", &version)], &body)
            .await;
        assert_eq!(told.status, 409, "{}", told.text());
        assert!(
            told.problem()["detail"].as_str().unwrap().contains("pinned"),
            "{}",
            told.text()
        );
    }
    let name = plan.rsplit('/').next().unwrap().to_owned();
    let mut order = json!({"date": DATE, "rounds": 50, "seed": 1, "policy": "shortest", "marks_of": name});
    let next = format!("/v1/plans/{}", server.plan_of(&order).await);
    let visits = server.visits(&next).await;
    let holder = visits.iter().find(|(_, visited)| visited.contains(&requests[0]));
    assert_eq!(holder.unwrap().0, "V2", "{visits:?}");
    assert_eq!(server.get(&format!("{next}/moves")).await.json()["pins"], work["pins"]);

    // A locked route keeps its order, whatever it costs.
    let backwards = json!([
        {"act": "unpin", "request": requests[0]},
        {"act": "move", "request": requests[3], "volunteer": "V1", "place": 0},
        {"act": "move", "request": requests[1], "volunteer": "V1", "place": 1},
        {"act": "lock", "volunteer": "V1"},
    ]);
    server.moved(&next, backwards).await;
    let locked = server.visits(&next).await[0].clone();
    assert_eq!(locked.1[..2], [requests[3].clone(), requests[1].clone()]);
    let version = server.version(&next).await;
    let body = json!({"moves": [to(&requests[0], "V1")]});
    let told = server
        .act(&format!("{next}/moves"), &[("if-match", &version)], &body)
        .await;
    assert_eq!(told.status, 409, "nothing is added to a locked route");
    order["marks_of"] = next.rsplit('/').next().into();
    let last = format!("/v1/plans/{}", server.plan_of(&order).await);
    assert_eq!(server.visits(&last).await[0], locked);
    assert_eq!(
        server.get(&format!("{last}/moves")).await.json()["locked"],
        json!(["V1"])
    );
    assert_eq!(server.get(&last).await.json()["summary"]["violations"], 0);

    order["marks_of"] = "no-such-plan".into();
    assert_eq!(server.act("/v1/plans", &[], &order).await.status, 409);
}
