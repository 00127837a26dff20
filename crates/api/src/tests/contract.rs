//! Tests of the OpenAPI contract: it names the same calls as docs/api.md, its `operations` are served, have names of
//! their own and declare problems, dates have patterns; also request numbers in docs/api.md and the page `/docs/`.
//! Bodies are checked in `contract_check.rs`.

use super::TestServer;
use crate::contract;
use axum::http::{Method, StatusCode};
use std::collections::BTreeSet;

/// Every operation of the contract.
pub(crate) fn operations() -> Vec<(Method, String)> {
    let contract = serde_json::to_value(contract()).unwrap();
    let paths = contract["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, item)| {
        let methods = item
            .as_object()
            .unwrap()
            .keys()
            .filter_map(|name| name.to_uppercase().parse().ok());
        methods.map(move |method: Method| (method, path.clone()))
    });
    each.collect()
}

#[test]
fn the_book_and_the_contract_name_the_same_calls() {
    let book = include_str!("../../../../docs/api.md");
    let mut response = BTreeSet::new();
    // A bar inside a cell is written `\|`.
    let book = book.replace("\\|", "¦");
    for row in book.lines().filter(|line| line.starts_with("| `")) {
        let calls = row.split('|').nth(1).unwrap();
        let mut last = String::new();
        for call in calls.split('`').skip(1).step_by(2) {
            let call = call.split('?').next().unwrap();
            let (methods, path) = match call.split_once(' ') {
                Some((methods, path)) => (
                    methods,
                    path.replace("{requests¦volunteers¦vehicles¦hubs¦stock}", "{kind}"),
                ),
                // `PATCH` alone: the path is the one before.
                None => (call, last.clone()),
            };
            last.clone_from(&path);
            for method in methods.split('/').filter(|method| method.parse::<Method>().is_ok()) {
                response.insert((method.to_owned(), path.clone()));
            }
        }
    }
    let kept: BTreeSet<_> = operations()
        .into_iter()
        .map(|(method, path)| (method.to_string(), path))
        .collect();
    let lacking: Vec<_> = response.symmetric_difference(&kept).collect();
    assert!(lacking.is_empty(), "told in one and not in the other: {lacking:#?}");
}

#[test]
fn the_numbers_in_the_book_are_numbers_that_can_be_given() {
    let book = include_str!("../../../../docs/api.md");
    let quoted = book.split('"');
    let is_number = |text: &&str| {
        let parts = text.split_once('-');
        parts.is_some_and(|(digits, check)| {
            check.len() == 1 && (digits.to_owned() + check).bytes().all(|c| c.is_ascii_digit())
        })
    };
    let numbers: BTreeSet<&str> = quoted.filter(is_number).collect();
    assert!(!numbers.is_empty());
    for number in numbers {
        assert_eq!(karavan_store::check_digit(number), 0, "{number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_served_under_a_name_of_its_own() {
    let server = TestServer::open().await;
    let contract = server.call(Method::GET, "/openapi.json", &[], None).await;
    assert_eq!(contract.status, 200);
    let contract = contract.json();
    assert_eq!(contract["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    let mut names = BTreeSet::new();
    for (method, path) in operations() {
        let name = contract["paths"][&path][method.as_str().to_lowercase()]["operationId"].clone();
        assert!(names.insert(name.as_str().unwrap().to_owned()), "{name}");
        let operation = &contract["paths"][&path][method.as_str().to_lowercase()];
        let problem = &operation["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(problem, "#/components/schemas/ProblemBody", "{method} {path}");
        for one in operation["security"].as_array().unwrap() {
            let scheme = one.as_object().unwrap().keys().next().unwrap();
            assert!(
                contract["components"]["securitySchemes"][scheme].is_object(),
                "{scheme}"
            );
        }
        let asked = path.replace("{z}/{x}/{y}", "1/0/0").replace(['{', '}'], "");
        let response = server.call(method.clone(), &asked, &[], None).await;
        assert!(
            ![StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&response.status),
            "{method} {path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_the_contract_without_asking_any_other_host() {
    let server = TestServer::open().await;
    let page = server.call(Method::GET, "/docs/", &[], None).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("swagger"), "{text}");
    for tag in text
        .split('<')
        .filter(|tag| tag.starts_with("script") || tag.starts_with("link"))
    {
        assert!(!tag.contains("//"), "{tag}");
        assert!(
            !tag.starts_with("script") || tag.contains("src="),
            "the policy forbids {tag}"
        );
    }
}

#[test]
fn texts_that_are_no_free_words_have_a_pattern() {
    let contract = serde_json::to_value(contract()).unwrap();
    let schemas = &contract["components"]["schemas"];
    assert!(schemas["RequestDraft"]["properties"]["date"]["pattern"].is_string());
    let mut bare = Vec::new();
    for (name, schema) in schemas.as_object().unwrap() {
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            let is_text = schema["type"].to_string().contains("string");
            if is_text && (field == "date" || field.ends_with("_at")) && schema["pattern"].is_null() {
                bare.push(format!("{name}.{field}"));
            }
        }
    }
    for (path, item) in contract["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                let is_known = ["date", "Idempotency-Key", "If-Match"].contains(&name);
                if is_known && parameter["schema"]["pattern"].is_null() {
                    bare.push(format!("{method} {path} {name}"));
                }
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}
