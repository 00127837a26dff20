//! `Known`: the sources, hubs, volunteers and goods that a request may name; `strangers` tells which hub and volunteers
//! of a request are not among them. Hubs are not judged before any list of them is given, nor volunteers while there is
//! none.

use crate::check::Refused;
use crate::fault::Fault;
use crate::given::Field;
use crate::goods::Goods;
use crate::source::Sources;
use karavan_model::{GoodsCode, Hub, HubId, Remit, Request, Visitors, Volunteer, folded_name};
use std::collections::BTreeMap;

/// Hubs and volunteers that are kept. Where nothing is known of them, what is named is not judged, and goods are
/// those that everybody knows.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub(crate) goods: Goods,
    pub(crate) sources: Sources,
    hubs: Option<Vec<HubId>>,
    people: Names,
    remit: Option<Remit>,
}

/// Everybody known, by id and by name.
#[derive(Clone, Debug, Default)]
struct Names(BTreeMap<String, Vec<String>>);

impl Known {
    /// What these hubs and volunteers make known.
    #[must_use]
    pub fn of<'a>(hubs: &[Hub], people: impl IntoIterator<Item = &'a Volunteer>) -> Self {
        Self {
            goods: hubs.iter().collect(),
            sources: Sources::default(),
            hubs: Some(hubs.iter().map(|hub| hub.id.clone()).collect()),
            people: people.into_iter().collect(),
            remit: None,
        }
    }

    /// The same, where a request must lie within what its taker is bound to; `None` binds nobody. The sources in it are
    /// all that count: organisations stand for sources of theirs.
    #[must_use]
    pub fn within(self, remit: Option<Remit>) -> Self {
        Self { remit, ..self }
    }

    /// Refuses a request outside of what its taker is bound to. One that names no municipality lies in the taker's,
    /// where there is one alone.
    pub(crate) fn place_in_remit(&self, source: Option<&str>, municipality: &mut Option<String>) -> Option<Refused> {
        let remit = self.remit.as_ref()?;
        if source.is_some_and(|source| has_source(remit, source)) {
            return None;
        }
        match municipality.as_deref().filter(|named| !named.is_empty()) {
            Some(named) if remit.has_municipality(named) => return None,
            None if remit.municipalities.len() == 1 => {
                *municipality = remit.municipalities.first().cloned();
                return None;
            }
            _ => {}
        }
        Some(outside(remit))
    }

    /// Refuses to give a kept request to a municipality that who changes it is not bound to, unless its source is
    /// theirs.
    pub(crate) fn stays_in_remit(&self, source: &str, municipality: Option<&str>) -> Option<Refused> {
        let remit = self.remit.as_ref()?;
        let named = municipality.filter(|named| !named.is_empty())?;
        let is_theirs = remit.has_municipality(named) || has_source(remit, source);
        (!is_theirs).then(|| outside(remit))
    }

    /// Refuses volunteers named by who is bound to a part of the region: volunteers are of the whole region, and an
    /// answer would tell which of them there are.
    pub(crate) fn refuses_visitors(&self) -> Option<Refused> {
        self.remit.as_ref().map(|_| Refused {
            field: Field::from("visitors"),
            fault: Fault::VisitorsNamed,
        })
    }

    /// The same, where a request may name these sources.
    #[must_use]
    pub fn with_sources(self, sources: Sources) -> Self {
        Self { sources, ..self }
    }

    /// The same with other hubs, and other goods of its own that they hand out.
    #[must_use]
    pub fn with_hubs(self, hubs: Vec<HubId>, own_goods: Vec<GoodsCode>) -> Self {
        Self {
            goods: Goods::beside(own_goods),
            hubs: Some(hubs),
            ..self
        }
    }

    /// The hubs that are kept, and the goods of the region's own that they hand out.
    #[must_use]
    pub fn hubs(&self) -> (&[HubId], &[GoodsCode]) {
        (self.hubs.as_deref().unwrap_or_default(), self.goods.own())
    }

    /// The code of goods that may be asked for.
    #[must_use]
    pub fn goods_code(&self, word: &str) -> Option<GoodsCode> {
        self.goods.asked(word).ok().flatten()
    }

    /// Whether a word stands for goods that may be asked for, or for a visit without goods.
    #[must_use]
    pub fn knows_goods(&self, word: &str) -> bool {
        self.goods.asked(word).is_ok()
    }

    /// What a request names that nobody knows.
    #[must_use]
    pub fn strangers(&self, request: &Request) -> Vec<Refused> {
        let hub = request.hub.as_ref().and_then(|hub| self.strange_hub(hub));
        hub.into_iter().chain(self.strange_people(&request.visitors)).collect()
    }

    /// A hub that is named and nobody knows: it would quietly leave its request out of every plan.
    pub(crate) fn strange_hub(&self, hub: &HubId) -> Option<Refused> {
        let hubs = self.hubs.as_ref().filter(|hubs| !hubs.contains(hub))?;
        Some(Refused {
            field: Field::from("hub"),
            fault: Fault::UnknownHub {
                hub: hub.to_string(),
                known: hubs.iter().map(ToString::to_string).collect(),
            },
        })
    }

    /// The volunteers that are named and nobody knows, or several are. Before anybody is kept, names cannot be strange.
    pub(crate) fn strange_people(&self, visitors: &Visitors) -> Vec<Refused> {
        if self.people.0.is_empty() {
            return Vec::new();
        }
        let roles = [
            ("only", &visitors.only),
            ("never", &visitors.never),
            ("preferred", &visitors.preferred),
            ("before", &visitors.before),
        ];
        let named = roles
            .into_iter()
            .flat_map(|(role, names)| names.iter().enumerate().map(move |(place, name)| (role, place, name)));
        let strange = named.filter_map(|(role, place, name)| {
            let fault = self.people.strange(name)?;
            let field = Field::from(format!("visitors/{role}/{place}"));
            Some(Refused { field, fault })
        });
        strange.collect()
    }
}

fn has_source(remit: &Remit, source: &str) -> bool {
    remit.sources.iter().any(|own| own.as_str() == source)
}

/// The refusal that tells what may be named instead: a municipality where one is bound to any.
fn outside(remit: &Remit) -> Refused {
    let (field, own) = match remit.municipalities.is_empty() {
        true => ("source", remit.sources.iter().map(ToString::to_string).collect()),
        false => ("municipality", remit.municipalities.iter().cloned().collect()),
    };
    Refused {
        field: Field::from(field),
        fault: Fault::OutsideRemit { own },
    }
}

impl<'a> FromIterator<&'a Volunteer> for Names {
    fn from_iter<T: IntoIterator<Item = &'a Volunteer>>(volunteers: T) -> Self {
        let mut called: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for volunteer in volunteers {
            let id = volunteer.id.as_str();
            for name in [folded_name(id), folded_name(&volunteer.name)] {
                let ids = called.entry(name).or_default();
                if ids.iter().all(|known| known != id) {
                    ids.push(id.to_owned());
                }
            }
        }
        Self(called)
    }
}

impl Names {
    fn strange(&self, name: &str) -> Option<Fault> {
        let ids = self.0.get(&folded_name(name)).map_or(&[][..], Vec::as_slice);
        (ids.len() != 1).then(|| Fault::UnknownVolunteer {
            volunteer: name.to_owned(),
            namesakes: ids.to_vec(),
        })
    }
}
