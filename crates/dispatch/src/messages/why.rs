//! Texts that answer “why?” about one request: what stops a volunteer, which rules conflict, what would let it in.

use super::Pair;
use crate::day_time::DayTime;
use karavan_model::Skill;
use karavan_plan::ReasonCode;
use karavan_planner::Relief;

fn pair(en: &str, ru: &str) -> Pair {
    (en.to_owned(), ru.to_owned())
}

/// What stops one volunteer, with an empty day or with the day as planned.
pub(crate) fn stopped(code: ReasonCode, is_planned: bool) -> Pair {
    match code {
        ReasonCode::Skills => pair("lacks the skill or the permit", "нет навыка или допуска"),
        ReasonCode::Restricted => pair(
            "this volunteer may not come here, or another one has to",
            "этому волонтёру сюда нельзя, или приехать должен другой",
        ),
        ReasonCode::TooLarge => pair("it does not fit into the car", "не помещается в машину"),
        ReasonCode::NoDepot => pair(
            "no hub hands out all that is needed",
            "нет пункта, где выдают всё нужное",
        ),
        ReasonCode::NoRoad => pair("there is no road there and back", "туда и обратно нет дороги"),
        ReasonCode::ShiftTooShort if is_planned => pair("no time is left in the shift", "в смене не осталось времени"),
        ReasonCode::ShiftTooShort => pair(
            "the shift is too short even for it alone",
            "смены не хватит даже на неё одну",
        ),
        ReasonCode::NoTimeLeft => pair(
            "the hours of the other visits leave no gap",
            "мешают часы остальных визитов",
        ),
        ReasonCode::Window => pair("cannot be there at the hours asked for", "не попадает в часы приёма"),
        ReasonCode::DepotHours => pair(
            "the hub is closed when it would be loaded",
            "пункт выдачи в это время закрыт",
        ),
        ReasonCode::Ride => pair(
            "the passenger would ride too long",
            "пассажиру пришлось бы ехать слишком долго",
        ),
        ReasonCode::Break => pair("the break leaves no time for it", "из-за перерыва не остаётся времени"),
        ReasonCode::Limit => pair(
            "more requests, hours or kilometers than they take",
            "больше заявок, часов или километров, чем можно",
        ),
        ReasonCode::SecondPerson => pair("nobody could come along", "некому приехать вторым"),
        ReasonCode::NoVehicles => pair("nobody drives on this day", "в этот день никто не едет"),
        ReasonCode::Unasked => pair("it was not looked into", "до неё не дошла очередь"),
        ReasonCode::ByHand => pair("the coordinator left it out", "координатор убрал из плана вручную"),
    }
}

/// A rule of those that conflict.
pub(crate) fn rule(code: ReasonCode) -> Pair {
    match code {
        ReasonCode::Skills => pair("the skill or the permit it needs", "нужный навык или допуск"),
        ReasonCode::Restricted => pair("who may come", "кому можно приехать"),
        ReasonCode::TooLarge => pair("the size of the cars", "размер машин"),
        ReasonCode::NoDepot => pair(
            "the goods have to be fetched at a hub",
            "продукты надо взять в пункте выдачи",
        ),
        ReasonCode::NoRoad => pair("the roads", "дороги"),
        ReasonCode::ShiftTooShort => pair("the hours of the shifts", "часы смен"),
        ReasonCode::NoTimeLeft => pair("the hours of the other visits", "часы остальных визитов"),
        ReasonCode::Window => pair("the hours of the visit", "часы приёма"),
        ReasonCode::DepotHours => pair("the hours of the hubs", "часы пунктов выдачи"),
        ReasonCode::Ride => pair("how long a passenger rides", "сколько едет пассажир"),
        ReasonCode::Break => pair("the breaks", "перерывы"),
        ReasonCode::Limit => pair(
            "the most of requests, hours or kilometers",
            "пределы по заявкам, часам и километрам",
        ),
        ReasonCode::SecondPerson => pair("two people have to come", "приехать должны двое"),
        ReasonCode::NoVehicles => pair("nobody is on shift", "на смене никого нет"),
        ReasonCode::Unasked | ReasonCode::ByHand => stopped(code, false),
    }
}

