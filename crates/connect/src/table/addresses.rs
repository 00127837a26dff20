//! `read_addresses`: a table with a column of addresses and its other columns. `AddressTable::to_csv`: the same table
//! with columns for the places that were found, in place of columns of those names. The caller looks the addresses up.

use super::csv::written_line;
use super::header::{Column, Sheet};
use super::row_reader::read_sheet;
use crate::fault::Remark;
use karavan_intake::{Notice, Rejection};
use karavan_model::{Place, Precision, codes};

const ADDRESS: &Column = &Column::must(
    "address",
    "Адрес",
    &["адрес доставки", "адрес проживания", "место жительства"],
);

/// One address and what was found for it.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressRow {
    /// As written.
    pub address: String,
    /// Where it is, once known.
    pub place: Option<Place>,
    /// Other readings, when it is not certain.
    pub candidates: Vec<Place>,
    cells: Vec<String>,
}

/// A table with a column of addresses; its other columns are carried through as written.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressTable {
    /// In file order.
    pub rows: Vec<AddressRow>,
    /// Remarks about what was not read or was skipped.
    pub notices: Vec<Notice>,
    headers: Vec<String>,
}

/// What is added to the table, in this order.
const ADDED: [&str; 5] = ["lon", "lat", "precision", "confidence", "candidates"];

/// Reads a table with a column `address`.
///
/// # Errors
/// All faults of the file, or of all its rows.
pub fn read_addresses(file: &str, bytes: &[u8]) -> Result<AddressTable, Vec<Rejection>> {
    let mut sheet = Sheet::open(file, bytes, &[ADDRESS])?;
    sheet.notices = carried(file, std::mem::take(&mut sheet.notices).into_told()).into();
    let headers = sheet.headers.clone();
    let table = read_sheet(
        sheet,
        None,
        |_| String::new(),
        |row| {
            let address = row.text(ADDRESS).to_owned();
            Some(AddressRow {
                address,
                place: None,
                candidates: Vec::new(),
                cells: row.cells(),
            })
        },
    );
    if !table.rejected.is_empty() {
        return Err(table.rejected);
    }
    Ok(AddressTable {
        rows: table.rows.into_iter().map(|row| row.value).collect(),
        notices: table.notices,
        headers,
    })
}

/// Says in one remark, before the others, which columns were not read: they are many here, and all are carried through.
fn carried(file: &str, mut notices: Vec<Notice>) -> Vec<Notice> {
    let is_column = |notice: &Notice| notice.code == codes::IGNORED_COLUMN.code;
    let names: Vec<String> = notices
        .iter()
        .filter(|notice| is_column(notice))
        .filter_map(|notice| notice.column.clone())
        .collect();
    notices.retain(|notice| !is_column(notice));
    if !names.is_empty() {
        notices.insert(0, Remark::CarriedColumns(names).at(file, None, None));
    }
    notices
}

impl AddressTable {
    /// The table with `lon`, `lat`, `precision` (`none` where no place is given), `confidence` and `candidates` (`lon
    /// lat label`, with ` | ` between them), as CSV in UTF-8. Columns of these names that were there before are
    /// replaced.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let kept: Vec<usize> = (0..self.headers.len())
            .filter(|ix| !ADDED.contains(&self.headers[*ix].trim()))
            .collect();
        let keep = |cells: &[String]| kept.iter().map(|ix| cells[*ix].clone()).collect::<Vec<_>>();
        let mut text = written_line(keep(&self.headers).into_iter().chain(ADDED.map(str::to_owned)));
        for row in &self.rows {
            text.push_str(&written_line(keep(&row.cells).into_iter().chain(row.found())));
        }
        text.into_bytes()
    }
}

impl AddressRow {
    fn found(&self) -> [String; 5] {
        let number = |pick: fn(&Place) -> f64, digits| {
            self.place
                .as_ref()
                .map_or_else(String::new, |place| format!("{:.digits$}", pick(place)))
        };
        let candidate = |place: &Place| format!("{:.7} {:.7} {}", place.point.lon, place.point.lat, place.label);
        [
            number(|place| place.point.lon, 7),
            number(|place| place.point.lat, 7),
            self.place
                .as_ref()
                .map_or("none", |place| precision_word(place.precision))
                .to_owned(),
            number(|place| place.confidence, 3),
            self.candidates.iter().map(candidate).collect::<Vec<_>>().join(" | "),
        ]
    }
}

const fn precision_word(precision: Precision) -> &'static str {
    match precision {
        Precision::Entrance => "entrance",
        Precision::House => "house",
        Precision::Interpolated => "interpolated",
        Precision::Street => "street",
        Precision::Locality => "locality",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::read_addresses;
    use karavan_model::{Place, Point, Precision};

    #[test]
    fn the_table_comes_back_with_its_own_columns_and_the_places() {
        let mut table =
            read_addresses("a", "№;Адрес;lon;прим.\n1;ул. Лесная, 3;9;\"a\"\"b\"\n2;\n".as_bytes()).unwrap();
        assert_eq!((table.rows.len(), table.rows[0].address.as_str()), (2, "ул. Лесная, 3"));
        let place = Place {
            point: Point { lon: 48.4, lat: 54.3 },
            label: "Лесная улица, 3".to_owned(),
            precision: Precision::House,
            confidence: 0.9,
            by_hand: false,
        };
        table.rows[0].place = Some(place.clone());
        table.rows[1].candidates = vec![place.clone(), place];
        let want = "№,Адрес,прим.,lon,lat,precision,confidence,candidates\n\
            1,\"ул. Лесная, 3\",\"a\"\"b\",48.4000000,54.3000000,house,0.900,\n\
            2,,,,,none,,\"48.4000000 54.3000000 Лесная улица, 3 | 48.4000000 54.3000000 Лесная улица, 3\"\n";
        assert_eq!(String::from_utf8(table.to_csv()).unwrap(), want);
    }
}
