//! `Finding`: what is wrong with a plan document that can be read: a broken rule with volunteer and request, or
//! something in the document that does not fit the rest. Also its text in English and its place in Russian.

use crate::messages;
use karavan_model::RequestId;
use karavan_plan::Violation;

/// What is wrong with a plan document that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A rule is broken.
    Broken {
        /// Whose route, when it is about one.
        volunteer: Option<String>,
        /// Which request, when it is about one.
        request: Option<RequestId>,
        /// Which rule, and by how much.
        violation: Violation,
    },
    /// A request is in more than one place of the document, or a number of the summary does not fit.
    Inconsistent(String),
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Inconsistent(what) => f.write_str(what),
            Self::Broken {
                volunteer,
                request,
                violation,
            } => {
                let places = [
                    volunteer.as_ref().map(|volunteer| format!("volunteer {volunteer}")),
                    request.as_ref().map(|request| format!("request {request}")),
                    violation.step.map(|step| format!("step {step}")),
                ];
                let places: Vec<String> = places.into_iter().flatten().collect();
                let places = if places.is_empty() {
                    "plan".to_owned()
                } else {
                    places.join(", ")
                };
                write!(f, "{places}: {}", violation.rule.words())?;
                match violation.rule.unit() {
                    "" => Ok(()),
                    unit => write!(f, " ({} {unit})", violation.excess),
                }
            }
        }
    }
}

impl Finding {
    /// Where it is, in Russian; what exactly is wrong is for whoever mends the program.
    #[must_use]
    pub fn place_ru(&self) -> String {
        let Self::Broken { volunteer, request, .. } = self else {
            return messages::figures_ru();
        };
        messages::place_ru(volunteer.as_deref(), request.as_ref().map(RequestId::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;
    use karavan_plan::{JobIx, Rule, VehicleIx, Violation};

    #[test]
    fn a_finding_names_people_and_requests_and_no_positions() {
        let finding = Finding::Broken {
            volunteer: Some("V007".to_owned()),
            request: Some("1001-9".into()),
            violation: Violation {
                rule: Rule::Window,
                vehicle: Some(VehicleIx(0)),
                step: Some(4),
                job: Some(JobIx(12)),
                excess: 60,
            },
        };
        let told = finding.to_string();
        assert_eq!(
            told,
            "volunteer V007, request 1001-9, step 4: begins outside the windows (60 s)"
        );
        assert_eq!(finding.place_ru(), "волонтёр V007, заявка 1001-9");
    }
}
