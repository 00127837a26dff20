//! `Sheet`: a VRPLIB file split into words after keys (`Word`) and sections of numbered rows (`Section`, `Row`),
//! without their meaning.
//!
//! Each part of the reader takes the entries it understands; entries left at the end are refused.

use crate::decimal::Decimal;
use crate::fault::Faults;
use std::collections::BTreeMap;

/// Nothing published is larger; a number beyond is a mistake, and no reason to ask for memory.
const COUNT_MAX: usize = 100_000;

/// Entries, why they are refused: what a problem here cannot say yet.
const REFUSED: [(&str, &str); 4] = [
    ("BACKHAUL_SECTION", "goods brought back to the depot"),
    ("PICKUP_SECTION", "goods brought back to the depot"),
    (
        "PICKUP_AND_DELIVERY_SECTION",
        "goods fetched from one customer and brought to another",
    ),
    (
        "MUTUALLY_EXCLUSIVE_GROUP_SECTION",
        "groups of which one customer is served",
    ),
];

/// What stands behind a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) line: usize,
    pub(super) text: &'a str,
}

/// A line of a table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) numbers: Vec<Decimal>,
}

/// A table under its heading.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) line: usize,
    pub(super) rows: Vec<Row>,
}

/// Everything in a file that nobody took yet.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    words: BTreeMap<&'a str, Word<'a>>,
    sections: BTreeMap<&'a str, Section>,
    /// The last line of the file.
    pub(super) last: usize,
}

impl<'a> Sheet<'a> {
    /// Reads until `EOF` or the end.
    pub(super) fn read(text: &'a str, faults: &mut Faults) -> Self {
        let mut sheet = Self::default();
        let mut heading = None;
        for (line, at) in text.lines().map(str::trim).zip(1..) {
            sheet.last = at;
            if line == "EOF" {
                break;
            }
            if line.is_empty() {
                continue;
            }
            if !line.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                sheet.row(heading, line, at, faults);
                continue;
            }
            let (key, value) = line.split_once(':').unwrap_or((line, ""));
            let (key, text) = (key.trim(), value.trim());
            if key.ends_with("_SECTION") {
                heading = Some(key);
                let empty = Section {
                    line: at,
                    rows: Vec::new(),
                };
                if sheet.sections.insert(key, empty).is_some() {
                    faults.push(at, format!("expected {key} once, found it again"));
                }
            } else if key.contains(char::is_whitespace) || !line.contains(':') {
                faults.expected(at, "a line KEY : value, or a heading …_SECTION", line);
            } else if key != "COMMENT" && sheet.words.contains_key(key) {
                faults.push(at, format!("expected {key} once, found it again"));
            } else {
                heading = None;
                sheet.words.insert(key, Word { line: at, text });
            }
        }
        sheet
    }

    fn row(&mut self, heading: Option<&str>, line: &str, at: usize, faults: &mut Faults) {
        let Some(section) = heading.and_then(|heading| self.sections.get_mut(heading)) else {
            faults.expected(at, "a line KEY : value, or a heading …_SECTION", line);
            return;
        };
        let numbers: Option<Vec<Decimal>> = line.split_whitespace().map(Decimal::parse).collect();
        match numbers {
            Some(numbers) => section.rows.push(Row { line: at, numbers }),
            None => faults.expected(at, "only numbers", line),
        }
    }

    pub(super) fn take_word(&mut self, key: &str) -> Option<Word<'a>> {
        self.words.remove(key)
    }

    pub(super) fn take_section(&mut self, key: &str) -> Option<Section> {
        self.sections.remove(key)
    }

    pub(super) fn has_section(&self, key: &str) -> bool {
        self.sections.contains_key(key)
    }

    /// Whether there is such an entry of either shape.
    pub(super) fn has(&self, key: &str) -> bool {
        self.words.contains_key(key) || self.has_section(key)
    }

    /// How many of something; without such a line the given number, and without that a fault.
    pub(super) fn count(&mut self, key: &str, otherwise: Option<usize>, faults: &mut Faults) -> Option<usize> {
        let Some(word) = self.take_word(key) else {
            if otherwise.is_none() {
                faults.push(self.last, format!("expected {key} before the end"));
            }
            return otherwise;
        };
        let number = Decimal::parse(word.text).and_then(Decimal::whole);
        let count = number.and_then(|number| usize::try_from(number).ok());
        let count = count.filter(|count| (1..=COUNT_MAX).contains(count));
        if count.is_none() {
            faults.expected(word.line, &format!("{key} from 1 to {COUNT_MAX}"), word.text);
        }
        count
    }

    /// A number behind a key.
    pub(super) fn number(&mut self, key: &str, faults: &mut Faults) -> Option<(usize, Decimal)> {
        let word = self.take_word(key)?;
        let number = Decimal::parse(word.text);
        if number.is_none() {
            faults.expected(word.line, &format!("{key} to be a number"), word.text);
        }
        number.map(|number| (word.line, number))
    }

    /// What nobody understood would be a rule left out.
    pub(super) fn refuse_rest(self, faults: &mut Faults) {
        for (key, section) in self.sections {
            let reason = REFUSED.iter().find(|(name, _)| *name == key);
            match reason {
                Some((_, what)) => faults.push(
                    section.line,
                    format!("{key} is not supported: {what} cannot be planned"),
                ),
                None => faults.push(section.line, format!("{key} is not known here")),
            }
        }
        for (key, word) in self.words {
            faults.push(word.line, format!("{key} is not known here"));
        }
    }
}

impl Section {
    /// The rows in order of the number that each begins with, from 1 to `count`, every one once and with as many
    /// further numbers as `width` allows.
    pub(super) fn numbered(
        self,
        count: usize,
        what: &str,
        width: impl Fn(usize) -> bool,
        faults: &mut Faults,
    ) -> Option<Vec<Row>> {
        let mut rows: Vec<Option<Row>> = (0..count).map(|_| None).collect();
        for Row { line, numbers } in self.rows {
            let number = numbers.first().and_then(|number| usize::try_from(number.whole()?).ok());
            let place = number.and_then(|number| rows.get_mut(number.checked_sub(1)?));
            match place {
                None => faults.push(
                    line,
                    format!("expected the number of a {what}, from 1 to {count}, first"),
                ),
                Some(Some(_)) => faults.push(line, format!("expected every {what} once, found one again")),
                Some(_) if !width(numbers.len() - 1) => {
                    faults.push(
                        line,
                        format!("found {} numbers after that of the {what}", numbers.len() - 1),
                    );
                }
                Some(place) => {
                    let numbers = numbers[1..].to_vec();
                    *place = Some(Row { line, numbers });
                }
            }
        }
        let missing = rows.iter().position(Option::is_none);
        if let Some(missing) = missing {
            faults.push(self.line, format!("expected a good row for {what} {}", missing + 1));
        }
        rows.into_iter().collect()
    }
}
