//! `faults` checks a JSON value against a schema of the contract, for `contract_check.rs`. A keyword that it does not
//! know fails; patterns, limits and descriptions are passed over. No database schema.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The named schemas of the contract.
pub(crate) type Schemas = Map<String, Value>;

/// Keywords that say something to people, or about numbers and texts which other trials look at.
const TELLING: [&str; 14] = [
    "description",
    "title",
    "example",
    "examples",
    "format",
    "pattern",
    "propertyNames",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "default",
];

/// What is wrong with a value; fields that no schema names are.
pub(crate) fn faults(schemas: &Schemas, schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check {
        schemas,
        faults: Vec::new(),
    };
    check.value(schema, value, "");
    check.faults
}

struct Check<'a> {
    schemas: &'a Schemas,
    faults: Vec<String>,
}

impl Check<'_> {
    fn fault(&mut self, at: &str, what: &str) {
        self.faults.push(format!("{at}: {what}"));
    }

    fn value(&mut self, schema: &Value, value: &Value, at: &str) {
        let names = self.fields(schema, value, at);
        let unnamed = value.as_object().into_iter().flat_map(Map::keys);
        let unnamed: Vec<&String> = unnamed
            .filter(|name| names.as_ref().is_some_and(|names| !names.contains(*name)))
            .collect();
        for name in unnamed {
            self.fault(&format!("{at}/{name}"), "no such field is declared");
        }
    }

    /// Checks a value, and tells which fields its schema names; `None` when it may have any.
    fn fields(&mut self, schema: &Value, value: &Value, at: &str) -> Option<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        let mut is_any = false;
        for (keyword, response) in schema.as_object().unwrap() {
            match keyword.as_str() {
                "$ref" => {
                    let name = response.as_str().unwrap().rsplit('/').next().unwrap();
                    let schemas = self.schemas;
                    match self.fields(&schemas[name], value, at) {
                        Some(more) => names.extend(more),
                        None => is_any = true,
                    }
                }
                "type" => self.kind(response, value, at),
                "enum" => {
                    if !response.as_array().unwrap().contains(value) {
                        self.fault(at, &format!("{value} is none of {response}"));
                    }
                }
                "properties" => names.extend(self.properties(response, value, at)),
                "required" => {
                    for name in response.as_array().unwrap().iter().filter_map(Value::as_str) {
                        if value.is_object() && value.get(name).is_none() {
                            self.fault(&format!("{at}/{name}"), "is not there");
                        }
                    }
                }
                "additionalProperties" if response.is_object() => {
                    is_any = true;
                    for (name, field) in value.as_object().into_iter().flatten() {
                        self.value(response, field, &format!("{at}/{name}"));
                    }
                }
                // Checked of every object, whether it is said or not.
                "additionalProperties" => assert_eq!(*response, false),
                "items" => {
                    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.value(response, item, &format!("{at}/{place}"));
                    }
                }
                "allOf" => {
                    for part in response.as_array().unwrap() {
                        match self.fields(part, value, at) {
                            Some(more) => names.extend(more),
                            None => is_any = true,
                        }
                    }
                }
                "oneOf" => {
                    is_any = true;
                    let fits = |one: &&Value| faults(self.schemas, one, value).is_empty();
                    let fitting = response.as_array().unwrap().iter().filter(fits).count();
                    if fitting != 1 {
                        self.fault(at, &format!("fits {fitting} of {response}"));
                    }
                }
                telling => assert!(TELLING.contains(&telling), "{telling} is not known here"),
            }
        }
        (!is_any).then_some(names)
    }

    fn properties(&mut self, response: &Value, value: &Value, at: &str) -> Vec<String> {
        let response = response.as_object().unwrap();
        for (name, schema) in response {
            if let Some(field) = value.get(name) {
                self.value(schema, field, &format!("{at}/{name}"));
            }
        }
        response.keys().cloned().collect()
    }

    fn kind(&mut self, response: &Value, value: &Value, at: &str) {
        let is = |kind: &str| match kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "null" => value.is_null(),
            other => panic!("{other} is not known here"),
        };
        let fits = match response {
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
            kind => is(kind.as_str().unwrap()),
        };
        if !fits {
            self.fault(at, &format!("{value} is no {response}"));
        }
    }
}
