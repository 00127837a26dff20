//! `FormatError`: why a file is no instance; `TextFault`: a fault of a text with its line and what is expected.
//! `Faults` collects them while a text is read.

use super::city::CityFileError;
use super::named::FAULTS_MAX;
use karavan_plan::problem::ProblemError;
use thiserror::Error;

/// One fault of a text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {says}")]
pub struct TextFault {
    /// Counted from 1.
    pub line: usize,
    /// What is expected, or what cannot be said.
    pub says: String,
}

/// Why a file is no instance.
#[derive(Debug, Error)]
pub enum FormatError {
    /// Its first lines are those of no format known here.
    #[error(
        "neither a city morning nor VROOM (JSON), nor the text of Solomon or of Li and Lim, nor VRPLIB; name the format"
    )]
    Unknown,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is JSON, but no instance begins like this.
    #[error("the file is JSON, but no object: city mornings and VROOM's files begin with {{")]
    NoObject,
    /// Two bytes to a letter.
    #[error("the file is UTF-16; save it as UTF-8")]
    Utf16,
    /// Only published benchmarks have decimals to keep.
    #[error("distances of a city morning and of VROOM are always exact")]
    CityPrecision,
    /// It is no city morning.
    #[error(transparent)]
    City(#[from] CityFileError),
    /// It is no VROOM file, contradicts itself, or says what cannot be planned; one sentence for each.
    #[error("{}", .0.join("; "))]
    Vroom(Vec<String>),
    /// Lines are not what they must be.
    #[error("{}", joined(.0))]
    Text(Vec<TextFault>),
    /// Its numbers make no problem; parts are called as the file calls them.
    #[error("{}", joined(.0))]
    Problem(Vec<ProblemError>),
}

impl FormatError {
    /// One sentence per fault.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        match self {
            Self::Text(faults) => faults.iter().map(ToString::to_string).collect(),
            Self::Vroom(faults) => faults.clone(),
            Self::Problem(faults) => faults.iter().map(ToString::to_string).collect(),
            Self::City(CityFileError::Said(faults)) => faults.clone(),
            _ => vec![self.to_string()],
        }
    }
}

fn joined<T: ToString>(faults: &[T]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Faults as they are met.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<TextFault>,
}

impl Faults {
    /// Notes a fault; one line for many vehicles is told once.
    pub(super) fn push(&mut self, line: usize, says: impl Into<String>) {
        let fault = TextFault {
            line,
            says: says.into(),
        };
        if self.list.len() < FAULTS_MAX && self.list.last() != Some(&fault) {
            self.list.push(fault);
        }
    }

    /// Notes what stands where something else is expected.
    pub(super) fn expected(&mut self, line: usize, what: &str, found: &str) {
        let found: String = found.chars().take(40).collect();
        self.push(line, format!("expected {what}, found “{found}”"));
    }

    /// Whether nothing was wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The value when nothing was wrong.
    pub(super) fn or<T>(self, value: Option<T>) -> Result<T, FormatError> {
        match value {
            Some(value) if self.list.is_empty() => Ok(value),
            _ => Err(FormatError::Text(self.list)),
        }
    }
}
