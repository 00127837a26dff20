//! Tests of tables as people send them, most of requests: the same rows in UTF-8 and as Excel in Russia writes them,
//! faults with their places, telephones, several goods, delimiters, broken bytes, volunteers without hours, limits.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

use encoding_rs::WINDOWS_1251;
use karavan_connect::{ReadTable, read_hubs, read_requests, read_volunteers};
use karavan_intake::Rejection;
use karavan_model::{Date, HubId, Request, Urgency};
use std::sync::LazyLock;

static DAY: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());
const REQUESTS: &str = "\
id,source,recipient,phone,address,need,quantity,window_from,window_to,priority,quarantine,comment
R0001,112,Получатель 0001,8 (911) 101-11-17,\"Город, Садовая, дом 72 кв 54\",food,2,12:00,14:00,normal,no,\"не \
слышит, стучать\"
R0002,Соцзащита,Получатель 0002,+79121021224,ул. Лесная 3,medicine,1,,18:00,urgent,yes,
";
const REQUESTS_EXCEL: &str = "\
№ заявки;Источник;ФИО;Телефон;Адрес;Что нужно;Кол-во;Время с;Время по;Срочность;Карантин;Комментарий\r
R0001;112;Получатель 0001;8 (911) 101-11-17;Город, Садовая, дом 72 кв 54;продуктовый \
набор;2;12:00;14:00;обычная;нет;не слышит, стучать\r
R0002;Соцзащита;Получатель 0002;+79121021224;ул. Лесная 3;лекарства;1;;18:00;срочно;да;\r
";

fn requests(text: &str) -> ReadTable<Request> {
    read_requests("requests.csv", text.as_bytes(), *DAY).expect("a table of requests")
}

fn refused(text: &str) -> Vec<Rejection> {
    read_requests("requests.csv", text.as_bytes(), *DAY).expect_err("no table of requests")
}

/// Code, row, id and column of every fault.
fn places(faults: &[Rejection]) -> Vec<String> {
    let place = |fault: &Rejection| {
        let row = fault.row.map_or_else(|| "-".to_owned(), |row| row.to_string());
        let (id, column) = (
            fault.id.as_deref().unwrap_or("-"),
            fault.column.as_deref().unwrap_or("-"),
        );
        format!("{} {row} {id} {column}", fault.code)
    };
    faults.iter().map(place).collect()
}

#[test]
fn the_excel_table_reads_to_the_same_requests_as_the_plain_one() {
    let plain = requests(REQUESTS);
    let excel = read_requests("requests.csv", &WINDOWS_1251.encode(REQUESTS_EXCEL).0, *DAY).unwrap();
    assert_eq!(plain, excel);
    assert!(plain.rejected.is_empty() && plain.notices.is_empty());
    let second = &plain.rows[1];
    assert_eq!((second.row, second.id.as_str()), (3, "R0002"));
    let request = &second.value;
    assert_eq!((request.date, request.source.as_str()), (*DAY, "Соцзащита"));
    assert_eq!((request.urgency, request.quarantine), (Urgency::Urgent, true));
    assert_eq!(
        (request.needs[0].goods.as_str(), request.needs[0].quantity),
        ("medicine", 1)
    );
    assert_eq!(
        (
            request.windows[0].opens.to_string(),
            request.windows[0].closes.to_string()
        ),
        ("00:00".into(), "18:00".into())
    );
    assert_eq!(plain.rows[0].value.comment, "не слышит, стучать");
}