/// What a change is called, with who comes then. `until` and `from` are the new hours.
pub(crate) fn relief(relief: Relief, name: &str, skill: Option<&Skill>, hours: [DayTime; 2]) -> Pair {
    // People say hours without seconds.
    let [from, until] = hours.map(|DayTime(at)| format!("{:02}:{:02}", at.0 / 3_600, at.0 / 60 % 60));
    let minutes = |by: karavan_model::Seconds| by.0.saturating_add(59) / 60;
    match relief {
        Relief::AsItIs => (
            format!("{name} can take it as things are"),
            format!("{name}: место есть уже сейчас"),
        ),
        Relief::LaterShift(by) => (
            format!("{name}: end the shift {} min later, at {until}", minutes(by)),
            format!("{name}: смену закончить на {} мин позже, в {until}", minutes(by)),
        ),
        Relief::EarlierShift(by) => (
            format!("{name}: begin the shift {} min earlier, at {from}", minutes(by)),
            format!("{name}: смену начать на {} мин раньше, в {from}", minutes(by)),
        ),
        Relief::LaterWindow(by) => (
            format!("come until {until}, {} min later; {name} comes", minutes(by)),
            format!("приехать можно до {until}, на {} мин позже; едет {name}", minutes(by)),
        ),
        Relief::EarlierWindow(by) => (
            format!("come from {from}, {} min earlier; {name} comes", minutes(by)),
            format!("приехать можно с {from}, на {} мин раньше; едет {name}", minutes(by)),
        ),
        Relief::WithoutSkill(_) => {
            let (en, ru) = skill.map_or(("?", "?"), in_words);
            (
                format!("without the skill “{en}”; {name} comes"),
                format!("без навыка «{ru}»; едет {name}"),
            )
        }
        Relief::MoreRoom(units) => (
            format!("{name}: more room needed in the car: {units}"),
            format!("{name}: в машине нужно ещё мест: {units}"),
        ),
        Relief::MoreJobs(count) => (
            format!("{name}: take {count} more requests than promised"),
            format!("{name}: взять на {count} больше заявок, чем обещано"),
        ),
        Relief::LongerDay(by) => (
            format!("{name}: the day {} min longer", minutes(by)),
            format!("{name}: день на {} мин длиннее", minutes(by)),
        ),
        Relief::FurtherDay(by) => (
            format!("{name}: {} km further", by.0 / 1_000),
            format!("{name}: на {} км больше", by.0 / 1_000),
        ),
        Relief::OneMoreCar { room, .. } => (
            format!("one more car here from {from} to {until}, with room for {room}"),
            format!("ещё одна машина здесь с {from} до {until}, мест: {room}"),
        ),
    }
}

/// A skill as people say it, in English and in Russian; one that is not known is its code.
fn in_words(skill: &Skill) -> (&str, &str) {
    match skill.as_str() {
        "lift" => ("lifts heavy things", "поднимает тяжёлое"),
        "medic" => ("medic", "медик"),
        code => (code, code),
    }
}

/// How a request stands that is left out: it could be put in, or so many could with an empty day, or nobody. `pinned`
/// is who alone may take it.
pub(crate) fn left_out(is_free: bool, able: usize, pinned: Option<&str>) -> Pair {
    match (able, pinned) {
        _ if is_free => with_pin(
            pair(
                "There is room for it as things are: put it into a route.",
                "Для неё есть место уже сейчас: поставьте её в маршрут.",
            ),
            pinned,
        ),
        (0, None) => pair(
            "Nobody on shift could do it, not even with an empty day.",
            "Никто на смене не смог бы её выполнить, даже с пустым днём.",
        ),
        (0, Some(name)) => (
            format!("The request is pinned to {name}, who could not take it even with an empty day."),
            format!("Заявка закреплена за {name}: взять её не получится даже с пустым днём."),
        ),
        (_, Some(name)) => (
            format!("The request is pinned to {name}, who could take it with an empty day; the day is full now."),
            format!("Заявка закреплена за {name}: взять её можно было бы с пустым днём, сейчас день занят."),
        ),
        (able, None) => {
            let (verb, noun) = match (able % 100, able % 10) {
                (11..=14, _) | (_, 0 | 5..=9) => ("смогли бы", "волонтёров"),
                (_, 1) => ("смог бы", "волонтёр"),
                _ => ("смогли бы", "волонтёра"),
            };
            let volunteers = if able == 1 { "volunteer" } else { "volunteers" };
            (
                format!("With an empty day {able} {volunteers} could take it; their days are full now."),
                format!("С пустым днём её {verb} взять {able} {noun}; сейчас их дни заняты."),
            )
        }
    }
}

