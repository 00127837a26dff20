//! Why a day cannot be planned, in the people's words.

use crate::DispatchError;
use crate::document::Legend;
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
        PlannerError::NoRoads(profile) => {
            let name = profile.name();
            DispatchError::Unplannable {
                told: format!(
                    "a volunteer travels by {name}, and the map has no such roads; build it with --profiles {name}"
                ),
                told_ru: format!(
                    "волонтёр едет не на машине, а карта построена только для машин; постройте её с --profiles {name}"
                ),
            }
        }
    }
}

/// What the problem calls the steps that a locked route is kept by.
const LOCKED: &str = "prefix of vehicle";

/// Says which requests, volunteers and hubs do not fit into a problem, by their names.
fn unfit(legend: &Legend, faults: &[ProblemError]) -> DispatchError {
    let named = |part: &Part| {
        let position = part.position?;
        Some(match part.kind.as_ref() {
            Part::JOB => ("request", "заявка", legend.requests.get(position)?.to_string()),
            Part::VEHICLE => ("volunteer", "волонтёр", legend.volunteers.get(position)?.to_string()),
            LOCKED => (
                "locked route of",
                "зафиксированный маршрут",
                legend.volunteers.get(position)?.to_string(),
            ),
            Part::DEPOT => ("hub", "пункт выдачи", legend.hubs.get(position)?.to_string()),
            _ => return None,
        })
    };
    let (mut told, mut told_ru) = (Vec::new(), Vec::new());
    for fault in faults {
        match named(&fault.part) {
            Some((kind, kind_ru, id)) => {
                told.push(format!("{kind} {id} {}", fault.rule));
                told_ru.push(format!("{kind_ru} {id}"));
            }
            None => told.push(format!("{} {}", fault.part, fault.rule)),
        }
    }
    DispatchError::Unplannable {
        told: told.join("; "),
        told_ru: format!(
            "данные дня вне пределов, в которых его можно спланировать: {}",
            if told_ru.is_empty() {
                "весь день".to_owned()
            } else {
                told_ru.join(", ")
            }
        ),
    }
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
        let DispatchError::Unplannable { told, told_ru } = unfit(&legend, &faults) else {
            panic!("told in another way")
        };
        assert_eq!(
            told,
            "request R2 is too large; volunteer V1 is too large; hub H1 is too large; break 0 is too large"
        );
        assert!(
            told_ru.ends_with("заявка R2, волонтёр V1, пункт выдачи H1"),
            "{told_ru}"
        );
    }
}
