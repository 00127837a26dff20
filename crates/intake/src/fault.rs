//! What can be wrong with a value, whichever door it came through, in English and Russian.

mod day_supply;

use crate::brief::Texts;
use crate::limits::{DRIVE_MINUTES, Limits};
use crate::words::goods_words;
use day_supply::{counted_twice, no_such_vehicle, other_vehicle, two_owners, vehicle_taken};
use karavan_model::codes::{self, Code};

/// Everything a fault says: its code, why, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which one.
    pub code: Code,
    /// What is wrong, in English.
    pub why: String,
    /// What is wrong, in Russian.
    pub why_ru: String,
    /// How to mend it, in English.
    pub mend: String,
    /// How to mend it, in Russian.
    pub mend_ru: String,
}

/// A value that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not there, or empty, though it must be filled.
    Missing {
        /// What to write, e.g. `food`.
        example: &'static str,
    },
    /// A word for goods that is not known.
    UnknownGoods {
        /// As written.
        word: String,
        /// The goods of the region's own, beside those that everybody knows.
        own: Vec<String>,
    },
    /// Not a quantity.
    BadQuantity(String),
    /// Not a time of day.
    BadTime(String),
    /// Closes before it opens.
    ClosedWindow {
        /// When it opens.
        opens: String,
        /// When it closes.
        closes: String,
    },
    /// Not a date.
    BadDate(String),
    /// Not a whole number within limits.
    BadCount {
        /// As written.
        said: String,
        /// What it may be.
        limits: Limits,
    },
    /// Not a coordinate.
    BadPoint(String),
    /// A hub that nobody named.
    UnknownHub {
        /// The hub as written.
        hub: String,
        /// The hubs there are.
        known: Vec<String>,
    },
    /// A volunteer nobody knows, or a name that several have.
    UnknownVolunteer {
        /// As written.
        volunteer: String,
        /// The ids of those who have this name.
        namesakes: Vec<String>,
    },
    /// A break longer than the hours it must lie in.
    LongBreak {
        /// How long it takes.
        minutes: u32,
        /// The hours it must lie in.
        within: String,
    },
    /// Not a length of a drive.
    BadHours(String),
    /// Longer than its field may be.
    LongText {
        /// So many letters it may have.
        most: usize,
    },
    /// An id with characters that ids do not have.
    BadId(String),
    /// A vehicle nobody knows, or a name that several have.
    NoSuchVehicle {
        /// As written.
        vehicle: String,
        /// The vehicles there are.
        known: Vec<String>,
    },
    /// Another kind or capacity than the vehicle has.
    OtherVehicle {
        /// Which vehicle.
        vehicle: String,
        /// What it has, e.g. `van` or `12`.
        has: String,
        /// What was said, e.g. `car`.
        said: String,
    },
    /// The vehicle goes with another shift at the same time.
    VehicleTaken {
        /// Which vehicle.
        vehicle: String,
        /// The two volunteers, the one being taken first.
        volunteers: [String; 2],
        /// The hours of the other shift, `09:00–13:00`.
        hours: String,
    },
    /// A vehicle of a volunteer and of an organisation.
    TwoOwners,
    /// Goods that are counted twice.
    CountedTwice(String),
    /// More items than a list may have.
    TooMany {
        /// So many it may have.
        most: usize,
    },
    /// A source whose requests are not taken any more.
    ClosedSource,
    /// Another source than that of the key.
    ForeignSource {
        /// The source of the key.
        own: String,
    },
}

impl Fault {
    /// A number that lies outside of its limits.
    pub(crate) const fn count(said: String, limits: Limits) -> Self {
        Self::BadCount { said, limits }
    }

    /// A quantity that lies outside of its limits.
    pub(crate) fn quantity(said: String, _: Limits) -> Self {
        Self::BadQuantity(said)
    }

    /// A length of a drive that lies outside of its limits.
    pub(crate) fn drive(said: String, _: Limits) -> Self {
        Self::BadHours(said)
    }
}

