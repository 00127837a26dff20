//! Roles given in the terminal beside a running server: an agency owner and a curator, bound to an organisation and a
//! municipality by `karavan user role`, see their requests; sources name their organisation by `karavan source add`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_tests::server::Server;
use karavan_tests::{Finished, run};
use serde_json::{Value, json};
use std::path::Path;

fn karavan(server: &Server, arguments: &[&str]) -> Finished {
    let folder = server.data_dir();
    run(Path::new(folder), &[arguments, &["--data-dir", folder]].concat())
}

/// A new login with a role; its cookie.
fn arrive(server: &Server, login: &str, role: &[&str]) -> String {
    let made = karavan(server, &["user", "password", login, "--new", "--role", "operator"]).ok();
    let password = made
        .out
        .lines()
        .find_map(|line| line.strip_prefix("password: "))
        .unwrap();
    let told = karavan(server, &[&["user", "role", login], role].concat()).ok();
    assert!(told.err.contains(login), "{}", told.err);
    let body = json!({"login": login, "password": password});
    let answer = server.post(&[], "/v1/session", &body);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

fn ids(server: &Server, cookie: &str) -> Vec<String> {
    let list: Value = server.get(&[("cookie", cookie)], "/v1/requests").json();
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn owners_and_curators_are_made_in_the_terminal_and_see_their_requests() {
    let server = Server::start();
    let chief = server.log_in();
    let added = karavan(&server, &["source", "add", "fund", "--organisation", "Фонд"]);
    assert_eq!(added.code, Some(0), "{}", added.err);
    let listed = karavan(&server, &["source", "list"]).ok().out;
    assert!(
        listed.contains("\torganisation\n") && listed.contains("Фонд"),
        "{listed}"
    );
    let take = |source: &str, municipality: &str| {
        let key = format!("request-of-{source}-1");
        let headers = [("cookie", chief.as_str()), ("idempotency-key", key.as_str())];
        let draft = json!({"source": source, "municipality": municipality, "address": "Садовая 1", "needs": []});
        let answer = server.post(&headers, "/v1/requests", &draft);
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_str().unwrap().to_owned()
    };
    let (of_fund, of_forest) = (take("fund", "Заречный район"), take("crm", "Лесной район"));
    let owner = arrive(&server, "olga", &["agency-owner", "--organisation", "фонд"]);
    assert_eq!(ids(&server, &owner), [of_fund]);
    let curator = arrive(&server, "oleg", &["curator", "--municipality", "лесной район"]);
    assert_eq!(ids(&server, &curator), [of_forest]);
    let list = karavan(&server, &["user", "list"]).ok().out;
    assert!(list.contains("olga\tagency_owner\tфонд\t\t\n"), "{list}");
    assert!(list.contains("oleg\tcurator\t\tлесной район\t\n"), "{list}");

    // A new password takes nothing away of what somebody is bound to; another role ends their sessions.
    assert_eq!(karavan(&server, &["user", "password", "olga"]).code, Some(0));
    assert!(
        karavan(&server, &["user", "list"])
            .ok()
            .out
            .contains("olga\tagency_owner\tфонд")
    );
    assert_eq!(karavan(&server, &["user", "role", "oleg", "auditor"]).code, Some(0));
    assert_eq!(server.get(&[("cookie", &curator)], "/v1/requests").status, 401);
    for wrong in [
        &["user", "role", "olga", "agency-owner"][..],
        &["user", "role", "olga", "curator", "--source", "112"],
        &["user", "role", "olga", "coordinator", "--municipality", "Лесной район"],
        &["user", "role", "olga", "owner"],
        &["user", "password", "olga", "--source", "112"],
        &["user", "link", "anna", "--new", "--role", "curator"],
    ] {
        let refused = karavan(&server, wrong);
        assert_eq!(refused.code, Some(2), "{wrong:?}: {}", refused.err);
    }
    assert!(
        karavan(&server, &["user", "list"])
            .ok()
            .out
            .contains("olga\tagency_owner\tфонд")
    );
}
