//! `shortages`: the goods of which a plan loads more at a hub than it has on the day; and whether the shortages that
//! a document claims are the real ones. The type `Shortage` is in `document/shortage.rs`.

use crate::document::{PlanDocument, Shortage, VolunteerRoute};
use crate::messages;
use crate::recheck::Finding;
use karavan_model::{GoodsCode, HubId, Stock};
use std::collections::BTreeMap;

/// The shortages of routes, by hub and goods. Goods that are not counted are never short.
#[must_use]
pub fn shortages(routes: &[VolunteerRoute], stock: &[Stock]) -> Vec<Shortage> {
    let mut needed: BTreeMap<(&HubId, &GoodsCode), u64> = BTreeMap::new();
    let mut names: BTreeMap<&HubId, &str> = BTreeMap::new();
    for stop in routes.iter().flat_map(|route| &route.stops) {
        let Some(hub) = &stop.hub else { continue };
        names.insert(hub, stop.name.as_deref().unwrap_or_else(|| hub.as_str()));
        for load in &stop.loads {
            *needed.entry((hub, &load.goods)).or_default() += u64::from(load.quantity);
        }
    }
    let mut stock: Vec<&Stock> = stock.iter().collect();
    stock.sort();
    let short = stock.into_iter().filter_map(|one| {
        let needed = needed.get(&(&one.hub, &one.goods)).copied().unwrap_or_default();
        let name = names.get(&one.hub).copied()?;
        (needed > u64::from(one.quantity)).then(|| shortage(one, name, needed))
    });
    short.collect()
}

fn shortage(stock: &Stock, name: &str, needed: u64) -> Shortage {
    let (text, text_ru) = messages::shortage(name, &stock.goods, (needed, stock.quantity));
    Shortage {
        hub: stock.hub.clone(),
        name: name.to_owned(),
        goods: stock.goods.clone(),
        needed,
        in_stock: stock.quantity,
        text,
        text_ru,
    }
}

/// Shortages that a document claims and its loads do not confirm, and the reverse.
pub(crate) fn wrong(document: &PlanDocument) -> Vec<Finding> {
    let said = &document.summary.shortages;
    let real = shortages(&document.routes, &document.stock);
    let other_day = document.stock.iter().find(|one| one.date != document.date);
    let other_day = other_day.map(|one| format!("the stock of {} is of {}, not of the plan's day", one.hub, one.date));
    let unsaid = real.iter().filter(|one| !said.contains(one));
    let unsaid = unsaid.map(|one| format!("the plan does not say that {}", one.text));
    let untrue = said.iter().filter(|one| !real.contains(one));
    let untrue = untrue.map(|one| format!("the plan says wrongly that {}", one.text));
    let all = other_day.into_iter().chain(unsaid).chain(untrue);
    all.map(Finding::Inconsistent).collect()
}
