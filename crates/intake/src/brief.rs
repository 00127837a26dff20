//! `brief` cuts a text that people read after 600 letters and marks the cut with `…`; `is_none` lets serde leave out a
//! count that is zero.

/// Longer words of a table are not repeated whole.
const LETTERS_TOLD: usize = 600;

/// A sentence that holds no more than a person reads.
pub fn brief(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LETTERS_TOLD) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Nothing of a code is left untold.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) const fn is_none(more: &usize) -> bool {
    *more == 0
}
