//! `unplannable`: turns a planner's error into a `DispatchError`; where the order does not fit, it names the requests,
//! volunteers and hubs at fault. Its texts are in `messages.rs`.

use crate::DispatchError;
use crate::document::Legend;
use crate::messages;
use karavan_plan::{Part, ProblemError};
use karavan_planner::PlannerError;

/// What the planner says of an order, told by the names of the day it was made from.
pub(crate) fn unplannable(legend: &Legend, error: PlannerError) -> DispatchError {
    match error {
        PlannerError::Cancelled => DispatchError::Cancelled,
        PlannerError::Table
        | PlannerError::Lost
        | PlannerError::Message(_)
        | PlannerError::OtherMap { .. }
        | PlannerError::Move(_)
        | PlannerError::NoTable
        | PlannerError::OtherRoads => DispatchError::Internal(error.to_string()),
        PlannerError::Unfit(faults) => unfit(legend, &faults),
        PlannerError::NoRoads(profile) => DispatchError::unplannable(messages::no_roads_for(profile.name())),
    }
}

/// Says which requests, volunteers and hubs do not fit into a problem, by their names.
fn unfit(legend: &Legend, faults: &[ProblemError]) -> DispatchError {
    let named = |part: &Part| {
        let position = part.position?;
        let id = match part.kind.as_ref() {
            Part::JOB => legend.requests.get(position)?.to_string(),
            Part::VEHICLE => legend.volunteers.get(position)?.to_string(),
            messages::LOCKED_ROUTE => legend.volunteers.get(position)?.to_string(),
            Part::DEPOT => legend.hubs.get(position)?.to_string(),
            _ => return None,
        };
        messages::part_kind(part).map(|(kind, kind_ru)| (kind, kind_ru, id))
    };
    let (mut wrong, mut names_ru) = (Vec::new(), Vec::new());
    for fault in faults {
        match named(&fault.part) {
            Some((kind, kind_ru, id)) => {
                wrong.push(format!("{kind} {id} {}", fault.rule));
                names_ru.push(format!("{kind_ru} {id}"));
            }
            None => wrong.push(format!("{} {}", fault.part, fault.rule)),
        }
    }
    DispatchError::unplannable(messages::out_of_limits(&wrong, &names_ru))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn what_does_not_fit_is_told_by_name_also_of_a_second_person() {
        let legend = Legend {
            requests: vec!["R1".into(), "R2".into(), "R2".into()],
            volunteers: vec!["V1".into()],
            hubs: vec!["H1".into()],
            ..Legend::default()
        };
        let fault = |part| ProblemError {
            part,
            rule: "is too large".to_owned(),
        };
        let faults = [
            fault(Part::at(Part::JOB, 2)),
            fault(Part::at(Part::VEHICLE, 0)),
            fault(Part::at(Part::DEPOT, 0)),
            fault(Part::at("break", 0)),
        ];
        let DispatchError::Unplannable { message, message_ru } = unfit(&legend, &faults) else {
            panic!("another error")
        };
        assert_eq!(
            message,
            "request R2 is too large; volunteer V1 is too large; hub H1 is too large; break 0 is too large"
        );
        assert!(
            message_ru.ends_with("заявка R2, волонтёр V1, пункт выдачи H1"),
            "{message_ru}"
        );
    }
}
