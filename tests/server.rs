//! The real server over HTTP: a day from the tables to the door, clocks of telephones, links, loadings, keys of
//! intake systems, wordings of faults, and the contract. Kills, overload and logs have tests of their own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use jiff::{SignedDuration, Timestamp};
use karavan_tests::day::{key, planned, planned_for, published, submit_tables, token, with_tables};
use karavan_tests::loading_lists::said;
use karavan_tests::server::{Answer, Server};
use serde_json::{Value, json};
use std::time::Duration;

const DATE: &str = "2026-11-21";

#[test]
fn a_day_goes_from_the_tables_to_the_door_and_survives_a_restart() {
    let (server, cookie) = with_tables();
    let plan = planned(&server, &cookie);
    let routes = server
        .get(&[("cookie", &cookie)], &format!("/v1/plans/{plan}/routes"))
        .json();
    let total = routes["items"].as_array().unwrap().len();
    assert!(total > 0);
    let links = published(&server, &cookie, &plan);
    assert_eq!(links.len(), total);

    let bearer = token(&links[0]);
    let own = server.get(&[("authorization", &bearer)], "/v1/route");
    assert_eq!(own.status, 200, "{}", own.text);
    let own = own.json();
    let stops = own["stops"].as_array().unwrap();
    let visit = stops.iter().find(|stop| stop["kind"] == "visit").unwrap();
    let request = visit["requests"][0].as_str().unwrap().to_owned();
    assert!(visit["links"]["2gis"].as_str().unwrap().contains("2gis"));
    let gpx = server.get(&[("authorization", &bearer)], "/v1/route.gpx");
    assert!(
        gpx.text.contains("<rtept") && !gpx.text.contains("Получатель"),
        "{}",
        gpx.text
    );

    let delivered = json!({"sent_at": "2026-11-21T09:00:00Z", "events": [
        {"id": "6f1a1d0e-0000-4000-8000-000000000001", "request": request, "kind": "closed", "outcome": "in_hand",
         "occurred_at": "2026-11-21T09:00:00Z", "note": ""}]});
    let mut feed = server.follow(&cookie, &format!("/v1/events?date={}", server.today()));
    let answer = server
        .post(&[("authorization", &bearer)], "/v1/route/events", &delivered)
        .json();
    assert_eq!(answer["results"][0]["result"], "applied", "{answer}");
    let heard = feed.next_data("request", Duration::from_secs(10));
    assert_eq!(
        (heard["request"].as_str(), heard["state"].as_str()),
        (Some(request.as_str()), Some("closed"))
    );

    let server = server.restart();
    let cookie = server.log_in();
    let kept = server
        .get(&[("cookie", &cookie)], &format!("/v1/requests/{request}"))
        .json();
    assert_eq!(
        (kept["state"].as_str(), kept["outcome"].as_str()),
        (Some("closed"), Some("in_hand"))
    );
    let again = server
        .post(&[("authorization", &bearer)], "/v1/route/events", &delivered)
        .json();
    assert_eq!(again["results"][0]["result"], "duplicate");
    server.stop();
}

/// A moment so many seconds ago, as a clock so many seconds behind tells it.
fn pressed_at(ago: i64, behind: i64) -> String {
    (Timestamp::now() - SignedDuration::from_secs(ago + behind)).to_string()
}

