//! Measured → problem: the only translator from the people's words to the field's. Names stay on this side.

mod rules;

use crate::DispatchError;
use crate::document::Legend;
use crate::locate::{Located, OnRoad};
use crate::measure::{Measured, profile_of};
use karavan_model::{
    ClockWindow, Cost, Hub, Meters, Need, Request, Seconds, Shift, ShiftEnd, Skill, Urgency, Volunteer,
};
use karavan_plan::{
    Depot, DepotIx, DepotSet, Job, LocationIx, Problem, ProblemError, ProblemParts, ProfileIx, SkillSet, TimeWindow,
    Travel, Vehicle, VehicleCosts,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the coordinator may set once for the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customs {
    /// Parking and finding the entrance, once per building.
    pub setup: Seconds,
    /// At the door, when the request does not say.
    pub service: Seconds,
    /// Loading at a hub.
    pub loading: Seconds,
}

impl Default for Customs {
    fn default() -> Self {
        Self {
            setup: Seconds::from_minutes(2),
            service: Seconds::from_minutes(5),
            loading: Seconds::from_minutes(5),
        }
    }
}

/// What leaving one request out costs, in seconds of travel. An ordinary request is worth more than a day of driving; an
/// urgent one ten ordinary ones; one that can wait a third of an ordinary one.
const fn prize(urgency: Urgency) -> Cost {
    Cost(match urgency {
        Urgency::Low => 100_000,
        Urgency::Normal => 300_000,
        Urgency::Urgent => 3_000_000,
    })
}

/// The first of two people has the prize; the second, who comes or stays away with the first, has the least there is.
const SECOND_PRIZE: Cost = Cost(1);

/// The red zone is a skill: bit 0. Other skills follow in alphabetical order.
const RED_ZONE: SkillSet = SkillSet(1);
const SKILLS_MAX: usize = 63;
const HUBS_MAX: usize = 64;
/// Homes in quarantine come last on a route.
const CLASS_ORDINARY: u8 = 0;
const CLASS_QUARANTINE: u8 = 1;

/// A problem and the way back from its indexes to names.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// For the solver.
    pub problem: Problem,
    /// For people.
    pub legend: Legend,
}

/// Puts the day into a problem: job `i` is located request `i`, vehicle `i` located volunteer `i`, depot `i` hub `i`. After
/// the requests come the second people of those that need two, as jobs of their own.
///
/// # Errors
/// When there are more hubs or skills than a problem can hold, or the parts contradict one another.
pub fn arrange(located: &Located, measured: &Measured, customs: Customs) -> Result<Arranged, DispatchError> {
    if located.hubs.len() > HUBS_MAX {
        let hubs = located.hubs.len();
        return Err(DispatchError::Unplannable {
            told: format!("{hubs} hubs: at most {HUBS_MAX} can be planned at once; leave out those not used today"),
            told_ru: format!(
                "пунктов выдачи {hubs}, а вместе планируется не больше {HUBS_MAX}; уберите лишние сегодня"
            ),
        });
    }
    let skills = SkillBits::collect(located)?;
    let mut jobs = each(&located.requests, &measured.requests, |request, location| {
        job(request, location, &located.hubs, &skills, customs)
    });
    let seconds = rules::second_people(located);
    jobs.extend(
        seconds
            .iter()
            .map(|&request| second_person(&jobs[request]))
            .collect::<Vec<_>>(),
    );
    let parts = ProblemParts {
        locations: measured.points.len(),
        dimensions: 1,
        travel: measured
            .travel
            .iter()
            .map(|(_, table)| Travel::Full(table.clone()))
            .collect(),
        depots: each(&located.hubs, &measured.hubs, |hub, location| {
            depot(hub, location, customs)
        }),
        jobs,
        vehicles: each(
            &located.volunteers,
            &measured.volunteers,
            |(volunteer, shift), location| Vehicle {
                profile: profile_ix(measured, shift),
                ..vehicle(volunteer, shift, location, &skills)
            },
        ),
        rules: rules::rules(located, &seconds),
    };
    let problem = Problem::new(parts).map_err(|faults| unfit(located, &faults))?;
    let of_seconds = seconds.iter().map(|&request| &located.requests[request]);
    let requests = located.requests.iter().chain(of_seconds);
    let legend = Legend {
        requests: requests.map(|request| request.what.id.clone()).collect(),
        volunteers: located
            .volunteers
            .iter()
            .map(|volunteer| volunteer.what.0.id.clone())
            .collect(),
        hubs: located.hubs.iter().map(|hub| hub.what.id.clone()).collect(),
        needs: located
            .requests
            .iter()
            .map(|request| request.what.needs.clone())
            .chain(seconds.iter().map(|_| Vec::new()))
            .collect(),
        offers: located.hubs.iter().map(|hub| hub.what.offers.clone()).collect(),
        points: measured.points.clone(),
    };
    Ok(Arranged { problem, legend })
}