impl From<Fault> for Told {
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
        format!("«{text}» не количество"),
        "write a whole number from 1 to 100000".to_owned(),
        "напишите целое число от 1 до 100000".to_owned(),
    ]
}

fn bad_hours(text: &str) -> Texts {
    let most = DRIVE_MINUTES.most;
    [
        format!("“{text}” is not a length of a drive from one minute to 24 hours"),
        format!("«{text}» не длительность поездки от одной минуты до 24 часов"),
        format!("write hours in a table as 4 or 4.5, minutes in a call as 1 to {most}"),
        format!("напишите часы в таблице как 4 или 4,5, минуты в вызове от 1 до {most}"),
    ]
}

fn bad_time(text: &str) -> Texts {
    [
        format!("“{text}” is not a time of day"),
        format!("«{text}» не время суток"),
        "write it as 09:30, or a window as 09:00–13:00".to_owned(),
        "напишите так: 09:30, а промежуток так: 09:00–13:00".to_owned(),
    ]
}

fn closed_window(opens: &str, closes: &str) -> Texts {
    [
        format!("the window closes at {closes}, before it opens at {opens}"),
        format!("промежуток кончается в {closes}, раньше, чем начинается в {opens}"),
        "swap the times or correct them".to_owned(),
        "поменяйте времена местами или исправьте их".to_owned(),
    ]
}

fn long_break(minutes: u32, within: &str) -> Texts {
    [
        format!("a break of {minutes} minutes does not fit into {within}"),
        format!("перерыв в {minutes} мин не помещается в {within}"),
        "make it shorter, or widen the hours".to_owned(),
        "сократите перерыв или расширьте промежуток".to_owned(),
    ]
}

fn bad_date(text: &str) -> Texts {
    [
        format!("“{text}” is not a date"),
        format!("«{text}» не дата"),
        "write it as 2026-11-21 or 21.11.2026".to_owned(),
        "напишите так: 21.11.2026 или 2026-11-21".to_owned(),
    ]
}

fn bad_point(text: &str) -> Texts {
    [
        format!("“{text}” is not a coordinate on the globe"),
        format!("«{text}» не координата на карте"),
        "write degrees as 48.402735 for both, or leave both out".to_owned(),
        "напишите градусы для обеих, например 48.402735, или не пишите обе".to_owned(),
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
        format!("“{text}” is not an id of 1 to 64 letters, digits and . _ - /"),
        format!("«{text}» не номер из 1–64 букв, цифр и знаков . _ - /"),
        "leave out spaces and other characters, for example V-001".to_owned(),
        "уберите пробелы и другие знаки, например V-001".to_owned(),
    ]
}

fn too_many(most: usize) -> Texts {
    [
        format!("there are more than {most}"),
        format!("их больше {most}"),
        "leave out some of them".to_owned(),
        "уберите лишние".to_owned(),
    ]
}

fn closed_source() -> Texts {
    [
        "the source is closed: its requests are not taken".to_owned(),
        "источник закрыт: его заявки не принимаются".to_owned(),
        "name another source, or ask an administrator to open this one".to_owned(),
        "укажите другой источник или попросите администратора открыть этот".to_owned(),
    ]
}

fn foreign_source(own: &str) -> Texts {
    [
        format!("this key is of the source “{own}” alone"),
        format!("этот ключ только для источника «{own}»"),
        format!("send “{own}”, or use the key of the other source"),
        format!("пришлите «{own}» или возьмите ключ другого источника"),
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
        format!("«{said}» не целое число от {least} до {most}"),
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
        format!("“{word}” is not among the known goods"),
        format!("«{word}» нет среди известных товаров"),
        format!(
            "write one of: {}; goods of your own must first be handed out by a hub",
            known(0)
        ),
        format!(
            "напишите одно из: {}; свой товар сначала должен выдавать какой-нибудь пункт",
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
            "write an id or a name of a volunteer that is kept, or leave it empty".to_owned(),
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
