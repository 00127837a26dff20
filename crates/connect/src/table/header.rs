//! `Sheet`: opens a table: decodes it, finds its delimiter and its header, and maps the header to known `Column`s by
//! their English and Russian names. Rows are read in `row_reader.rs`.

use super::csv::{Record, Records};
use super::decode::{DecodeFault, decode};
use crate::fault::{FileFault, Findings, Remark};
use crate::limits::{COLUMNS_MAX, ROWS_MAX};
use karavan_intake::plain_text::{is_wordless, same};
use karavan_intake::{Notice, Rejection};

/// A column we know.
#[derive(Debug)]
pub(super) struct Column {
    /// Its plain name.
    pub(super) name: &'static str,
    /// Its usual Russian name.
    pub(super) name_ru: &'static str,
    /// Other names; all are compared without case, spaces and punctuation.
    pub(super) aliases: &'static [&'static str],
    /// Whether a table without it is refused.
    pub(super) required: bool,
    /// Whether there may be several, with a number behind the name or under different names: all are read.
    pub(super) several: bool,
}

impl Column {
    /// A column that may be left out.
    pub(super) const fn may(name: &'static str, name_ru: &'static str, aliases: &'static [&'static str]) -> Self {
        Self {
            name,
            name_ru,
            aliases,
            required: false,
            several: false,
        }
    }

    /// A column that may be left out or come several times.
    pub(super) const fn several(name: &'static str, name_ru: &'static str, aliases: &'static [&'static str]) -> Self {
        Self {
            several: true,
            ..Self::may(name, name_ru, aliases)
        }
    }

    /// A column without which the table is refused.
    pub(super) const fn must(name: &'static str, name_ru: &'static str, aliases: &'static [&'static str]) -> Self {
        Self {
            name,
            name_ru,
            aliases,
            required: true,
            several: false,
        }
    }

    fn is_called(&self, header: &str) -> bool {
        // “Телефон 2”, “Телефон №2” and “phone_2” are telephones like the first.
        let header = match self.several {
            true => header.trim_end_matches(|sign: char| !sign.is_alphabetic()),
            false => header,
        };
        let mut names = [self.name, self.name_ru]
            .into_iter()
            .chain(self.aliases.iter().copied());
        !is_wordless(header) && names.any(|name| same(name, header))
    }
}

/// A table with a known header.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) file: String,
    /// As written.
    pub(super) headers: Vec<String>,
    /// What was skipped in the header.
    pub(super) notices: Findings<Notice>,
    known: &'static [&'static Column],
    columns: Vec<(&'static str, usize)>,
    text: String,
    delimiter: char,
    /// The row of the header.
    header_row: usize,
}

const DELIMITERS: [char; 3] = [';', ',', '\t'];
/// Enough of a header to know its delimiter.
const HEADER_LETTERS: usize = 100_000;

impl Sheet {
    /// Reads the bytes of a table that should have these columns.
    ///
    /// # Errors
    /// All faults of the file as a whole.
    pub(super) fn open(file: &str, bytes: &[u8], known: &'static [&'static Column]) -> Result<Self, Vec<Rejection>> {
        let text = decode(bytes).map_err(|fault| vec![locate(file, bytes, fault)])?;
        let (declared, text) = declared_delimiter(text);
        let delimiter = declared.unwrap_or_else(|| likely_delimiter(&text, known));
        let header = surveyed(file, &text, delimiter)?;
        let columns = place_columns(file, &header, known)?;
        let ignored = header
            .cells
            .iter()
            .enumerate()
            .filter(|(ix, name)| !name.trim().is_empty() && columns.iter().all(|(_, place)| place != ix));
        let mut notices = Findings::default();
        for (_, name) in ignored {
            notices.push(Remark::IgnoredColumn.at(file, None, Some(name.trim())));
        }
        Ok(Self {
            file: file.to_owned(),
            notices,
            headers: header.cells,
            known,
            columns,
            text,
            delimiter,
            header_row: header.row,
        })
    }

    /// All rows but the header, blank ones too.
    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        let header_row = self.header_row;
        Records::of(&self.text, self.delimiter).filter(move |record| record.row != header_row)
    }

    /// Where the column stands in every record.
    pub(super) fn place(&self, column: &Column) -> Option<usize> {
        self.places(column).next()
    }

    /// All places of a column that may come several times, in file order.
    pub(super) fn places(&self, column: &Column) -> impl Iterator<Item = usize> {
        let named = self.columns.iter().filter(|(name, _)| *name == column.name);
        named.map(|(_, place)| *place)
    }

    /// Where the column stands among those we know, which is the order in which faults of a row are told.
    pub(super) fn rank(&self, column: &Column) -> usize {
        let named = self.known.iter().position(|known| known.name == column.name);
        named.unwrap_or(self.known.len())
    }

    /// The column as the file heads it, or its plain name.
    pub(super) fn heading(&self, column: &Column) -> &str {
        self.place(column).map_or(column.name, |place| self.heading_at(place))
    }

    /// The header of a place.
    pub(super) fn heading_at(&self, place: usize) -> &str {
        self.headers.get(place).map_or("", |header| header.trim())
    }
}

