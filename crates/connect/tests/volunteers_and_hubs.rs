//! Test that tables of volunteers and of hubs read the same in Russian as in English.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_connect::{read_hubs, read_volunteers};
use karavan_model::{Date, ShiftEnd};
use std::sync::LazyLock;

static DAY: LazyLock<Date> = LazyLock::new(|| "2026-11-21".parse().unwrap());

#[test]
fn volunteers_and_hubs_are_read_in_both_languages() {
    let english = "id,name,organisation,phone,home,end,shift_from,shift_to,capacity,max_stops,skills,red_zone\n\
                   V001,Волонтёр 001,Лиза Алерт,8 (961) 601-61-97,\"ул. Лесная, \
                   3\",anywhere,09:00,13:00,16,15,lift,yes\n";
    let russian = "№;ФИО;Организация;Телефон;Домашний адрес;Финиш;Смена с;Смена по;Вместимость;Максимум \
    заявок;Навыки;Красная зона\n\
                   V001;Волонтёр 001;Лиза Алерт;8 (961) 601-61-97;ул. Лесная, 3;где \
                   угодно;9:00;13:00;16;15;подъём;да\n";
    let read = |text: &str| read_volunteers("volunteers.csv", text.as_bytes(), *DAY).unwrap();
    assert_eq!(read(english), read(russian));
    let (volunteer, shift) = &read(english).rows[0].value;
    assert_eq!(
        (shift.end, shift.capacity, shift.stops_max, volunteer.red_zone),
        (ShiftEnd::Anywhere, 16, Some(15), true)
    );

    let hubs =
        "id,name,address,lon,lat,opens,closes,offers\nH1,Пункт 1,\"Лесная, 3\",76.9,43.2,08:00,19:00,food;medicine\n";
    let russian = "№ пункта;Название;Адрес;Долгота;Широта;Открыт с;Открыт до;Выдаёт\n\
    H1;Пункт 1;Лесная, 3;76,9;43,2;8;19;лекарства+продукты\n";
    let read = |text: &str| read_hubs("hubs.csv", text.as_bytes()).unwrap();
    assert_eq!(read(hubs), read(russian));
    let point = read(hubs).rows[0].value.point.unwrap();
    assert_eq!((point.lon, point.lat), (76.9, 43.2));
}
