//! A checker for tests of the API: `operation` finds the declaration of a call in the contract, and `Operation` checks
//! what is sent and answered against its schemas. `TestServer` uses it for the calls that it sends.
//!
//! A field of an answer that the contract does not name is a fault here, although a program that reads answers must
//! accept it.

use super::schema_check::{Schemas, faults};
use crate::contract;
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Calls that judge what is sent piece by piece: they answer 200 and name what was wrong.
const PIECEWISE: [&str; 2] = ["submit_batch", "report_events"];

/// One operation of the contract.
pub(crate) struct Operation {
    pub(crate) name: String,
    method: String,
    path: String,
    sent: Option<Value>,
    /// Schemas by status, then by media type.
    answers: BTreeMap<u16, BTreeMap<String, Value>>,
}

static CONTRACT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(contract()).unwrap());
static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(operations);

/// The operation of a call.
pub(crate) fn operation(method: &Method, path: &str) -> Option<&'static Operation> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |operation: &&Operation| {
        let template: Vec<&str> = operation.path.split('/').collect();
        let is_same = |(template, part): (&&str, &&str)| template.starts_with('{') || template == part;
        operation.method == method.as_str() && template.len() == parts.len() && template.iter().zip(&parts).all(is_same)
    };
    // Of `/v1/requests/batch` and `/v1/requests/{id}` the one with fewer variables is meant.
    OPERATIONS
        .iter()
        .filter(fits)
        .min_by_key(|operation| operation.path.matches('{').count())
}

/// The names of all operations.
pub(crate) fn names() -> BTreeSet<&'static str> {
    OPERATIONS.iter().map(|operation| operation.name.as_str()).collect()
}

impl Operation {
    /// What was accepted is what the contract says may be sent.
    pub(crate) fn hold_sent(&self, sent: &Value) {
        if !PIECEWISE.contains(&self.name.as_str()) {
            match &self.sent {
                Some(schema) => hold(schema, sent, &format!("what {} takes", self.name)),
                None => assert_eq!(*sent, json!({}), "{} takes no body", self.name),
            }
        }
    }

    /// An answer is one that the contract names; its text is checked when it is JSON.
    pub(crate) fn hold_answer(&self, status: u16, media: &str, text: &str) {
        let name = &self.name;
        if !(200..300).contains(&status) {
            let problem = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name} {status}: {error}"));
            return hold(
                &json!({"$ref": "#/components/schemas/ProblemBody"}),
                &problem,
                &format!("a problem of {name}"),
            );
        }
        let answers = self.answers.get(&status);
        let answers = answers.unwrap_or_else(|| panic!("{name} answers {status}, which the contract does not name"));
        if answers.is_empty() {
            return assert!(text.is_empty(), "{name} {status}: {text}");
        }
        let media = media.split(';').next().unwrap_or_default();
        let schema = answers
            .get(media)
            .unwrap_or_else(|| panic!("{name} answers {media}, which the contract does not name"));
        if media == "application/json" {
            hold(
                schema,
                &serde_json::from_str(text).unwrap(),
                &format!("the answer of {name}"),
            );
        }
    }

    /// The data of an event of a stream.
    pub(crate) fn hold_event(&self, data: &Value) {
        hold(
            &self.answers[&200]["text/event-stream"],
            data,
            &format!("an event of {}", self.name),
        );
    }
}

fn hold(schema: &Value, value: &Value, what: &str) {
    let schemas: &Schemas = CONTRACT["components"]["schemas"].as_object().unwrap();
    let faults = faults(schemas, schema, value);
    assert!(
        faults.is_empty(),
        "{what} is not as declared: {}\n{value}",
        faults.join("\n")
    );
}

fn operations() -> Vec<Operation> {
    let schemas = |content: &Value| -> BTreeMap<String, Value> {
        let each = content.as_object().into_iter().flatten();
        each.map(|(media, content)| (media.clone(), content["schema"].clone()))
            .collect()
    };
    let mut found = Vec::new();
    for (path, item) in CONTRACT["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let answers = operation["responses"].as_object().unwrap().iter();
            found.push(Operation {
                name: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                sent: schemas(&operation["requestBody"]["content"]).remove("application/json"),
                answers: answers
                    .filter_map(|(status, answer)| Some((status.parse().ok()?, schemas(&answer["content"]))))
                    .collect(),
            });
        }
    }
    found
}

#[test]
#[should_panic(expected = "is not as declared")]
fn a_field_that_is_not_declared_is_seen() {
    let well = operation(&Method::GET, "/v1/health").unwrap();
    well.hold_answer(200, "application/json", r#"{"status": "ok"}"#);
    well.hold_answer(200, "application/json", r#"{"status": "ok", "secret": 1}"#);
}

#[test]
#[should_panic(expected = "is not as declared")]
fn a_field_that_is_declared_and_not_sent_is_seen() {
    operation(&Method::GET, "/v1/health")
        .unwrap()
        .hold_answer(200, "application/json", "{}");
}
