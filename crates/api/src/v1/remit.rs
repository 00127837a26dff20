//! What a person who logs in is bound to, as the calls for users read it (`remit`) and write it (`RemitLists`).

use crate::http::fault::FieldFault;
use crate::http::form::Form;
use crate::texts::fields;
use karavan_intake::is_source;
use karavan_intake::limits::{ITEMS_MAX, LINE_MAX};
use karavan_intake::plain_text::plain;
use karavan_model::{Remit, RemitError, Role, SourceId};
use std::collections::BTreeSet;

/// The three lists of a remit; all are empty for a person of the whole region.
pub(crate) struct RemitLists {
    pub(crate) organisations: Vec<String>,
    pub(crate) municipalities: Vec<String>,
    pub(crate) sources: Vec<String>,
}

impl From<&Remit> for RemitLists {
    fn from(remit: &Remit) -> Self {
        Self {
            organisations: remit.organisations.iter().cloned().collect(),
            municipalities: remit.municipalities.iter().cloned().collect(),
            sources: remit.sources.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Reads what a person is to be bound to, and whether their role may be bound so.
pub(crate) fn remit(form: &Form, role: Option<Role>) -> Option<Remit> {
    let remit = Remit {
        organisations: names(form, "organisations"),
        municipalities: names(form, "municipalities"),
        sources: names(form, "sources").into_iter().map(SourceId).collect(),
    };
    if let Some(source) = remit.sources.iter().find(|source| !is_source(source.as_str())) {
        tracing::debug!(%source, "no id of a source");
        form.fault("sources", FieldFault::Kind(fields::SOURCE_IDS));
        return None;
    }
    match role?.fits(&remit) {
        Ok(()) => Some(remit),
        Err(error) => {
            let (field, fault) = match error {
                RemitError::WholeRegion(_) => (first_named(&remit), FieldFault::Kind(fields::NO_BOUNDS)),
                RemitError::OfAgency if remit.municipalities.is_empty() => ("organisations", FieldFault::Missing),
                RemitError::OfAgency => ("municipalities", FieldFault::Kind(fields::NO_BOUNDS)),
                RemitError::OfMunicipality if remit.municipalities.is_empty() => {
                    ("municipalities", FieldFault::Missing)
                }
                RemitError::OfMunicipality => (first_named(&remit), FieldFault::Kind(fields::NO_BOUNDS)),
            };
            form.fault(field, fault);
            None
        }
    }
}

fn first_named(remit: &Remit) -> &'static str {
    match (remit.organisations.is_empty(), remit.sources.is_empty()) {
        (false, _) => "organisations",
        (true, false) => "sources",
        (true, true) => "municipalities",
    }
}

/// Names of one line each.
fn names(form: &Form, list: &'static str) -> BTreeSet<String> {
    let Some(given) = form.draft_texts(list).this() else {
        return BTreeSet::new();
    };
    if given.len() > ITEMS_MAX {
        form.fault(list, FieldFault::TooMany(ITEMS_MAX));
        return BTreeSet::new();
    }
    let names: BTreeSet<String> = given.iter().map(|name| plain(name)).collect();
    if names.iter().any(String::is_empty) {
        form.fault(list, FieldFault::Missing);
    }
    if names.iter().any(|name| name.chars().count() > LINE_MAX) {
        form.fault(list, FieldFault::TooLong(LINE_MAX));
    }
    names
}
