//! Small worlds about places: which hub, start and end of a route, setup at one address, closed and missing roads.

use super::*;
use karavan_plan::ReasonCode;

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

#[test]
fn a_closed_road_is_driven_around() {
    // Homes at 10 and at 20. With the road from the hub to 10 closed, 10 is reached from 20: 20 out, 10 back.
    let places = [0, 10, 20];
    for (is_closed, cost) in [(false, 20), (true, 30)] {
        let table = Matrix::from_fn(3, |from, to| {
            let far = (places[from.at()] - places[to.at()]) as i64;
            (!is_closed || (from.0, to.0) != (0, 1)).then_some(Leg {
                seconds: Seconds(far.abs()),
                meters: Meters(far.abs()),
            })
        });
        let parts = ProblemParts {
            travel: vec![Travel::Full(table)],
            depots: vec![depot(0)],
            jobs: vec![job(1), job(2)],
            vehicles: vec![volunteer(0)],
            ..ProblemParts::default()
        };
        let plan = solved(&street(&[0, 10, 20], parts), 1, 20).plan;
        assert_eq!(plan.cost, Cost(cost), "{is_closed}");
    }
}

#[test]
fn a_home_that_no_road_leads_to_is_left() {
    let table = Matrix::from_fn(2, |_, to| {
        (to.0 != 1).then_some(Leg {
            seconds: Seconds(1),
            meters: Meters(1),
        })
    });
    let parts = ProblemParts {
        travel: vec![Travel::Full(table)],
        depots: vec![depot(0)],
        jobs: vec![job(1)],
        vehicles: vec![volunteer(0)],
        ..ProblemParts::default()
    };
    let plan = solved(&street(&[0, 1], parts), 1, 20).plan;
    assert_eq!(plan.unassigned[0].reasons[0].code, ReasonCode::NoRoad);
}