/// Goes through a text once, and gives its header when there are rows under it and not too many.
fn surveyed(file: &str, text: &str, delimiter: char) -> Result<Record, Vec<Rejection>> {
    let whole = |fault: FileFault| vec![Rejection::of_file(file, fault)];
    let mut records = Records::of(text, delimiter);
    let Some(header) = records.by_ref().find(|record| !record.is_blank()) else {
        return Err(whole(FileFault::Empty));
    };
    let mut filled = 0_usize;
    let mut last = header.row;
    for record in records.by_ref() {
        last = record.row;
        filled += usize::from(!record.is_blank());
    }
    if let Some(row) = records.open_quote_row {
        let fault = Rejection::of_row(file, Some(row), None, None, FileFault::OpenQuote);
        return Err(vec![fault]);
    }
    if header.count > COLUMNS_MAX {
        let columns = header.count;
        return Err(whole(FileFault::TooManyColumns { columns }));
    }
    if let Some(place) = header.long {
        let column = (place + 1).to_string();
        let fault = Rejection::of_row(file, Some(header.row), None, Some(&column), FileFault::LongHeading);
        return Err(vec![fault]);
    }
    if last > ROWS_MAX {
        return Err(whole(FileFault::TooManyRows { rows: last }));
    }
    if filled == 0 {
        return Err(whole(FileFault::NoRows));
    }
    Ok(header)
}

/// `sep=;` on the first line, which spreadsheets read and do not show; the text without it.
fn declared_delimiter(mut text: String) -> (Option<char>, String) {
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let mut signs = first.trim_end().strip_prefix("sep=").unwrap_or_default().chars();
    let declared = match (signs.next(), signs.next()) {
        (Some(sign), None) if DELIMITERS.contains(&sign) => sign,
        _ => return (None, text),
    };
    let begin = text.len() - rest.len();
    text.drain(..begin);
    (Some(declared), text)
}

/// A line of a header, and no more of it than a header may be long.
fn header_line(text: &str) -> &str {
    let line = text.trim_start_matches(['\r', '\n']).lines().next().unwrap_or_default();
    let end = line
        .char_indices()
        .nth(HEADER_LETTERS)
        .map_or(line.len(), |(end, _)| end);
    &line[..end]
}

/// The delimiter that finds most known columns in the header; the one with most cells when that is a tie.
fn likely_delimiter(text: &str, known: &[&Column]) -> char {
    let header = header_line(text);
    let rank = |delimiter: &char| {
        let cells = first_cells(header, *delimiter);
        let found = cells
            .iter()
            .filter(|cell| known.iter().any(|column| column.is_called(cell)))
            .count();
        (found, cells.len())
    };
    DELIMITERS.into_iter().rev().max_by_key(rank).unwrap_or(DELIMITERS[0])
}

fn place_columns(
    file: &str,
    header: &Record,
    known: &'static [&'static Column],
) -> Result<Vec<(&'static str, usize)>, Vec<Rejection>> {
    let mut columns = Vec::new();
    let mut rejected = Vec::new();
    for column in known {
        let mut places = (0..header.cells.len()).filter(|ix| column.is_called(&header.cells[*ix]));
        let Some(place) = places.next() else {
            if column.required {
                let fault = FileFault::MissingColumn {
                    name: column.name,
                    name_ru: column.name_ru,
                };
                rejected.push(Rejection::of_row(
                    file,
                    Some(header.row),
                    None,
                    Some(column.name),
                    fault,
                ));
            }
            continue;
        };
        columns.push((column.name, place));
        if column.several {
            columns.extend(places.map(|other| (column.name, other)));
            continue;
        }
        for other in places {
            let (first, second) = (header.cells[place].trim(), header.cells[other].trim());
            let fault = FileFault::RepeatedColumn {
                first: first.to_owned(),
                second: second.to_owned(),
            };
            rejected.push(Rejection::of_row(file, Some(header.row), None, Some(second), fault));
        }
    }
    if rejected.is_empty() {
        Ok(columns)
    } else {
        Err(rejected)
    }
}

/// Names the row and the column of a byte that cannot be read.
fn locate(file: &str, bytes: &[u8], fault: DecodeFault) -> Rejection {
    let Some(offset) = fault.offset else {
        return Rejection::of_file(file, fault.fault);
    };
    // Up to the bad byte, split as if it were text: the delimiters and line ends are ASCII in every such encoding.
    let before: String = bytes[..offset.min(bytes.len())]
        .iter()
        .map(|byte| char::from(*byte))
        .chain(['?'])
        .collect();
    let header = String::from_utf8_lossy(&bytes[..bytes.len().min(HEADER_LETTERS)]);
    let header = header.lines().next().unwrap_or_default();
    let delimiter = DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|sign| header.matches(*sign).count())
        .unwrap_or(',');
    let Some(record) = Records::of(&before, delimiter).last() else {
        return Rejection::of_file(file, fault.fault);
    };
    let names = first_cells(header, delimiter);
    let place = record.count;
    let readable = names
        .get(place - 1)
        .filter(|name| record.row > 1 && !name.contains('\u{FFFD}') && !name.is_empty());
    let column = readable.map_or_else(|| place.to_string(), |name| name.trim().to_owned());
    Rejection::of_row(file, Some(record.row), None, Some(&column), fault.fault)
}

/// The cells of the first record.
fn first_cells(text: &str, delimiter: char) -> Vec<String> {
    Records::of(text, delimiter)
        .next()
        .map_or_else(Vec::new, |record| record.cells)
}
