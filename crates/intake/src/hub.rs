//! `accept_hub`: a `HubDraft` becomes a `Hub`, or the `Refused` fields. It needs an id, an address (which may be empty
//! beside a point) and at least one kind of goods. Rules: `docs/intake.md`.

use crate::check::{Check, Refused};
use crate::fault::Fault;
use crate::given::Given;
use crate::goods::offered;
use crate::hours::{WindowDraft, ordered, whole_day};
use crate::limits::LINE_MAX;
use crate::point::{PointDraft, point};
use crate::volunteer::address_or_point;
use karavan_model::{GoodsCode, Hub, HubId};

/// A hub as a door read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HubDraft {
    /// Its id; required.
    pub id: Given<String>,
    /// What people call it; the id when it is empty.
    pub name: Given<String>,
    /// Its address; required, and empty only beside a point.
    pub address: Given<String>,
    /// Where it is.
    pub point: Given<PointDraft>,
    /// When loading may begin; a side that is not told is open.
    pub hours: WindowDraft,
    /// What it hands out; at least one.
    pub offers: Given<Vec<String>>,
}

/// Takes a hub.
///
/// # Errors
/// All fields that are refused.
pub fn accept_hub(draft: HubDraft) -> Result<Hub, Vec<Refused>> {
    let mut check = Check::default();
    check.must("id", &draft.id, "H1");
    let id = check.id("id", draft.id).unwrap_or_default();
    let name = check.filled("name", draft.name, LINE_MAX);
    let address = address_or_point(&mut check, "address", draft.address, &draft.point);
    let point = point(&mut check, draft.point);
    let hours = ordered(
        &mut check,
        "closes",
        draft.hours.opens.this(),
        draft.hours.closes.this(),
    );
    let hub = Hub {
        name: name.unwrap_or_else(|| id.clone()),
        id: HubId(id),
        address,
        point,
        hours: hours.unwrap_or_else(whole_day),
        offers: offers(&mut check, draft.offers),
    };
    check.done(hub)
}

/// What a hub hands out, each once, in alphabetical order.
fn offers(check: &mut Check, given: Given<Vec<String>>) -> Vec<GoodsCode> {
    const EXAMPLE: &str = "food";
    check.must("offers", &given, EXAMPLE);
    let words = check.list("offers", given);
    if words.as_ref().is_some_and(Vec::is_empty) {
        check.refuse("offers", Fault::Missing { example: EXAMPLE });
    }
    let mut codes = Vec::new();
    for (place, word) in words.unwrap_or_default().iter().enumerate() {
        match offered(word) {
            Ok(code) => codes.push(code),
            Err(fault) => check.refuse(format!("offers/{place}"), fault),
        }
    }
    codes.sort();
    codes.dedup();
    codes
}
