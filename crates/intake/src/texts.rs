//! The texts of each `Fault` (`FaultText::from`): its code, why and how to mend it, in English and in Russian. The
//! words for goods in them come from `words.rs`.

use crate::fault::{Fault, FaultText};
use crate::limits::{DRIVE_MINUTES, Limits};
use crate::words::goods_words;
use karavan_model::codes;

/// Why and mend, each in English and Russian.
type Texts = [String; 4];

/// An address as people write it, the example of an empty address.
pub(crate) const ADDRESS_EXAMPLE: &str = "ул. Лесная, 3";

impl From<Fault> for FaultText {
    fn from(fault: Fault) -> Self {
        let (code, [why, why_ru, mend, mend_ru]) = match fault {
            Fault::Missing { example } => (codes::MISSING_VALUE, missing(example)),
            Fault::UnknownGoods { word, own } => (codes::UNKNOWN_GOODS, unknown_goods(&word, &own)),
            Fault::UnknownHub { hub, known } => (codes::UNKNOWN_HUB, unknown_hub(&hub, &known)),
            Fault::UnknownVolunteer { volunteer, namesakes } => {
                (codes::UNKNOWN_VOLUNTEER, unknown_volunteer(&volunteer, &namesakes))
            }
            Fault::BadQuantity(text) => (codes::BAD_QUANTITY, bad_quantity(&text)),
            Fault::BadCount { said, limits } => (codes::BAD_COUNT, bad_count(&said, limits)),
            Fault::BadHours(text) => (codes::BAD_HOURS, bad_hours(&text)),
            Fault::BadTime(text) => (codes::BAD_TIME, bad_time(&text)),
            Fault::ClosedWindow { opens, closes } => (codes::CLOSED_WINDOW, closed_window(&opens, &closes)),
            Fault::LongBreak { minutes, within } => (codes::LONG_BREAK, long_break(minutes, &within)),
            Fault::BadDate(text) => (codes::BAD_DATE, bad_date(&text)),
            Fault::BadPoint(text) => (codes::BAD_POINT, bad_point(&text)),
            Fault::LongText { most } => (codes::LONG_TEXT, long_text(most)),
            Fault::BadId(text) => (codes::BAD_ID, bad_id(&text)),
            Fault::NoSuchVehicle { vehicle, known } => (codes::NO_SUCH_VEHICLE, no_such_vehicle(&vehicle, &known)),
            Fault::OtherVehicle { vehicle, has, said } => (codes::OTHER_VEHICLE, other_vehicle(&vehicle, &has, &said)),
            Fault::VehicleTaken {
                vehicle,
                volunteers,
                hours,
            } => (codes::VEHICLE_TAKEN, vehicle_taken(&vehicle, &volunteers, &hours)),
            Fault::TwoOwners => (codes::TWO_OWNERS, two_owners()),
            Fault::CountedTwice(goods) => (codes::COUNTED_TWICE, counted_twice(&goods)),
            Fault::TooMany { most } => (codes::TOO_MANY_ITEMS, too_many(most)),
            Fault::ClosedSource => (codes::CLOSED_SOURCE, closed_source()),
            Fault::ForeignSource { own } => (codes::FOREIGN_SOURCE, foreign_source(&own)),
            Fault::OutsideRemit { own } => (codes::OUTSIDE_REMIT, outside_remit(&own.join(", "))),
            Fault::VisitorsNamed => (codes::VISITORS_NAMED, visitors_named()),
        };
        Self {
            code,
            why,
            why_ru,
            mend,
            mend_ru,
        }
    }
}

fn bad_quantity(text: &str) -> Texts {
    [
        format!("“{text}” is not a quantity"),
        format!("«{text}» — не количество"),
        "write a whole number from 1 to 100000".to_owned(),
        "напишите целое число от 1 до 100000".to_owned(),
    ]
}

fn bad_hours(text: &str) -> Texts {
    let most = DRIVE_MINUTES.most;
    [
        format!("“{text}” is not a driving time from one minute to 24 hours"),
        format!("«{text}» — не время в пути: нужно от одной минуты до 24 часов"),
        format!("in a table write hours, 4 or 4.5; in a call write minutes, 1 to {most}"),
        format!("в таблице пишите часы, 4 или 4,5; в вызове — минуты, от 1 до {most}"),
    ]
}

