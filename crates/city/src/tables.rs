//! The bytes of a city's tables: `requests.csv`, the same rows for Excel in Russia (Russian words, windows-1251,
//! semicolons), `volunteers.csv`, `hubs.csv` and `truth.csv`.

use crate::City;
use csv::{Terminator, WriterBuilder};
use std::io::Error;

const REQUESTS: [&str; 12] = [
    "id",
    "source",
    "recipient",
    "phone",
    "address",
    "need",
    "quantity",
    "window_from",
    "window_to",
    "priority",
    "quarantine",
    "comment",
];
const REQUESTS_EXCEL: [&str; 12] = [
    "№ заявки",
    "Источник",
    "ФИО",
    "Телефон",
    "Адрес",
    "Что нужно",
    "Кол-во",
    "Время с",
    "Время по",
    "Срочность",
    "Карантин",
    "Комментарий",
];
const VOLUNTEERS: [&str; 12] = [
    "id",
    "name",
    "organisation",
    "phone",
    "home",
    "end",
    "shift_from",
    "shift_to",
    "capacity",
    "max_stops",
    "skills",
    "red_zone",
];
const HUBS: [&str; 8] = ["id", "name", "address", "lon", "lat", "opens", "closes", "offers"];
const TRUTH: [&str; 7] = ["request", "lon", "lat", "expected", "kind", "street", "housenumber"];

/// What a table may hold cannot be written only when memory is out, but the writer of CSV does not promise it.
type Written = Result<Vec<u8>, Error>;

/// The bytes of `requests.csv`.
pub(crate) fn requests(city: &City) -> Written {
    table(
        REQUESTS,
        b',',
        rows(city, ["normal", "urgent"], ["no", "yes"], str::to_owned),
    )
}

/// `requests_excel.csv`: windows-1251, semicolons, Russian headers and words.
pub(crate) fn requests_excel(city: &City) -> Written {
    let goods = |need: &str| {
        match need {
            "food" => "продуктовый набор",
            "medicine" => "лекарства",
            "essentials" => "товары первой необходимости",
            _ => "кресло-коляска",
        }
        .to_owned()
    };
    let text = table(
        REQUESTS_EXCEL,
        b';',
        rows(city, ["обычная", "срочно"], ["нет", "да"], goods),
    )?;
    Ok(encoding_rs::WINDOWS_1251
        .encode(&String::from_utf8_lossy(&text))
        .0
        .into_owned())
}

fn rows<'a>(
    city: &'a City,
    urgency: [&'a str; 2],
    yes_no: [&'a str; 2],
    goods: impl Fn(&str) -> String + 'a,
) -> impl Iterator<Item = [String; 12]> + 'a {
    city.requests.iter().map(move |row| {
        let (from, to) = row.window.unwrap_or_default();
        [
            row.id.clone(),
            row.source.to_owned(),
            row.recipient.clone(),
            row.phone.clone(),
            row.address.clone(),
            goods(row.need),
            row.quantity.to_string(),
            from.to_owned(),
            to.to_owned(),
            urgency[usize::from(row.is_urgent)].to_owned(),
            yes_no[usize::from(row.quarantine)].to_owned(),
            row.comment.to_owned(),
        ]
    })
}

/// The bytes of `volunteers.csv`.
pub(crate) fn volunteers(city: &City) -> Written {
    let row = |row: &crate::VolunteerRow| {
        [
            row.id.clone(),
            row.name.clone(),
            row.organisation.to_owned(),
            row.phone.clone(),
            row.home.clone(),
            row.end.to_owned(),
            row.shift[0].clone(),
            row.shift[1].clone(),
            row.capacity.to_string(),
            row.stops_max.map_or_else(String::new, |most| most.to_string()),
            row.skills.to_owned(),
            if row.red_zone { "yes" } else { "no" }.to_owned(),
        ]
    };
    table(VOLUNTEERS, b',', city.volunteers.iter().map(row))
}

/// The bytes of `hubs.csv`.
pub(crate) fn hubs(city: &City) -> Written {
    let row = |row: &crate::HubRow| {
        [
            row.id.clone(),
            row.name.clone(),
            row.address.clone(),
            row.point.lon.to_string(),
            row.point.lat.to_string(),
            row.hours[0].to_owned(),
            row.hours[1].to_owned(),
            row.offers.to_owned(),
        ]
    };
    table(HUBS, b',', city.hubs.iter().map(row))
}

/// The bytes of `truth.csv`.
pub(crate) fn truth(city: &City) -> Written {
    let row = |row: &crate::TruthRow| {
        [
            row.request.clone(),
            row.point.map_or_else(String::new, |point| point.lon.to_string()),
            row.point.map_or_else(String::new, |point| point.lat.to_string()),
            row.expected.word().to_owned(),
            row.kind.to_owned(),
            row.street.clone(),
            row.house.clone(),
        ]
    };
    table(TRUTH, b',', city.truth.iter().map(row))
}

fn table<const N: usize>(header: [&str; N], delimiter: u8, rows: impl Iterator<Item = [String; N]>) -> Written {
    let end = if delimiter == b';' {
        Terminator::CRLF
    } else {
        Terminator::Any(b'\n')
    };
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(end)
        .from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| Error::other(error.to_string()))
}
