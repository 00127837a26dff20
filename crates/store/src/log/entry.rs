//! `Entry`, a log entry about to be written, with its `Kind` (what it is about) and `LogAct` (added, changed, removed,
//! read, erased). `body` is JSON that stays readable, `words` is for what people wrote and is kept sealed. Entries as
//! read are `LogEntry` in `entries.rs`.

use crate::date_column::DateColumn;
use serde_json::Value;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Request,
    Plan,
    Run,
    Volunteer,
    Shift,
    Hub,
    Vehicle,
    Stock,
    Loading,
    StatusEvent,
    LoadingEvent,
    Link,
    Correction,
    DoorPin,
    ApiKey,
    User,
    Session,
    SecondStep,
    Setting,
    Source,
    Submission,
    Person,
    Region,
    Reveal,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Plan => "plan",
            Self::Run => "run",
            Self::Volunteer => "volunteer",
            Self::Shift => "shift",
            Self::Hub => "hub",
            Self::Vehicle => "vehicle",
            Self::Stock => "stock",
            Self::Loading => "loading",
            Self::StatusEvent => "status_event",
            Self::LoadingEvent => "loading_event",
            Self::Link => "link",
            Self::Correction => "correction",
            Self::DoorPin => "door_pin",
            Self::ApiKey => "api_key",
            Self::User => "user",
            Self::Session => "session",
            Self::SecondStep => "second_step",
            Self::Setting => "setting",
            Self::Source => "source",
            Self::Submission => "submission",
            Self::Person => "person",
            Self::Region => "region",
            Self::Reveal => "reveal",
        }
    }
}

/// What was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogAct {
    Added,
    Changed,
    Removed,
    /// Somebody looked at all that is kept of a person, or at what is hidden of a request.
    Read,
    /// All that was kept of a person is gone.
    Erased,
}

impl LogAct {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Read => "read",
            Self::Erased => "erased",
        }
    }
}

/// An entry about to be written. No personal data goes into its body: what people wrote goes into `words`, which are
/// kept apart, sealed, and can be erased. They are those of the person of the request `subject`; of any other subject,
/// nobody's.
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) act: LogAct,
    /// The day it touches; `None` for every day.
    pub(crate) date: Option<DateColumn>,
    /// The id of the thing.
    pub(crate) subject: String,
    pub(crate) body: Value,
    pub(crate) words: String,
}

impl Entry {
    /// One without a day and words.
    pub(crate) fn new(kind: Kind, act: LogAct, subject: &str, body: Value) -> Self {
        Self {
            kind,
            act,
            date: None,
            subject: subject.to_owned(),
            body,
            words: String::new(),
        }
    }
}
