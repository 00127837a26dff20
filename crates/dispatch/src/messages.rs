//! Texts of this crate that people read, in English and Russian: reasons, shortages, limits, faults of a day; and in
//! Russian the places in a plan. Texts about changes by hand are in `messages/by_hand.rs`.

pub(crate) mod by_hand;
pub(crate) mod why;

use crate::document::ReasonText;
use karavan_intake::goods_word;
use karavan_model::GoodsCode;
use karavan_plan::{Part, Reason, ReasonCode};

/// The same text in English and in Russian.
pub(crate) type Pair = (String, String);

/// Why a request was left out.
#[must_use]
pub fn reason(reason: Reason) -> ReasonText {
    let (text, text_ru) = reason_pair(reason.code);
    ReasonText {
        code: reason.code,
        vehicles: reason.vehicles,
        text: text.to_owned(),
        text_ru: text_ru.to_owned(),
    }
}

const fn reason_pair(code: ReasonCode) -> (&'static str, &'static str) {
    match code {
        ReasonCode::NoVehicles => ("nobody drives on this day", "в этот день никто не едет"),
        ReasonCode::Skills => (
            "no volunteer has the skill, or may enter a home in quarantine",
            "ни у кого нет нужного навыка или допуска в карантин",
        ),
        ReasonCode::TooLarge => ("it does not fit into the car", "не помещается в машину"),
        ReasonCode::NoDepot => (
            "no hub hands out all that is needed",
            "нет пункта, где выдают всё нужное",
        ),
        ReasonCode::NoRoad => ("there is no road there and back", "туда и обратно нет дороги"),
        ReasonCode::Window => ("the hours do not meet the shift", "часы приёма не совпадают со сменой"),
        ReasonCode::DepotHours => ("the hub is closed at that time", "пункт выдачи в это время закрыт"),
        ReasonCode::ShiftTooShort => (
            "the shift is too short for the drive and the work",
            "смены не хватает на дорогу и работу",
        ),
        ReasonCode::Limit => (
            "it would exceed the volunteer's limit of requests, hours or kilometers",
            "будет больше заявок, часов или километров, чем может волонтёр",
        ),
        ReasonCode::Restricted => (
            "it is pinned to another volunteer, or must not be given to this one",
            "закреплена за другим волонтёром или этому её давать нельзя",
        ),
        ReasonCode::Ride => (
            "the passenger would ride too long",
            "пассажиру пришлось бы ехать слишком долго",
        ),
        ReasonCode::Break => ("the break leaves no time for it", "из-за перерыва не остаётся времени"),
        ReasonCode::SecondPerson => (
            "it needs two people, and there is no second one",
            "нужны двое, а второго нет",
        ),
        ReasonCode::Unasked => (
            "the time for planning ended before it could be tried",
            "время на построение плана вышло раньше, чем дошла очередь",
        ),
        ReasonCode::ByHand => ("the coordinator left it out", "координатор убрал из плана вручную"),
        ReasonCode::NoTimeLeft => (
            "the volunteers who could do it are busy with more important requests",
            "все, кто мог бы, заняты более важными заявками",
        ),
    }
}

/// A hub that has less than its routes take.
pub(crate) fn shortage(hub: &str, goods: &GoodsCode, (needed, in_stock): (u64, u32)) -> Pair {
    let [goods, goods_ru] = goods_word(goods);
    (
        format!("{hub}: {needed} {goods} needed, {in_stock} in stock"),
        format!("{hub}: {goods_ru}, надо {needed}, есть {in_stock}"),
    )
}

/// More hubs than one plan can hold.
pub(crate) fn too_many_hubs(hubs: usize, most: usize) -> Pair {
    (
        format!("{hubs} hubs: a plan can have at most {most}; remove those not used today"),
        format!("пунктов выдачи {hubs}, а в плане может быть не больше {most}; уберите лишние на сегодня"),
    )
}

/// More skills than one plan can hold.
pub(crate) fn too_many_skills(skills: usize, most: usize) -> Pair {
    (
        format!("{skills} different skills: a plan can have at most {most}; give the same skill one name"),
        format!("разных навыков {skills}, а в плане может быть не больше {most}; назовите одинаковые навыки одинаково"),
    )
}

/// The map was built without the roads that somebody travels by.
pub(crate) fn no_roads_for(profile: &str) -> Pair {
    (
        format!("a volunteer travels by {profile}, and the map has no such roads; build it with --profiles {profile}"),
        format!("в карте нет дорог для волонтёра, который едет не на машине; постройте её с --profiles {profile}"),
    )
}

/// What the problem calls the steps that a locked route is kept by.
pub(crate) const LOCKED_ROUTE: &str = "prefix of vehicle";

/// The kind of thing that a part of a problem stands for; `None` for parts without a name among people.
pub(crate) fn part_kind(part: &Part) -> Option<(&'static str, &'static str)> {
    match part.kind.as_ref() {
        Part::JOB => Some(("request", "заявка")),
        Part::VEHICLE => Some(("volunteer", "волонтёр")),
        LOCKED_ROUTE => Some(("locked route of", "зафиксированный маршрут")),
        Part::DEPOT => Some(("hub", "пункт выдачи")),
        _ => None,
    }
}

/// Parts of a day with numbers that no plan can be made of: what is wrong with each, and their names in Russian.
pub(crate) fn out_of_limits(faults: &[String], names_ru: &[String]) -> Pair {
    let names_ru = match names_ru {
        [] => "весь день".to_owned(),
        names => names.join(", "),
    };
    (
        faults.join("; "),
        format!("с этими данными план не построить, проверьте: {names_ru}"),
    )
}

/// Where in a plan something is wrong, in Russian; its English twin is in `Display` of a finding.
pub(crate) fn place_ru(volunteer: Option<&str>, request: Option<&str>) -> String {
    let places = [
        volunteer.map(|volunteer| format!("волонтёр {volunteer}")),
        request.map(|request| format!("заявка {request}")),
    ];
    let places: Vec<String> = places.into_iter().flatten().collect();
    match places.is_empty() {
        true => "план в целом".to_owned(),
        false => places.join(", "),
    }
}

/// Figures of a plan that do not add up, in Russian.
pub(crate) fn figures_ru() -> String {
    "итоги плана".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{out_of_limits, place_ru, shortage};

    #[test]
    fn a_shortage_is_told_with_the_words_for_its_goods() {
        let (text, text_ru) = shortage("Склад", &"food".into(), (7, 5));
        assert_eq!(text, "Склад: 7 food needed, 5 in stock");
        assert_eq!(text_ru, "Склад: продуктовый набор, надо 7, есть 5");
    }

    #[test]
    fn places_without_a_name_are_the_whole_day_and_the_whole_plan() {
        assert!(out_of_limits(&[], &[]).1.ends_with("весь день"));
        assert_eq!(place_ru(None, None), "план в целом");
        assert_eq!(place_ru(Some("V1"), Some("R1")), "волонтёр V1, заявка R1");
    }
}
