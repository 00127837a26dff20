//! Tests of the columns about who comes, two at once, wished hours, breaks and limits of a drive: read in English and
//! Russian, refused by row and column; and the examples of `docs/tables.md` are read whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use karavan_connect::{read_requests, read_volunteers};
use karavan_intake::Rejection;
use karavan_model::{Date, Request, Shift, Visitors};
use std::sync::LazyLock;

static DAY: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());

fn request(head: &str, row: &str) -> Request {
    let text = format!("id;address;need;{head}\nR1;ул. Лесная 3;визит;{row}\n");
    let table = read_requests("r.csv", text.as_bytes(), *DAY).expect("a table of requests");
    assert_eq!(
        (&table.rejected[..], &table.notices[..]),
        (&[][..], &[][..]),
        "{head}: {row}"
    );
    table.rows[0].value.clone()
}

fn shift(head: &str, row: &str) -> Result<Shift, Vec<Rejection>> {
    let text = format!("id;home;shift_from;shift_to;capacity;{head}\nV1;ул. Лесная 3;9:00;15:00;10;{row}\n");
    let table = read_volunteers("v.csv", text.as_bytes(), *DAY).expect("a table of volunteers");
    match table.rejected.is_empty() {
        true => Ok(table.rows[0].value.1.clone()),
        false => Err(table.rejected),
    }
}

/// The code and the column of the only fault.
fn place(faults: &[Rejection]) -> (&str, &str) {
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(!faults[0].mend.is_empty() && !faults[0].mend_ru.is_empty());
    (faults[0].code.as_str(), faults[0].column.as_deref().unwrap_or_default())
}

#[test]
fn who_may_come_reads_the_same_in_both_languages() {
    let row = "V1, Анна-Мария  Первая;V7;V2;V3\u{a0};2;10:00–11:00";
    let english = request(
        "only;never;preferred;last_volunteer;people;wish",
        &row.replace(", ", ","),
    );
    let russian = request(
        "Только волонтёр;Не отправлять;Желательный волонтёр;Кто был в прошлый раз;Сколько человек;Желательное время",
        &row.replace(", ", " ,"),
    );
    assert_eq!(english, russian);
    let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let visitors = Visitors {
        only: names(&["V1", "Анна-Мария  Первая"]),
        never: names(&["V7"]),
        preferred: names(&["V2"]),
        before: names(&["V3"]),
    };
    assert_eq!((&english.visitors, english.needs_two), (&visitors, true));
    let wish = english.wish.unwrap();
    assert_eq!(
        (wish.opens.to_string(), wish.closes.to_string()),
        ("10:00".to_owned(), "11:00".to_owned())
    );
    let plain = request("people;only;wish", "1;;");
    assert_eq!(
        (plain.visitors, plain.needs_two, plain.wish),
        (Visitors::default(), false, None)
    );
}

#[test]
fn a_break_lies_in_its_hours_and_lasts_half_an_hour_unless_told() {
    let rest = |head, row| shift(head, row).unwrap().rest.unwrap();
    let told = rest("break;break_minutes", "12:00–14:00;45");
    assert_eq!((told.minutes, told.within.opens.to_string()), (45, "12:00".to_owned()));
    // 45 minutes before 14:00 it must have begun.
    let seconds = |hours: i64, minutes: i64| karavan_model::Seconds::from_minutes(hours * 60 + minutes);
    assert_eq!(told.begins(), Some((seconds(12, 0), seconds(13, 15))));
    assert_eq!(rest("Перерыв", "с 12 до 14").minutes, 30);
    assert_eq!(shift("break", "").unwrap().rest, None);
}

#[test]
fn limits_are_hours_and_kilometers() {
    let told = shift("max_hours;max_km", "4,5;60").unwrap();
    assert_eq!((told.minutes_max, told.kilometers_max), (Some(270), Some(60)));
    let russian = shift("Максимум часов;Максимум км", "4.5 ч;60").unwrap();
    assert_eq!(told, russian);
}

#[test]
fn what_cannot_be_meant_is_refused_by_column_and_told_how_to_mend() {
    let refused = |head: &str, row: &str| {
        let text = format!("id;address;need;{head}\nR1;ул. Лесная 3;визит;{row}\n");
        read_requests("r.csv", text.as_bytes(), *DAY).unwrap().rejected
    };
    for people in ["0", "3", "двое с половиной"] {
        assert_eq!(place(&refused("people", people)), ("K2019", "people"), "{people}");
    }
    assert_eq!(place(&refused("wish", "9:00–10:00, 12:00–13:00")), ("K2008", "wish"));
    let shifts: [(&str, &str, (&str, &str)); 5] = [
        ("break;break_minutes", "12:00–12:30;31", ("K2021", "break")),
        ("break;break_minutes", ";30", ("K2004", "break")),
        ("break", "после обеда или раньше", ("K2008", "break")),
        ("max_hours", "25", ("K2022", "max_hours")),
        ("max_km", "0", ("K2006", "max_km")),
    ];
    for (head, row, wanted) in shifts {
        assert_eq!(place(&shift(head, row).unwrap_err()), wanted, "{head}: {row}");
    }
}

#[test]
fn the_example_of_the_book_of_tables_is_read_whole() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tables.md");
    let book = std::fs::read_to_string(path).unwrap();
    let examples: Vec<&str> = book
        .split("```csv\n")
        .skip(1)
        .filter_map(|part| part.split("```").next())
        .collect();
    let [requests, volunteers] = examples[..] else {
        panic!("two examples, not {}", examples.len())
    };
    let requests = read_requests("r.csv", requests.as_bytes(), *DAY).unwrap();
    let volunteers = read_volunteers("v.csv", volunteers.as_bytes(), *DAY).unwrap();
    assert_eq!((&requests.rejected[..], &requests.notices[..]), (&[][..], &[][..]));
    assert_eq!((&volunteers.rejected[..], &volunteers.notices[..]), (&[][..], &[][..]));
    let named: Vec<&str> = requests
        .rows
        .iter()
        .flat_map(|row| row.value.visitors.named())
        .collect();
    assert_eq!(named, ["V001", "V003", "Анна Первая", "V002"]);
    assert_eq!(requests.rows.iter().filter(|row| row.value.needs_two).count(), 1);
    let rests: Vec<Option<u32>> = volunteers
        .rows
        .iter()
        .map(|row| row.value.1.rest.map(|rest| rest.minutes))
        .collect();
    assert_eq!(rests, [Some(45), None, Some(30)]);
}
