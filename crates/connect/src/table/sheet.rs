//! Text split into records and cells, with the numbers a spreadsheet gives its rows.
//!
//! Not the `csv` crate: it skips blank lines, so that rows could not be numbered as the sender sees them, and it lets an
//! unclosed quote swallow the rest of the file without a word.

/// One record: a row of the spreadsheet, however many lines its quoted cells take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// From 1, blank rows counted.
    pub(super) row: usize,
    /// At least one.
    pub(super) cells: Vec<String>,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// All records of a text, and the row of a quote that nothing closes.
#[derive(Debug)]
pub(super) struct Split {
    pub(super) records: Vec<Record>,
    pub(super) open_quote_row: Option<usize>,
}

/// Splits at the delimiter and at line ends (`\n`, `\r\n` or `\r`), minding quotes at the beginning of a cell.
pub(super) fn split(text: &str, delimiter: char) -> Split {
    let mut records = Vec::new();
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            _ if quoted => cell.push(letter),
            '"' if cell.is_empty() => quoted = true,
            _ if letter == delimiter => cells.push(std::mem::take(&mut cell)),
            '\r' | '\n' => {
                if letter == '\r' && letters.peek() == Some(&'\n') {
                    letters.next();
                }
                cells.push(std::mem::take(&mut cell));
                records.push(Record {
                    row: records.len() + 1,
                    cells: std::mem::take(&mut cells),
                });
            }
            _ => cell.push(letter),
        }
    }
    let row = records.len() + 1;
    if quoted || !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        records.push(Record { row, cells });
    }
    Split {
        records,
        open_quote_row: quoted.then_some(row),
    }
}

/// One line of CSV: commas, and quotes about what needs them.
pub(super) fn written_line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    cells.map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::split;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        split(text, ';')
            .records
            .into_iter()
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
        assert_eq!(split("a;b\n1;\"x\n2;y\n", ';').open_quote_row, Some(2));
        assert_eq!(split("a;b\n1;x\n", ';').open_quote_row, None);
    }
}
