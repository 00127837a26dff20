//! JSON shapes of what is asked about a draft: `PlanMoves` (move, swap, leave out, pin, unpin, lock, unlock), read by
//! `changes`, and `OfferOrder`, whom a request could be given to, read by `whom`.

use crate::http::fault::FieldFault;
use crate::http::form::Form;
use karavan_dispatch::by_hand::Change;
use karavan_intake::Given;
use karavan_intake::limits::ID_MAX;
use karavan_model::{RequestId, VolunteerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Moves at once, made one after another.
const MOVES_MAX: usize = 100;
const PLACE_MAX: u64 = 10_000;

/// Moves of a draft.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanMoves {
    /// Made one after another; all of them, or none.
    #[schema(min_items = 1, max_items = 100)]
    moves: Vec<PlanMove>,
}

/// One move.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanMove {
    act: MoveAct,
    /// Which request; not for `lock` and `unlock`.
    #[schema(example = "1001-9")]
    request: Option<String>,
    /// For `swap`: the other request.
    with: Option<String>,
    /// For `move`: whether it is the second of two people who is another one.
    second: Option<bool>,
    /// For `move`: who comes. For `lock` and `unlock`: whose route.
    #[schema(example = "V1")]
    volunteer: Option<String>,
    /// For `move`: after how many other visits of the route. Where it costs least when absent.
    place: Option<u64>,
}

/// What is done.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum MoveAct {
    /// A request goes to a volunteer: from another, to another place of the route, or from those left out.
    Move,
    /// Two requests on routes change places.
    Swap,
    /// Nobody comes.
    LeaveOut,
    /// The request stays with whoever has it.
    Pin,
    /// It may go to others again.
    Unpin,
    /// The route stays as it is.
    Lock,
    /// It may change again.
    Unlock,
}

/// Whom a request could be given to.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferOrder {
    #[schema(example = "1001-9")]
    request: String,
    /// Whether it is the second of two people who is looked for.
    second: Option<bool>,
}

/// Reads moves.
pub(crate) fn changes(form: &Form) -> Option<Vec<Change>> {
    let read = match form.draft_list("moves", change) {
        Given::This(read) => Some(read),
        Given::Nothing => form.required("moves", None),
        Given::Unreadable => None,
    }?;
    if read.len() > MOVES_MAX {
        form.fault("moves", FieldFault::TooMany(MOVES_MAX));
        return None;
    }
    let read = (!read.is_empty()).then_some(read);
    if read.is_none() {
        form.fault("moves", FieldFault::Missing);
    }
    read?.into_iter().collect()
}

fn change(form: &Form) -> Option<Change> {
    let told = "move, swap, leave_out, pin, unpin, lock, unlock";
    let act: Option<MoveAct> = form.required("act", form.word("act", told));
    let request = form.text("request", ID_MAX).map(RequestId);
    let other = form.text("with", ID_MAX).map(RequestId);
    let volunteer = form.text("volunteer", ID_MAX).map(VolunteerId);
    let is_second = flag(form, "second");
    let place = form.number("place", 0, PLACE_MAX, "0–10000");
    let act = act?;
    let is_of_route = matches!(act, MoveAct::Lock | MoveAct::Unlock);
    let request = match is_of_route {
        true => None,
        false => form.required("request", request),
    };
    let volunteer = match is_of_route || matches!(act, MoveAct::Move) {
        true => form.required("volunteer", volunteer),
        false => None,
    };
    Some(match act {
        MoveAct::Move => Change::Move {
            request: request?,
            is_second,
            to: volunteer?,
            place: place.and_then(|place| usize::try_from(place).ok()),
        },
        MoveAct::Swap => Change::Swap {
            requests: [request?, form.required("with", other)?],
        },
        MoveAct::LeaveOut => Change::LeaveOut { request: request? },
        MoveAct::Pin => Change::Pin { request: request? },
        MoveAct::Unpin => Change::Unpin { request: request? },
        MoveAct::Lock => Change::Lock { volunteer: volunteer? },
        MoveAct::Unlock => Change::Unlock { volunteer: volunteer? },
    })
}

fn flag(form: &Form, name: &'static str) -> bool {
    matches!(form.draft_flag(name), Given::This(true))
}

/// Reads which request is to be given to somebody.
pub(crate) fn whom(form: &Form) -> Option<(RequestId, bool)> {
    let is_second = flag(form, "second");
    let request = form.some_text("request", ID_MAX)?;
    Some((RequestId(request), is_second))
}
