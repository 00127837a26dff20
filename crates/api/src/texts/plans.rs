//! Texts about runs, plans, links, the volunteer's own route and vehicles, in English and Russian, which problems
//! show as their detail.

use super::FilledText;
use karavan_model::{Date, RunId, VolunteerId};

super::texts! {
    RUN_OVER = "this run has already ended", "построение этого плана уже закончилось";
    RUN_BROKE_OFF = "the run broke off; start it again", "построение плана прервалось; запустите его снова";
    NOT_DRAFT = "the plan is not a draft", "этот план уже не черновик";
    LINKS_OF_PUBLISHED_ONLY = "only the published plan of the day has links, and this is another plan",
        "ссылки есть только у опубликованного плана дня, а это другой план";
    PLAN_REPLACED =
        "this plan was replaced by a new one; ask the coordinator for a new link. Your reports are still accepted",
        "этот план заменён новым; попросите у координатора новую ссылку. Ваши отметки по-прежнему принимаются";
}

/// Another run plans the day.
pub(crate) fn day_is_being_planned(run: &RunId) -> FilledText {
    FilledText {
        en: format!("this day is already being planned (run {run}); wait for it or cancel it"),
        ru: format!("план на этот день уже строится ({run}); дождитесь окончания или отмените"),
    }
}

/// The route opens later, at the local time `at`.
pub(crate) fn route_opens_at(at: &str) -> FilledText {
    FilledText {
        en: format!("the route opens at {at}, twelve hours before departure; keep the link and open it then"),
        ru: format!("маршрут откроется {at}, за двенадцать часов до выезда; сохраните ссылку и откройте её тогда"),
    }
}

/// A vehicle cannot be removed while a shift goes with it.
pub(crate) fn vehicle_in_use(volunteer: &VolunteerId, date: Date) -> FilledText {
    FilledText {
        en: format!("the shift of {volunteer} on {date} uses this vehicle; give that shift another vehicle first"),
        ru: format!("с этой машиной едет волонтёр {volunteer} {date}; сначала дайте этой смене другую машину"),
    }
}