#[test]
fn all_faults_of_all_rows_are_told_at_once_with_row_column_and_mend() {
    let table = requests(
        "id;address;need;Кол-во;Время с;Время по;Срочность;Карантин;Дата\n\
         A;ул. Лесная 3;food;2;12:00;10:00;;;\n\
         B;ул. Лесная 3;дрова;0;25:00;;скоро;возможно;31.11.2026\n\
         ;ул. Лесная 3;food;1;;;;;\n\
         C;;food;2,0;;;;;\n\
         C;ул. Лесная 3;food;2;;;;;\n\
         D;ул. Лесная 3;food;2;;;;;;лишнее\n\
         E;ул. Лесная 3;;-1\n\
         F;ул. Лесная 3;food;2.5\n\
         G;ул. Лесная 3;food;;;;;;;;\n",
    );
    let want = [
        "K2009 2 A Время по",
        "K2012 3 B Дата",
        "K2005 3 B need",
        "K2006 3 B Кол-во",
        "K2008 3 B Время с",
        "K2010 3 B Срочность",
        "K2011 3 B Карантин",
        "K2001 4 - id",
        "K2002 6 C id",
        "K2003 7 D -",
        "K2004 8 E need",
        "K2006 8 E Кол-во",
        "K2006 9 F Кол-во",
    ];
    assert_eq!(places(&table.rejected), want);
    assert!(
        table
            .rejected
            .iter()
            .all(|fault| !fault.mend.is_empty() && !fault.mend_ru.is_empty())
    );
    // An empty address is taken, so that a person can ask for it; an empty quantity is 1.
    assert_eq!(
        table.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["C", "G"]
    );
    assert_eq!(
        (
            table.rows[0].value.address.as_str(),
            table.rows[1].value.needs[0].quantity
        ),
        ("", 1)
    );
    let line = table.rejected[3].to_string();
    assert_eq!(
        line,
        "requests.csv, row 3 (B), column Кол-во: “0” is not a quantity; write a whole number from 1 to 100000 [K2006]"
    );
}

#[test]
fn bad_details_do_not_lose_a_person() {
    let table = requests(
        "id,address,need,phone,lon,lat,цвет\nA,Лесная 3,food,101-11,200,54,red\n,,,,,,\n\
        B,Лесная 4,food,,\"48,4\",54.3,\n",
    );
    assert!(table.rejected.is_empty());
    let told: Vec<_> = table
        .notices
        .iter()
        .map(|one| (one.code.as_str(), one.row, one.column.as_deref()))
        .collect();
    let want = [
        ("K1501", None, Some("цвет")),
        ("K1503", Some(2), Some("phone")),
        ("K1504", Some(2), Some("lon")),
        ("K1502", Some(3), None),
    ];
    assert_eq!(told, want);
    assert_eq!(
        (table.rows[0].value.phone.as_str(), &table.rows[0].value.place),
        ("101-11", &None)
    );
    assert_eq!(
        (
            table.rows[1].row,
            table.rows[1].value.place.as_ref().map(|place| place.point.lon)
        ),
        (4, Some(48.4))
    );
}

#[test]
fn telephones_of_all_their_columns_are_read() {
    for (first, second) in [
        ("Телефон 1", "Телефон 2"),
        ("Телефон", "Телефон"),
        ("Моб. телефон", "Доп. телефон"),
        ("phone", "phone_2"),
        ("Тел. №1", "Домашний телефон"),
    ] {
        let table = requests(&format!(
            "id,address,need,{first},{second}\n\
             A,Лесная 3,food,,8 911 101-11-17\n\
             B,Лесная 3,food,8 911 101-11-18,\n\
             C,Лесная 3,food,8 911 101-11-19,8 911 101-11-20\n\
             D,Лесная 3,food,8 911 101-11-21,8 911 101-11-21\n\
             E,Лесная 3,food,8 911 101-11-22,101-11\n"
        ));
        let phones: Vec<&str> = table.rows.iter().map(|row| row.value.phone.as_str()).collect();
        let want = [
            "8 911 101-11-17",
            "8 911 101-11-18",
            "8 911 101-11-19; 8 911 101-11-20",
            "8 911 101-11-21",
            "8 911 101-11-22; 101-11",
        ];
        assert_eq!(phones, want, "{first}, {second}");
        let told: Vec<_> = table
            .notices
            .iter()
            .map(|one| (one.code.as_str(), one.row, one.column.as_deref()))
            .collect();
        assert_eq!(told, [("K1503", Some(6), Some(second))], "{first}, {second}");
    }
}

