//! `RowReader`: gives the cells of one row as typed values and collects the faults of them; `read_table` and
//! `read_sheet` read the rows of a table with it, and refuse rows of a wrong shape or with a repeated id.

use super::csv::Record;
use super::header::{Column, Sheet};
use super::{ReadTable, Row, cells, words};
use crate::fault::{CellFault, Findings, Remark};
use crate::phone::unreadable_phones;
use karavan_intake::plain_text::plain;
use karavan_intake::{Fault, FaultText, Given, Notice, PointDraft, Refused, Rejection};
use karavan_model::{Date, Point};
use std::collections::{BTreeSet, HashMap};

/// One row being read. A cell that cannot be read leaves a fault, and the cells after it are read too; a row with a
/// fault is never taken.
pub(super) struct RowReader<'a> {
    sheet: &'a Sheet,
    record: &'a Record,
    faults: Vec<Blamed<'a>>,
    notices: Vec<Notice>,
    /// The day that the row itself names.
    date: Option<Date>,
}

/// A fault of a row.
#[derive(Debug, PartialEq, Eq)]
struct Blamed<'a> {
    /// Its place in the order in which faults are told.
    rank: usize,
    column: Option<&'a str>,
    told: FaultText,
}

impl<'a> RowReader<'a> {
    /// The text of a cell without spaces around it; empty when there is no such column.
    pub(super) fn text(&self, column: &Column) -> &'a str {
        self.sheet
            .place(column)
            .and_then(|place| self.record.cells.get(place))
            .map_or("", |cell| cell.trim())
    }

    /// All cells as written, as many as the header has.
    pub(super) fn cells(&self) -> Vec<String> {
        let cells = self
            .record
            .cells
            .iter()
            .cloned()
            .chain(std::iter::repeat_with(String::new));
        cells.take(self.sheet.headers.len()).collect()
    }

    /// The text of a cell, if any.
    pub(super) fn filled(&self, column: &Column) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The text of a cell, for a draft.
    pub(super) fn given(&self, column: &Column) -> Given<String> {
        self.filled(column).map(str::to_owned).into()
    }

    /// The id of the row; that it is missing is told once for every table.
    pub(super) fn own_id(&self, column: &Column) -> Given<String> {
        match self.given(column) {
            Given::Nothing => Given::Unreadable,
            given => given,
        }
    }

    /// The text of a cell whose column must be there; it may be empty.
    pub(super) fn written(&self, column: &Column) -> Given<String> {
        Given::This(self.text(column).to_owned())
    }

    /// A value, if the cell is filled.
    pub(super) fn read<T, F: Into<FaultText>>(
        &mut self,
        column: &Column,
        parse: impl FnOnce(&str) -> Result<T, F>,
    ) -> Given<T> {
        match self.filled(column).map(parse) {
            None => Given::Nothing,
            Some(Ok(value)) => Given::This(value),
            Some(Err(fault)) => {
                self.blame(column, fault);
                Given::Unreadable
            }
        }
    }

    /// The day of the row, if the cell is filled.
    pub(super) fn date(&mut self, column: &Column) -> Given<Date> {
        let date = self.read(column, cells::date);
        self.date = date.this();
        date
    }

    /// A value of a cell that must be filled.
    pub(super) fn need<T>(
        &mut self,
        column: &Column,
        example: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        if self.filled(column).is_none() {
            self.blame(column, Fault::Missing { example });
        }
        self.read(column, parse).this()
    }

    /// Notes a fault of a cell; the same one is told once.
    pub(super) fn blame(&mut self, column: &Column, fault: impl Into<FaultText>) {
        let blamed = Blamed {
            rank: self.sheet.rank(column),
            column: Some(self.sheet.heading(column)),
            told: fault.into(),
        };
        if !self.faults.contains(&blamed) {
            self.faults.push(blamed);
        }
    }

    /// What `intake` makes of a draft; `column` tells where a field stands in the table.
    pub(super) fn accepted<T>(
        &mut self,
        judged: Result<T, Vec<Refused>>,
        column: impl Fn(&Refused) -> &'static Column,
    ) -> Option<T> {
        match judged {
            Ok(value) => Some(value),
            Err(refused) => {
                for one in refused {
                    self.blame(column(&one), one.fault);
                }
                None
            }
        }
    }

    /// Notes something about a cell that does not refuse the row.
    pub(super) fn remark(&mut self, column: &Column, remark: Remark) {
        self.notices.push(remark.at(
            &self.sheet.file,
            Some(self.record.row),
            Some(self.sheet.heading(column)),
        ));
    }

    /// The telephones as written, those of several columns with `; ` between them; each that cannot be dialled is kept
    /// with a remark.
    pub(super) fn phones(&mut self, column: &Column) -> String {
        let mut all = Vec::new();
        for place in self.sheet.places(column) {
            let text = self.record.cells.get(place).map_or("", |cell| cell.trim());
            for unread in unreadable_phones(text) {
                let (file, row) = (&self.sheet.file, Some(self.record.row));
                let heading = Some(self.sheet.heading_at(place));
                self.notices
                    .push(Remark::UnreadablePhone(unread).at(file, row, heading));
            }
            if !text.is_empty() && !all.contains(&text) {
                all.push(text);
            }
        }
        all.join("; ")
    }

    /// The point of two cells, if any is filled.
    pub(super) fn point<'c>(&self, lon: &'c Column, lat: &'c Column) -> Result<Option<Point>, (&'c Column, Fault)> {
        if self.filled(lon).is_none() && self.filled(lat).is_none() {
            return Ok(None);
        }
        let degrees =
            |column: &'c Column, limit| cells::degrees(self.text(column), limit).map_err(|fault| (column, fault));
        Ok(Some(Point {
            lon: degrees(lon, 180.0)?,
            lat: degrees(lat, 90.0)?,
        }))
    }

    /// The words of a cell that holds several.
    pub(super) fn list(&self, column: &Column) -> impl Iterator<Item = &'a str> {
        self.text(column)
            .split([';', ',', '+', '/', '\n'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
    }

    /// The people a cell names; their ids and names may hold `/` and `+`.
    pub(super) fn people(&self, column: &Column) -> Given<Vec<String>> {
        let names = self.text(column).split([';', ',', '\n']).map(str::trim);
        let names = names.filter(|name| !name.is_empty()).map(str::to_owned);
        Given::This(names.collect())
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, column: &Column) -> Given<bool> {
        self.read(column, |text| {
            words::yes_no(text).ok_or_else(|| CellFault::BadYesNo(text.to_owned()))
        })
    }

    /// The words of a cell that holds several, for a draft.
    pub(super) fn words(&self, column: &Column) -> Given<Vec<String>> {
        let words = self
            .filled(column)
            .map(|_| self.list(column).map(str::to_owned).collect());
        words.into()
    }

    /// The point of two cells, if any is filled; one that cannot be read refuses the row.
    pub(super) fn sure_point(&mut self, lon: &Column, lat: &Column) -> Given<PointDraft> {
        if self.filled(lon).is_none() && self.filled(lat).is_none() {
            return Given::Nothing;
        }
        Given::This(PointDraft {
            lon: self.read(lon, cells::decimal),
            lat: self.read(lat, cells::decimal),
        })
    }
}

