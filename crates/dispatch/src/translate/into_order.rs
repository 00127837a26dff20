//! `into_order`: a located day as an `Order` for the planner: requests become jobs, shifts vehicles, hubs depots,
//! skills bits, urgency a prize; with the `Legend` of names beside it (`NamedOrder`). Also `Customs`, the times a
//! region is used to, and `profile_of`, the roads of a vehicle. Rules about who comes are in `rules.rs`.

use super::hours::{window, windows};
use super::{places::Places, rules};
use crate::DispatchError;
use crate::document::{HubName, Legend};
use crate::locate::{Located, OnRoad};
use crate::messages;
use karavan_map::MapHash;
use karavan_model::{
    Cost, Hub, Meters, Need, Policy, Request, Seconds, Shift, ShiftEnd, Skill, Urgency, VehicleKind, Volunteer,
};
use karavan_plan::{Depot, DepotIx, DepotSet, Job, LocationIx, ProfileIx, SkillSet, Vehicle, VehicleCosts};
use karavan_planner::{Order, Search};
use karavan_roads::Profile;
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

/// What leaving one request out costs, in seconds of travel. An ordinary request is worth more than a day of driving;
/// an urgent one ten ordinary ones; one that can wait a third of an ordinary one.
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
pub(crate) const RED_ZONE: SkillSet = SkillSet(1);
const SKILLS_MAX: usize = 63;
const HUBS_MAX: usize = 64;
/// Homes in quarantine come last on a route.
const CLASS_ORDINARY: u8 = 0;
const CLASS_QUARANTINE: u8 = 1;

/// An order and the way back from its positions to names.
#[derive(Clone, Debug)]
pub struct NamedOrder {
    /// For the planner.
    pub order: Order,
    /// For people.
    pub legend: Legend,
}

/// Puts the day into an order: job `i` is located request `i`, vehicle `i` located volunteer `i`, depot `i` hub `i`.
/// After the requests come the second people of those that need two, as jobs of their own. The order is for the map
/// on which the day was located.
///
/// # Errors
/// When there are more hubs or skills than a problem can hold.
pub fn into_order(
    located: &Located,
    customs: Customs,
    (map, search): (MapHash, Search),
) -> Result<NamedOrder, DispatchError> {
    if located.hubs.len() > HUBS_MAX {
        let hubs = located.hubs.len();
        return Err(DispatchError::unplannable(messages::too_many_hubs(hubs, HUBS_MAX)));
    }
    let skills = SkillBits::collect(located)?;
    let kinds: Vec<VehicleKind> = located
        .volunteers
        .iter()
        .map(|volunteer| volunteer.what.1.vehicle)
        .collect();
    let profiles = profiles_of(kinds.iter().copied());
    let mut places = Places::default();
    let hubs = places.add_all(&located.hubs);
    let homes = places.add_all(&located.volunteers);
    let doors = places.add_all(&located.requests);
    let mut jobs = each(&located.requests, &doors, |request, location| {
        job(request, location, &located.hubs, &skills, customs)
    });
    let seconds = rules::second_people(located);
    jobs.extend(
        seconds
            .iter()
            .map(|&request| second_person(&jobs[request]))
            .collect::<Vec<_>>(),
    );
    let depots = each(&located.hubs, &hubs, |hub, location| depot(hub, location, customs));
    let vehicles = each(&located.volunteers, &homes, |(volunteer, shift), location| Vehicle {
        profile: profile_ix(&profiles, shift),
        ..vehicle(volunteer, shift, location, &skills)
    });
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
        vehicles: kinds,
        hub_names: located.hubs.iter().map(|hub| hub_name(&hub.what)).collect(),
        skills: skills.names(),
        points: places.points.clone(),
    };
    let order = Order {
        map,
        search,
        policy: Policy::default(),
        points: places.points,
        profiles,
        dimensions: 1,
        depots,
        jobs,
        vehicles,
        rules: rules::rules(located, &seconds),
    };
    Ok(NamedOrder { order, legend })
}

fn each<T, U>(things: &[OnRoad<T>], at: &[LocationIx], make: impl Fn(&T, LocationIx) -> U) -> Vec<U> {
    things
        .iter()
        .zip(at)
        .map(|(thing, location)| make(&thing.what, *location))
        .collect()
}

fn hub_name(hub: &Hub) -> HubName {
    HubName {
        name: hub.name.clone(),
        address: hub.address.clone(),
    }
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

/// Ways to travel of a day: by car, and each other that somebody has.
pub(crate) fn profiles_of(vehicles: impl Iterator<Item = VehicleKind>) -> Vec<Profile> {
    let others = vehicles.map(profile_of);
    let others: BTreeSet<Profile> = others.filter(|&profile| profile != Profile::Car).collect();
    std::iter::once(Profile::Car).chain(others).collect()
}

/// The table of travel for a shift; that of cars where there is no other.
fn profile_ix(profiles: &[Profile], shift: &Shift) -> ProfileIx {
    let profile = profile_of(shift.vehicle);
    let place = profiles.iter().position(|&other| other == profile);
    ProfileIx::from(place.unwrap_or_default())
}

/// On which roads a vehicle travels.
#[must_use]
pub const fn profile_of(vehicle: VehicleKind) -> Profile {
    match vehicle {
        VehicleKind::Car | VehicleKind::Van => Profile::Car,
        VehicleKind::Bicycle => Profile::Bicycle,
        VehicleKind::OnFoot => Profile::Foot,
    }
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

/// Which bit stands for which skill on this day.
struct SkillBits(BTreeMap<Skill, u32>);

impl SkillBits {
    fn collect(located: &Located) -> Result<Self, DispatchError> {
        let asked = located.requests.iter().flat_map(|request| &request.what.skills);
        let known = located.volunteers.iter().flat_map(|volunteer| &volunteer.what.0.skills);
        let names: BTreeSet<&Skill> = asked.chain(known).collect();
        if names.len() > SKILLS_MAX {
            let skills = names.len();
            return Err(DispatchError::unplannable(messages::too_many_skills(
                skills, SKILLS_MAX,
            )));
        }
        Ok(Self(names.into_iter().cloned().zip(1..).collect()))
    }

    /// The skill of every bit from 1 on.
    fn names(&self) -> Vec<Skill> {
        self.0.keys().cloned().collect()
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
    use super::prize;
    use karavan_model::Urgency;

    #[test]
    fn an_urgent_request_is_worth_ten_ordinary_ones() {
        assert_eq!(prize(Urgency::Urgent).0, 10 * prize(Urgency::Normal).0);
        assert!(prize(Urgency::Low) < prize(Urgency::Normal));
    }
}
