//! JSON shapes of events: reports from volunteers' telephones and their results, past events of requests (`PastEvent`),
//! and changes in the stream of a day (`DayNews`). `parse_report` reads one reported event or names its wrong field,
//! `parse_moment` a moment.

use crate::v1::enums::{Cause, Outcome, ReportKind, ReportOutcome, RequestState, StatusKind};
use crate::v1::place::Point;
use crate::v1::plans::shape::Plan;
use crate::v1::runs::shape::Run;
use karavan_intake::limits::TEXT_MAX;
use karavan_intake::plain_text::plain;
use karavan_model::{self as model, EventId, LoadingKind, RequestId, StatusEvent, Timestamp};
use karavan_service::{EventReport, LoadingReport};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Most events in one call.
pub(crate) const EVENTS_MAX: usize = 200;

/// Longer texts, in bytes, cannot be the id of a request.
const REQUEST_BYTES_MAX: usize = 200;

/// Events that a telephone sends.
#[derive(Serialize, ToSchema)]
pub(crate) struct Report {
    /// The time on the telephone's clock when it sends, so that a wrong clock can be corrected.
    sent_at: String,
    /// Up to 200 events.
    events: Vec<ReportedEvent>,
}

/// An event as sent.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportedEvent {
    /// A UUID made and stored on the telephone before sending.
    id: String,
    /// The request it is about, …
    #[schema(nullable = false)]
    request: Option<String>,
    /// … or the loading stop, by its index among the stops of the route, from 0.
    #[schema(nullable = false)]
    stop: Option<u32>,
    /// Of a request `accepted en_route closed undone`, of a loading `loaded undone`.
    kind: ReportKind,
    /// Required when `kind` is `closed`.
    #[schema(nullable = false)]
    outcome: Option<Outcome>,
    occurred_at: String,
    #[schema(nullable = false)]
    note: Option<String>,
    /// Where the button was pressed; sent only with the volunteer's consent. Only sums per building are stored.
    #[schema(nullable = false)]
    point: Option<Point>,
}

/// The data of an event in the stream of a day. The name of the event says which: `request`, `loading`, `plan` or
/// `run`.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "each is written by itself; the contract lists them")]
pub(crate) enum DayNews {
    Request(RequestNews),
    Loading(LoadingNews),
    Plan(Box<Plan>),
    Run(Box<Run>),
}

/// A change of a request in the stream of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct RequestNews {
    request: String,
    cause: Cause,
    state: RequestState,
    #[schema(required)]
    outcome: Option<Outcome>,
    #[schema(required)]
    volunteer: Option<String>,
    occurred_at: String,
    note: String,
}

/// A change of a loading in the stream of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct LoadingNews {
    plan: String,
    volunteer: String,
    /// Index of the stop in the route, from 0.
    stop: u32,
    /// Null when the loading was undone.
    #[schema(required)]
    loaded_at: Option<String>,
}

/// The result of each event, in their order.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reported {
    pub(crate) results: Vec<ReportResult>,
}

/// The result of one event.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportResult {
    pub(crate) id: String,
    pub(crate) result: ReportOutcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) why: Option<&'static str>,
}

/// A reported event of a request.
#[derive(Serialize, ToSchema)]
pub(crate) struct PastEvent {
    id: String,
    plan: String,
    volunteer: String,
    request: String,
    kind: StatusKind,
    #[schema(required)]
    outcome: Option<Outcome>,
    occurred_at: String,
    received_at: String,
    note: String,
}

impl PastEvent {
    /// The event without its words, unless they are shown.
    pub(crate) fn shown(event: &StatusEvent, shows_notes: bool) -> Self {
        let past = Self::from(event);
        match shows_notes {
            true => past,
            false => Self {
                note: String::new(),
                ..past
            },
        }
    }
}

impl From<&StatusEvent> for PastEvent {
    fn from(event: &StatusEvent) -> Self {
        let outcome = match event.kind {
            model::StatusKind::Closed(outcome) => Some(outcome.into()),
            _ => None,
        };
        Self {
            id: event.id.0.clone(),
            plan: event.plan.0.clone(),
            volunteer: event.volunteer.0.clone(),
            request: event.request.0.clone(),
            kind: event.kind.into(),
            outcome,
            occurred_at: event.occurred_at.to_rfc3339(),
            received_at: event.received_at.to_rfc3339(),
            note: event.note.clone(),
        }
    }
}

