//! `ProblemError`: why parts make no problem: which `Part` (told as `job 17`) and what it must be. The checks are in
//! `checks.rs`.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;

/// A part of a problem: what it is, and which of its kind. It is told as `job 17`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is: [`Part::JOB`], [`Part::VEHICLE`], [`Part::DEPOT`], or the words for another.
    pub kind: Cow<'static, str>,
    /// Which of its kind, counted from 0; `None` when there is but one.
    pub position: Option<usize>,
}

impl Part {
    /// A job.
    pub const JOB: &'static str = "job";
    /// A vehicle.
    pub const VEHICLE: &'static str = "vehicle";
    /// A depot.
    pub const DEPOT: &'static str = "depot";

    /// One of several.
    #[must_use]
    pub const fn at(kind: &'static str, position: usize) -> Self {
        Self {
            kind: Cow::Borrowed(kind),
            position: Some(position),
        }
    }

    /// The only one of its kind.
    #[must_use]
    pub fn only(kind: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind: kind.into(),
            position: None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        self.position.map_or(Ok(()), |position| write!(f, " {position}"))
    }
}

/// Why the parts make no problem. Each names the part and the rule.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{part}: {rule}")]
pub struct ProblemError {
    /// Of which part.
    pub part: Part,
    /// What it must be.
    pub rule: String,
}