fn bad_time(text: &str) -> Texts {
    [
        format!("“{text}” is not a time of day"),
        format!("«{text}» — не время"),
        "write it as 09:30, or a window as 09:00–13:00".to_owned(),
        "напишите так: 09:30, а промежуток так: 09:00–13:00".to_owned(),
    ]
}

fn closed_window(opens: &str, closes: &str) -> Texts {
    [
        format!("the window closes at {closes}, before it opens at {opens}"),
        format!("промежуток кончается в {closes}, а начинается только в {opens}"),
        "swap the two times or correct them".to_owned(),
        "поменяйте начало и конец местами или исправьте их".to_owned(),
    ]
}

fn long_break(minutes: u32, within: &str) -> Texts {
    [
        format!("a break of {minutes} minutes does not fit into {within}"),
        format!("перерыв в {minutes} мин не помещается в {within}"),
        "shorten it, or extend the hours".to_owned(),
        "сократите перерыв или расширьте промежуток".to_owned(),
    ]
}

fn bad_date(text: &str) -> Texts {
    [
        format!("“{text}” is not a date"),
        format!("«{text}» — не дата"),
        "write it as 2026-11-21 or 21.11.2026".to_owned(),
        "напишите так: 21.11.2026 или 2026-11-21".to_owned(),
    ]
}

fn bad_point(text: &str) -> Texts {
    [
        format!("“{text}” is not a coordinate on the globe"),
        format!("«{text}» — не координата"),
        "write longitude and latitude in degrees, for example 48.402735, or leave both empty".to_owned(),
        "напишите долготу и широту в градусах, например 48.402735, или оставьте обе пустыми".to_owned(),
    ]
}

fn long_text(most: usize) -> Texts {
    [
        format!("the text is longer than {most} characters"),
        format!("текст длиннее {most} знаков"),
        "shorten it".to_owned(),
        "сократите его".to_owned(),
    ]
}

fn bad_id(text: &str) -> Texts {
    [
        format!("“{text}” is not an id: it must have 1 to 64 letters, digits and . _ - /"),
        format!("«{text}» — не номер: в нём от 1 до 64 букв, цифр и знаков . _ - /"),
        "remove spaces and other characters, for example V-001".to_owned(),
        "уберите пробелы и другие знаки, например V-001".to_owned(),
    ]
}

fn too_many(most: usize) -> Texts {
    [
        format!("the list has more than {most}"),
        format!("в списке больше {most}"),
        "remove some of them".to_owned(),
        "уберите лишние".to_owned(),
    ]
}

fn closed_source() -> Texts {
    [
        "the source is closed: its requests are not accepted".to_owned(),
        "источник закрыт: его заявки не принимаются".to_owned(),
        "name another source, or ask an administrator to open this one".to_owned(),
        "укажите другой источник или попросите администратора открыть этот".to_owned(),
    ]
}

fn foreign_source(own: &str) -> Texts {
    [
        format!("this key is only for the source “{own}”"),
        format!("этот ключ только для источника «{own}»"),
        format!("send “{own}”, or use the key of the other source"),
        format!("укажите «{own}» или возьмите ключ другого источника"),
    ]
}

fn outside_remit(own: &str) -> Texts {
    [
        "you take in requests of your own municipalities, organisations and sources only".to_owned(),
        "вы принимаете заявки только своих муниципалитетов, организаций и источников".to_owned(),
        format!("name one of yours: {own}"),
        format!("укажите что-то из своего: {own}"),
    ]
}

fn visitors_named() -> Texts {
    [
        "who may come is said by people of the whole region".to_owned(),
        "кому приехать, указывают те, кто ведёт весь регион".to_owned(),
        "leave the volunteers out, and tell a coordinator whom it should be".to_owned(),
        "не указывайте волонтёров, скажите о них координатору".to_owned(),
    ]
}

fn missing(example: &str) -> Texts {
    [
        "the cell is empty".to_owned(),
        "ячейка пуста".to_owned(),
        format!("fill it in, for example “{example}”"),
        format!("заполните её, например «{example}»"),
    ]
}