#[test]
fn wrong_clocks_of_telephones_and_delays_of_the_network_change_no_order() {
    let (server, cookie) = with_tables();
    let plan = planned(&server, &cookie);
    let links = published(&server, &cookie, &plan);
    let mut visits = Vec::new();
    for link in &links {
        let own = server.get(&[("authorization", &token(link))], "/v1/route").json();
        let stops = own["stops"].as_array().unwrap().clone();
        let of_stop = |stop: &Value| stop["requests"].as_array().cloned().unwrap_or_default();
        let requests = stops.iter().filter(|stop| stop["kind"] == "visit").flat_map(of_stop);
        visits.extend(requests.map(|request| (token(link), request.as_str().unwrap().to_owned())));
    }
    let mut number = 0;
    // An outcome pressed so long ago by a clock so far behind, sent at once and so long under way.
    let mut press = |(bearer, request): &(String, String), ago: i64, behind: i64, delay: i64, outcome: &str| {
        number += 1;
        let event = json!({"id": format!("6f1a1d0e-0000-4000-8000-1000000{number:05}"), "request": request,
            "kind": "closed", "outcome": outcome, "occurred_at": pressed_at(ago, behind), "note": ""});
        let report = json!({"sent_at": pressed_at(delay, behind), "events": [event]});
        let told = server
            .post(&[("authorization", bearer)], "/v1/route/events", &report)
            .json();
        assert_eq!(told["results"][0]["result"], "applied", "{told}");
    };
    let outcome = |(_, request): &(String, String)| {
        let told = server
            .get(&[("cookie", &cookie)], &format!("/v1/requests/{request}"))
            .json();
        told["outcome"].as_str().unwrap_or_default().to_owned()
    };
    // One telephone, 290 s slow; the first report is 20 s under way, the second none. Then the other way round, by
    // another link.
    let one = &visits[0];
    press(one, 140, 290, 20, "not_home");
    press(one, 20, 290, 0, "in_hand");
    assert_eq!(outcome(one), "in_hand");
    let other = visits.iter().find(|(bearer, _)| *bearer != one.0).unwrap();
    press(other, 20, 290, 0, "in_hand");
    press(other, 140, 290, 20, "not_home");
    assert_eq!(outcome(other), "in_hand");
    // The same link in two telephones, one an hour slow and one half an hour fast.
    let third = visits.iter().filter(|(bearer, _)| *bearer == one.0).nth(1).unwrap();
    press(third, 30, 3_600, 2, "in_hand");
    press(third, 300, -1_800, 1, "not_home");
    assert_eq!(outcome(third), "in_hand");
    press(third, 10, -1_800, 0, "refused");
    assert_eq!(outcome(third), "refused");
    server.stop();
}

#[test]
fn tomorrows_tables_change_nothing_of_a_published_route_and_say_what_they_changed() {
    let (server, cookie) = with_tables();
    let plan = planned(&server, &cookie);
    let links = published(&server, &cookie, &plan);
    let bearer = token(&links[0]);
    let own = || server.get(&[("authorization", &bearer)], "/v1/route").json();
    let gpx = || server.get(&[("authorization", &bearer)], "/v1/route.gpx").text;
    let all = || {
        server
            .get(&[("cookie", &cookie)], &format!("/v1/plans/{plan}/routes"))
            .json()
    };
    let before = (own(), gpx(), all());
    let stops = before.0["stops"].as_array().unwrap();
    let load = stops.iter().find(|stop| stop["kind"] == "load").unwrap();
    assert!(!said(&load["loads"]).is_empty(), "{load}");
    assert!(before.1.contains("взять: "), "{}", before.1);

    let old = String::from_utf8(std::fs::read(karavan_tests::town().join("hubs.csv")).unwrap()).unwrap();
    let same = upload(&server, &cookie, "hubs", "again.csv", &old);
    assert_eq!(counts(&same), (0, 0, 3), "{same}");
    // Every hub goes by another name, from another place, with other goods; one is new.
    let tomorrow = "id,name,address,lon,lat,opens,closes,offers\n\
        H1,Другой склад 1,ул. Небывальская 1,37.1,55.1,10:00,11:00,medicine\n\
        H2,Другой склад 2,ул. Небывальская 2,37.2,55.2,10:00,11:00,food\n\
        H3,Другой склад 3,ул. Небывальская 3,37.3,55.3,10:00,11:00,equipment\n\
        H4,Новый склад,ул. Небывальская 4,37.4,55.4,10:00,11:00,food\n";
    let answer = upload(&server, &cookie, "hubs", "tomorrow.csv", tomorrow);
    assert_eq!(counts(&answer), (1, 3, 0), "{answer}");
    let people = std::fs::read(karavan_tests::town().join("volunteers.csv")).unwrap();
    let people = String::from_utf8(people).unwrap().replace("Волонтёр", "Кто-то другой");
    let answer = upload(&server, &cookie, "volunteers", "others.csv", &people);
    assert_eq!(counts(&answer), (0, 8, 0), "{answer}");
    assert_eq!((own(), gpx(), all()), before);
    server.stop();
}

#[test]
fn a_link_to_a_later_day_says_from_when_it_opens_and_tells_nothing_of_the_route() {
    const DAY: &str = "2099-06-01";
    let server = Server::start();
    let cookie = submit_tables(&server, DAY);
    let plan = planned_for(&server, &cookie, DAY);
    let links = published(&server, &cookie, &plan);
    let bearer = token(&links[0]);
    let opens = twelve_hours_before(DAY, &leaving(&server, &cookie, &plan, &links[0]));
    for path in ["/v1/route", "/v1/route.gpx"] {
        let early = server.get(&[("authorization", &bearer)], path);
        assert_eq!(early.status, 403, "{}", early.text);
        assert_is_problem(&early);
        let problem = early.json();
        assert_eq!(problem["type"], "/problems/too-early");
        for told in ["detail", "detail_ru"] {
            assert!(problem[told].as_str().unwrap().contains(&opens), "{opens}: {problem}");
        }
        assert!(early.header("retry-after").parse::<u64>().unwrap() > 24 * 3600);
    }
    server.stop();
}

