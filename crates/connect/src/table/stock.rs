//! `read_stock`: the columns of a table of what hubs have (a row for each hub, day and kind of goods), and a row of
//! it as a draft for `karavan_intake`.

use super::header::Column;
use super::row_reader::{RowReader, read_table};
use super::{ReadTable, cells};
use karavan_intake::plain_text::plain;
use karavan_intake::{Known, Refused, Rejection, StockDraft, accept_stock};
use karavan_model::{Date, Stock};

const HUB: &Column = &Column::must("hub", "№ пункта", &["№", "номер", "пункт", "склад", "hub id", "код"]);
const DATE: &Column = &Column::may("date", "Дата", &["день"]);
const GOODS: &Column = &Column::must("goods", "Товар", &["что", "наименование", "need"]);
const QUANTITY: &Column = &Column::must("quantity", "Количество", &["сколько", "кол-во", "остаток", "amount"]);

pub(super) const COLUMNS: &[&Column] = &[HUB, DATE, GOODS, QUANTITY];

/// Reads a table of stock; rows without a date of their own are for `date`. `known` knows the hubs and their goods.
///
/// # Errors
/// When the file as a whole is no table of stock: all its faults at once.
pub fn read_stock(file: &str, bytes: &[u8], date: Date, known: &Known) -> Result<ReadTable<Stock>, Vec<Rejection>> {
    let key = |row: &RowReader<'_>| {
        let day = cells::date(row.text(DATE)).unwrap_or(date);
        let goods = known
            .goods_code(row.text(GOODS))
            .map_or_else(|| plain(row.text(GOODS)), |code| code.0);
        format!("{day} {} {goods}", plain(row.text(HUB)))
    };
    read_table(file, bytes, COLUMNS, Some(HUB), key, |row| stock(row, date, known))
}

fn stock(row: &mut RowReader<'_>, date: Date, known: &Known) -> Option<Stock> {
    let day = row.date(DATE).this().unwrap_or(date);
    let draft = StockDraft {
        goods: row.given(GOODS),
        quantity: row.given(QUANTITY).map(|text| cells::numeral(&text)),
    };
    let hub = row.own_id(HUB);
    row.accepted(accept_stock(draft, hub, day, known), column)
}

/// Where a field of a row stands.
fn column(refused: &Refused) -> &'static Column {
    match refused.field.kind().as_str() {
        "goods" => GOODS,
        "quantity" => QUANTITY,
        _ => HUB,
    }
}
