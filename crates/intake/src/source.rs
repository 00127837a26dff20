//! `accept_source`: a `SourceDraft` (who sends requests) becomes a `Source`. `Sources`: which source a request may
//! name: none that is closed, and only the own one where a key has one. `is_source` and `kept_reference`: which texts
//! may be a source's id and a number that is kept beside a row.

use crate::check::{Check, Refused};
use crate::fault::Fault;
use crate::given::{Field, Given};
use crate::limits::{ID_MAX, LINE_MAX, SOURCE_MAX};
use crate::plain_text::{is_id, plain};
use karavan_model::{Door, Source, SourceId, SourceState};

/// The source of rows of a table that name none. Not the file's name: the same table saved under another one is the
/// same table.
pub const TABLE_SOURCE: &str = "table";

/// A source as a door read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceDraft {
    /// The text that its requests name; required.
    pub id: Given<String>,
    /// What people call it; the id when it is empty.
    pub name: Given<String>,
    /// Through which kind of door its requests come; required.
    pub door: Given<Door>,
    /// Whether its requests are taken; they are when absent.
    pub state: Given<SourceState>,
    /// Whom to ask about its requests.
    pub contact: Given<String>,
    /// The organisation it belongs to.
    pub organisation: Given<String>,
}

/// Takes a source.
///
/// # Errors
/// All fields that are refused.
pub fn accept_source(draft: SourceDraft) -> Result<Source, Vec<Refused>> {
    let mut check = Check::default();
    check.must("id", &draft.id, "112");
    check.must("door", &draft.door, "api");
    let id = check.text("id", draft.id, SOURCE_MAX);
    if let Some(id) = id.as_ref().filter(|id| !is_source(id)) {
        let fault = match id.is_empty() {
            true => Fault::Missing { example: "112" },
            false => Fault::BadId(crate::plain_text::short(id)),
        };
        check.refuse("id", fault);
    }
    let id = id.unwrap_or_default();
    let name = check.filled("name", draft.name, LINE_MAX);
    let contact = check.filled("contact", draft.contact, LINE_MAX);
    let organisation = check.filled("organisation", draft.organisation, LINE_MAX);
    let source = Source {
        name: name.unwrap_or_else(|| id.clone()),
        id: SourceId(id),
        door: draft.door.this().unwrap_or(Door::Api),
        state: draft.state.this().unwrap_or(SourceState::Active),
        contact: contact.unwrap_or_default(),
        organisation: organisation.unwrap_or_default(),
    };
    check.done(source)
}

/// A source that a request names for the first time, through this door.
#[must_use]
pub fn new_source(id: &str, door: Door) -> Source {
    Source {
        id: SourceId(id.to_owned()),
        name: id.to_owned(),
        door,
        state: SourceState::Active,
        contact: String::new(),
        organisation: String::new(),
    }
}

/// So many digits may be a telephone.
const TELEPHONE_DIGITS: usize = 10;

/// Whether a text can be the id of a source: 1 to 64 letters on one line, without marks that deceive a reader.
#[must_use]
pub fn is_source(text: &str) -> bool {
    (1..=SOURCE_MAX).contains(&text.chars().count()) && plain(text) == text && !text.contains('\n')
}

/// A source's own number as far as it is kept beside a row: an id in Latin letters with a digit in it, and no
/// telephone. Anything else may be the words of a person.
#[must_use]
pub fn kept_reference(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_number = is_id(text) && text.is_ascii() && text.len() <= ID_MAX && (1..TELEPHONE_DIGITS).contains(&digits);
    is_number.then(|| text.to_owned())
}

/// Which sources a request may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    closed: Vec<SourceId>,
    own: Option<SourceId>,
}

impl Sources {
    /// Any but those of these that are closed.
    pub fn of<'a>(kept: impl IntoIterator<Item = &'a Source>) -> Self {
        let closed = kept.into_iter().filter(|source| source.state == SourceState::Closed);
        Self {
            closed: closed.map(|source| source.id.clone()).collect(),
            own: None,
        }
    }

    /// This one alone, where there is one: the source of a key.
    #[must_use]
    pub fn only(self, own: Option<SourceId>) -> Self {
        Self { own, ..self }
    }

    /// Why a request may not name a source.
    pub(crate) fn refuses(&self, named: &str) -> Option<Refused> {
        let foreign = self.own.as_ref().filter(|own| own.as_str() != named);
        let fault = match foreign {
            Some(own) => Fault::ForeignSource { own: own.0.clone() },
            None if self.closed.iter().any(|closed| closed.as_str() == named) => Fault::ClosedSource,
            None => return None,
        };
        let field = Field::from("source");
        Some(Refused { field, fault })
    }
}

#[cfg(test)]
mod tests {
    use super::{SourceDraft, Sources, accept_source, is_source, kept_reference, new_source};
    use crate::fault::Fault;
    use crate::given::Given;
    use karavan_model::{Door, SourceState};

    #[test]
    fn a_source_says_its_id_and_door_and_is_open() {
        let draft = SourceDraft {
            id: " 112 ".into(),
            door: Given::This(Door::Api),
            ..SourceDraft::default()
        };
        assert_eq!(accept_source(draft), Ok(new_source("112", Door::Api)));
        let refused = accept_source(SourceDraft::default()).map_err(|all| all.len());
        assert_eq!(refused, Err(2));
        assert!(is_source("Горячая линия") && !is_source("") && !is_source(" a") && !is_source("a\nb"));
        assert!(!is_source(&"x".repeat(65)));
    }

    #[test]
    fn a_request_names_no_closed_source_and_with_a_key_only_its_own() {
        let open = new_source("112", Door::Api);
        let mut closed = new_source("old", Door::Form);
        closed.state = SourceState::Closed;
        let sources = Sources::of([&open, &closed]);
        let fault = |sources: &Sources, named: &str| sources.refuses(named).map(|refused| refused.fault);
        assert_eq!(fault(&sources, "112"), None);
        assert_eq!(fault(&sources, "new"), None);
        assert_eq!(fault(&sources, "old"), Some(Fault::ClosedSource));
        let own = sources.only(Some(open.id));
        assert_eq!(fault(&own, "112"), None);
        assert_eq!(fault(&own, "old"), Some(Fault::ForeignSource { own: "112".to_owned() }));
    }

    #[test]
    fn words_of_a_person_are_not_kept_as_a_number() {
        assert_eq!(kept_reference("A-17").as_deref(), Some("A-17"));
        for words in ["", "Иванов", "от Анны 17", "+7 900 000-00-01"] {
            assert_eq!(kept_reference(words), None, "{words}");
        }
    }
}