/// When the route of a link leaves, `HH:MM`.
fn leaving(server: &Server, cookie: &str, plan: &str, link: &Value) -> String {
    let told = server
        .get(&[("cookie", cookie)], &format!("/v1/plans/{plan}/routes"))
        .json();
    let mut routes = told["items"].as_array().unwrap().iter();
    let own = routes.find(|route| route["volunteer"] == link["volunteer"]).unwrap();
    own["leaves_at"].as_str().unwrap()[..5].to_owned()
}

/// The moment twelve hours before a time of the first day of June.
fn twelve_hours_before(day: &str, time: &str) -> String {
    assert!(day.ends_with("-06-01"));
    let hour: u32 = time[..2].parse().unwrap();
    match hour.checked_sub(12) {
        Some(hour) => format!(" {day} {hour:02}{}", &time[2..]),
        None => format!(" {}-05-31 {:02}{}", &day[..4], hour + 12, &time[2..]),
    }
}

fn upload(server: &Server, cookie: &str, kind: &str, name: &str, table: &str) -> Value {
    let path = format!("/v1/tables/{kind}?date={}", server.today());
    let answer = server.upload(cookie, &path, name, table.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// New, changed and unchanged rows.
fn counts(answer: &Value) -> (u64, u64, u64) {
    let count = |name: &str| answer[name].as_u64().unwrap();
    (count("accepted"), count("changed"), count("existing"))
}

#[test]
fn a_loading_is_done_when_its_volunteer_says_so_and_the_coordinator_sees_it() {
    let (server, cookie) = with_tables();
    let plan = planned(&server, &cookie);
    let links = published(&server, &cookie, &plan);
    let bearer = token(&links[0]);
    let route = || server.get(&[("authorization", &bearer)], "/v1/route").json();
    let own = route();
    let stops = own["stops"].as_array().unwrap();
    let (loading, _) = stops
        .iter()
        .enumerate()
        .find(|(_, stop)| stop["kind"] == "load")
        .unwrap();
    let (visit, later) = stops
        .iter()
        .enumerate()
        .rfind(|(_, stop)| stop["kind"] == "visit")
        .unwrap();
    let request = later["requests"][0].as_str().unwrap();

    // A later visit called off by the coordinator is no sign of a loading.
    let cancel = server.post(
        &[("cookie", &cookie), ("idempotency-key", &key())],
        &format!("/v1/requests/{request}/cancel"),
        &json!({}),
    );
    assert_eq!(cancel.status, 200, "{}", cancel.text);
    assert!(route()["stops"][loading]["loaded_at"].is_null());

    let mut feed = server.follow(&cookie, &format!("/v1/events?date={}", server.today()));
    let mark = |n: u32, stop: usize, kind: &str, at: &str| {
        let id = format!("6f1a1d0e-0000-4000-8000-{n:012}");
        json!({"id": id, "stop": stop, "kind": kind, "occurred_at": at})
    };
    let send = |events: &[Value]| {
        let body = json!({"sent_at": "2026-11-21T06:00:00Z", "events": events});
        let answer = server.post(&[("authorization", &bearer)], "/v1/route/events", &body);
        let answer = answer.json();
        let results = answer["results"].as_array().unwrap().iter();
        results
            .map(|one| one["result"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let done = mark(1, loading, "loaded", "2026-11-21T05:30:00Z");
    let visit = mark(2, visit, "loaded", "2026-11-21T05:30:00Z");
    assert_eq!(
        send(&[done.clone(), visit, done.clone()]),
        ["applied", "orphan", "duplicate"]
    );
    let heard = feed.next_data("loading", Duration::from_secs(10));
    assert_eq!(
        (heard["stop"].as_u64(), heard["plan"].as_str()),
        (Some(loading as u64), Some(plan.as_str()))
    );
    assert!(heard["loaded_at"].is_string(), "{heard}");
    let seen = server
        .get(&[("cookie", &cookie)], &format!("/v1/plans/{plan}/routes"))
        .json();
    let seen = seen["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["volunteer"] == own["volunteer"])
        .unwrap();
    assert!(seen["stops"][loading]["loaded_at"].is_string(), "{seen}");

    // Taken back; what was pressed before that and comes late changes nothing.
    let undone = mark(3, loading, "undone", "2026-11-21T05:40:00Z");
    let late = mark(4, loading, "loaded", "2026-11-21T05:35:00Z");
    assert_eq!(send(&[undone, late]), ["applied", "applied"]);
    let server = server.restart();
    let own = server.get(&[("authorization", &bearer)], "/v1/route").json();
    assert!(own["stops"][loading]["loaded_at"].is_null(), "{own}");
    server.stop();
}

#[test]
fn an_intake_system_may_send_and_see_its_own_and_nothing_else() {
    let server = Server::start();
    let bearer = format!("Bearer {}", server.intake_key());
    let request = json!({"source": "112", "source_ref": "A-1", "date": DATE, "address": "ул. Небывальская, 5",
        "recipient": "Получатель 0001", "needs": [{"goods": "food", "quantity": 1}]});
    let (first, second) = (key(), key());
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", first.as_str())];
    let created = server.post(&headers, "/v1/requests", &request);
    assert_eq!(created.status, 201, "{}", created.text);
    assert_eq!(created.json()["state"], "needs_info");
    let replayed = server.post(&headers, "/v1/requests", &request);
    assert_eq!(
        (replayed.status, replayed.header("idempotency-replayed").as_str()),
        (201, "true")
    );
    assert_eq!(replayed.json()["id"], created.json()["id"]);
    let mut other = request.clone();
    other["recipient"] = "Получатель 0002".into();
    assert_eq!(server.post(&headers, "/v1/requests", &other).status, 422);
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", second.as_str())];
    assert_eq!(server.post(&headers, "/v1/requests", &request).status, 200);
    assert_eq!(server.post(&headers[..1], "/v1/requests", &request).status, 400);

    let mine = server.get(&headers[..1], "/v1/requests").json();
    assert_eq!(mine["items"].as_array().unwrap().len(), 1);
    for path in ["/v1/volunteers", "/v1/hubs", "/v1/plans?date=2026-11-21", "/v1/route"] {
        assert_eq!(server.get(&headers[..1], path).status, 403, "{path}");
        let nobody = server.get(&[], path);
        assert_eq!(nobody.status, 401, "{path}");
        assert_is_problem(&nobody);
    }
    assert_eq!(server.get(&[], "/v1/ready").status, 200);
    server.stop();
}

#[test]
fn every_fault_of_a_request_is_named_at_once_in_both_languages() {
    let server = Server::start();
    let bearer = format!("Bearer {}", server.intake_key());
    let bad = json!({"source": "112", "date": "21.11.2026", "address": "Садовая 1",
        "needs": [{"goods": "food", "quantity": -2}], "windows": [{"opens": "14:00", "closes": "12:00"}]});
    let headers = [
        ("authorization", bearer.as_str()),
        ("idempotency-key", "a-key-of-its-own-1"),
    ];
    let answer = server.post(&headers, "/v1/requests", &bad);
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_is_problem(&answer);
    let problem = answer.json();
    let errors = problem["errors"].as_array().unwrap();
    let pointers: Vec<&str> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    for wanted in ["/date", "/needs/0/quantity", "/windows/0"] {
        assert!(pointers.contains(&wanted), "{pointers:?}");
    }
    assert!(
        errors
            .iter()
            .all(|error| !error["message_ru"].as_str().unwrap().is_empty()),
        "{problem}"
    );
    server.stop();
}

#[test]
fn the_contract_names_every_call_and_the_screens_bring_everything_themselves() {
    let server = Server::start();
    let contract = server.get(&[], "/openapi.json").json();
    for path in [
        "/v1/requests",
        "/v1/plans/{id}/publish",
        "/v1/route/events",
        "/v1/ready",
    ] {
        assert!(contract["paths"][path].is_object(), "{path}");
    }
    for page in ["/", "/r", "/docs/"] {
        let answer = server.get(&[], page);
        assert_eq!(answer.status, 200, "{page}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{page}: {policy}");
        assert!(!answer.text.contains("https://cdn"), "{page}");
    }
    server.stop();
}

fn assert_is_problem(answer: &Answer) {
    assert!(
        answer.header("content-type").starts_with("application/problem+json"),
        "{}",
        answer.text
    );
    let problem = answer.json();
    for field in ["type", "title", "title_ru", "status"] {
        assert!(!problem[field].is_null(), "{problem}");
    }
}
