//! `rules`: what requests and volunteers ask for beyond jobs and vehicles, as rules of the problem: who may come, who
//! is preferred, two at once, wished hours, breaks. `second_people`: the requests that need two.

use super::hours::window;
use crate::locate::Located;
use karavan_model::{Cost, Request, folded_name};
use karavan_plan::{Break, JobIx, Preference, Restriction, Rules, TimeWindow, Together, VehicleIx, Who, Wish};
use std::collections::BTreeMap;

/// A preferred volunteer is worth half an hour of driving, the one who came before a quarter.
const PREFERRED: Cost = Cost(1_800);
const BEFORE: Cost = Cost(900);
/// What each second beside the wished hours costs.
const WISH_PER_SECOND: i64 = 1;

/// The requests that need two people, by their place among the located ones.
pub(super) fn second_people(located: &Located) -> Vec<usize> {
    let requests = located.requests.iter().enumerate();
    let two = requests.filter(|(_, request)| request.what.needs_two);
    two.map(|(place, _)| place).collect()
}

/// The rules of a day; the second person of `seconds[k]` is the `k`-th job after the requests.
pub(super) fn rules(located: &Located, seconds: &[usize]) -> Rules {
    let roster = Roster::new(located);
    let mut rules = Rules::default();
    for (ix, request) in located.requests.iter().enumerate() {
        visitors(&mut rules, &roster, &request.what, JobIx::from(ix));
        rules.wishes.extend(request.what.wish.map(|hours| Wish {
            job: JobIx::from(ix),
            window: window(hours),
            per_second: WISH_PER_SECOND,
        }));
    }
    for (second, &request) in (located.requests.len()..).zip(seconds) {
        let (first, second) = (JobIx::from(request), JobIx::from(second));
        together(&mut rules, &roster, &located.requests[request].what, [first, second]);
    }
    for (ix, volunteer) in located.volunteers.iter().enumerate() {
        let rest = volunteer.what.1.rest.and_then(|rest| Some((rest, rest.begins()?)));
        rules.breaks.extend(rest.map(|(rest, (opens, closes))| Break {
            vehicle: VehicleIx::from(ix),
            windows: vec![TimeWindow { opens, closes }],
            service: karavan_model::Seconds::from_minutes(rest.minutes.into()),
        }));
    }
    rules
}

fn visitors(rules: &mut Rules, roster: &Roster, request: &Request, job: JobIx) {
    let asked = &request.visitors;
    // Where everybody named is away today, nobody may come: that is for a person to decide, not for the plan.
    if !asked.only.is_empty() {
        rules.restrictions.push(only(job, roster.all(&asked.only)));
    }
    rules.restrictions.extend(never(roster, request, job));
    for (names, outside) in [(&asked.preferred, PREFERRED), (&asked.before, BEFORE)] {
        let vehicles = roster.all(names);
        if !vehicles.is_empty() {
            rules.preferences.push(Preference {
                job,
                vehicles,
                inside: Cost::ZERO,
                outside,
            });
        }
    }
}

/// Two people at once. Who may not come may not come along; where only some may, two of them come, or one of them
/// where but one is named.
fn together(rules: &mut Rules, roster: &Roster, request: &Request, jobs: [JobIx; 2]) {
    rules.together.push(Together { jobs });
    rules.restrictions.extend(never(roster, request, jobs[1]));
    let named = roster.all(&request.visitors.only);
    if request.visitors.only.len() > 1 {
        rules.restrictions.push(only(jobs[1], named));
    }
}

const fn only(job: JobIx, vehicles: Vec<VehicleIx>) -> Restriction {
    Restriction {
        job,
        vehicles,
        who: Who::Only,
    }
}

fn never(roster: &Roster, request: &Request, job: JobIx) -> Option<Restriction> {
    let vehicles = roster.all(&request.visitors.never);
    (!vehicles.is_empty()).then_some(Restriction {
        job,
        vehicles,
        who: Who::Never,
    })
}

/// Who drives today, by id and by name.
struct Roster(BTreeMap<String, Vec<VehicleIx>>);

impl Roster {
    fn new(located: &Located) -> Self {
        let mut called: BTreeMap<String, Vec<VehicleIx>> = BTreeMap::new();
        for (ix, volunteer) in located.volunteers.iter().enumerate() {
            let who = &volunteer.what.0;
            let mut names = vec![folded_name(who.id.as_str()), folded_name(&who.name)];
            names.dedup();
            for name in names {
                called.entry(name).or_default().push(VehicleIx::from(ix));
            }
        }
        Self(called)
    }

    /// Those of the named who drive today, each once.
    fn all(&self, names: &[String]) -> Vec<VehicleIx> {
        let found = names.iter().filter_map(|name| self.0.get(&folded_name(name)));
        let mut all: Vec<VehicleIx> = found.flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
