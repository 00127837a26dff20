//! Why a request is left out of a plan, or where it is, in the people's words.

use super::change::job_of;
use super::draft::Draft;
use super::fault::ChangeFault;
use crate::day_time::DayTime;
use crate::document::{PlanDocument, ReasonText};
use crate::messages::{self, why as words};
use crate::translate::RED_ZONE;
use karavan_model::{Cost, Meters, RequestId, Seconds, Skill, VolunteerId};
use karavan_plan::{JobIx, Problem, Reason, ReasonCode, TimeWindow, VehicleIx};
use karavan_planner::{
    self as planner, AskedOf, Here, MoveAnswer, MoveAsk, MoveOrder, PlannerError, Price, Relief, Relieved, Why, WhyAsk,
};
use std::collections::BTreeMap;

/// How a request stands in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is on a route.
    Placed,
    /// It is left out, and somebody could take it with the day as planned.
    Free,
    /// It is left out; who could take it with an empty day does others instead.
    Sacrificed,
    /// Nobody could take it, not even with an empty day.
    Impossible,
}

/// What changes, without by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReliefKind {
    /// Nothing does.
    AsItIs,
    /// A shift ends later.
    LaterShift,
    /// A shift begins earlier.
    EarlierShift,
    /// The visit may begin later.
    LaterWindow,
    /// The visit may begin earlier.
    EarlierWindow,
    /// One skill is not asked for.
    WithoutSkill,
    /// More fits into a car.
    MoreRoom,
    /// A volunteer takes more requests.
    MoreJobs,
    /// A volunteer's day may last longer.
    LongerDay,
    /// A volunteer's route may be longer.
    FurtherDay,
    /// One more car drives.
    OneMoreCar,
}

/// What people call the volunteers.
pub type Names = BTreeMap<VolunteerId, String>;

/// The answer about one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyTold {
    /// How it stands.
    pub standing: Standing,
    /// The same in English and in Russian.
    pub texts: [String; 2],
    /// Rules that together make it impossible.
    pub rules: Vec<RuleTold>,
    /// Volunteers who were asked about their day as planned.
    pub people: Vec<PersonTold>,
    /// What stops how many of all others with an empty day: `NoTimeLeft` are those who could.
    pub others: Vec<ReasonText>,
    /// What would let it in, the cheapest first.
    pub reliefs: Vec<ReliefTold>,
    /// What its place costs; absent when it is left out.
    pub here: Option<HereTold>,
}

impl WhyTold {
    /// The answer to somebody who is not shown what touches health: without all that would tell which skills or
    /// clearance are asked for, whether any are or not, so that nothing is learnt from what is left out.
    #[must_use]
    pub fn without_health(self) -> Self {
        let tells_nothing = |one: &ReliefTold| one.relief != ReliefKind::WithoutSkill;
        Self {
            rules: Vec::new(),
            people: Vec::new(),
            others: Vec::new(),
            reliefs: self.reliefs.into_iter().filter(tells_nothing).collect(),
            ..self
        }
    }
}

/// A rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleTold {
    /// Which rule.
    pub code: ReasonCode,
    /// In English and in Russian.
    pub texts: [String; 2],
}

/// What stops one volunteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonTold {
    /// Who it is.
    pub volunteer: VolunteerId,
    /// The first rule with an empty day.
    pub alone: Option<RuleTold>,
    /// The first rule with the day as planned.
    pub planned: Option<RuleTold>,
    /// In whose place they could come.
    pub instead: Vec<RequestId>,
}

/// A change that lets the request in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReliefTold {
    /// What changes.
    pub relief: ReliefKind,
    /// In English and in Russian.
    pub texts: [String; 2],
    /// Who comes then; absent for one more car.
    pub volunteer: Option<VolunteerId>,
    /// The skill that it is done without.
    pub skill: Option<Skill>,
    /// The hours that are changed, as they are then.
    pub hours: Option<[DayTime; 2]>,
    /// The amount that is changed, as it is then: units, requests, minutes or kilometers.
    pub amount: Option<i64>,
    /// After how many visits of the route.
    pub place: usize,
    /// When the visit begins.
    pub begins_at: DayTime,
    /// What is driven more, …
    pub travel_seconds: Seconds,
    /// … and how far.
    pub distance_meters: Meters,
    /// What the plan costs more.
    pub cost: Cost,
    /// How much more time somebody gives.
    pub asked_seconds: Seconds,
    /// Requests left out that are done then.
    pub serves: Vec<RequestId>,
}

/// What a place costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HereTold {
    /// Who has the request.
    pub volunteer: VolunteerId,
    /// What its place costs.
    pub price: Price,
    /// Who else could take it at least cost: how much more that is.
    pub second: Option<(VolunteerId, Price)>,
    /// How many others could take it.
    pub others: usize,
}

