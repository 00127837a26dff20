//! Reads a request as sent (`draft`) and the changes of a `PATCH` (`amendment`) field by field. Their shapes are in
//! `shape.rs`; values are checked by `karavan_intake`.

use crate::http::fault::FieldFault;
use crate::http::form::Form;
use karavan_intake::limits::LINE_MAX;
use karavan_intake::{
    self as intake, AcceptedRequest, DoorDraft, Known, RequestDraft, VisitorsDraft, accept_change, accept_request,
};
use karavan_model::{self as model, DoorCard};
use karavan_service::{Amendment, DoorAmendment};

const URGENCIES: &str = "low, normal, urgent";

/// Reads a request as sent; `known` has the hubs, goods and volunteers that it may name.
pub(crate) fn draft(form: &Form, known: &Known) -> Option<AcceptedRequest> {
    let draft = RequestDraft {
        source: form.draft_text("source"),
        source_ref: form.draft_text("source_ref"),
        date: form.draft_date("date"),
        ..changeable(form)
    };
    form.accepted(accept_request(draft, known))
}

/// The fields of a request that `PATCH` may change too.
fn changeable(form: &Form) -> RequestDraft {
    RequestDraft {
        recipient: form.draft_text("recipient"),
        phone: form.draft_text("phone"),
        address: form.draft_text("address"),
        municipality: form.draft_text("municipality"),
        needs: form.draft_list("needs", |need| intake::NeedDraft {
            goods: need.draft_text("goods"),
            quantity: need.draft_number("quantity"),
        }),
        windows: form.draft_list("windows", |window| window.draft_window("opens", "closes")),
        wish: form.draft_part("wish", |wish| wish.draft_window("opens", "closes")),
        urgency: form.draft_word("urgency", URGENCIES),
        quarantine: form.draft_flag("quarantine"),
        skills: form.draft_texts("skills"),
        visitors: form.draft_part("visitors", |visitors| VisitorsDraft {
            only: visitors.draft_texts("only"),
            never: visitors.draft_texts("never"),
            preferred: visitors.draft_texts("preferred"),
            before: visitors.draft_texts("before"),
        }),
        needs_two: form.draft_flag("needs_two"),
        service_minutes: form.draft_number("service_minutes"),
        hub: form.draft_text("hub"),
        comment: form.draft_text("comment"),
        ..RequestDraft::default()
    }
}

/// Reads the changes that a `PATCH` makes to a request of a source.
pub(crate) fn amendment(form: &Form, source: &str, known: &Known) -> Option<Amendment> {
    let door = form.draft_part("door", |door| DoorDraft {
        flat: door.draft_text("flat"),
        entrance: door.draft_text("entrance"),
        floor: door.draft_text("floor"),
        intercom: door.draft_text("intercom"),
        note: door.draft_text("note"),
    });
    let draft = RequestDraft {
        door: door.this().unwrap_or_default(),
        ..changeable(form)
    };
    let (point, place) = (form.point("point"), chosen(form));
    let parts = form.accepted(accept_change(draft, source, known))?;
    Some(Amendment {
        address: parts.address,
        municipality: form.change("municipality", parts.municipality.filter(|name| !name.is_empty())),
        point,
        place,
        needs: parts.needs,
        windows: parts.windows,
        urgency: parts.urgency,
        quarantine: parts.quarantine,
        comment: parts.comment,
        phone: parts.phone,
        recipient: parts.recipient,
        skills: parts.skills,
        wish: form.change("wish", parts.wish),
        visitors: parts.visitors,
        needs_two: parts.needs_two,
        service_minutes: form.change("service_minutes", parts.service_minutes),
        hub: form.change("hub", parts.hub),
        door: changed_door(form, parts.door),
    })
}

const PRECISIONS: &str = "entrance, house, interpolated, street, locality";

/// The chosen candidate. Together with `point` it is a fault, because only one can be meant.
fn chosen(form: &Form) -> Option<model::Place> {
    let chosen = form.part("place", |place| {
        place.ignore(&["by_hand"]);
        let point = place.required("point", place.point("point"));
        let label = place.some_text("label", LINE_MAX);
        let precision = place.required("precision", place.word("precision", PRECISIONS));
        let share = |share: &f64| (0.0..=1.0).contains(share);
        let confidence = place.decimal("confidence").filter(share);
        if confidence.is_none() {
            place.fault("confidence", FieldFault::Range("0–1"));
        }
        Some(model::Place {
            point: point?,
            label: label?,
            precision: precision?,
            confidence: confidence?,
            by_hand: true,
        })
    })?;
    if form.point("point").is_some() {
        form.fault("place", FieldFault::Unknown);
    }
    chosen
}

/// The changes of the door; `null` and empty text empty a field.
fn changed_door(form: &Form, sent: DoorCard) -> DoorAmendment {
    let line = |name, sent| form.change_within("door", name, sent);
    DoorAmendment {
        flat: line("flat", sent.flat),
        entrance: line("entrance", sent.entrance),
        floor: line("floor", sent.floor),
        intercom: line("intercom", sent.intercom),
        note: line("note", sent.note),
    }
}
