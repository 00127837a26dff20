//! Small named worlds: one rule each, with the arithmetic written beside the assertion.

use super::watches::solved;
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{
    Depot, DepotIx, DepotSet, Job, Leg, LocationIx, Matrix, Plan, Problem, ProblemParts, ProfileIx, SkillSet, StepKind,
    TimeWindow, Travel, Vehicle, VehicleCosts,
};

/// A street: a location is its place on a line, a second to the next.
fn street(places: &[i64], parts: ProblemParts) -> Problem {
    let table = Matrix::from_fn(places.len(), |from, to| {
        let far = (places[from.at()] - places[to.at()]).abs();
        Some(Leg {
            seconds: Seconds(far),
            meters: Meters(far),
        })
    });
    Problem::new(ProblemParts {
        locations: places.len(),
        dimensions: 1,
        travel: vec![Travel::Full(table)],
        ..parts
    })
    .unwrap()
}

fn window(opens: i64, closes: i64) -> TimeWindow {
    TimeWindow {
        opens: Seconds(opens),
        closes: Seconds(closes),
    }
}

fn depot(location: u32) -> Depot {
    Depot {
        location: LocationIx(location),
        windows: vec![window(0, 10_000)],
        service: Seconds(0),
    }
}

/// A job that weighs one and may come from depot 0.
fn job(location: u32) -> Job {
    Job {
        location: LocationIx(location),
        windows: vec![window(0, 10_000)],
        setup: Seconds(0),
        service: Seconds(0),
        load: vec![1],
        depots: DepotSet::NONE.with(DepotIx(0)),
        skills: SkillSet::NONE,
        skills_none: SkillSet::NONE,
        prize: Cost(100_000),
        class: 0,
    }
}

/// Leaves from a location and ends anywhere.
fn volunteer(start: u32) -> Vehicle {
    Vehicle {
        profile: ProfileIx(0),
        start: Some(LocationIx(start)),
        end: None,
        shift: window(0, 10_000),
        capacity: vec![10],
        skills: SkillSet::NONE,
        tasks_max: None,
        loads_max: None,
        duration_max: None,
        distance_max: None,
        costs: VehicleCosts::default(),
    }
}

fn kinds(plan: &Plan, route: usize) -> Vec<StepKind> {
    plan.routes[route].steps.iter().map(|step| step.kind).collect()
}

fn done(plan: &Plan) -> Vec<u32> {
    let mut jobs: Vec<u32> = plan
        .routes
        .iter()
        .flat_map(|route| route.jobs().map(|job| job.0))
        .collect();
    jobs.sort_unstable();
    jobs
}

const fn load(depot: u32) -> StepKind {
    StepKind::Load(DepotIx(depot))
}

const fn visit(job: u32) -> StepKind {
    StepKind::Job(karavan_plan::JobIx(job))
}

