//! Why a draft is not changed, in English and in Russian.

use crate::http::problem::{Kind, Problem};
use karavan_dispatch::by_hand::{ChangeFault, told};
use karavan_dispatch::recheck::Finding;
use karavan_store::{DraftWay, PlanHead};

/// A change that cannot be made.
pub(crate) fn refused(fault: &ChangeFault) -> Problem {
    let [text, text_ru] = fault.told();
    Problem::from(Kind::Conflict).saying(text, text_ru)
}

/// Only drafts are changed.
pub(crate) fn no_draft(plan: &PlanHead) -> Problem {
    Problem::from(Kind::Conflict).saying(
        format!(
            "the plan is {} and no draft; plan the day again to change it",
            plan.state.word()
        ),
        "этот план уже не черновик; спланируйте день заново, чтобы менять его",
    )
}

/// There is nothing to undo, or to do again.
pub(crate) fn nothing(way: DraftWay) -> Problem {
    let (text, text_ru) = match way {
        DraftWay::Undo => ("there is nothing to undo", "отменять нечего"),
        DraftWay::Redo => ("nothing was undone", "повторять нечего"),
    };
    Problem::from(Kind::Conflict).saying(text, text_ru)
}

/// The plan that new marks are to be kept of is not of the day.
pub(crate) fn no_such_marks() -> Problem {
    Problem::from(Kind::Conflict).saying("marks_of names no plan of this day", "marks_of — это не план этого дня")
}

/// A plan that breaks rules is not published; the first few are told.
pub(crate) fn broken(findings: &[Finding], most: usize) -> Problem {
    let first = || findings.iter().take(most);
    let texts: Vec<String> = first().map(ToString::to_string).collect();
    let texts_ru: Vec<String> = first()
        .map(|finding| format!("{}: {}", finding.place_ru(), told(finding).text_ru))
        .collect();
    let count = findings.len();
    Problem::from(Kind::Conflict).saying(
        format!(
            "the plan breaks {count} rules: {}; mend it by hand or plan the day again",
            texts.join("; ")
        ),
        format!(
            "план нарушает правила ({count}): {}; поправьте его вручную или спланируйте день заново",
            texts_ru.join("; ")
        ),
    )
}