#[test]
fn several_goods_share_one_quantity_or_have_their_own() {
    let table = requests(
        "id,address,need,quantity,hub,windows,skills\n\
         A,Лесная 3,продукты + лекарства,2,H1,до обеда,медик\n\
         B,Лесная 3,food;medicine,3;1,,с 9 до 12 и после 15,\n\
         C,Лесная 3,визит,,,,\n\
         D,Лесная 3,food;medicine,1;2;3,,,\n\
         E,Лесная 3,продукты и еда,2,,,\n",
    );
    assert_eq!(places(&table.rejected), ["K2007 5 D quantity"]);
    let needs = |ix: usize| {
        table.rows[ix]
            .value
            .needs
            .iter()
            .map(|need| format!("{} {}", need.goods, need.quantity))
            .collect::<Vec<_>>()
    };
    assert_eq!(needs(0), ["food 2", "medicine 2"]);
    assert_eq!(needs(1), ["food 3", "medicine 1"]);
    assert!(needs(2).is_empty());
    assert_eq!(needs(3), ["food 4"]);
    let first = &table.rows[0].value;
    assert_eq!(
        (first.hub.clone(), first.skills[0].as_str()),
        (Some(HubId::from("H1")), "medic")
    );
    assert_eq!(table.rows[1].value.windows.len(), 2);
}

#[test]
fn a_file_that_is_no_table_is_refused_whole_with_all_its_faults() {
    assert_eq!(places(&refused("")), ["K1001 - - -"]);
    assert_eq!(places(&refused("id,address,need\n\n")), ["K1002 - - -"]);
    assert_eq!(
        places(&refused("№;Адрес;адрес доставки\n1;x;y\n")),
        ["K1008 1 - адрес доставки", "K1007 1 - need"]
    );
    assert_eq!(
        places(&refused("id,address,need\n1,\"x,food\n2,y,food\n")),
        ["K1006 2 - -"]
    );
    let workbook = read_requests("r.xlsx", b"PK\x03\x04....", *DAY).unwrap_err();
    assert_eq!(places(&workbook), ["K1003 - - -"]);
    let koi = encoding_rs::KOI8_R
        .encode(&REQUESTS_EXCEL.replace('№', "N"))
        .0
        .into_owned();
    let koi = read_requests("r.csv", &koi, *DAY).unwrap_err();
    assert!(koi[0].code == "K1004" && koi[0].why.contains("KOI8-R"), "{}", koi[0]);
}

#[test]
fn a_broken_byte_is_named_by_file_row_and_column() {
    let mut bytes = REQUESTS.as_bytes().to_vec();
    let place = REQUESTS.find("Лесная").unwrap();
    bytes[place] = 0xFF;
    let fault = &read_requests("requests.csv", &bytes, *DAY).unwrap_err()[0];
    assert_eq!(places(std::slice::from_ref(fault)), ["K1005 3 - address"]);
    assert!(
        fault.why.contains("0xFF") && fault.why.contains(&place.to_string()),
        "{}",
        fault.why
    );
}

#[test]
fn separators_are_found_or_declared() {
    for text in [
        "sep=;\nid;address;need\nA;x, y;food\n",
        "id\taddress\tneed\nA\tx, y\tfood\n",
        "ID, Address ,NEED\nA,\"x, y\",food\n",
    ] {
        assert_eq!(requests(text).rows[0].value.address, "x, y", "{text}");
    }
}

#[test]
fn a_volunteer_without_hours_or_capacity_is_not_guessed() {
    let text = "id,home,shift_from,shift_to,capacity,end,lon,lat\nV1,x,,13:00,,луна,1,\nV2,x,14:00,9:00,5,,,\n\
    V3,x,9,10,0,,,\nV3,x,11,12,0,,,\nV4,x,9,10,1,,,\n";
    let table = read_volunteers("volunteers.csv", text.as_bytes(), *DAY).unwrap();
    let want = [
        "K2014 2 V1 lat",
        "K2004 2 V1 shift_from",
        "K2015 2 V1 end",
        "K2004 2 V1 capacity",
        "K2009 3 V2 shift_to",
        "K2013 4 V3 capacity",
        "K2002 5 V3 id",
        "K2013 5 V3 capacity",
    ];
    assert_eq!(places(&table.rejected), want);
    assert_eq!(table.rows.len(), 1);
}

