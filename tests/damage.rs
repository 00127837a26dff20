//! A damaged database under the real server: unreadable rows hide no others, are counted, and are named when asked for;
//! a file with overwritten pages is refused at the start with the mend.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_tests::server::Server;
use serde_json::json;
use std::path::Path;
use std::process::Command;

const DATE: &str = "2026-11-21";

/// Runs SQL on a database that nobody has open.
fn sql(database: &Path, text: &str) {
    let script =
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit(); db.close()";
    let done = Command::new("python3")
        .args(["-c", script])
        .arg(database)
        .arg(text)
        .output();
    let done = done.expect("python3 is installed");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_damaged_row_is_left_out_of_lists_and_told_and_named_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start_in(folder.path().to_str().unwrap());
    let cookie = server.log_in();
    for (kind, file) in [
        ("hubs", "hubs.csv"),
        ("volunteers", "volunteers.csv"),
        ("requests", "requests.csv"),
    ] {
        let bytes = std::fs::read(karavan_tests::town().join(file)).unwrap();
        let answer = server.upload(&cookie, &format!("/v1/tables/{kind}?date={DATE}"), file, &bytes);
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let list = |server: &Server, kind: &str| {
        let answer = server.get(&[("cookie", &cookie)], &format!("/v1/{kind}?date={DATE}&limit=200"));
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    };
    let ids = |kind: &str| {
        let list = list(&server, kind);
        assert!(list["unreadable"].is_null(), "{list}");
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (requests, volunteers, hubs) = (ids("requests"), ids("volunteers"), ids("hubs"));
    server.kill();
    let database = folder.path().join("karavan.db");
    // JSON cut short, JSON of something else, and letters that are none.
    sql(
        &database,
        &format!(
            "UPDATE requests SET body = substr(body, 1, 40) WHERE id = '{}'",
            requests[0]
        ),
    );
    sql(
        &database,
        &format!("UPDATE requests SET body = '[1]' WHERE id = '{}'", requests[1]),
    );
    sql(
        &database,
        &format!(
            "UPDATE requests SET body = CAST(x'ff' AS TEXT) WHERE id = '{}'",
            requests[2]
        ),
    );
    sql(
        &database,
        &format!("UPDATE volunteers SET body = '[]' WHERE id = '{}'", volunteers[0]),
    );
    sql(
        &database,
        &format!("UPDATE hubs SET body = '' WHERE id = '{}'", hubs[0]),
    );

    let mut server = server.begin_again();
    for (kind, before, damaged) in [
        ("requests", &requests, 3),
        ("volunteers", &volunteers, 1),
        ("hubs", &hubs, 1),
    ] {
        let list = list(&server, kind);
        assert_eq!(
            list["items"].as_array().unwrap().len(),
            before.len() - damaged,
            "{kind}"
        );
        assert_eq!(list["unreadable"], damaged, "{kind}");
    }
    for damaged in &requests[..3] {
        let answer = server.get(&[("cookie", &cookie)], &format!("/v1/requests/{damaged}"));
        assert_eq!(answer.status, 500, "{}", answer.text);
        assert_eq!(answer.json()["type"], "/problems/unreadable", "{}", answer.text);
        assert!(
            !answer.json()["detail_ru"].as_str().unwrap().is_empty(),
            "{}",
            answer.text
        );
    }
    assert_eq!(
        server.get(&[("cookie", &cookie)], &format!("/v1/days/{DATE}")).status,
        200
    );
    // The day can still be planned.
    let order = json!({"date": DATE, "rounds": 20, "seed": 1});
    let begun = server.post(
        &[("cookie", &cookie), ("idempotency-key", "damaged-day-is-planned")],
        "/v1/plans",
        &order,
    );
    assert_eq!(begun.status, 202, "{}", begun.text);
    server.kill();
}

#[test]
fn a_damaged_file_is_refused_at_the_start_with_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let server = Server::start_in(data);
    server.stop();
    let database = folder.path().join("karavan.db");
    let whole = std::fs::read(&database).unwrap();
    let map = karavan_tests::town().join("city.karavan");
    let map = map.to_str().unwrap();
    let mut refused = 0;
    let pages = whole.len() / 4096;
    // One page after the other is overwritten, the first one among them.
    for page in 0..pages.min(12) {
        let mut damaged = whole.clone();
        damaged[page * 4096 + 1..page * 4096 + 2048].fill(0x5a);
        std::fs::write(&database, damaged).unwrap();
        let arguments = ["serve", "--map", map, "--data-dir", data, "--listen", "127.0.0.1:0"];
        let finished = karavan_tests::run_briefly(folder.path(), &arguments);
        assert!(finished.code.is_some_and(|code| code != 0), "page {page}: {finished:?}");
        let said = finished.err.replace('\n', " ");
        assert!(
            said.contains("damaged") && said.contains("backup"),
            "page {page}: {said}"
        );
        refused += 1;
    }
    assert!(refused > 3);
}
