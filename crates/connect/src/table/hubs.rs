//! `read_hubs`: the columns of a table of hubs, and a row of it as a draft for `karavan_intake`, which judges it.

use super::header::Column;
use super::row_reader::{RowReader, read_table};
use super::{ReadTable, cells};
use crate::fault::Remark;
use karavan_intake::plain_text::plain;
use karavan_intake::{HubDraft, Refused, Rejection, WindowDraft, accept_hub, is_known};
use karavan_model::Hub;

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
pub fn read_hubs(file: &str, bytes: &[u8]) -> Result<ReadTable<Hub>, Vec<Rejection>> {
    read_table(file, bytes, COLUMNS, Some(ID), |row| plain(row.text(ID)), hub)
}

fn hub(row: &mut RowReader<'_>) -> Option<Hub> {
    let draft = HubDraft {
        id: row.own_id(ID),
        name: row.given(NAME),
        address: row.written(ADDRESS),
        point: row.sure_point(LON, LAT),
        hours: WindowDraft {
            opens: row.read(OPENS, cells::time),
            closes: row.read(CLOSES, cells::time),
        },
        offers: row.words(OFFERS),
    };
    let hub = row.accepted(accept_hub(draft), column)?;
    for own in hub.offers.iter().filter(|code| !is_known(code)) {
        row.remark(OFFERS, Remark::OwnGoods(own.to_string()));
    }
    Some(hub)
}

/// Where a field of a hub stands.
fn column(refused: &Refused) -> &'static Column {
    match refused.field.kind().as_str() {
        "name" => NAME,
        "address" => ADDRESS,
        "point/lon" => LON,
        "point/lat" => LAT,
        "opens" => OPENS,
        "closes" => CLOSES,
        "offers" => OFFERS,
        _ => ID,
    }
}
