//! `check`: one helper that turns a condition that does not hold into `RoadsError::Damaged`. The conditions are in
//! the readers beside it.

use crate::RoadsError;

/// An error that says what is damaged, unless it is sound.
pub(super) fn check(is_sound: bool, what: &str) -> Result<(), RoadsError> {
    if is_sound {
        Ok(())
    } else {
        Err(RoadsError::damaged(what))
    }
}
