//! Texts about drafts changed by hand, in English and Russian: why a change is not made (`change_fault`), and which
//! rules a plan breaks that is to be published (`breaks_rules`).

use super::FilledText;
use karavan_dispatch::by_hand::{ChangeFault, told};
use karavan_dispatch::recheck::Finding;

super::texts! {
    NOT_DRAFT_TO_CHANGE = "the plan is not a draft; plan the day again to change it",
        "этот план уже не черновик; спланируйте день заново, чтобы менять его";
    NOTHING_TO_UNDO = "there is nothing to undo", "отменять нечего";
    NOTHING_TO_REDO = "nothing was undone", "повторять нечего";
    MARKS_OF_NO_PLAN = "marks_of names no plan of this day", "marks_of — это не план этого дня";
}

/// A change that cannot be made.
pub(crate) fn change_fault(fault: &ChangeFault) -> FilledText {
    let [en, ru] = fault.told();
    FilledText { en, ru }
}

/// A plan breaks `findings.len()` rules; the first `most` are listed.
pub(crate) fn breaks_rules(findings: &[Finding], most: usize) -> FilledText {
    let first = || findings.iter().take(most);
    let rules: Vec<String> = first().map(ToString::to_string).collect();
    let rules_ru = first().map(|finding| format!("{}: {}", finding.place_ru(), told(finding).text_ru));
    let (count, rules_ru) = (findings.len(), rules_ru.collect::<Vec<_>>());
    FilledText {
        en: format!(
            "the plan breaks rules ({count}): {}; mend it by hand or plan the day again",
            rules.join("; ")
        ),
        ru: format!(
            "план нарушает правила ({count}): {}; поправьте его вручную или спланируйте день заново",
            rules_ru.join("; ")
        ),
    }
}
