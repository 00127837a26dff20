//! `brief`: cuts a text about a table after 600 letters, so that a person can read it. And a small helper for counts
//! that are left out of JSON when zero.

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