/// Why a request is left out of a plan, or where it is. `ask` has a planner answer on the travel table of that name.
///
/// # Errors
/// When the plan does not know the request, or the planner fails.
pub fn why(
    (table, document): (&str, &PlanDocument),
    (request, is_second): (&RequestId, bool),
    names: &Names,
    ask: impl FnOnce(MoveOrder) -> Result<MoveAnswer, PlannerError>,
) -> Result<WhyTold, ChangeFault> {
    let draft = Draft::read(document)?;
    let job = job_of(&draft, request, is_second)?;
    let vehicles = draft.legend().volunteers.iter().enumerate();
    let closed = vehicles.filter(|(_, who)| document.marks.is_locked(who));
    let pinned = pinned_to(&draft, request, job);
    let asked = WhyAsk {
        job,
        only: pinned,
        closed: closed.map(|(at, _)| VehicleIx::from(at)).collect(),
        needed: RED_ZONE,
    };
    let MoveAnswer::Why(why) = ask(draft.question(table, MoveAsk::Why(asked)))? else {
        return Err(PlannerError::Lost.into());
    };
    let telling = Telling {
        draft: &draft,
        names,
        job,
        pinned,
    };
    Ok(telling.told(why))
}

/// Who alone may do it: a pin holds the first visit of a request, as for moves.
fn pinned_to(draft: &Draft<'_>, request: &RequestId, job: JobIx) -> Option<VehicleIx> {
    if job_of(draft, request, false).ok()? != job {
        return None;
    }
    let volunteer = draft.document.marks.pinned_to(request)?;
    let mut all = draft.legend().volunteers.iter();
    all.position(|known| known == volunteer).map(VehicleIx::from)
}

struct Telling<'a> {
    draft: &'a Draft<'a>,
    names: &'a Names,
    job: JobIx,
    /// Who alone may do it.
    pinned: Option<VehicleIx>,
}

impl Telling<'_> {
    fn told(&self, why: Why) -> WhyTold {
        let able = why.vehicles.iter().filter(|one| one.alone.is_none()).count();
        let (asked, others): (Vec<_>, Vec<_>) = why
            .vehicles
            .into_iter()
            .partition(|one| one.planned != AskedOf::Nothing);
        let mut counts: BTreeMap<ReasonCode, u32> = BTreeMap::new();
        for one in others {
            *counts.entry(one.alone.unwrap_or(ReasonCode::NoTimeLeft)).or_default() += 1;
        }
        let people = asked.into_iter().map(|one| PersonTold {
            volunteer: self.volunteer(one.vehicle),
            alone: one.alone.map(|code| rule_told(code, words::stopped(code, false))),
            planned: match one.planned {
                AskedOf::Stopped(code) => Some(rule_told(code, words::stopped(code, true))),
                AskedOf::Could | AskedOf::Nothing => None,
            },
            instead: self.requests(&one.instead),
        });
        let here = why.here.map(|here| self.here(&here));
        let texts = self.texts(why.standing, here.as_ref(), able);
        WhyTold {
            standing: match why.standing {
                planner::Standing::Placed => Standing::Placed,
                planner::Standing::Free => Standing::Free,
                planner::Standing::Sacrificed => Standing::Sacrificed,
                planner::Standing::Impossible => Standing::Impossible,
            },
            texts: texts.into(),
            rules: why
                .conflict
                .into_iter()
                .map(|code| rule_told(code, words::rule(code)))
                .collect(),
            people: people.collect(),
            others: counts
                .into_iter()
                .map(|(code, vehicles)| messages::reason(Reason { code, vehicles }))
                .collect(),
            reliefs: why.reliefs.into_iter().map(|one| self.relief(one)).collect(),
            here,
        }
    }

    /// How it stands; `able` could with an empty day.
    fn texts(&self, standing: planner::Standing, here: Option<&HereTold>, able: usize) -> (String, String) {
        let pinned = self.pinned.map(|vehicle| self.volunteer(vehicle));
        let pinned = pinned.as_ref().map(|who| self.name(who));
        if let Some(here) = here {
            let second = here.second.as_ref();
            let second = second.map(|(who, more)| (self.name(who), more.travel.0));
            return words::placed(here.price.travel.0, second, pinned);
        }
        let able = match standing {
            planner::Standing::Impossible => 0,
            _ => able,
        };
        words::left_out(standing == planner::Standing::Free, able, pinned)
    }

    fn here(&self, here: &Here) -> HereTold {
        HereTold {
            volunteer: self.volunteer(here.vehicle),
            price: here.price,
            second: here.second.map(|offer| (self.volunteer(offer.vehicle), offer.price)),
            others: here.others,
        }
    }

    fn relief(&self, one: Relieved) -> ReliefTold {
        let volunteer = one.vehicle.map(|vehicle| self.volunteer(vehicle));
        let skill = match one.relief {
            // Bit 0 is the clearance for homes in quarantine, the others are the skills of the legend.
            Relief::WithoutSkill(bit) => self.draft.legend().skills.get((bit as usize).wrapping_sub(1)).cloned(),
            _ => None,
        };
        let (hours, amount) = changed(&self.draft.problem, self.job, &one);
        let name = volunteer.as_ref().map_or("", |who| self.name(who));
        let shown = hours.unwrap_or([DayTime(Seconds::ZERO); 2]);
        ReliefTold {
            texts: words::relief(one.relief, name, skill.as_ref(), shown).into(),
            relief: kind(one.relief),
            volunteer,
            skill,
            hours,
            amount,
            place: one.place,
            begins_at: DayTime(one.begins),
            travel_seconds: one.price.travel,
            distance_meters: one.price.distance,
            cost: one.price.cost,
            asked_seconds: one.asked,
            serves: self.requests(&one.serves),
        }
    }

    fn volunteer(&self, vehicle: VehicleIx) -> VolunteerId {
        self.draft.legend().volunteers[vehicle.at()].clone()
    }

    fn name<'n>(&'n self, volunteer: &'n VolunteerId) -> &'n str {
        let name = self.names.get(volunteer).filter(|name| !name.is_empty());
        name.map_or(volunteer.as_str(), String::as_str)
    }

    fn requests(&self, jobs: &[JobIx]) -> Vec<RequestId> {
        jobs.iter()
            .map(|job| self.draft.legend().requests[job.at()].clone())
            .collect()
    }
}