fn with_pin((en, ru): Pair, pinned: Option<&str>) -> Pair {
    match pinned {
        Some(name) => (
            format!("{en} It is pinned to {name}."),
            format!("{ru} Закреплена за {name}."),
        ),
        None => (en, ru),
    }
}

/// Why a request is where it is: minutes of driving that its place costs, and the second best; or who it is pinned to.
pub(crate) fn placed(seconds: i64, second: Option<(&str, i64)>, pinned: Option<&str>) -> Pair {
    let minutes = |seconds: i64| (seconds as f64 / 60.0).round() as i64;
    let here = minutes(seconds);
    let (en, ru) = match second.map(|(name, more)| (name, minutes(more))) {
        // Nobody else may: to others it was not put.
        None if pinned.is_some() => (String::new(), String::new()),
        None => pair(
            " Nobody else can take it into their day as it is planned.",
            " Больше никто не может взять её в свой день, как он спланирован.",
        ),
        Some((name, 0)) => (
            format!(" With {name} it is as much driving."),
            format!(" Столько же дороги у {name}."),
        ),
        Some((name, more)) if more < 0 => (
            format!(" With {name} it would be {} min of driving less.", -more),
            format!(" У {name} было бы на {} мин дороги меньше.", -more),
        ),
        Some((name, more)) => (
            format!(" Nearest of the others is {name}: {more} min of driving more."),
            format!(" Ближе всех из остальных {name}: на {more} мин дороги больше."),
        ),
    };
    with_pin(
        (
            format!("Here the request adds {here} min of driving.{en}"),
            format!("На этом месте заявка добавляет {here} мин дороги.{ru}"),
        ),
        pinned,
    )
}

#[cfg(test)]
mod tests {
    use super::{left_out, placed, relief};
    use crate::day_time::DayTime;
    use karavan_model::{Seconds, Skill};
    use karavan_planner::Relief;

    #[test]
    fn how_many_could_agrees_with_the_number() {
        let said = |able| left_out(false, able, None).1;
        assert_eq!(
            said(1),
            "С пустым днём её смог бы взять 1 волонтёр; сейчас их дни заняты."
        );
        for (able, expected) in [
            (3, "смогли бы взять 3 волонтёра;"),
            (11, "смогли бы взять 11 волонтёров;"),
            (25, "смогли бы взять 25 волонтёров;"),
        ] {
            assert!(said(able).contains(expected), "{}", said(able));
        }
    }

    #[test]
    fn a_place_is_weighed_against_the_second_best() {
        let said = |second| placed(300, second, None).1;
        let here = "На этом месте заявка добавляет 5 мин дороги.";
        for (second, expected) in [
            (None, " Больше никто не может взять её в свой день, как он спланирован."),
            (
                Some(("Анна", 180)),
                " Ближе всех из остальных Анна: на 3 мин дороги больше.",
            ),
            (Some(("Анна", 0)), " Столько же дороги у Анна."),
            (Some(("Анна", -120)), " У Анна было бы на 2 мин дороги меньше."),
        ] {
            assert_eq!(said(second), format!("{here}{expected}"));
        }
        assert_eq!(placed(300, None, Some("Анна")).1, format!("{here} Закреплена за Анна."));
    }

    #[test]
    fn a_change_is_told_by_what_people_do() {
        let hours = [DayTime(Seconds(32_400)), DayTime(Seconds(55_200))];
        let said = |one, skill: Option<&str>| relief(one, "Анна", skill.map(Skill::from).as_ref(), hours).1;
        for (one, skill, expected) in [
            (
                Relief::LaterShift(Seconds(1_200)),
                None,
                "Анна: смену закончить на 20 мин позже, в 15:20",
            ),
            (
                Relief::EarlierWindow(Seconds(900)),
                None,
                "приехать можно с 09:00, на 15 мин раньше; едет Анна",
            ),
            (Relief::WithoutSkill(1), Some("medic"), "без навыка «медик»; едет Анна"),
            (
                Relief::WithoutSkill(1),
                Some("juggling"),
                "без навыка «juggling»; едет Анна",
            ),
            (Relief::MoreRoom(4), None, "Анна: в машине нужно ещё мест: 4"),
            (Relief::MoreJobs(2), None, "Анна: взять на 2 больше заявок, чем обещано"),
        ] {
            assert_eq!(said(one, skill), expected);
        }
    }
}