fn bad_count(said: &str, Limits { least, most }: Limits) -> Texts {
    [
        format!("“{said}” is not a whole number from {least} to {most}"),
        format!("«{said}» — не целое число от {least} до {most}"),
        format!("write a whole number from {least} to {most} in digits"),
        format!("напишите цифрами целое число от {least} до {most}"),
    ]
}

fn unknown_goods(word: &str, own: &[String]) -> Texts {
    let known = |language| {
        let own = own.iter().map(|own| format!(", {own}"));
        own.fold(goods_words(language), |all, own| all + &own)
    };
    [
        format!("“{word}” is not in the list of goods"),
        format!("«{word}» нет в списке товаров"),
        format!("write one of: {}; add goods of your own to a hub first", known(0)),
        format!(
            "напишите одно из: {}; свой товар сначала добавьте в пункт выдачи",
            known(1)
        ),
    ]
}

fn unknown_hub(hub: &str, known: &[String]) -> Texts {
    let known = known.join(", ");
    [
        format!("there is no hub “{hub}”"),
        format!("нет пункта выдачи «{hub}»"),
        format!("write one of: {known}; or leave it empty"),
        format!("напишите одно из: {known}; или оставьте пустым"),
    ]
}

fn unknown_volunteer(volunteer: &str, namesakes: &[String]) -> Texts {
    if namesakes.is_empty() {
        return [
            format!("there is no volunteer “{volunteer}”"),
            format!("нет волонтёра «{volunteer}»"),
            "write the id or the name of a volunteer on the list, or leave it empty".to_owned(),
            "напишите номер или имя волонтёра из списка или оставьте пустым".to_owned(),
        ];
    }
    let ids = namesakes.join(", ");
    [
        format!("{} volunteers are called “{volunteer}”", namesakes.len()),
        format!("волонтёров с именем «{volunteer}» несколько: {}", namesakes.len()),
        format!("write the id instead: {ids}"),
        format!("напишите вместо имени номер: {ids}"),
    ]
}

fn no_such_vehicle(vehicle: &str, known: &[String]) -> Texts {
    let (listed, listed_ru) = match known {
        [] => ("there are none yet".to_owned(), "пока ни одной нет".to_owned()),
        known => (
            format!("there are {}", known.join(", ")),
            format!("есть {}", known.join(", ")),
        ),
    };
    [
        format!("no vehicle, or more than one, is called “{vehicle}”"),
        format!("машины «{vehicle}» нет или таких несколько"),
        format!("write the id of a vehicle on the list, or leave it empty; {listed}"),
        format!("напишите номер машины из списка или оставьте пустым; {listed_ru}"),
    ]
}

fn other_vehicle(vehicle: &str, has: &str, said: &str) -> Texts {
    [
        format!("the vehicle {vehicle} has {has}, and the shift says {said}"),
        format!("у машины {vehicle} записано {has}, а в смене {said}"),
        "leave it empty to take the kind and capacity of the vehicle; or correct the vehicle".to_owned(),
        "оставьте пустым: вид и вместимость возьмутся у машины; или исправьте машину".to_owned(),
    ]
}

fn vehicle_taken(vehicle: &str, [volunteer, other]: &[String; 2], hours: &str) -> Texts {
    [
        format!("the vehicle {vehicle} of {volunteer} goes with the shift of {other} at {hours} that day"),
        format!("машина {vehicle} волонтёра {volunteer} в этот день занята в смене волонтёра {other} {hours}"),
        format!("give {volunteer} or {other} another vehicle, or other hours"),
        format!("дайте волонтёру {volunteer} или {other} другую машину или другие часы"),
    ]
}

fn two_owners() -> Texts {
    [
        "the vehicle has a volunteer and an organisation as owners".to_owned(),
        "у машины указаны и волонтёр, и организация".to_owned(),
        "leave one of them empty".to_owned(),
        "оставьте что-то одно".to_owned(),
    ]
}

fn counted_twice(goods: &str) -> Texts {
    [
        format!("“{goods}” is listed twice"),
        format!("«{goods}» указано дважды"),
        "add up the two quantities".to_owned(),
        "сложите оба количества".to_owned(),
    ]
}
