//! Adds limits to the fields of the contract: longest text, least and greatest number, most items of a list, from the
//! constants that intake checks. Limits of rates and bodies are not part of it.

use karavan_intake::limits::{
    BREAK_MINUTES, CAPACITY, DRIVE_MINUTES, ID_MAX, ITEMS_MAX, KILOMETERS, LINE_MAX, Limits, QUANTITY, SERVICE_MINUTES,
    SOURCE_MAX, SOURCE_REF_MAX, STOPS, TEXT_MAX,
};
use utoipa::Number;
use utoipa::openapi::schema::{ArrayItems, Object};
use utoipa::openapi::{RefOr, Schema};

/// The limit of a field.
enum Limit {
    /// A text of at most this many characters.
    Text(usize),
    /// A whole number, both limits included.
    Number(Limits),
    /// A list of at least this many items; at most `ITEMS_MAX`.
    Items(usize),
    /// The same, of texts of at most this many characters each.
    Texts(usize, usize),
}

/// The limit of a field that `intake` checks.
fn limit(schema: &str, field: &str) -> Option<Limit> {
    Some(match (schema, field) {
        ("RequestDraft", "source") => Limit::Text(SOURCE_MAX),
        ("RequestDraft", "source_ref") => Limit::Text(SOURCE_REF_MAX),
        ("RequestDraft" | "RequestPatch", "hub") => Limit::Text(ID_MAX),
        ("RequestDraft" | "RequestPatch", "recipient" | "phone") => Limit::Text(LINE_MAX),
        ("RequestDraft" | "RequestPatch", "address" | "comment") => Limit::Text(TEXT_MAX),
        ("RequestDraft" | "RequestPatch", "service_minutes") => Limit::Number(SERVICE_MINUTES),
        ("RequestDraft" | "RequestPatch", "needs" | "windows") => Limit::Items(0),
        ("RequestDraft" | "RequestPatch" | "VolunteerDraft", "skills") => Limit::Texts(0, ID_MAX),
        ("Visitors", _) => Limit::Texts(0, LINE_MAX),
        ("DoorPatch", _) => Limit::Text(LINE_MAX),
        ("SourceDraft", "name" | "contact") | ("KeyDraft", "label") => Limit::Text(LINE_MAX),
        ("KeyDraft", "source") => Limit::Text(SOURCE_MAX),
        ("NeedDraft", "quantity") => Limit::Number(QUANTITY),
        ("VolunteerDraft" | "HubDraft", "name") | ("VolunteerDraft", "organisation" | "phone") => Limit::Text(LINE_MAX),
        ("VolunteerDraft", "home") | ("HubDraft", "address") => Limit::Text(TEXT_MAX),
        ("HubDraft", "offers") => Limit::Texts(1, ID_MAX),
        ("ShiftDraft", "capacity") => Limit::Number(CAPACITY),
        ("ShiftDraft", "stops_max") => Limit::Number(STOPS),
        ("ShiftDraft", "minutes_max") => Limit::Number(DRIVE_MINUTES),
        ("ShiftDraft", "kilometers_max") => Limit::Number(KILOMETERS),
        ("BreakDraft", "minutes") => Limit::Number(BREAK_MINUTES),
        _ => return None,
    })
}

/// Adds the limits to the fields of a schema.
pub(super) fn in_schema(name: &str, schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::Object(object)) = schema else {
        return;
    };
    for (field, schema) in &mut object.properties {
        if let Some(limit) = limit(name, field)
            && let RefOr::T(schema) = schema
        {
            state(schema, &limit);
        }
    }
}

fn state(schema: &mut Schema, limit: &Limit) {
    match (schema, limit) {
        (Schema::Object(text), Limit::Text(most)) => text.max_length = Some(*most),
        (Schema::Object(number), Limit::Number(limits)) => between(number, *limits),
        (Schema::Array(list), Limit::Items(least) | Limit::Texts(least, _)) => {
            list.max_items = Some(ITEMS_MAX);
            list.min_items = Some(*least).filter(|least| *least > 0);
            if let (Limit::Texts(_, most), ArrayItems::RefOrSchema(item)) = (limit, &mut list.items)
                && let RefOr::T(Schema::Object(text)) = item.as_mut()
            {
                text.max_length = Some(*most);
            }
        }
        _ => {}
    }
}

fn between(number: &mut Object, Limits { least, most }: Limits) {
    let bound = |number: u32| usize::try_from(number).ok().map(Number::UInt);
    number.minimum = bound(least);
    number.maximum = bound(most);
}
