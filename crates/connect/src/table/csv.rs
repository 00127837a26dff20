//! `Records`: splits a text into records and cells, with the row numbers a spreadsheet shows; `written_line`: writes a
//! line of CSV in which a cell that looks like a formula is made text.
//!
//! Not the `csv` crate: it skips blank lines, so that rows could not be numbered as the sender sees them, and it lets
//! an unclosed quote swallow the rest of the file without a word.

use crate::limits::{CELL_LETTERS_MAX, COLUMNS_MAX};
use std::iter::Peekable;
use std::str::Chars;

/// Of a row that has more cells than any header may, these are kept, which is enough to refuse it.
const CELLS_KEPT: usize = 2 * COLUMNS_MAX;

/// One record: a row of the spreadsheet, however many lines its quoted cells take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// From 1, blank rows counted.
    pub(super) row: usize,
    /// At least one; the first of them when there are more than any header may have.
    pub(super) cells: Vec<String>,
    /// How many there are.
    pub(super) count: usize,
    /// The first cell that was cut, as it is too long.
    pub(super) long: Option<usize>,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The records of a text, read one at a time: at the delimiter and at line ends (`\n`, `\r\n` or `\r`), minding
/// quotes at the beginning of a cell.
pub(super) struct Records<'t> {
    letters: Peekable<Chars<'t>>,
    delimiter: char,
    row: usize,
    /// The row of a quote that nothing closes, once the end is reached.
    pub(super) open_quote_row: Option<usize>,
}

impl<'t> Records<'t> {
    pub(super) fn of(text: &'t str, delimiter: char) -> Self {
        Self {
            letters: text.chars().peekable(),
            delimiter,
            row: 0,
            open_quote_row: None,
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.letters.peek()?;
        self.row += 1;
        let mut record = Making::of(self.row);
        let mut quoted = false;
        while let Some(letter) = self.letters.next() {
            match letter {
                '"' if quoted && self.letters.peek() == Some(&'"') => {
                    self.letters.next();
                    record.write('"');
                }
                '"' if quoted => quoted = false,
                _ if quoted => record.write(letter),
                '"' if record.cell.is_empty() => quoted = true,
                _ if letter == self.delimiter => record.end_cell(),
                '\r' | '\n' => {
                    if letter == '\r' && self.letters.peek() == Some(&'\n') {
                        self.letters.next();
                    }
                    return Some(record.end());
                }
                _ => record.write(letter),
            }
        }
        self.open_quote_row = quoted.then_some(self.row);
        Some(record.end())
    }
}

/// A record being read.
struct Making {
    record: Record,
    cell: String,
    letters: usize,
}

impl Making {
    const fn of(row: usize) -> Self {
        Self {
            record: Record {
                row,
                cells: Vec::new(),
                count: 0,
                long: None,
            },
            cell: String::new(),
            letters: 0,
        }
    }

    fn write(&mut self, letter: char) {
        self.letters += 1;
        if self.letters <= CELL_LETTERS_MAX {
            self.cell.push(letter);
        } else if self.record.count < CELLS_KEPT {
            self.record.long.get_or_insert(self.record.count);
        }
    }

    fn end_cell(&mut self) {
        self.record.count += 1;
        self.letters = 0;
        let cell = std::mem::take(&mut self.cell);
        if self.record.count <= CELLS_KEPT {
            self.record.cells.push(cell);
        }
    }

    fn end(mut self) -> Record {
        self.end_cell();
        self.record
    }
}

/// One line of CSV: commas, and quotes about what needs them. A cell that a spreadsheet would run as a formula begins
/// with an apostrophe, which makes it text there; numbers and telephones stay as they are.
pub(super) fn written_line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |mut cell: String| {
        if is_formula(&cell) {
            cell.insert(0, '\'');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    cells.map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

/// Whether a spreadsheet may take a cell for a formula (OWASP, “CSV Injection”).
fn is_formula(cell: &str) -> bool {
    let only_counts = |letter: char| letter.is_ascii_digit() || " ()+-.,".contains(letter);
    cell.trim_start_matches([' ', '"'])
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
        && !cell.chars().all(only_counts)
}

#[cfg(test)]
mod tests {
    use super::{CELL_LETTERS_MAX, CELLS_KEPT, Records, written_line};

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        Records::of(text, ';')
            .map(|record| (record.row, record.cells))
            .collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn quoted_line_ends_and_blank_lines_keep_the_numbers_a_spreadsheet_shows() {
        let text = "a;b\r\n\r\n\"x\ny\";\"say \"\"hi\"\"\"\rlast;";
        let want = [
            row(1, &["a", "b"]),
            row(2, &[""]),
            row(3, &["x\ny", "say \"hi\""]),
            row(4, &["last", ""]),
        ];
        assert_eq!(cells(text), want);
    }

    #[test]
    fn a_quote_inside_a_cell_is_only_a_sign() {
        assert_eq!(cells("ООО \"Ромашка\";2\n"), [row(1, &["ООО \"Ромашка\"", "2"])]);
    }

    #[test]
    fn an_unclosed_quote_is_told_with_its_row() {
        for (text, row) in [("a;b\n1;\"x\n2;y\n", Some(2)), ("a;b\n1;x\n", None)] {
            let mut records = Records::of(text, ';');
            records.by_ref().for_each(drop);
            assert_eq!(records.open_quote_row, row);
        }
    }

    #[test]
    fn what_is_kept_of_a_record_is_bounded() {
        let long = "я".repeat(CELL_LETTERS_MAX);
        let text = format!("a;{long};c\na;{long}я;c\n{}\n", ";".repeat(1_000_000));
        let records: Vec<_> = Records::of(&text, ';').collect();
        let told: Vec<_> = records
            .iter()
            .map(|record| (record.count, record.cells.len(), record.long))
            .collect();
        assert_eq!(told, [(3, 3, None), (3, 3, Some(1)), (1_000_001, CELLS_KEPT, None)]);
        assert_eq!(records[1].cells[1].chars().count(), CELL_LETTERS_MAX);
    }

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_written_as_text() {
        for (cell, written) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd", "'+cmd"),
            ("-2+A1", "'-2+A1"),
            (" =1+A1", "' =1+A1"),
            ("\tx", "'\tx"),
            ("-12.5", "-12.5"),
            ("+7 (900) 000-00-01", "\"+7 (900) 000-00-01\""),
            ("Лесная, 3", "\"Лесная, 3\""),
            ("a=b", "a=b"),
        ] {
            let written = written.trim_matches('"');
            let line = written_line([cell.to_owned()].into_iter());
            assert_eq!(line.trim_end_matches('\n').trim_matches('"'), written, "{cell}");
        }
    }
}
