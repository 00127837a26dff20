//! `skills`: the skills of a list of words, each once, sorted; words that are empty or too long are refused in the
//! `Check`. A single word is read by `goods::skill`.

use crate::check::Check;
use crate::given::Given;
use crate::goods::skill;
use karavan_model::Skill;

/// The skills of a list, each once, in alphabetical order.
pub(crate) fn skills(check: &mut Check, given: Given<Vec<String>>) -> Option<Vec<Skill>> {
    let words = check.list("skills", given)?;
    let mut skills = Vec::with_capacity(words.len());
    for (place, word) in words.iter().enumerate() {
        match skill(word) {
            Ok(skill) => skills.push(skill),
            Err(fault) => check.refuse(format!("skills/{place}"), fault),
        }
    }
    skills.sort();
    skills.dedup();
    Some(skills)
}
