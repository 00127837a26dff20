//! What is told of one request of a plan.

use crate::v1::clock;
use crate::v1::enums::{ReasonCode, ReliefKind, Standing};
use crate::v1::plans::shape::Reason;
use karavan_dispatch::by_hand::{HereTold, Names, PersonTold, ReliefTold, RuleTold, WhyTold};
use karavan_model::VolunteerId;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request is left out of a plan, or where it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Why {
    standing: Standing,
    text: String,
    text_ru: String,
    /// Rules that together make it impossible: with any one of them lifted somebody could do it with an empty day.
    /// Empty unless it is impossible.
    rules: Vec<RuleInWords>,
    /// Volunteers near it who were asked about their day as planned. Empty when the request is on a route.
    people: Vec<PersonAsked>,
    /// What stops how many of the other volunteers with an empty day; `no_time_left` counts those who could.
    others: Vec<Reason>,
    /// Changes that let it in, each exact on the plan as it is, the cheapest first.
    reliefs: Vec<Relief>,
    /// What its place costs. Null when it is left out.
    #[schema(required)]
    here: Option<Here>,
}

/// A rule in words.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleInWords {
    code: ReasonCode,
    text: String,
    text_ru: String,
}

/// What stops one volunteer.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonAsked {
    volunteer: String,
    /// Empty when the volunteer is no longer kept.
    name: String,
    /// The first rule that stops them with an empty day. Null when they could do it then.
    #[schema(required)]
    alone: Option<RuleInWords>,
    /// The first rule that stops them with the day as planned. Null when they could do it.
    #[schema(required)]
    planned: Option<RuleInWords>,
    /// Requests of their route in whose place they could come. Worked out for the nearest.
    instead: Vec<String>,
}

/// A change that lets a request in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Relief {
    kind: ReliefKind,
    text: String,
    text_ru: String,
    /// Who comes then. Null for one more car.
    #[schema(required)]
    volunteer: Option<String>,
    /// The skill that it is done without.
    #[schema(required)]
    skill: Option<String>,
    /// The changed hours of the shift or the visit, as they begin then, local `HH:MM`.
    #[schema(required, example = "09:00")]
    opens: Option<String>,
    /// The same, as they end then.
    #[schema(required, example = "15:20")]
    closes: Option<String>,
    /// The changed amount, as it is then: units of room, requests, minutes or kilometers.
    #[schema(required)]
    amount: Option<i64>,
    /// After how many visits of the route.
    place: usize,
    /// When the visit begins, local `HH:MM`.
    #[schema(example = "11:40")]
    begins: String,
    /// How much more is driven in all.
    travel_seconds: i64,
    /// How much further.
    distance_meters: i64,
    /// What the plan costs more.
    cost: i64,
    /// How much more time somebody gives: the volunteer, or who is visited.
    asked_seconds: i64,
    /// Requests left out that are done then, this one first.
    serves: Vec<String>,
}

/// What a place costs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Here {
    volunteer: String,
    name: String,
    /// How much less would be driven without it.
    travel_seconds: i64,
    /// How much less far.
    distance_meters: i64,
    /// What the plan would cost less.
    cost: i64,
    /// How many others could take it, their days as planned.
    others: usize,
    /// Who of them at least cost, and how much more that is. Null when nobody could.
    #[schema(required)]
    second: Option<SecondBest>,
}

/// The best place with another volunteer.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondBest {
    volunteer: String,
    name: String,
    /// How much more is driven in all.
    travel_seconds: i64,
    /// How much further.
    distance_meters: i64,
    /// What the plan costs more.
    cost: i64,
}

impl Why {
    pub(crate) fn new(told: WhyTold, names: &Names) -> Self {
        let [text, text_ru] = told.texts;
        let people = told.people.into_iter();
        Self {
            standing: told.standing.into(),
            text,
            text_ru,
            rules: told.rules.into_iter().map(RuleInWords::from).collect(),
            people: people.map(|one| PersonAsked::new(one, names)).collect(),
            others: told.others.into_iter().map(Reason::from).collect(),
            reliefs: told.reliefs.into_iter().map(Relief::from).collect(),
            here: told.here.map(|here| Here::new(here, names)),
        }
    }
}

impl From<RuleTold> for RuleInWords {
    fn from(told: RuleTold) -> Self {
        let [text, text_ru] = told.texts;
        Self {
            code: told.code.into(),
            text,
            text_ru,
        }
    }
}

impl PersonAsked {
    fn new(told: PersonTold, names: &Names) -> Self {
        Self {
            name: name_of(&told.volunteer, names),
            volunteer: told.volunteer.0,
            alone: told.alone.map(RuleInWords::from),
            planned: told.planned.map(RuleInWords::from),
            instead: told.instead.into_iter().map(|request| request.0).collect(),
        }
    }
}

impl From<ReliefTold> for Relief {
    fn from(told: ReliefTold) -> Self {
        let [text, text_ru] = told.texts;
        let [opens, closes] = told.hours.map_or([None, None], |hours| hours.map(|at| Some(clock(at))));
        Self {
            kind: told.relief.into(),
            text,
            text_ru,
            volunteer: told.volunteer.map(|volunteer| volunteer.0),
            skill: told.skill.map(|skill| skill.0),
            opens,
            closes,
            amount: told.amount,
            place: told.place,
            begins: clock(told.begins_at),
            travel_seconds: told.travel_seconds.get(),
            distance_meters: told.distance_meters.get(),
            cost: told.cost.get(),
            asked_seconds: told.asked_seconds.get(),
            serves: told.serves.into_iter().map(|request| request.0).collect(),
        }
    }
}

impl Here {
    fn new(told: HereTold, names: &Names) -> Self {
        let second = told.second.map(|(volunteer, more)| SecondBest {
            name: name_of(&volunteer, names),
            volunteer: volunteer.0,
            travel_seconds: more.travel.get(),
            distance_meters: more.distance.get(),
            cost: more.cost.get(),
        });
        Self {
            name: name_of(&told.volunteer, names),
            volunteer: told.volunteer.0,
            travel_seconds: told.price.travel.get(),
            distance_meters: told.price.distance.get(),
            cost: told.price.cost.get(),
            others: told.others,
            second,
        }
    }
}

fn name_of(volunteer: &VolunteerId, names: &Names) -> String {
    names.get(volunteer).cloned().unwrap_or_default()
}
