//! `Remit`: the organisations, municipalities and sources that a person who logs in is bound to, and which roles may
//! be bound to what. Which requests these are is decided by the store; what a role may call is in `identity.rs`.

use crate::id::SourceId;
use crate::role::Role;
use crate::source::Source;
use crate::visitors::folded_name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// What a person is bound to. What is named adds up; when nothing is named it is the whole region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Remit {
    /// Organisations: the requests of the sources that name them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub organisations: BTreeSet<String>,
    /// Municipalities: the requests in them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub municipalities: BTreeSet<String>,
    /// Sources: the requests that name them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub sources: BTreeSet<SourceId>,
}

/// Why a role cannot be bound so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RemitError {
    /// A role of the whole region is bound to a part.
    #[error("{0} is a role of the whole region: name no organisation, municipality or source")]
    WholeRegion(Role),
    /// An agency owner is bound to neither organisation nor source, or to a municipality.
    #[error("an agency owner has organisations or sources, and no municipality")]
    OfAgency,
    /// A curator is bound to no municipality, or to something else.
    #[error("a curator has municipalities, and no organisation and no source")]
    OfMunicipality,
}

impl Remit {
    /// Whether nothing is named.
    #[must_use]
    pub fn is_whole_region(&self) -> bool {
        *self == Self::default()
    }

    /// The same with organisations replaced by those of these sources that belong to them.
    #[must_use]
    pub fn by_sources<'a>(&self, sources: impl IntoIterator<Item = &'a Source>) -> Self {
        let own = sources
            .into_iter()
            .filter(|source| self.has_organisation(&source.organisation));
        let own = own.map(|source| source.id.clone());
        Self {
            organisations: BTreeSet::new(),
            municipalities: self.municipalities.clone(),
            sources: self.sources.iter().cloned().chain(own).collect(),
        }
    }

    /// The municipalities in the form in which all ways to write a name are one.
    pub fn folded_municipalities(&self) -> impl Iterator<Item = String> {
        self.municipalities.iter().map(|name| folded_name(name))
    }

    /// Whether an organisation is named, however it is written; an empty name is none.
    #[must_use]
    pub fn has_organisation(&self, name: &str) -> bool {
        let name = folded_name(name);
        !name.is_empty() && self.organisations.iter().any(|own| folded_name(own) == name)
    }

    /// Whether a municipality is named, however it is written; an empty name is none.
    #[must_use]
    pub fn has_municipality(&self, name: &str) -> bool {
        let name = folded_name(name);
        !name.is_empty() && self.folded_municipalities().any(|own| own == name)
    }
}

impl Role {
    /// Checks that a role may be bound so.
    ///
    /// # Errors
    /// [`RemitError`] when it may not.
    pub fn fits(self, remit: &Remit) -> Result<(), RemitError> {
        let of_agency = !remit.organisations.is_empty() || !remit.sources.is_empty();
        let of_municipality = !remit.municipalities.is_empty();
        match self {
            Self::Administrator | Self::Coordinator | Self::Auditor if of_agency || of_municipality => {
                Err(RemitError::WholeRegion(self))
            }
            Self::AgencyOwner if !of_agency || of_municipality => Err(RemitError::OfAgency),
            Self::Curator if of_agency || !of_municipality => Err(RemitError::OfMunicipality),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Remit, RemitError};
    use crate::role::Role;

    fn remit(text: &str) -> Remit {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn each_role_is_bound_to_what_it_is_for() {
        let nothing = Remit::default();
        let agency = remit(r#"{"organisations": ["Соцзащита"]}"#);
        let source = remit(r#"{"sources": ["112"]}"#);
        let municipality = remit(r#"{"municipalities": ["Лесной район"]}"#);
        for role in [Role::Administrator, Role::Coordinator, Role::Auditor] {
            assert_eq!(role.fits(&nothing), Ok(()));
            for part in [&agency, &source, &municipality] {
                assert_eq!(role.fits(part), Err(RemitError::WholeRegion(role)));
            }
        }
        for part in [&nothing, &agency, &source, &municipality] {
            assert_eq!(Role::Operator.fits(part), Ok(()));
        }
        for part in [&agency, &source] {
            assert_eq!(Role::AgencyOwner.fits(part), Ok(()));
            assert_eq!(Role::Curator.fits(part), Err(RemitError::OfMunicipality));
        }
        for part in [&nothing, &municipality] {
            assert_eq!(Role::AgencyOwner.fits(part), Err(RemitError::OfAgency));
        }
        assert_eq!(Role::Curator.fits(&municipality), Ok(()));
        assert_eq!(Role::Curator.fits(&nothing), Err(RemitError::OfMunicipality));
    }

    #[test]
    fn names_are_the_same_however_they_are_written_and_a_remit_is_read_back() {
        let bound = remit(r#"{"municipalities": ["Берёзовский  Район"], "organisations": ["Фонд"]}"#);
        assert!(bound.has_municipality("березовский район") && !bound.has_municipality("район"));
        assert!(bound.has_organisation("ФОНД") && !bound.has_organisation("") && !bound.has_municipality(" "));
        let text = serde_json::to_string(&bound).unwrap();
        assert_eq!(remit(&text), bound);
        assert_eq!(serde_json::to_string(&Remit::default()).unwrap(), "{}");
        // What a newer program wrote is not read as the whole region.
        serde_json::from_str::<Remit>(r#"{"streets": ["Садовая"]}"#).unwrap_err();
    }
}
