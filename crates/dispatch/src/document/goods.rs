//! `GoodsIndex`: the goods of a plan by name and by number, amounts in both forms, and what each step of a route
//! loads.

use super::legend::Legend;
use karavan_model::{GoodsCode, Need};
use karavan_plan::{Amounts, Goods, GoodsIx, Problem, Route, loads};
use std::collections::BTreeSet;

/// The goods of a legend, numbered in the order of their names.
pub(crate) struct GoodsIndex {
    names: Vec<GoodsCode>,
    goods: Goods,
}

impl GoodsIndex {
    pub(crate) fn new(legend: &Legend) -> Self {
        let brought = legend.needs.iter().flatten().map(|need| &need.goods);
        let names: BTreeSet<&GoodsCode> = brought.chain(legend.offers.iter().flatten()).collect();
        let mut index = Self {
            names: names.into_iter().cloned().collect(),
            goods: Goods::default(),
        };
        let brought = legend.needs.iter().map(|needs| index.amounts(needs)).collect();
        let offered = legend.offers.iter();
        let offered = offered
            .map(|offers| offers.iter().map(|goods| index.ix(goods)).collect())
            .collect();
        index.goods = Goods { brought, offered };
        index
    }

    pub(crate) const fn goods(&self) -> &Goods {
        &self.goods
    }

    /// Lines of the same goods are added up. Goods that the legend does not know are past all it knows.
    pub(crate) fn amounts(&self, needs: &[Need]) -> Amounts {
        let mut amounts = Amounts::new();
        for need in needs.iter().filter(|need| need.quantity > 0) {
            *amounts.entry(self.ix(&need.goods)).or_default() += i64::from(need.quantity);
        }
        amounts
    }

    /// What is taken at every step of a route.
    pub(crate) fn loads(&self, problem: &Problem, route: &Route) -> Vec<Vec<Need>> {
        let loads = loads(problem, &self.goods, route).into_iter();
        loads.map(|amounts| self.in_words(&amounts)).collect()
    }

    fn in_words(&self, amounts: &Amounts) -> Vec<Need> {
        let each = amounts.iter().map(|(goods, &amount)| Need {
            goods: self.names[goods.at()].clone(),
            quantity: u32::try_from(amount).unwrap_or(u32::MAX),
        });
        each.collect()
    }

    fn ix(&self, goods: &GoodsCode) -> GoodsIx {
        GoodsIx::from(self.names.binary_search(goods).unwrap_or(self.names.len()))
    }
}