#[test]
fn of_two_hubs_the_one_on_the_way_is_chosen() {
    // Home 0, job at 50, hubs at -30 and at 20. By the near hub: 20 + 30 = 50; by the far one: 30 + 80 = 110.
    let both = DepotSet::NONE.with(DepotIx(0)).with(DepotIx(1));
    let problem = street(
        &[0, 50, -30, 20],
        ProblemParts {
            depots: vec![depot(2), depot(3)],
            jobs: vec![Job { depots: both, ..job(1) }],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 20).plan;
    assert_eq!(kinds(&plan, 0), [StepKind::Start, load(1), visit(0)]);
    assert_eq!(plan.cost, Cost(50));
}

#[test]
fn goods_of_two_hubs_are_fetched_at_both() {
    // Home 0, hub A 10, hub B 20, job of A at 30, job of B at 40: 40 seconds in one go.
    let problem = street(
        &[0, 10, 20, 30, 40],
        ProblemParts {
            depots: vec![depot(1), depot(2)],
            jobs: vec![
                job(3),
                Job {
                    depots: DepotSet::NONE.with(DepotIx(1)),
                    ..job(4)
                },
            ],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(plan.cost, Cost(40));
    assert_eq!(plan.routes[0].steps.len(), 5);
}

#[test]
fn a_full_car_loads_again() {
    // Capacity 2, four jobs: two at 10 and 12, two at -10 and -12, the hub at home. One way: 12 out, 12 back, 12 out: 36.
    let problem = street(
        &[0, 10, 12, -10, -12],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: (1..=4).map(job).collect(),
            vehicles: vec![Vehicle {
                capacity: vec![2],
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 100).plan;
    assert_eq!(plan.unassigned, []);
    assert_eq!(plan.cost, Cost(36));
    let loads = kinds(&plan, 0).iter().filter(|kind| **kind == load(0)).count();
    assert_eq!(loads, 2);
}

#[test]
fn who_may_load_only_once_leaves_what_does_not_fit() {
    // As above, but with one load: two of four are served, the nearer way 10 and 2 on.
    let problem = street(
        &[0, 10, 12, -10, -12],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: (1..=4).map(job).collect(),
            vehicles: vec![Vehicle {
                capacity: vec![2],
                loads_max: Some(1),
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    assert_eq!(solved(&problem, 1, 100).plan.cost, Cost(12 + 2 * 100_000));
}

#[test]
fn an_open_end_stays_out_and_a_fixed_end_goes_home() {
    // Home and hub at 0, jobs at 10 and at -3. Open: 3 out and 13 on = 16. With the way home: 3 + 13 + 10 = 26.
    for (end, cost) in [(None, 16), (Some(LocationIx(0)), 26)] {
        let problem = street(
            &[0, 10, -3],
            ProblemParts {
                depots: vec![depot(0)],
                jobs: vec![job(1), job(2)],
                vehicles: vec![Vehicle { end, ..volunteer(0) }],
                ..ProblemParts::default()
            },
        );
        assert_eq!(solved(&problem, 1, 50).plan.cost, Cost(cost), "{end:?}");
    }
}

#[test]
fn without_a_start_place_the_way_to_the_first_stop_is_free() {
    // Hub at 50, job at 60: only the 10 between them are driven.
    let problem = street(
        &[50, 60],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![job(1)],
            vehicles: vec![Vehicle {
                start: None,
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    assert_eq!(solved(&problem, 1, 20).plan.cost, Cost(10));
}

#[test]
fn homes_in_quarantine_come_last_even_when_nearer() {
    // Hub 0, quarantine at 10, an ordinary home at 20: 20 there and 10 back.
    let problem = street(
        &[0, 10, 20],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![Job { class: 1, ..job(1) }, job(2)],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(kinds(&plan, 0), [StepKind::Start, load(0), visit(1), visit(0)]);
    assert_eq!(plan.cost, Cost(30));
}

#[test]
fn the_higher_prize_is_served_when_not_all_fits() {
    // Room for two of three: the one worth least is left, though it is the nearest.
    let prizes = [1_000, 1_000_000, 50_000];
    let problem = street(
        &[0, 1, 30, 31],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: (0..3)
                .map(|at| Job {
                    prize: Cost(prizes[at as usize]),
                    ..job(at + 1)
                })
                .collect(),
            vehicles: vec![Vehicle {
                capacity: vec![2],
                shift: window(0, 31),
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(done(&plan), [1, 2]);
    assert_eq!(plan.cost, Cost(31 + 1_000));
}

#[test]
fn a_prize_smaller_than_its_way_is_left() {
    // The way to the second job and nothing more costs 70, its prize is 60.
    let problem = street(
        &[0, 10, 80],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![
                job(1),
                Job {
                    prize: Cost(60),
                    ..job(2)
                },
            ],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(done(&plan), [0]);
    assert_eq!(plan.cost, Cost(10 + 60));
}

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

#[test]
fn of_several_windows_the_one_that_fits_the_way_is_used() {
    // The job at 10 can be begun from 0 to 5 or from 40 to 50; the job at 100 from 130 on is no hindrance. Waiting is free.
    let problem = street(
        &[0, 10, 100],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![
                Job {
                    windows: vec![window(0, 5), window(40, 50)],
                    ..job(1)
                },
                Job {
                    windows: vec![window(130, 140)],
                    ..job(2)
                },
            ],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        },
    );
    let plan = solved(&problem, 1, 50).plan;
    assert_eq!(plan.cost, Cost(100));
    let begins: Vec<Seconds> = plan.routes[0].steps.iter().map(|step| step.begins).collect();
    // 40 at the first, then 90 seconds' drive: exactly 130 at the second. The latest leaving that ends at 130 is 30.
    assert_eq!(begins[2..], [Seconds(40), Seconds(130)]);
}

#[test]
fn whole_routes_go_to_the_volunteer_who_lives_nearer() {
    // Hubs and jobs lie to the left and to the right; who is first on the list lives on the right.
    let problem = street(
        &[100, -100, -90, -80, 90, 80],
        ProblemParts {
            depots: vec![depot(2), depot(4)],
            jobs: vec![
                job(3),
                Job {
                    depots: DepotSet::NONE.with(DepotIx(1)),
                    ..job(5)
                },
            ],
            vehicles: vec![volunteer(0), volunteer(1)],
            ..ProblemParts::default()
        },
    );
    // Each drives 10 to the hub and 10 on.
    assert_eq!(solved(&problem, 1, 50).plan.cost, Cost(40));
}

#[test]
fn setup_is_paid_once_at_one_address() {
    // Two jobs at one house: 10 there, 7 setup once, 5 + 5 service; a shift of 27 is just enough.
    let both = Job {
        setup: Seconds(7),
        service: Seconds(5),
        ..job(1)
    };
    let problem = street(
        &[0, 10],
        ProblemParts {
            depots: vec![depot(0)],
            jobs: vec![both.clone(), both],
            vehicles: vec![Vehicle {
                shift: window(0, 27),
                ..volunteer(0)
            }],
            ..ProblemParts::default()
        },
    );
    assert_eq!(solved(&problem, 1, 20).plan.unassigned, []);
}
