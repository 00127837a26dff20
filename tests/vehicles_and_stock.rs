//! Lent vehicles and the stock of hubs, on the real server and on the command line: a shift takes kind and capacity
//! of its vehicle, a vehicle has one shift at a time, and a plan tells what a hub lacks.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_tests::day::{key, planned_for, submit_tables};
use karavan_tests::server::{Answer, Server};
use karavan_tests::{Finished, run, town};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const DAY: &str = "2026-11-21";

/// A server with the tables of the day.
fn with_day() -> (Server, String) {
    let server = Server::start();
    let cookie = submit_tables(&server, DAY);
    (server, cookie)
}

fn put(server: &Server, cookie: &str, path: &str, version: Option<i64>, body: &Value) -> Answer {
    let tag = version.map(|version| format!("\"v{version}\""));
    let mut headers = vec![("cookie", cookie)];
    headers.extend(tag.as_deref().map(|tag| ("if-match", tag)));
    server.put(&headers, path, body)
}

fn get(server: &Server, cookie: &str, path: &str) -> Value {
    let answer = server.get(&[("cookie", cookie)], path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.json()
}

fn table(server: &Server, cookie: &str, kind: &str, text: &str) -> Value {
    let path = format!("/v1/tables/{kind}?date={DAY}");
    let answer = server.upload(cookie, &path, &format!("{kind}-{}.csv", key()), text.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

fn codes(answer: &Answer) -> Vec<(String, String)> {
    let text = |fault: &Value, field: &str| fault[field].as_str().unwrap().to_owned();
    let problem = answer.json();
    let faults = problem["errors"].as_array().unwrap();
    faults
        .iter()
        .map(|fault| (text(fault, "pointer"), text(fault, "code")))
        .collect()
}

/// What routes load at each hub, by goods.
fn loaded(routes: &Value) -> BTreeMap<(String, String), u64> {
    let mut loaded = BTreeMap::new();
    for route in routes.as_array().unwrap() {
        for stop in route["stops"].as_array().unwrap() {
            for load in stop["loads"].as_array().into_iter().flatten() {
                let hub = stop["hub"].as_str().unwrap().to_owned();
                let goods = load["goods"].as_str().unwrap().to_owned();
                *loaded.entry((hub, goods)).or_default() += load["quantity"].as_u64().unwrap();
            }
        }
    }
    loaded
}

#[test]
fn a_shift_has_the_kind_and_capacity_of_its_vehicle_and_a_vehicle_one_shift_at_a_time() {
    let (server, cookie) = with_day();
    let van =
        json!({"label": "Газель А 123", "kind": "van", "capacity": 40, "skills": ["подъём"], "organisation": "Штаб"});
    let kept = put(&server, &cookie, "/v1/vehicles/VAN-1", None, &van);
    assert_eq!(kept.status, 201, "{}", kept.text);
    assert_eq!(kept.json()["skills"], json!(["lift"]));
    assert_eq!(put(&server, &cookie, "/v1/vehicles/VAN-1", None, &van).status, 428);

    let shift = |volunteer: &str| format!("/v1/volunteers/{volunteer}/shifts/{DAY}");
    let people = get(&server, &cookie, &format!("/v1/volunteers?date={DAY}"));
    let ids: Vec<&str> = people["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    let (one, two) = (ids[0], ids[1]);
    let morning = json!({"from": "09:00", "to": "13:00", "vehicle_id": "VAN-1"});
    let offered = put(&server, &cookie, &shift(one), None, &morning);
    assert_eq!(offered.status, 200, "{}", offered.text);
    let told = offered.json()["shift"].clone();
    let told = ["vehicle", "capacity", "vehicle_id", "vehicle_label"].map(|field| told[field].clone());
    assert_eq!(told, [json!("van"), json!(40), json!("VAN-1"), json!("Газель А 123")]);

    // Said and different; unknown; neither; taken.
    let refused = |body: Value| codes(&put(&server, &cookie, &shift(two), None, &body));
    let fault = |field: &str, code: &str| (format!("/{field}"), code.to_owned());
    let other = json!({"from": "09:00", "to": "13:00", "vehicle_id": "VAN-1", "vehicle": "car", "capacity": 8});
    let found = refused(other);
    assert!(
        found.contains(&fault("vehicle", "K2028")) && found.contains(&fault("capacity", "K2028")),
        "{found:?}"
    );
    let nobodys = json!({"from": "09:00", "to": "13:00", "vehicle_id": "VAN-9"});
    assert_eq!(refused(nobodys), [fault("vehicle_id", "K2027")]);
    assert_eq!(
        refused(json!({"from": "09:00", "to": "13:00"})),
        [fault("capacity", "K3001")]
    );
    let overlapping = json!({"from": "12:00", "to": "15:00", "vehicle_id": "VAN-1"});
    let taken = put(&server, &cookie, &shift(two), None, &overlapping);
    assert_eq!(codes(&taken), [fault("vehicle_id", "K2029")]);
    let message = taken.json()["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains(one) && message.contains(two), "{message}");
    let later = json!({"from": "13:00", "to": "15:00", "vehicle_id": "VAN-1", "vehicle": "van", "capacity": 40});
    assert_eq!(put(&server, &cookie, &shift(two), None, &later).status, 200);

    // The vehicle changes, and with it the shifts.
    let smaller = json!({"label": "Газель А 123", "kind": "van", "capacity": 7});
    assert_eq!(
        put(&server, &cookie, "/v1/vehicles/VAN-1", Some(1), &smaller).status,
        200
    );
    let people = get(&server, &cookie, &format!("/v1/volunteers?date={DAY}"));
    assert_eq!(people["items"][0]["shift"]["capacity"], 7);

    a_table_is_judged_alike(&server, &cookie);

    // The day is planned with it, and no route of its driver takes more than it holds.
    let plan = planned_for(&server, &cookie, DAY);
    let routes = get(&server, &cookie, &format!("/v1/plans/{plan}/routes"));
    let own = routes["items"].as_array().unwrap().iter();
    for route in own.filter(|route| route["volunteer"] == one) {
        for stop in route["stops"].as_array().unwrap() {
            let load: u64 = stop["loads"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|load| load["quantity"].as_u64().unwrap())
                .sum();
            assert!(load <= 7, "{stop}");
        }
    }
    server.stop();
}

/// Rows of tables are judged beside one another and beside what is kept.
fn a_table_is_judged_alike(server: &Server, cookie: &str) {
    let vehicles = table(
        server,
        cookie,
        "vehicles",
        "№ машины;Название;Вид;Вместимость\nBIKE-1;Велосипед;велосипед;3\nX;;;\n",
    );
    assert_eq!(
        (&vehicles["accepted"], &vehicles["rejected"][0]["code"]),
        (&json!(1), &json!("K2004"))
    );
    let rows = "id,home,shift_from,shift_to,capacity,vehicle_id\n\
        T1,Садовая 1,09:00,13:00,,BIKE-1\nT2,Садовая 1,12:00,14:00,,велосипед\nT3,Садовая 1,09:00,12:00,,VAN-1\n";
    let answer = table(server, cookie, "volunteers", rows);
    let rejected: Vec<_> = answer["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["row"], &row["code"]))
        .collect();
    assert_eq!(
        rejected,
        [(&json!(3), &json!("K2029")), (&json!(4), &json!("K2029"))],
        "{answer}"
    );

    // A vehicle stays as long as a shift of today or later goes with it.
    let shift = format!("/v1/volunteers/T1/shifts/{}", server.today());
    let cycling = json!({"from": "09:00", "to": "13:00", "vehicle_id": "BIKE-1"});
    assert_eq!(put(server, cookie, &shift, None, &cycling).status, 200);
    let delete = |path: &str| server.delete(&[("cookie", cookie)], path).status;
    assert_eq!(delete("/v1/vehicles/BIKE-1"), 409);
    assert_eq!(delete(&shift), 204);
    assert_eq!(
        delete("/v1/vehicles/BIKE-1"),
        if server.today().as_str() <= DAY { 409 } else { 204 }
    );
}

#[test]
fn a_plan_says_what_a_hub_lacks_until_more_is_delivered() {
    let (server, cookie) = with_day();
    let plan = planned_for(&server, &cookie, DAY);
    assert_eq!(
        get(&server, &cookie, &format!("/v1/plans/{plan}"))["summary"]["shortages"],
        json!([])
    );
    let routes = get(&server, &cookie, &format!("/v1/plans/{plan}/routes"));
    let needed = loaded(&routes["items"]);
    let ((hub, goods), needed) = needed.iter().max_by_key(|(_, quantity)| **quantity).unwrap();
    let path = format!("/v1/hubs/{hub}/stock/{DAY}");
    let empty = server.get(&[("cookie", &cookie)], &path);
    assert_eq!(
        (empty.header("etag").as_str(), &empty.json()["goods"]),
        ("\"v0\"", &json!([]))
    );
    let stock = |quantity: u64| json!({"goods": [{"goods": goods, "quantity": quantity}]});
    let counted = put(&server, &cookie, &path, Some(0), &stock(needed / 2));
    assert_eq!(counted.status, 201, "{}", counted.text);
    assert_eq!(put(&server, &cookie, &path, None, &stock(1)).status, 428);
    assert_eq!(put(&server, &cookie, &path, Some(7), &stock(1)).status, 412);
    let twice = json!({"goods": [{"goods": goods, "quantity": 1}, {"goods": goods, "quantity": 2}]});
    let twice = put(&server, &cookie, &path, Some(1), &twice);
    assert_eq!(codes(&twice), [("/goods/1/goods".to_owned(), "K2032".to_owned())]);

    let short = planned_for(&server, &cookie, DAY);
    let told = get(&server, &cookie, &format!("/v1/plans/{short}"))["summary"]["shortages"].clone();
    let first = &told.as_array().unwrap()[0];
    assert_eq!(
        (&first["hub"], &first["goods"], &first["in_stock"]),
        (&json!(hub), &json!(goods), &json!(needed / 2))
    );
    let real = first["needed"].as_u64().unwrap();
    assert!(real > needed / 2, "{first}");
    for (text, words) in [("text", "in stock"), ("text_ru", "есть")] {
        let text = first[text].as_str().unwrap();
        assert!(text.contains(&real.to_string()) && text.contains(words), "{text}");
    }

    // Another delivery.
    assert_eq!(put(&server, &cookie, &path, Some(1), &stock(needed * 10)).status, 200);
    let since = get(&server, &cookie, &format!("/v1/plans/{short}"))["since"].clone();
    assert_eq!(
        since["hubs"],
        json!({"added": 0, "gone": 0, "changed": 1}),
        "the draft knows less"
    );
    let again = planned_for(&server, &cookie, DAY);
    assert_eq!(
        get(&server, &cookie, &format!("/v1/plans/{again}"))["summary"]["shortages"],
        json!([])
    );
    // By table: a row takes the place of what was counted.
    let rows = format!("hub,goods,quantity\n{hub},{goods},0\nH-9,{goods},1\n");
    let answer = table(&server, &cookie, "stock", &rows);
    assert_eq!(
        (&answer["changed"], &answer["rejected"][0]["code"]),
        (&json!(1), &json!("K2016")),
        "{answer}"
    );
    assert_eq!(
        get(&server, &cookie, &path)["goods"],
        json!([{"goods": goods, "quantity": 0}])
    );
    let audit = get(&server, &cookie, "/v1/audit?limit=200");
    let kinds = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["kind"] == "stock");
    assert_eq!(kinds.count(), 3);
    server.stop();
}

fn plan(folder: &Path, more: &[&str]) -> Finished {
    let map = town().join("city.karavan");
    let mut arguments = vec!["plan", "--map", map.to_str().unwrap(), "--requests", "requests.csv"];
    arguments.extend([
        "--volunteers",
        "volunteers.csv",
        "--hubs",
        "hubs.csv",
        "--date",
        DAY,
        "--rounds",
        "50",
    ]);
    arguments.extend(more);
    run(folder, &arguments)
}

#[test]
fn on_the_command_line_a_short_stock_is_told_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for name in ["requests.csv", "volunteers.csv", "hubs.csv"] {
        fs::copy(town().join(name), folder.join(name)).unwrap();
    }
    let document = |name: &str| -> Value { serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap() };
    let free = plan(folder, &["--out", "free.json"]);
    assert!(!free.err.contains("in stock"), "{}", free.err);
    let needed = loaded(&document("free.json")["routes"]);
    let ((hub, goods), needed) = needed.iter().max_by_key(|(_, quantity)| **quantity).unwrap();
    let half = needed / 2;
    fs::write(
        folder.join("stock.csv"),
        format!("Пункт;Товар;Количество\n{hub};{goods};{half}\n"),
    )
    .unwrap();
    let short = plan(folder, &["--stock", "stock.csv", "--out", "short.json"]);
    assert!(short.err.contains(&format!("needed, {half} in stock")), "{}", short.err);
    let checked = run(folder, &["check", "short.json"]);
    assert!(
        checked.code == Some(0) && checked.err.contains("in stock"),
        "{}",
        checked.err
    );

    // The judge does not believe what a document leaves out or adds.
    let mut silent = document("short.json");
    silent["summary"]["shortages"] = json!([]);
    fs::write(folder.join("silent.json"), silent.to_string()).unwrap();
    let checked = run(folder, &["check", "silent.json"]);
    assert!(
        checked.code != Some(0) && checked.err.contains("does not say"),
        "{}",
        checked.err
    );
    let mut untrue = document("short.json");
    untrue["stock"] = json!([]);
    fs::write(folder.join("untrue.json"), untrue.to_string()).unwrap();
    let checked = run(folder, &["check", "untrue.json"]);
    assert!(
        checked.code != Some(0) && checked.err.contains("says wrongly"),
        "{}",
        checked.err
    );

    // A vehicle gives a shift what it has.
    fs::write(
        folder.join("vehicles.csv"),
        "id,label,kind,capacity\nVAN-1,Газель,van,5\n",
    )
    .unwrap();
    let volunteers = fs::read_to_string(folder.join("volunteers.csv")).unwrap();
    let header = volunteers.lines().next().unwrap();
    let at = header.split(',').position(|column| column == "home").unwrap();
    let mut reader = csv::Reader::from_reader(volunteers.as_bytes());
    let home = &reader.records().next().unwrap().unwrap()[at];
    let text = format!("id,home,shift_from,shift_to,capacity,vehicle_id\nV1,\"{home}\",09:00,18:00,,Газель\n");
    fs::write(folder.join("volunteers.csv"), text).unwrap();
    let with_van = plan(folder, &["--vehicles", "vehicles.csv", "--out", "van.json"]);
    let planned = document("van.json");
    assert_eq!(planned["routes"][0]["vehicle"], "van", "{}", with_van.err);
    for stop in planned["routes"][0]["stops"].as_array().unwrap() {
        let load: u64 = stop["loads"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|load| load["quantity"].as_u64().unwrap())
            .sum();
        assert!(load <= 5, "{stop}");
    }
    let without = plan(folder, &["--vehicles", "hubs.csv"]);
    assert!(without.code != Some(0), "a table of hubs is none of vehicles");
}
