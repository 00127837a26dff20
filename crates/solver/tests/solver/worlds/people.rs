//! Small worlds about who comes to a job: skills, pins and prohibitions, preferences, promised visits.

use super::*;
use karavan_plan::{Preference, Prefix, Restriction, Who};

#[test]
fn the_only_skilled_volunteer_is_kept_for_who_needs_the_skill() {
    // Each can do one job. The nurse is nearer to both, but only she can do the second.
    let nurse = SkillSet(1);
    let one = |vehicle: Vehicle| Vehicle {
        tasks_max: Some(1),
        ..vehicle
    };
    let problem = street(
        &[0, 5, 6, -90],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![
                job(1),
                Job {
                    skills: nurse,
                    ..job(2)
                },
            ],
            vehicles: vec![
                one(Vehicle {
                    skills: nurse,
                    ..volunteer(0)
                }),
                one(volunteer(3)),
            ],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(plan.unassigned, []);
    // The nurse 6; the other 90 to the hub and 5 on.
    assert_eq!(plan.cost, Cost(6 + 95));
}

/// A job at 5 with its hub at home; one volunteer lives there, the other at -10.
fn near_and_far(jobs: Vec<Job>, rules: Rules) -> ProblemParts {
    ProblemParts {
        depots: vec![depot(0)],
        jobs,
        vehicles: vec![volunteer(0), volunteer(2)],
        rules,
        ..ProblemParts::default()
    }
}

const NEAR_AND_FAR: [i64; 3] = [0, 5, -10];

#[test]
fn who_has_a_skill_that_is_refused_stays_away() {
    // The one who lives near keeps a dog along (skill 1).
    for (refused, cost) in [(SkillSet::NONE, 5), (SkillSet(2), 15)] {
        let wary = Job {
            skills_none: refused,
            ..job(1)
        };
        let mut parts = near_and_far(vec![wary], Rules::default());
        parts.vehicles[0].skills = SkillSet(2);
        let plan = solved(&street(&NEAR_AND_FAR, parts), 1, 20).plan;
        assert_eq!(plan.cost, Cost(cost));
    }
}

#[test]
fn all_the_skills_asked_for_are_needed() {
    // The one who lives near is a medic; a medic who can carry is asked for.
    let parts = |skills| {
        let mut parts = near_and_far(
            vec![Job {
                skills: SkillSet(3),
                ..job(1)
            }],
            Rules::default(),
        );
        parts.vehicles[0].skills = skills;
        parts.vehicles[1].skills = SkillSet(3);
        parts
    };
    for (skills, cost) in [(SkillSet(3), 5), (SkillSet(1), 15), (SkillSet(2), 15)] {
        let plan = solved(&street(&NEAR_AND_FAR, parts(skills)), 1, 20).plan;
        assert_eq!(plan.cost, Cost(cost), "{skills:?}");
    }
}

#[test]
fn who_is_forbidden_stays_away_and_who_is_pinned_comes() {
    // 5 for the one who lives near, 10 + 5 for the other.
    for (vehicle, who_may) in [(0, Who::Never), (1, Who::Only)] {
        let rules = Rules {
            restrictions: vec![Restriction {
                job: JobIx(0),
                vehicles: vec![VehicleIx(vehicle)],
                who: who_may,
            }],
            ..Rules::default()
        };
        let (plan, without) = with_and_without(&NEAR_AND_FAR, near_and_far(vec![job(1)], rules));
        assert_eq!(who(&plan, 0), VehicleIx(1), "{who_may:?}");
        assert_eq!((plan.cost, without), (Cost(15), Cost(5)));
    }
}

#[test]
fn a_pin_on_somebody_who_cannot_come_leaves_the_job() {
    let rules = Rules {
        restrictions: vec![Restriction {
            job: JobIx(0),
            vehicles: vec![VehicleIx(1)],
            who: Who::Only,
        }],
        ..Rules::default()
    };
    let mut parts = near_and_far(vec![job(1)], rules);
    parts.vehicles[1].shift = window(0, 14);
    let (plan, without) = with_and_without(&NEAR_AND_FAR, parts);
    assert_eq!((plan.cost, without), (Cost(100_000), Cost(5)));
}

/// Volunteer 1 has come before; somebody else costs so much.
fn known(price: i64) -> Rules {
    Rules {
        preferences: vec![Preference {
            job: JobIx(0),
            vehicles: vec![VehicleIx(1)],
            inside: Cost(0),
            outside: Cost(price),
        }],
        ..Rules::default()
    }
}

#[test]
fn the_same_person_comes_again_when_that_is_worth_the_way() {
    // 15 for the one who is known; 5 and the price for the other.
    let (plan, without) = with_and_without(&NEAR_AND_FAR, near_and_far(vec![job(1)], known(11)));
    assert_eq!((who(&plan, 0), plan.cost), (VehicleIx(1), Cost(15)));
    assert_eq!(without, Cost(5));
    let (plan, _) = with_and_without(&NEAR_AND_FAR, near_and_far(vec![job(1)], known(9)));
    assert_eq!((who(&plan, 0), plan.cost), (VehicleIx(0), Cost(5 + 9)));
}

#[test]
fn who_had_better_not_come_comes_only_when_nobody_else_can() {
    let rules = |vehicle| Rules {
        preferences: vec![Preference {
            job: JobIx(0),
            vehicles: vec![VehicleIx(vehicle)],
            inside: Cost(50),
            outside: Cost(0),
        }],
        ..Rules::default()
    };
    let (plan, without) = with_and_without(&NEAR_AND_FAR, near_and_far(vec![job(1)], rules(0)));
    assert_eq!((who(&plan, 0), plan.cost, without), (VehicleIx(1), Cost(15), Cost(5)));
    let mut parts = near_and_far(vec![job(1)], rules(0));
    parts.vehicles.truncate(1);
    let (plan, without) = with_and_without(&NEAR_AND_FAR, parts);
    assert_eq!((plan.cost, without), (Cost(5 + 50), Cost(5)));
}

#[test]
fn what_is_done_or_promised_comes_first_whatever_it_costs() {
    // 20 was promised before 10: 20 out, 10 back. And the one who promised keeps it, though the other lives there.
    let parts = ProblemParts {
        depots: vec![depot(0)],
        jobs: vec![job(1), job(2)],
        vehicles: vec![volunteer(0), volunteer(2)],
        rules: Rules {
            prefixes: vec![Prefix {
                vehicle: VehicleIx(0),
                steps: vec![load(0), visit(1)],
            }],
            ..Rules::default()
        },
        ..ProblemParts::default()
    };
    let (plan, without) = with_and_without(&[0, 10, 20], parts);
    assert_eq!(kinds(&plan, 0), [StepKind::Start, load(0), visit(1), visit(0)]);
    assert_eq!((plan.cost, without), (Cost(30), Cost(20)));
}

#[test]
fn a_promise_without_profit_is_kept_too() {
    // The prize is 3 and the way 5: nobody would go, were it not promised.
    let rules = Rules {
        prefixes: vec![Prefix {
            vehicle: VehicleIx(0),
            steps: vec![load(0), visit(0)],
        }],
        ..Rules::default()
    };
    let cheap = Job {
        prize: Cost(3),
        ..job(1)
    };
    let (plan, without) = with_and_without(&NEAR_AND_FAR, near_and_far(vec![cheap], rules));
    assert_eq!((plan.cost, without), (Cost(5), Cost(3)));
}