/// Says which requests, volunteers and hubs do not fit into a problem, by their names.
fn unfit(located: &Located, faults: &[ProblemError]) -> DispatchError {
    let named = |part: &str| {
        let (kind, position) = part.split_once(' ')?;
        let position: usize = position.parse().ok()?;
        Some(match kind {
            "job" => ("request", "заявка", located.requests.get(position)?.what.id.to_string()),
            "vehicle" => (
                "volunteer",
                "волонтёр",
                located.volunteers.get(position)?.what.0.id.to_string(),
            ),
            "depot" => ("hub", "пункт выдачи", located.hubs.get(position)?.what.id.to_string()),
            _ => return None,
        })
    };
    let (mut told, mut told_ru) = (Vec::new(), Vec::new());
    for fault in faults {
        match named(&fault.part) {
            Some((kind, kind_ru, id)) => {
                told.push(format!("{kind} {id} {}", fault.rule));
                told_ru.push(format!("{kind_ru} {id}"));
            }
            None => told.push(format!("{} {}", fault.part, fault.rule)),
        }
    }
    DispatchError::Unplannable {
        told: told.join("; "),
        told_ru: format!(
            "данные дня вне пределов, в которых его можно спланировать: {}",
            if told_ru.is_empty() {
                "весь день".to_owned()
            } else {
                told_ru.join(", ")
            }
        ),
    }
}

fn each<T, U>(things: &[OnRoad<T>], at: &[LocationIx], make: impl Fn(&T, LocationIx) -> U) -> Vec<U> {
    things
        .iter()
        .zip(at)
        .map(|(thing, location)| make(&thing.what, *location))
        .collect()
}

fn depot(hub: &Hub, location: LocationIx, customs: Customs) -> Depot {
    Depot {
        location,
        windows: vec![window(hub.hours)],
        service: customs.loading,
    }
}

fn job(request: &Request, location: LocationIx, hubs: &[OnRoad<Hub>], skills: &SkillBits, customs: Customs) -> Job {
    let asked = skills.of(&request.skills);
    let minutes = request
        .service_minutes
        .map(|minutes| Seconds::from_minutes(i64::from(minutes)));
    Job {
        location,
        windows: windows(&request.windows),
        setup: customs.setup,
        service: minutes.unwrap_or(customs.service),
        load: vec![request.needs.iter().map(|need| i64::from(need.quantity)).sum()],
        depots: suppliers(request, hubs),
        skills: if request.quarantine {
            SkillSet(asked.0 | RED_ZONE.0)
        } else {
            asked
        },
        skills_none: SkillSet::default(),
        prize: prize(request.urgency),
        class: if request.quarantine {
            CLASS_QUARANTINE
        } else {
            CLASS_ORDINARY
        },
    }
}

/// Who comes along: empty-handed, and with no more skill than the home asks of everybody.
fn second_person(first: &Job) -> Job {
    Job {
        load: vec![0],
        depots: DepotSet::NONE,
        skills: SkillSet(first.skills.0 & RED_ZONE.0),
        prize: SECOND_PRIZE,
        ..first.clone()
    }
}

/// Hubs that hand out everything the request needs (and are the one it names, if it names one).
fn suppliers(request: &Request, hubs: &[OnRoad<Hub>]) -> DepotSet {
    let offers_all = |hub: &Hub| request.needs.iter().all(|need: &Need| hub.offers.contains(&need.goods));
    let is_asked = |hub: &Hub| request.hub.as_ref().is_none_or(|asked| *asked == hub.id);
    if request.needs.is_empty() {
        return DepotSet::NONE;
    }
    let fitting = hubs
        .iter()
        .enumerate()
        .filter(|(_, hub)| offers_all(&hub.what) && is_asked(&hub.what));
    fitting.fold(DepotSet::NONE, |set, (index, _)| set.with(DepotIx::from(index)))
}

