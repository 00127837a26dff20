//! Short sentences for people, in English and in Russian.

use crate::document::ReasonText;
use karavan_plan::{Reason, ReasonCode};

/// A reason in plain words.
#[must_use]
pub fn reason(reason: Reason) -> ReasonText {
    let (text, text_ru) = match reason.code {
        ReasonCode::NoVehicles => ("nobody drives on this day", "в этот день никто не едет"),
        ReasonCode::Skills => (
            "volunteers without the skill, or the right to enter a home in quarantine",
            "волонтёры без нужного навыка или без допуска в карантин",
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
            "the shift is too short for the way and the work",
            "смена слишком коротка для дороги и работы",
        ),
        ReasonCode::Limit => (
            "the volunteer's own limit is too small",
            "не позволяет предел волонтёра",
        ),
        ReasonCode::Restricted => (
            "it is pinned to somebody else, or they are forbidden",
            "закреплено за другим или запрещено",
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
            "the search ended before it could be found out",
            "построение плана закончилось раньше, чем дошла очередь",
        ),
        ReasonCode::ByHand => ("the coordinator left it out", "координатор убрал из плана вручную"),
        ReasonCode::NoTimeLeft => (
            "volunteers who could do it are full with more important requests",
            "волонтёры, которые могли бы, заняты более важными заявками",
        ),
    };
    ReasonText {
        code: reason.code,
        vehicles: reason.vehicles,
        text: text.to_owned(),
        text_ru: text_ru.to_owned(),
    }
}
