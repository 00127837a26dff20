//! `Check`: takes the fields of a draft one by one (`text`, `filled`, `id`, `number`, `list`), judges their form, and
//! gathers the `Refused` fields with their `Fault`s, so that the first does not hide the rest. Which fields a draft
//! must have is said by the `accept_…` functions that use it.

use crate::fault::Fault;
use crate::given::{Field, Given, Numeral};
use crate::limits::{ITEMS_MAX, Limits};
use crate::plain_text::{is_id, made_plain, short};

/// A field that is refused, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which; the door turns it into a cell or a JSON pointer.
    pub field: Field,
    /// Why it is refused.
    pub fault: Fault,
}

/// Gathers faults. What is absent or refused is `None`; a draft with a fault is never taken.
#[derive(Debug, Default)]
pub(crate) struct Check {
    refused: Vec<Refused>,
}

impl Check {
    pub(crate) fn refuse(&mut self, field: impl Into<Field>, fault: Fault) {
        let field = field.into();
        self.refused.push(Refused { field, fault });
    }

    pub(crate) fn add(&mut self, refused: impl Iterator<Item = Refused>) {
        self.refused.extend(refused);
    }

    /// Text of at most so many letters, made plain; it may be empty.
    pub(crate) fn text(&mut self, field: impl Into<Field>, given: Given<String>, most: usize) -> Option<String> {
        let text = made_plain(given.this()?);
        // A text has no more letters than bytes.
        if text.len() > most && text.chars().count() > most {
            self.refuse(field, Fault::LongText { most });
            return None;
        }
        Some(text)
    }

    /// Text that says something, where there is one.
    pub(crate) fn filled(&mut self, field: &str, given: Given<String>, most: usize) -> Option<String> {
        self.text(field, given, most).filter(|text| !text.is_empty())
    }

    /// Complains about what must be there and is not, unless the door has complained.
    pub(crate) fn must<T>(&mut self, field: impl Into<Field>, given: &Given<T>, example: &'static str) {
        if matches!(given, Given::Nothing) {
            self.refuse(field, Fault::Missing { example });
        }
    }

    /// An id: letters, digits and `. _ - /`.
    pub(crate) fn id(&mut self, field: &str, given: Given<String>) -> Option<String> {
        let id = made_plain(given.this()?);
        if !is_id(&id) {
            self.refuse(field, Fault::BadId(short(&id)));
            return None;
        }
        Some(id)
    }

    /// A whole number within limits; `fault` tells what was said instead.
    pub(crate) fn number(
        &mut self,
        field: impl Into<Field>,
        given: Given<Numeral>,
        limits: Limits,
        fault: impl FnOnce(String, Limits) -> Fault,
    ) -> Option<u32> {
        let numeral = given.this()?;
        let number = limits.within(numeral.whole);
        if number.is_none() {
            self.refuse(field, fault(short(&numeral.said), limits));
        }
        number
    }

    /// A list that is not too long; the rest of a longer one is not looked at.
    pub(crate) fn list<T>(&mut self, field: &str, given: Given<Vec<T>>) -> Option<Vec<T>> {
        let items = given.this()?;
        if items.len() > ITEMS_MAX {
            self.refuse(field, Fault::TooMany { most: ITEMS_MAX });
            return None;
        }
        Some(items)
    }

    /// The value, if nothing was wrong.
    pub(crate) fn done<T>(self, value: T) -> Result<T, Vec<Refused>> {
        if self.refused.is_empty() {
            Ok(value)
        } else {
            Err(self.refused)
        }
    }
}
