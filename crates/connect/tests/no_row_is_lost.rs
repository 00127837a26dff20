//! Property tests: tables of five kinds read random bytes without a panic; of tables of requests each row is taken,
//! refused or named as blank; telephones read from random text look like numbers that can be dialled.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use encoding_rs::WINDOWS_1251;
use karavan_connect::{ReadTable, read_hubs, read_phones, read_requests, read_stock, read_vehicles, read_volunteers};
use karavan_intake::Known;
use karavan_model::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

const HEADER: &str =
    "№ заявки;Источник;ФИО;Телефон;Адрес;Что нужно;Кол-во;Время с;Время по;Срочность;Карантин;Комментарий";
const PLAIN: &str = "id,source,recipient,phone,address,need,quantity,window_from,window_to,priority,quarantine,comment";

/// The rows a table accounts for; fails when one is both taken and refused or blank.
fn told<T>(table: &ReadTable<T>) -> BTreeSet<usize> {
    let taken: BTreeSet<usize> = table.rows.iter().map(|row| row.row).collect();
    let refused: BTreeSet<usize> = table.rejected.iter().filter_map(|fault| fault.row).collect();
    let blank: BTreeSet<usize> = table
        .notices
        .iter()
        .filter(|one| one.code == "K1502")
        .filter_map(|one| one.row)
        .collect();
    assert_eq!(taken.len(), table.rows.len());
    assert!(taken.is_disjoint(&refused) && taken.is_disjoint(&blank) && refused.is_disjoint(&blank));
    taken.into_iter().chain(refused).chain(blank).collect()
}

fn cell() -> impl Strategy<Value = String> {
    let words = [
        "",
        "",
        "R1",
        "R2",
        "2",
        "0",
        "2,0",
        "food",
        "лекарства",
        "дрова",
        "09:00",
        "14:00",
        "25:00",
        "до обеда",
        "срочно",
        "да",
        "нет",
        "Лесная, 3",
        "say \"hi\"",
        "две\nстроки",
        "№ «5» — ё",
        "8 (911) 101-11-17",
        ";",
        " ",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains(['"', '\n', delimiter]) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn written(header: &str, rows: &[Vec<String>], delimiter: char, end: &str) -> String {
    let line = |row: &Vec<String>| {
        row.iter()
            .map(|cell| quoted(cell, delimiter))
            .collect::<Vec<_>>()
            .join(&delimiter.to_string())
    };
    std::iter::once(header.to_owned())
        .chain(rows.iter().map(line))
        .map(|line| line + end)
        .collect()
}

/// How many cases are tried: these, or as many as `PROPTEST_CASES` asks for.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(96), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400), headed in any::<bool>()) {
        let mut file = if headed { format!("{PLAIN}\n").into_bytes() } else { Vec::new() };
        file.extend(bytes);
        if let Ok(table) = read_requests("r", &file, day()) {
            // Nothing is said of the header; every other record has its number.
            let told = told(&table);
            let last = told.last().copied().unwrap_or(1);
            prop_assert!(last - told.len() <= 1, "{told:?}");
        }
        let _ = read_volunteers("v", &file, day());
        let _ = read_hubs("h", &file);
        let _ = read_vehicles("c", &file);
        let _ = read_stock("s", &file, day(), &Known::default());
    }

    #[test]
    fn every_row_written_is_accounted_for_and_the_excel_twin_reads_the_same(
        rows in vec(vec(cell(), 12), 1..12), end in prop::sample::select(vec!["\n", "\r\n"])
    ) {
        let plain = read_requests("r", written(PLAIN, &rows, ',', end).as_bytes(), day());
        let excel = read_requests("r", &WINDOWS_1251.encode(&written(HEADER, &rows, ';', end)).0, day());
        match (plain, excel) {
            (Ok(plain), Ok(excel)) => {
                prop_assert_eq!(told(&plain), (2..=rows.len() + 1).collect::<BTreeSet<_>>());
                prop_assert_eq!(told(&excel), told(&plain));
                prop_assert_eq!(excel.rows, plain.rows);
            }
            // Nothing but blank rows.
            (Err(plain), Err(excel)) => prop_assert_eq!(plain[0].code.as_str(), excel[0].code.as_str()),
            (plain, excel) => prop_assert!(false, "{plain:?} {excel:?}"),
        }
    }

    #[test]
    fn any_text_gives_only_numbers_that_can_be_dialled(text in "[0-9+()., a-zа-яE-]{0,40}") {
        for phone in read_phones(&text) {
            let digits = phone.e164.strip_prefix('+').expect("begins with a plus");
            prop_assert!(digits.len() >= 7 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
        }
    }
}
