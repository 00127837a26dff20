//! Arranges what was harvested: each way of writing a street, in each settlement, with its houses in order.

use crate::gazetteer::{Gazetteer, House, Spot, Street};
use crate::harvest::Harvest;
use crate::name::Name;
use crate::number;
use crate::outline;
use crate::settle::Settlements;
use karavan_model::Point;
use std::collections::BTreeMap;

#[derive(Default)]
struct Draft {
    houses: Vec<House>,
    on_it: Vec<Point>,
}

/// Makes the gazetteer. The same harvest gives the same bytes.
pub(crate) fn gazetteer(harvest: &Harvest) -> Gazetteer {
    let settlements = Settlements::of(harvest);
    let mut drafts: BTreeMap<(&str, Option<u32>), Draft> = BTreeMap::new();
    for address in &harvest.addresses {
        let settlement = settlements.settlement(address.city.as_deref(), address.at);
        let Some(at) = Spot::of(address.at) else { continue };
        let keys = number::keys_of_label(&address.house);
        if keys.is_empty() || Name::of_label(&address.street).is_empty() {
            continue;
        }
        let draft = drafts.entry((&address.street, settlement)).or_default();
        draft.houses.extend(keys.into_iter().map(|key| House {
            key,
            label: address.house.clone(),
            at,
            is_building: address.is_building,
        }));
    }
    for (name, at) in &harvest.streets {
        if !Name::of_label(name).is_empty() {
            let settlement = settlements.settlement(None, *at);
            drafts.entry((name, settlement)).or_default().on_it.push(*at);
        }
    }
    let streets = drafts
        .into_iter()
        .filter_map(|((label, settlement), draft)| street(label, settlement, draft));
    Gazetteer {
        streets: streets.collect(),
        settlements: settlements.list,
    }
}

fn street(label: &str, settlement: Option<u32>, mut draft: Draft) -> Option<Street> {
    draft
        .houses
        .sort_by(|a, b| a.key.cmp(&b.key).then(b.is_building.cmp(&a.is_building)));
    if draft.on_it.is_empty() {
        draft.on_it.extend(draft.houses.iter().map(|house| house.at.point()));
    }
    let middle = outline::mean(&draft.on_it)?;
    Some(Street {
        label: label.to_owned(),
        settlement,
        at: Spot::of(outline::nearest(&draft.on_it, middle)?)?,
        houses: draft.houses,
    })
}
