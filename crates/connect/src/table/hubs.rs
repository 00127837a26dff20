//! The table of hubs: warehouses, pharmacies and shops.

use super::header::Column;
use super::reading::{Reading, read_table};
use super::{Table, cells, windows, words};
use crate::fault::{CellFault, Rejection};
use karavan_model::{ClockTime, ClockWindow, GoodsCode, Hub, HubId, Seconds};

const ID: &Column = &Column::must("id", "№ пункта", &["№", "номер", "hub", "hub id", "код", "№ п/п"]);
const NAME: &Column = &Column::may("name", "Название", &["пункт", "пункт выдачи", "наименование", "склад"]);
const ADDRESS: &Column = &Column::must("address", "Адрес", &["адрес пункта"]);
const LON: &Column = &Column::may("lon", "Долгота", &["longitude", "lng", "long"]);
const LAT: &Column = &Column::may("lat", "Широта", &["latitude"]);
const OPENS: &Column = &Column::may(
    "opens",
    "Открыт с",
    &["открывается", "время с", "с", "from", "работает с"],
);
const CLOSES: &Column = &Column::may(
    "closes",
    "Открыт до",
    &["закрывается", "время по", "время до", "по", "до", "to", "работает до"],
);
const OFFERS: &Column = &Column::must("offers", "Выдаёт", &["что выдаёт", "товары", "goods", "ассортимент"]);

pub(super) const COLUMNS: &[&Column] = &[ID, NAME, ADDRESS, LON, LAT, OPENS, CLOSES, OFFERS];

/// Reads a table of hubs. Empty hours are the whole day.
///
/// # Errors
/// When the file as a whole is no table of hubs: all its faults at once.
pub fn read_hubs(file: &str, bytes: &[u8]) -> Result<Table<Hub>, Vec<Rejection>> {
    read_table(file, bytes, COLUMNS, Some(ID), |hub: &Hub| hub.id.0.clone(), hub)
}

fn hub(row: &mut Reading<'_>) -> Hub {
    Hub {
        id: HubId::from(row.text(ID)),
        name: row.filled(NAME).unwrap_or(row.text(ID)).to_owned(),
        address: row.text(ADDRESS).to_owned(),
        point: row.sure_point(LON, LAT),
        hours: hours(row),
        offers: row.need(OFFERS, "food;medicine", offers).unwrap_or_default(),
    }
}

fn hours(row: &mut Reading<'_>) -> ClockWindow {
    let (opens, closes) = (row.read(OPENS, cells::time), row.read(CLOSES, cells::time));
    let all_day = ClockWindow {
        opens: ClockTime::from_seconds(Seconds::ZERO),
        closes: ClockTime::from_seconds(Seconds(24 * 3600)),
    };
    windows::between(opens, closes)
        .unwrap_or_else(|fault| {
            row.blame(CLOSES, fault);
            None
        })
        .unwrap_or(all_day)
}

fn offers(text: &str) -> Result<Vec<GoodsCode>, CellFault> {
    let parts = text
        .split([';', ',', '+', '/', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let known = |part: &str| words::goods(part).filter(|code| !code.is_empty()).map(GoodsCode::from);
    let codes = parts.map(|part| known(part).ok_or_else(|| CellFault::UnknownGoods(part.to_owned())));
    let mut codes: Vec<GoodsCode> = codes.collect::<Result<_, _>>()?;
    codes.sort();
    codes.dedup();
    if codes.is_empty() {
        Err(CellFault::UnknownGoods(text.to_owned()))
    } else {
        Ok(codes)
    }
}
