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
            "may not come here, or only another may",
            "сюда нельзя, или можно только другому",
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
            format!("{name}: the shift {} min longer, until {until}", minutes(by)),
            format!("{name}: смена на {} мин дольше, до {until}", minutes(by)),
        ),
        Relief::EarlierShift(by) => (
            format!("{name}: the shift {} min earlier, from {from}", minutes(by)),
            format!("{name}: смена на {} мин раньше, с {from}", minutes(by)),
        ),
        Relief::LaterWindow(by) => (
            format!(
                "the visit may be until {until}, {} min longer; {name} comes",
                minutes(by)
            ),
            format!("визит можно до {until}, на {} мин дольше; едет {name}", minutes(by)),
        ),
        Relief::EarlierWindow(by) => (
            format!(
                "the visit may be from {from}, {} min earlier; {name} comes",
                minutes(by)
            ),
            format!("визит можно с {from}, на {} мин раньше; едет {name}", minutes(by)),
        ),
        Relief::WithoutSkill(_) => {
            let skill = skill.map_or("?", Skill::as_str);
            (
                format!("without the skill “{skill}”; {name} comes"),
                format!("без навыка «{skill}»; едет {name}"),
            )
        }
        Relief::MoreRoom(units) => (
            format!("{name}: {units} more in the car"),
            format!("{name}: в машине на {units} мест больше"),
        ),
        Relief::MoreJobs(count) => (
            format!("{name}: {count} more on the list"),
            format!("{name}: заявок больше на {count}"),
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

/// How a request stands that is left out: it could be put in, or so many could with an empty day, or nobody.
pub(crate) fn left_out(is_free: bool, able: usize) -> Pair {
    match able {
        _ if is_free => pair(
            "There is room for it as things are: put it into a route.",
            "Для неё есть место уже сейчас: поставьте её в маршрут.",
        ),
        0 => pair(
            "Nobody on shift could do it, not even with an empty day.",
            "Никто на смене не смог бы её выполнить, даже с пустым днём.",
        ),
        able => (
            format!("With an empty day {able} could do it; they do other requests instead."),
            format!("С пустым днём смогли бы: {able}; вместо неё они выполняют другие заявки."),
        ),
    }
}

/// Why a request is where it is: minutes of driving that its place costs, and the second best.
pub(crate) fn placed(seconds: i64, second: Option<(&str, i64)>) -> Pair {
    let minutes = |seconds: i64| (seconds as f64 / 60.0).round() as i64;
    let here = minutes(seconds);
    match second {
        Some((name, more)) if minutes(more) < 0 => (
            format!(
                "Here it costs {here} min of driving; with {name} {} min less: it stands here for more than driving.",
                -minutes(more)
            ),
            format!(
                "Здесь она стоит {here} мин дороги; {name}: на {} мин меньше, но план смотрит не только на дорогу.",
                -minutes(more)
            ),
        ),
        Some((name, more)) => (
            format!(
                "Here it costs {here} min of driving. Second best is {name}: {} min more.",
                minutes(more)
            ),
            format!(
                "Здесь она стоит {here} мин дороги. Следующий по цене — {name}: на {} мин больше.",
                minutes(more)
            ),
        ),
        None => (
            format!("Here it costs {here} min of driving. Nobody else could take it as their days are planned."),
            format!("Здесь она стоит {here} мин дороги. Больше никто не сможет взять её в свой день."),
        ),
    }
}
