//! Texts about a draft changed by hand, in English and Russian: `told` words a finding as a `FindingTold`, and
//! `ChangeFault::told` says why a change cannot be made.

use crate::by_hand::ChangeFault;
use crate::recheck::Finding;
use karavan_model::{RequestId, VolunteerId};
use karavan_plan::{Rule, Violation};

/// A rule that a draft breaks, in people's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingTold {
    /// Which rule; absent where the document does not add up.
    pub rule: Option<Rule>,
    /// Whose route, when it is about one.
    pub volunteer: Option<VolunteerId>,
    /// Which request, when it is about one.
    pub request: Option<RequestId>,
    /// In English.
    pub text: String,
    /// In Russian.
    pub text_ru: String,
}

/// A finding in people's words.
#[must_use]
pub fn told(finding: &Finding) -> FindingTold {
    match finding {
        Finding::Inconsistent(what) => FindingTold {
            rule: None,
            volunteer: None,
            request: None,
            text: what.clone(),
            text_ru: "план не сходится сам с собой; спланируйте день заново".to_owned(),
        },
        Finding::Broken {
            volunteer,
            request,
            violation,
        } => {
            let [text, text_ru] = words(violation);
            FindingTold {
                rule: Some(violation.rule),
                volunteer: volunteer.clone().map(VolunteerId),
                request: request.clone(),
                text,
                text_ru,
            }
        }
    }
}

/// What is wrong, with its amount.
fn words(violation: &Violation) -> [String; 2] {
    let n = violation.excess;
    let minutes = n.saturating_add(59) / 60;
    let say = |texts: [&str; 2]| texts.map(str::to_owned);
    match violation.rule {
        Rule::Window if violation.job.is_some() => [
            format!("the visit begins {minutes} min outside the hours asked for"),
            format!("визит на {minutes} мин вне часов приёма"),
        ],
        Rule::Window => [
            format!("the stop is {minutes} min outside its opening hours"),
            format!("остановка на {minutes} мин вне часов работы"),
        ],
        Rule::ShiftOpens => [
            format!("leaves {minutes} min before the shift begins"),
            format!("выезд на {minutes} мин раньше начала смены"),
        ],
        Rule::ShiftCloses => [
            format!("the route ends {minutes} min after the shift"),
            format!("маршрут кончается на {minutes} мин позже смены"),
        ],
        Rule::Supply => say([
            "the goods are loaded nowhere before",
            "продукты нигде не загружены до визита",
        ]),
        Rule::UselessLoad => say(["goods are loaded for nobody", "загрузка ни для кого"]),
        Rule::Capacity => [
            format!("{n} units more than fit into the car"),
            format!("в машину не помещается: лишних единиц {n}"),
        ],
        Rule::Skills => say([
            "the volunteer lacks a skill, or the right to enter a home in quarantine",
            "у волонтёра нет нужного навыка или допуска в карантин",
        ]),
        Rule::ClassOrder => say([
            "a home in quarantine must come after all others",
            "дом в карантине должен быть после всех остальных",
        ]),
        Rule::TasksMax => [
            format!("{n} visits more than the volunteer takes"),
            format!("визитов больше, чем берёт волонтёр: на {n}"),
        ],
        Rule::LoadsMax => [
            format!("loads {n} times too often"),
            format!("загрузок больше, чем можно: на {n}"),
        ],
        Rule::DurationMax => [
            format!("the day is {minutes} min longer than the volunteer takes"),
            format!("день на {minutes} мин длиннее, чем берёт волонтёр"),
        ],
        Rule::DistanceMax => {
            let kilometers = n.saturating_add(999) / 1_000;
            [
                format!("the route is {kilometers} km longer than the volunteer takes"),
                format!("маршрут на {kilometers} км длиннее, чем берёт волонтёр"),
            ]
        }
        Rule::Together => say([
            "it takes two people who begin at the same moment",
            "нужны двое, и они должны начать одновременно",
        ]),
        Rule::Restricted => say([
            "this volunteer may not come here, or only another may",
            "этому волонтёру сюда нельзя, или можно только другому",
        ]),
        Rule::Break => say(["the break is missing", "нет перерыва, который уже нужен"]),
        Rule::NoRoad => say([
            "no road leads here from the stop before",
            "от прошлой остановки сюда нет дороги",
        ]),
        Rule::Loads | Rule::Goods | Rule::Offered => say([
            "what is loaded is not what is brought",
            "загружается не то, что надо привезти",
        ]),
        rule => [
            format!("the plan does not add up: {}", rule.words()),
            "план не сходится сам с собой; спланируйте день заново".to_owned(),
        ],
    }
}

impl ChangeFault {
    /// Why the change cannot be made, and what to do, in English and Russian.
    #[must_use]
    pub fn told(&self) -> [String; 2] {
        match self {
            Self::UnknownRequest(request) => [
                format!("the plan was made without the request {request}; plan the day again"),
                format!("в плане не было заявки {request}; спланируйте день заново"),
            ],
            Self::UnknownVolunteer(volunteer) => [
                format!("the plan was made without {volunteer}; plan the day again"),
                format!("в плане не было волонтёра {volunteer}; спланируйте день заново"),
            ],
            Self::NotOnRoute(request) => [
                format!("the request {request} is on no route"),
                format!("заявки {request} нет ни в одном маршруте"),
            ],
            Self::NoSecond(request) => [
                format!("the request {request} needs no second person"),
                format!("для заявки {request} второй человек не нужен"),
            ],
            Self::Pinned(request, volunteer) => [
                format!("the request {request} is pinned to {volunteer}; unpin it first"),
                format!("заявка {request} закреплена за {volunteer}; сначала открепите её"),
            ],
            Self::Locked(volunteer) => [
                format!("the route of {volunteer} is locked; unlock it first"),
                format!("маршрут {volunteer} зафиксирован; сначала освободите его"),
            ],
            Self::NoRoute(volunteer) => [
                format!("{volunteer} has no route"),
                format!("у {volunteer} нет маршрута"),
            ],
            Self::TooOld => [
                "an older version made this plan; plan the day again to change it by hand".to_owned(),
                "план сделан прежней версией; спланируйте день заново, чтобы менять его вручную".to_owned(),
            ],
            Self::OtherRoads => [
                "the map or an address changed since this plan was made; plan the day again".to_owned(),
                "карта или адрес изменились после этого плана; спланируйте день заново".to_owned(),
            ],
            Self::Failed(_) => [
                "the server failed; its log says why".to_owned(),
                "на сервере ошибка; причина записана в его журнале".to_owned(),
            ],
        }
    }
}
