//! `Findings`: a list of refused rows or remarks that keeps the first 500 of each code and counts the rest. `Coded` is
//! what such a list can hold.

use karavan_intake::{Notice, Rejection};
use std::collections::BTreeMap;

/// So many findings of one code are told one by one.
pub const TOLD_MAX: usize = 500;

/// What can be found many times.
pub trait Coded {
    /// Its code: `K` and four digits.
    fn code(&self) -> &str;
    /// How many more of this code there are that are not told; said by the last one told.
    fn more(&mut self) -> &mut usize;
}

impl Coded for Rejection {
    fn code(&self) -> &str {
        &self.code
    }

    fn more(&mut self) -> &mut usize {
        &mut self.more
    }
}

impl Coded for Notice {
    fn code(&self) -> &str {
        &self.code
    }

    fn more(&mut self) -> &mut usize {
        &mut self.more
    }
}

/// Findings in the order they came, the first [`TOLD_MAX`] of each code, the last of which says how many more there
/// are.
#[derive(Clone, Debug)]
pub struct Findings<T> {
    told: Vec<T>,
    /// By code: how many are told, and where the last one stands.
    codes: BTreeMap<String, (usize, usize)>,
}

impl<T> Default for Findings<T> {
    fn default() -> Self {
        Self {
            told: Vec::new(),
            codes: BTreeMap::new(),
        }
    }
}

impl<T: Coded> Findings<T> {
    /// Adds one.
    pub fn push(&mut self, mut finding: T) {
        let (count, last) = self.codes.entry(finding.code().to_owned()).or_default();
        if *count >= TOLD_MAX
            && let Some(last) = self.told.get_mut(*last)
        {
            *last.more() += 1 + *finding.more();
            return;
        }
        *count += 1;
        *last = self.told.len();
        self.told.push(finding);
    }

    /// What is told.
    #[must_use]
    pub fn into_told(self) -> Vec<T> {
        self.told
    }
}

impl<T: Coded> From<Vec<T>> for Findings<T> {
    fn from(told: Vec<T>) -> Self {
        let mut findings = Self::default();
        told.into_iter().for_each(|finding| findings.push(finding));
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::{Findings, TOLD_MAX};
    use crate::fault::CellFault;
    use karavan_intake::Rejection;

    #[test]
    fn the_first_of_each_code_are_told_and_the_rest_is_counted() {
        let fault = |row, fault| Rejection::of_row("t", Some(row), None, None, fault);
        let mut findings = Findings::default();
        for row in 0..TOLD_MAX + 7 {
            findings.push(fault(row, CellFault::MissingId));
        }
        findings.push(fault(9, CellFault::LongCell));
        // What was told before is added to.
        let mut findings = Findings::from(findings.into_told());
        findings.push(fault(10, CellFault::MissingId));
        let told = findings.into_told();
        assert_eq!(told.len(), TOLD_MAX + 1);
        let more: Vec<usize> = told.iter().map(|one| one.more).collect();
        assert_eq!((more[TOLD_MAX - 1], more.iter().sum::<usize>()), (8, 8));
        assert!(
            told[TOLD_MAX - 1].to_string().contains("8 more"),
            "{}",
            told[TOLD_MAX - 1]
        );
    }
}
