//! Two regions in one database, each with a server of its own, or both in one process (`regions/one_process.rs`): both
//! plan, publish and read the same day at once, and neither knows anything of the other.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

#[path = "../crates/store/tests/engines/postgres.rs"]
#[allow(dead_code, reason = "other tests crash it")]
mod cluster;
#[path = "regions/one_process.rs"]
mod one_process;
#[path = "regions/random_acts.rs"]
mod random_acts;

use cluster::Cluster;
use karavan_tests::client::Client;
use karavan_tests::day::{key, planned, published, submit_tables_of, token};
use karavan_tests::server::Server;
use karavan_tests::{run, town};
use serde_json::json;
use std::path::Path;

/// What a region did with its day.
struct Lived {
    client: Client,
    cookie: String,
    plan: String,
    token: String,
    requests: Vec<String>,
    /// Of all that a coordinator reads: how much there is.
    sizes: Vec<usize>,
}

/// A day with the tables of a folder.
fn lived(client: &Client, folder: &Path) -> Lived {
    let cookie = submit_tables_of(client, folder, &client.today());
    let plan = planned(client, &cookie);
    let links = published(client, &cookie, &plan);
    let by = [("cookie", cookie.as_str())];
    let list = |path: &str| client.get(&by, path).json()["items"].as_array().unwrap().clone();
    let requests = list("/v1/requests?limit=200")
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    let mut sizes = vec![links.len()];
    for path in [
        "/v1/requests?limit=200",
        "/v1/volunteers",
        "/v1/hubs",
        "/v1/plans",
        "/v1/users",
        "/v1/keys",
    ] {
        sizes.push(list(path).len());
    }
    Lived {
        client: client.clone(),
        token: token(&links[0]),
        cookie,
        plan,
        requests,
        sizes,
    }
}

/// The name of a session cookie, and its value.
fn parted(cookie: &str) -> (&str, &str) {
    cookie.split_once('=').unwrap()
}

/// What is another region's is answered as what there never was.
fn knows_nothing(one: &Lived, other: &Lived) {
    let by = [("cookie", one.cookie.as_str())];
    let foreign: Vec<&String> = other.requests.iter().filter(|id| !one.requests.contains(id)).collect();
    assert!(
        foreign.len() * 2 > other.requests.len(),
        "most numbers tell their region: {foreign:?}"
    );
    for (path, absent) in [
        (format!("/v1/requests/{}", foreign[0]), "/v1/requests/999999-9"),
        (
            format!("/v1/plans/{}", other.plan),
            "/v1/plans/00000000-0000-7000-8000-000000000000",
        ),
    ] {
        let (foreign, absent) = (one.client.get(&by, &path), one.client.get(&by, absent));
        assert_eq!(foreign.status, 404, "{path}");
        assert_eq!(foreign.fixed(), absent.fixed(), "{path}");
    }
    let bearer = format!("Bearer {}", other.client.intake_key());
    let stranger = "krv_000000000000_".to_owned() + &"A".repeat(43);
    let (own_name, (_, secret)) = (parted(&one.cookie).0, parted(&other.cookie));
    let unknown = format!("{own_name}=unknown");
    for (name, foreign, absent) in [
        ("cookie", other.cookie.clone(), unknown.clone()),
        ("cookie", format!("{own_name}={secret}"), unknown),
        ("authorization", bearer.clone(), format!("Bearer {stranger}")),
        ("authorization", other.token.clone(), "Bearer unknown".to_owned()),
    ] {
        let path = if foreign == other.token {
            "/v1/route"
        } else {
            "/v1/requests"
        };
        if foreign.contains("Bearer") || foreign == other.cookie {
            let own = other.client.get(&[(name, &foreign)], path);
            assert!([200, 403].contains(&own.status), "{path}: {}", own.text);
        }
        let (foreign, absent) = (
            one.client.get(&[(name, &foreign)], path),
            one.client.get(&[(name, &absent)], path),
        );
        assert_eq!(foreign.status, 401, "{path}");
        assert_eq!(foreign.fixed(), absent.fixed(), "{path}");
    }
    let order = json!({"source": "112", "recipient": "Получатель 1", "address": "улица Ёлочная, д 5", "needs": []});
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", &key())];
    assert_eq!(one.client.post(&headers, "/v1/requests", &order).status, 401);
}

fn two_regions(database: [&str; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let karavan = |arguments: &[&str]| run(folder.path(), &[arguments, &database].concat());
    let first = Server::start_with(&database);
    let added = karavan(&["region", "add", "north", "--title", "Северный район"]).ok();
    assert!(
        added.err.contains("the region “north” is there, with the number 1"),
        "{}",
        added.err
    );
    let again = karavan(&["region", "add", "north"]);
    assert_eq!(again.code, Some(2), "{}", again.err);
    assert_eq!(karavan(&["region", "add", "Север"]).code, Some(2));
    let listed = karavan(&["region", "list"]).ok().out;
    assert_eq!(listed, "number\tname\ttitle\n0\tmain\t\n1\tnorth\tСеверный район\n");
    let _titled = karavan(&["region", "title", "main", " Центр "]).ok();
    let titled = karavan(&["region", "list"]).ok().out;
    assert!(titled.contains("0\tmain\tЦентр\n"), "{titled}");
    for (name, title) in [("south", "Юг"), ("main", "две\nстроки")] {
        let refused = karavan(&["region", "title", name, title]);
        assert_eq!(refused.code, Some(2), "{}", refused.err);
    }
    let unknown = karavan(&["user", "list", "--region", "south"]);
    assert!(
        unknown.code == Some(2) && unknown.err.contains("there is no region “south”"),
        "{}",
        unknown.err
    );

    let second = Server::start_with(&[database[0], database[1], "--region", "north"]);
    assert_ne!(first.password(), second.password(), "each has a first start of its own");
    let [one, two] = std::thread::scope(|both| {
        [&first, &second]
            .map(|server| both.spawn(move || lived(server, town())))
            .map(|lived| lived.join().unwrap())
    });
    assert_eq!(
        one.sizes, two.sizes,
        "the same tables, the same day, no more and no less"
    );
    knows_nothing(&one, &two);
    knows_nothing(&two, &one);
    for (region, lived) in [("main", &one), ("north", &two)] {
        let checked = karavan(&["audit", "verify", "--region", region]).ok();
        assert!(checked.err.contains("entries as they were written"), "{}", checked.err);
        assert!(!lived.requests.is_empty());
    }
    first.stop();
    second.stop();
}

#[test]
fn two_servers_on_one_file_live_the_same_day_and_never_meet() {
    let data = tempfile::tempdir().unwrap();
    let path = |folder: &Path| folder.to_str().unwrap().to_owned();
    two_regions(["--data-dir", &path(data.path())]);
}

#[test]
fn two_servers_on_one_postgres_live_the_same_day_and_never_meet() {
    let Some(cluster) = Cluster::start() else { return };
    two_regions(["--database-url", &cluster.database("regions")]);
}