const fn kind(relief: Relief) -> ReliefKind {
    match relief {
        Relief::AsItIs => ReliefKind::AsItIs,
        Relief::LaterShift(_) => ReliefKind::LaterShift,
        Relief::EarlierShift(_) => ReliefKind::EarlierShift,
        Relief::LaterWindow(_) => ReliefKind::LaterWindow,
        Relief::EarlierWindow(_) => ReliefKind::EarlierWindow,
        Relief::WithoutSkill(_) => ReliefKind::WithoutSkill,
        Relief::MoreRoom(_) => ReliefKind::MoreRoom,
        Relief::MoreJobs(_) => ReliefKind::MoreJobs,
        Relief::LongerDay(_) => ReliefKind::LongerDay,
        Relief::FurtherDay(_) => ReliefKind::FurtherDay,
        Relief::OneMoreCar { .. } => ReliefKind::OneMoreCar,
    }
}

fn rule_told(code: ReasonCode, texts: (String, String)) -> RuleTold {
    RuleTold {
        code,
        texts: texts.into(),
    }
}

/// The hours or the amount that a relief changes, as they are after it.
fn changed(problem: &Problem, job: JobIx, one: &Relieved) -> (Option<[DayTime; 2]>, Option<i64>) {
    if let Relief::OneMoreCar { opens, closes, room } = one.relief {
        return (Some([DayTime(opens), DayTime(closes)]), Some(room));
    }
    let Some(vehicle) = one.vehicle else {
        return (None, None);
    };
    let (asked, own) = (&problem.jobs()[job.at()], &problem.vehicles()[vehicle.at()]);
    let moved = |hours: Option<&TimeWindow>, earlier: Seconds, later: Seconds| {
        let hours = hours?;
        Some([DayTime(hours.opens - earlier), DayTime(hours.closes + later)])
    };
    let none = Seconds::ZERO;
    match one.relief {
        Relief::LaterShift(by) => (moved(Some(&own.shift), none, by), None),
        Relief::EarlierShift(by) => (moved(Some(&own.shift), by, none), None),
        Relief::LaterWindow(by) => (moved(asked.windows.last(), none, by), None),
        Relief::EarlierWindow(by) => (moved(asked.windows.first(), by, none), None),
        Relief::MoreRoom(units) => (None, own.capacity.first().map(|room| room + units)),
        Relief::MoreJobs(count) => (None, own.tasks_max.map(|most| i64::from(most + count))),
        Relief::LongerDay(by) => (None, own.duration_max.map(|most| (most + by).0 / 60)),
        Relief::FurtherDay(by) => (None, own.distance_max.map(|most| (most + by).0 / 1_000)),
        Relief::AsItIs | Relief::WithoutSkill(_) | Relief::OneMoreCar { .. } => (None, None),
    }
}