#[derive(Deserialize)]
struct RawReport {
    id: String,
    #[serde(default)]
    request: Option<String>,
    #[serde(default)]
    stop: Option<u32>,
    kind: String,
    outcome: Option<model::Outcome>,
    occurred_at: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    point: Option<karavan_model::Point>,
}

/// An event after parsing.
#[derive(Debug)]
pub(crate) enum ParsedReport {
    Visit(EventReport),
    Loading(LoadingReport),
}

/// Parses one event. The error is the name of the wrong field, or `malformed`; the other events are still accepted.
pub(crate) fn parse_report(sent: &Value) -> Result<ParsedReport, &'static str> {
    let event = RawReport::deserialize(sent).map_err(|_| "malformed")?;
    if uuid::Uuid::try_parse(&event.id).is_err() {
        return Err("id");
    }
    let id = EventId(event.id);
    let occurred_at = || parse_moment(&event.occurred_at).ok_or("occurred_at");
    // A long note is cut, not refused: the telephone would send the same event for ever.
    let note = plain(&event.note).chars().take(TEXT_MAX).collect();
    match (event.request, event.stop) {
        (Some(request), None) if request.len() > REQUEST_BYTES_MAX => Err("request"),
        (Some(request), None) => Ok(ParsedReport::Visit(EventReport {
            id,
            request: RequestId(request),
            kind: match (event.kind.as_str(), event.outcome) {
                ("accepted", None) => model::StatusKind::Accepted,
                ("en_route", None) => model::StatusKind::EnRoute,
                ("closed", Some(outcome)) => model::StatusKind::Closed(outcome),
                ("undone", None) => model::StatusKind::Undone,
                _ => return Err("kind"),
            },
            occurred_at: occurred_at()?,
            note,
            pressed_at: event.point.filter(|point| point.is_valid()),
        })),
        (None, Some(stop)) => Ok(ParsedReport::Loading(LoadingReport {
            id,
            stop,
            kind: match (event.kind.as_str(), event.outcome) {
                ("loaded", None) => LoadingKind::Loaded,
                ("undone", None) => LoadingKind::Undone,
                _ => return Err("kind"),
            },
            occurred_at: occurred_at()?,
            note,
        })),
        _ => Err("malformed"),
    }
}

/// Parses a moment in RFC 3339.
pub(crate) fn parse_moment(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(Timestamp::from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::{ParsedReport, parse_report};
    use karavan_model::{LoadingKind, Outcome, StatusKind};
    use serde_json::json;

    #[test]
    fn events_are_read_or_refused_one_by_one_with_a_reason() {
        let good = json!({"id": "6f1a1d0e-0000-4000-8000-000000000001", "request": "R1", "kind": "closed",
            "outcome": "in_hand", "occurred_at": "2026-11-21T09:00:00Z"});
        let ParsedReport::Visit(read) = parse_report(&good).unwrap() else {
            panic!("a visit is no loading");
        };
        assert_eq!(read.kind, StatusKind::Closed(Outcome::InHand));
        assert_eq!(read.occurred_at.to_rfc3339(), "2026-11-21T09:00:00Z");
        let cases = [
            ("id", json!("1"), "id"),
            ("kind", json!("lost"), "kind"),
            ("kind", json!("accepted"), "kind"),
            ("outcome", json!(null), "kind"),
            ("outcome", json!("eaten"), "malformed"),
            ("occurred_at", json!("yesterday"), "occurred_at"),
            ("request", json!(7), "malformed"),
        ];
        for (field, value, why) in cases {
            let mut bad = good.clone();
            bad[field] = value;
            assert_eq!(parse_report(&bad).unwrap_err(), why, "{bad}");
        }
    }

    #[test]
    fn a_loading_is_told_by_its_stop_and_by_nothing_else() {
        let good = json!({"id": "6f1a1d0e-0000-4000-8000-000000000001", "stop": 3, "kind": "loaded",
            "occurred_at": "2026-11-21T09:00:00Z"});
        let ParsedReport::Loading(read) = parse_report(&good).unwrap() else {
            panic!("a loading is no visit");
        };
        assert_eq!((read.stop, read.kind), (3, LoadingKind::Loaded));
        let cases = [
            ("kind", json!("closed"), "kind"),
            ("kind", json!("en_route"), "kind"),
            ("outcome", json!("in_hand"), "kind"),
            ("stop", json!(-1), "malformed"),
            ("stop", json!(null), "malformed"),
            ("request", json!("R1"), "malformed"),
        ];
        for (field, value, why) in cases {
            let mut bad = good.clone();
            bad[field] = value;
            assert_eq!(parse_report(&bad).unwrap_err(), why, "{bad}");
        }
    }
}