#[test]
fn real_mornings_read_without_a_fault_in_both_forms() {
    let Some(data) = std::env::var_os("KARAVAN_DATA").map(std::path::PathBuf::from) else {
        eprintln!("SKIPPED: set KARAVAN_DATA to the directory of real extracts to run this test");
        return;
    };
    for (morning, count) in [("almaty-60", 66), ("almaty-400", 440), ("moscow-120", 132)] {
        let read = |name: &str| std::fs::read(data.join(morning).join(name)).expect(name);
        let plain = read_requests("r", &read("requests.csv"), *DAY).unwrap();
        assert_eq!(plain, read_requests("r", &read("requests_excel.csv"), *DAY).unwrap());
        assert_eq!(
            (plain.rows.len(), plain.rejected.len(), plain.notices.len()),
            (count, 0, 0)
        );
        assert!(
            read_volunteers("v", &read("volunteers.csv"), *DAY)
                .unwrap()
                .rejected
                .is_empty()
        );
        assert!(read_hubs("h", &read("hubs.csv")).unwrap().rejected.is_empty());
    }
}

#[test]
fn what_a_table_may_hold_is_bounded_and_every_bound_is_told() {
    let refused = |text: &str| {
        let faults = read_requests("t.csv", text.as_bytes(), *DAY).unwrap_err();
        faults.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    let header = "id,address,need\n";
    assert_eq!(refused(&format!("{header}{}", "1,a,food\n".repeat(200_000))), ["K1012"]);
    assert_eq!(
        refused(&format!("{header}1,a,food\n{}", "\n".repeat(1_000_000))),
        ["K1012"]
    );
    assert_eq!(
        refused(&format!("id,address,need{}\n1,a,food\n", ",x".repeat(300))),
        ["K1011"]
    );

    let long = "я".repeat(10_001);
    let text = format!("{header}1,{long},food\n2,a,food\n3,a,{long}\n");
    let table = read_requests("t.csv", text.as_bytes(), *DAY).unwrap();
    let told: Vec<_> = table
        .rejected
        .iter()
        .map(|fault| {
            (
                fault.row,
                fault.id.as_deref(),
                fault.column.as_deref(),
                fault.code.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some(2), Some("1"), Some("address"), "K2031"),
            (Some(4), Some("3"), Some("need"), "K2031")
        ]
    );
    assert_eq!(table.rows.len(), 1);
}

#[test]
fn of_many_faults_of_a_kind_the_first_are_told_and_the_rest_is_counted() {
    let mut text = "id,address,need,phone\n".to_owned();
    for row in 0..1_200 {
        let (need, gap) = if row % 2 == 0 { ("wings", "") } else { ("food", "\n") };
        text += &format!("{row},a,{need},x\n{gap}");
    }
    let table = read_requests("t.csv", text.as_bytes(), *DAY).unwrap();
    assert_eq!(table.rows.len(), 600);
    let more = |all: &mut dyn Iterator<Item = usize>| all.sum::<usize>();
    assert_eq!(table.rejected.len(), 500);
    assert_eq!(more(&mut table.rejected.iter().map(|one| one.more)), 100);
    assert_eq!(table.rejected[499].more, 100);
    let of = |code: &str| table.notices.iter().filter(|one| one.code == code).collect::<Vec<_>>();
    // 600 blank rows, and a telephone nobody can dial in every row.
    for (code, all) in [("K1502", 600), ("K1503", 1_200)] {
        let told = of(code);
        assert_eq!(told.len() + more(&mut told.iter().map(|one| one.more)), all, "{code}");
        assert_eq!(told.len(), 500, "{code}");
    }
}