/// The table of travel for a shift; that of cars where there is no other.
fn profile_ix(measured: &Measured, shift: &Shift) -> ProfileIx {
    let profile = profile_of(shift.vehicle);
    let place = measured.travel.iter().position(|&(other, _)| other == profile);
    ProfileIx::from(place.unwrap_or_default())
}

fn vehicle(volunteer: &Volunteer, shift: &Shift, location: LocationIx, skills: &SkillBits) -> Vehicle {
    let known = skills.of(&volunteer.skills);
    Vehicle {
        profile: ProfileIx(0),
        start: Some(location),
        end: (shift.end == ShiftEnd::Home).then_some(location),
        shift: window(shift.hours),
        capacity: vec![i64::from(shift.capacity)],
        skills: if volunteer.red_zone {
            SkillSet(known.0 | RED_ZONE.0)
        } else {
            known
        },
        tasks_max: shift.stops_max,
        loads_max: None,
        duration_max: shift.minutes_max.map(|minutes| Seconds::from_minutes(minutes.into())),
        distance_max: shift
            .kilometers_max
            .map(|kilometers| Meters(i64::from(kilometers) * 1_000)),
        costs: VehicleCosts::default(),
    }
}

fn window(hours: ClockWindow) -> TimeWindow {
    TimeWindow {
        opens: hours.opens.since_midnight(),
        closes: hours.closes.since_midnight(),
    }
}

/// Sorted and joined where they touch; the whole day when none is given.
fn windows(hours: &[ClockWindow]) -> Vec<TimeWindow> {
    let mut sorted: Vec<TimeWindow> = hours.iter().copied().map(window).collect();
    sorted.sort_by_key(|window| (window.opens, window.closes));
    let mut joined: Vec<TimeWindow> = Vec::with_capacity(sorted.len().max(1));
    for next in sorted {
        match joined.last_mut() {
            Some(last) if next.opens <= last.closes => last.closes = last.closes.max(next.closes),
            _ => joined.push(next),
        }
    }
    if joined.is_empty() {
        joined.push(TimeWindow {
            opens: Seconds::ZERO,
            closes: Seconds(24 * 3600),
        });
    }
    joined
}

/// Which bit stands for which skill on this day.
struct SkillBits(BTreeMap<Skill, u32>);

impl SkillBits {
    fn collect(located: &Located) -> Result<Self, DispatchError> {
        let asked = located.requests.iter().flat_map(|request| &request.what.skills);
        let known = located.volunteers.iter().flat_map(|volunteer| &volunteer.what.0.skills);
        let names: BTreeSet<&Skill> = asked.chain(known).collect();
        if names.len() > SKILLS_MAX {
            let skills = names.len();
            return Err(DispatchError::Unplannable {
                told: format!(
                    "{skills} different skills: at most {SKILLS_MAX} can be planned at once; merge their names"
                ),
                told_ru: format!(
                    "разных навыков {skills}, а вместе планируется не больше {SKILLS_MAX}; сведите их названия"
                ),
            });
        }
        Ok(Self(names.into_iter().cloned().zip(1..).collect()))
    }

    fn of(&self, skills: &[Skill]) -> SkillSet {
        SkillSet(
            skills
                .iter()
                .filter_map(|skill| self.0.get(skill))
                .fold(0, |bits, bit| bits | 1 << bit),
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use karavan_model::ClockTime;

    fn hours(opens: u32, closes: u32) -> ClockWindow {
        ClockWindow {
            opens: ClockTime::new(opens, 0).unwrap(),
            closes: ClockTime::new(closes, 0).unwrap(),
        }
    }

    #[test]
    fn windows_that_touch_become_one_and_none_means_the_whole_day() {
        let joined = windows(&[hours(14, 18), hours(9, 12), hours(12, 13)]);
        let plain: Vec<(i64, i64)> = joined
            .iter()
            .map(|window| (window.opens.0 / 3600, window.closes.0 / 3600))
            .collect();
        assert_eq!(plain, [(9, 13), (14, 18)]);
        assert_eq!(
            windows(&[]),
            [TimeWindow {
                opens: Seconds(0),
                closes: Seconds(86_400)
            }]
        );
    }

    #[test]
    fn an_urgent_request_is_worth_ten_ordinary_ones() {
        assert_eq!(prize(Urgency::Urgent).0, 10 * prize(Urgency::Normal).0);
        assert!(prize(Urgency::Low) < prize(Urgency::Normal));
    }
}
