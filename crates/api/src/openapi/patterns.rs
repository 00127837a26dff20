//! Adds regular expressions to fields and parameters of the contract whose text has a fixed form: dates, times,
//! moments, `Idempotency-Key`, `If-Match`. They describe; the values are checked elsewhere.

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{Object, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};

const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const TIME: &str = "^([01][0-9]|2[0-4]):[0-5][0-9]$";
const KEY: &str = "^[A-Za-z0-9._:-]{16,128}$";
const TAG: &str = "^\"v[0-9]+\"$";
const MOMENT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$";

/// The pattern of a field or a parameter by its name, which means the same everywhere.
fn pattern(name: &str) -> Option<&'static str> {
    match name {
        "date" => Some(DATE),
        "opens" | "closes" | "from" | "to" => Some(TIME),
        "Idempotency-Key" => Some(KEY),
        "If-Match" => Some(TAG),
        name if name.ends_with("_at") => Some(MOMENT),
        _ => None,
    }
}

/// Adds the patterns to the fields of a schema and of the objects inside it.
pub(super) fn in_schema(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            for (name, field) in &mut object.properties {
                match field {
                    RefOr::T(Schema::Object(text)) if is_text(text) => text.pattern = pattern(name).map(str::to_owned),
                    field => in_schema(field),
                }
            }
        }
        Schema::AllOf(all) => all.items.iter_mut().for_each(in_schema),
        Schema::OneOf(one) => one.items.iter_mut().for_each(in_schema),
        _ => {}
    }
}

/// Adds the patterns to the parameters of a call.
pub(super) fn in_parameters(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        let pattern = pattern(&parameter.name);
        if let Some(RefOr::T(Schema::Object(text))) = &mut parameter.schema
            && is_text(text)
        {
            text.pattern = pattern.map(str::to_owned);
        }
    }
}

fn is_text(object: &Object) -> bool {
    match &object.schema_type {
        SchemaType::Type(kind) => *kind == Type::String,
        SchemaType::Array(kinds) => kinds.contains(&Type::String),
        SchemaType::AnyValue => false,
    }
}
