//! `read_vehicles`: the columns of a table of vehicles, and a row of it as a draft for `karavan_intake`, which judges
//! it.

use super::header::Column;
use super::row_reader::{RowReader, read_table};
use super::{ReadTable, cells, words};
use crate::fault::CellFault;
use karavan_intake::plain_text::plain;
use karavan_intake::{Refused, Rejection, VehicleDraft, accept_vehicle};
use karavan_model::Vehicle;

const ID: &Column = &Column::must(
    "id",
    "№ машины",
    &["№", "номер", "vehicle", "vehicle id", "код", "№ п/п"],
);
const LABEL: &Column = &Column::may("label", "Название", &["госномер", "машина", "имя", "plate", "name"]);
const KIND: &Column = &Column::may("kind", "Вид", &["транспорт", "тип", "type"]);
const CAPACITY: &Column = &Column::must(
    "capacity",
    "Вместимость",
    &["мест", "грузоподъёмность", "сколько входит"],
);
const SKILLS: &Column = &Column::may("skills", "Оснащение", &["навыки", "оборудование", "equipment"]);
const VOLUNTEER: &Column = &Column::may("volunteer", "Чья (№ волонтёра)", &["волонтёр", "владелец", "owner"]);
const ORGANISATION: &Column = &Column::may("organisation", "Организация", &["organization", "штаб", "движение"]);

pub(super) const COLUMNS: &[&Column] = &[ID, LABEL, KIND, CAPACITY, SKILLS, VOLUNTEER, ORGANISATION];

/// Reads a table of vehicles.
///
/// # Errors
/// When the file as a whole is no table of vehicles: all its faults at once.
pub fn read_vehicles(file: &str, bytes: &[u8]) -> Result<ReadTable<Vehicle>, Vec<Rejection>> {
    read_table(file, bytes, COLUMNS, Some(ID), |row| plain(row.text(ID)), vehicle)
}

fn vehicle(row: &mut RowReader<'_>) -> Option<Vehicle> {
    let kind = |text: &str| words::vehicle(text).ok_or_else(|| CellFault::UnknownVehicle(text.to_owned()));
    let draft = VehicleDraft {
        id: row.own_id(ID),
        label: row.given(LABEL),
        kind: row.read(KIND, kind),
        capacity: row.given(CAPACITY).map(|text| cells::numeral(&text)),
        skills: row.words(SKILLS),
        volunteer: row.given(VOLUNTEER),
        organisation: row.given(ORGANISATION),
    };
    row.accepted(accept_vehicle(draft), column)
}

/// Where a field of a vehicle stands.
fn column(refused: &Refused) -> &'static Column {
    match refused.field.kind().as_str() {
        "label" => LABEL,
        "capacity" => CAPACITY,
        "skills" => SKILLS,
        "volunteer" => VOLUNTEER,
        "organisation" => ORGANISATION,
        _ => ID,
    }
}
