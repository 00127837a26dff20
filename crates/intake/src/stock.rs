//! `accept_stock` and `accept_stock_of_day`: from `StockDraft`s, how many units of goods a hub has on a day, or the
//! `Refused` fields. In the list of a day, goods listed twice are refused.

use crate::check::{Check, Refused};
use crate::fault::Fault;
use crate::given::{Given, Numeral};
use crate::known::Known;
use crate::limits::STOCK;
use karavan_model::{Date, GoodsCode, HubId, Stock};

/// One kind of goods as a door read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StockDraft {
    /// Of what; required.
    pub goods: Given<String>,
    /// How many units; required, 0 when there are none.
    pub quantity: Given<Numeral>,
}

/// Takes what a hub has of one kind of goods.
///
/// # Errors
/// All fields that are refused; a hub that nobody knows among them.
pub fn accept_stock(draft: StockDraft, hub: Given<String>, date: Date, known: &Known) -> Result<Stock, Vec<Refused>> {
    let mut check = Check::default();
    check.must("hub", &hub, "H1");
    let hub = check.id("hub", hub).map(HubId);
    if let Some(hub) = &hub {
        check.add(known.strange_hub(hub).into_iter());
    }
    let (goods, quantity) = counted(&mut check, "", draft, known);
    check.done(Stock {
        hub: hub.unwrap_or_else(|| HubId(String::new())),
        date,
        goods,
        quantity,
    })
}

/// Takes all that is counted of a hub on a day, each kind of goods once.
///
/// # Errors
/// All fields that are refused.
pub fn accept_stock_of_day(
    drafts: Given<Vec<StockDraft>>,
    hub: &HubId,
    date: Date,
    known: &Known,
) -> Result<Vec<Stock>, Vec<Refused>> {
    let mut check = Check::default();
    check.must("goods", &drafts, "food");
    let drafts = check.list("goods", drafts).unwrap_or_default();
    let mut all: Vec<Stock> = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.into_iter().enumerate() {
        let at = format!("goods/{place}/");
        let (goods, quantity) = counted(&mut check, &at, draft, known);
        if all
            .iter()
            .any(|other| other.goods == goods && !goods.as_str().is_empty())
        {
            check.refuse(format!("{at}goods"), Fault::CountedTwice(goods.to_string()));
        }
        let hub = hub.clone();
        all.push(Stock {
            hub,
            date,
            goods,
            quantity,
        });
    }
    all.sort();
    check.done(all)
}

fn counted(check: &mut Check, at: &str, draft: StockDraft, known: &Known) -> (GoodsCode, u32) {
    let (goods_at, quantity_at) = (format!("{at}goods"), format!("{at}quantity"));
    check.must(goods_at.as_str(), &draft.goods, "food");
    let code = match draft.goods.this().map(|word| known.goods.asked(&word)) {
        Some(Ok(Some(code))) => Some(code),
        Some(Ok(None)) => {
            check.refuse(goods_at.as_str(), Fault::Missing { example: "food" });
            None
        }
        Some(Err(fault)) => {
            check.refuse(goods_at.as_str(), fault);
            None
        }
        None => None,
    };
    check.must(quantity_at.as_str(), &draft.quantity, "12");
    let quantity = check.number(quantity_at.as_str(), draft.quantity, STOCK, Fault::count);
    (
        code.unwrap_or_else(|| GoodsCode(String::new())),
        quantity.unwrap_or_default(),
    )
}