/// Reads every row. When the table has ids, `key` is what no two rows may share: the id, or the id and the day. What
/// `read` refuses has left a fault.
pub(super) fn read_table<T>(
    file: &str,
    bytes: &[u8],
    columns: &'static [&'static Column],
    id: Option<&'static Column>,
    key: impl Fn(&RowReader<'_>) -> String,
    read: impl Fn(&mut RowReader<'_>) -> Option<T>,
) -> Result<ReadTable<T>, Vec<Rejection>> {
    Ok(read_sheet(Sheet::open(file, bytes, columns)?, id, key, read))
}

/// Reads every row of a table whose header is known.
pub(super) fn read_sheet<T>(
    mut sheet: Sheet,
    id: Option<&'static Column>,
    key: impl Fn(&RowReader<'_>) -> String,
    read: impl Fn(&mut RowReader<'_>) -> Option<T>,
) -> ReadTable<T> {
    let mut rows = Vec::new();
    let mut rejected = Findings::default();
    let mut notices = std::mem::take(&mut sheet.notices);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut dates = BTreeSet::new();
    for record in sheet.records() {
        if record.is_blank() {
            notices.push(Remark::BlankRow.at(&sheet.file, Some(record.row), None));
            continue;
        }
        let mut reading = RowReader {
            sheet: &sheet,
            record: &record,
            faults: Vec::new(),
            notices: Vec::new(),
            date: None,
        };
        let row_id = id.map(|id| plain(reading.text(id))).filter(|id| !id.is_empty());
        let value = match misshapen(&sheet, &record) {
            // The rest of such a row need not be read, and what was read of it need not be so.
            Some(fault) => {
                reading.faults.push(fault);
                None
            }
            None => {
                let value = read(&mut reading);
                match (id, &row_id) {
                    (Some(id), None) => reading.blame(id, CellFault::MissingId),
                    (Some(id), Some(_)) => {
                        let first_row = *seen.entry(key(&reading)).or_insert(record.row);
                        if first_row != record.row {
                            reading.blame(id, CellFault::RepeatedId { first_row });
                        }
                    }
                    (None, _) => {}
                }
                value
            }
        };
        reading.notices.into_iter().for_each(|notice| notices.push(notice));
        match value {
            Some(value) if reading.faults.is_empty() => {
                dates.extend(reading.date);
                rows.push(Row {
                    row: record.row,
                    id: row_id.unwrap_or_default(),
                    value,
                });
            }
            _ => {
                reading.faults.sort_by_key(|blamed| blamed.rank);
                for Blamed { column, told, .. } in reading.faults {
                    let (number, id) = (Some(record.row), row_id.as_deref());
                    rejected.push(Rejection::of_row(&sheet.file, number, id, column, told));
                }
            }
        }
    }
    ReadTable {
        rows,
        rejected: rejected.into_told(),
        notices: notices.into_told(),
        dates,
    }
}

/// What is wrong with the shape of a row, before any of its cells is read.
fn misshapen<'a>(sheet: &'a Sheet, record: &Record) -> Option<Blamed<'a>> {
    let headed = sheet.headers.len();
    let mut strays = record.cells.iter().skip(headed);
    if record.count > record.cells.len() || strays.any(|cell| !cell.trim().is_empty()) {
        // Everything after the stray separator stands in the wrong column, so only this is said.
        let cells = record.count;
        let told = CellFault::TooManyCells { cells, headed }.into();
        return Some(Blamed {
            rank: 0,
            column: None,
            told,
        });
    }
    let long = record.long?;
    let column = sheet.headers.get(long).map(|header| header.trim());
    Some(Blamed {
        rank: 0,
        column,
        told: CellFault::LongCell.into(),
    })
}
