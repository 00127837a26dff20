//! Tests of the policies of plans (even, soonest, shortest, fewest): chosen for a run, stored with the plan and for
//! the region, compared with the shortest plan, unknown ones refused. Permissions are in `permissions.rs`.

use super::{DATE, TestServer};
use serde_json::{Value, json};

impl TestServer {
    /// Plans the day by a policy, or as usual; the plan as it is read.
    async fn plan_by(&self, policy: Option<&str>) -> Value {
        let mut order = json!({"date": DATE, "rounds": 50, "seed": 1});
        if let Some(policy) = policy {
            order["policy"] = policy.into();
        }
        let plan = self.plan_of(&order).await;
        self.get(&format!("/v1/plans/{plan}")).await.json()
    }

    async fn usual(&self) -> Value {
        self.get(&format!("/v1/days/{DATE}")).await.json()["policy"].clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_is_kept_with_its_plan_and_is_the_regions_until_another_is_chosen() {
    let server = TestServer::open().await;
    server.staff().await;
    server.submit("Садовая 3").await;
    assert_eq!(server.usual().await, "even", "before anybody chose");
    assert_eq!(server.plan_by(None).await["summary"]["policy"], "even");
    assert_eq!(server.plan_by(Some("soonest")).await["summary"]["policy"], "soonest");
    assert_eq!(server.usual().await, "soonest");
    let third = server.plan_by(None).await;
    assert_eq!(third["summary"]["policy"], "soonest", "as chosen last");
    // Each plan keeps its own.
    let listed = server.get(&format!("/v1/plans?date={DATE}")).await.json();
    let policies = listed["items"].as_array().unwrap().iter();
    let policies: Vec<&str> = policies
        .map(|plan| plan["summary"]["policy"].as_str().unwrap())
        .collect();
    assert_eq!(policies, ["soonest", "soonest", "even"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_tells_the_day_it_makes_who_is_idle_and_what_the_shortest_would_be() {
    let server = TestServer::open().await;
    server.staff().await;
    let second = json!({"name": "Волонтёр 2", "home": "Садовая 21"});
    assert_eq!(server.put("/v1/volunteers/V2", &[], &second).await.status, 201);
    let shift = json!({"from": "09:00", "to": "13:00", "end": "home", "capacity": 10});
    let response = server
        .put(&format!("/v1/volunteers/V2/shifts/{DATE}"), &[], &shift)
        .await;
    assert_eq!(response.status, 200, "{}", response.text());
    for house in [3, 5, 7, 9] {
        server.submit(&format!("Садовая {house}")).await;
    }
    let shortest = server.plan_by(Some("shortest")).await["summary"].clone();
    assert_eq!(shortest["shortest"], Value::Null, "it is the shortest itself");
    assert_eq!(shortest["day"]["routes"], 1, "{shortest}");
    assert_eq!(shortest["idle"].as_array().unwrap().len(), 1, "{shortest}");

    let even = server.plan_by(Some("even")).await["summary"].clone();
    assert_eq!(even["day"]["routes"], 2, "{even}");
    assert_eq!(even["idle"], json!([]));
    assert_eq!(even["day"]["served"], 4);
    assert_eq!(even["shortest"]["routes"], 1, "{even}");
    let seconds = |of: &Value, name: &str| of[name].as_i64().unwrap();
    assert!(seconds(&even["day"], "longest_seconds") < seconds(&even["shortest"], "longest_seconds"));
    assert_eq!(
        seconds(&even, "travel_seconds"),
        seconds(&even["day"], "travel_seconds")
    );
    assert!(
        even["day"]["last_at"].as_str() < even["shortest"]["last_at"].as_str(),
        "{even}"
    );
    assert_eq!(even["violations"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_there_is_not_is_refused_with_the_words_there_are() {
    let server = TestServer::open().await;
    let response = server
        .act("/v1/plans", &[], &json!({"date": DATE, "policy": "fairest"}))
        .await;
    assert_eq!(response.status, 422, "{}", response.text());
    let fault = &response.problem()["errors"][0];
    assert_eq!(fault["pointer"], "/policy");
    assert!(fault.to_string().contains("even, soonest, shortest, fewest"), "{fault}");
    assert_eq!(server.usual().await, "even");
}
