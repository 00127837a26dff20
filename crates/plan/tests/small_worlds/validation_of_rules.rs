//! `Problem::new` refuses malformed rule lists (shipments, people named, prefixes, prices, fairness, goods, traffic),
//! each fault with its place.

use crate::tiny_town::{ANNA, BORIS, LOAD, clock, job, parts, window};
use karavan_model::{Cost, Seconds};
use karavan_plan::{
    Break, BreakIx, Collect, Delay, Fairness, Floor, JobIx, Preference, Prefix, Problem, ProfileIx, Release,
    Restriction, Rules, Shipment, Slot, StepKind, Tier, Together, Traffic, VehicleIx, Who, Wish,
};

/// All faults of the town with such rules, as they are told.
fn faults(rules: Rules) -> Vec<String> {
    let mut parts = parts();
    parts.rules = rules;
    let told = Problem::new(parts).unwrap_err();
    told.iter().map(ToString::to_string).collect()
}

const NOBODY: VehicleIx = VehicleIx(2);
const NOTHING: JobIx = JobIx(4);

fn shipment(pickup: u32, delivery: u32) -> Shipment {
    Shipment {
        pickup: JobIx(pickup),
        delivery: JobIx(delivery),
        load: vec![1],
        ride_max: None,
    }
}

fn shipping(shipments: Vec<Shipment>) -> Vec<String> {
    faults(Rules {
        shipments,
        ..Rules::default()
    })
}

fn promising(steps: Vec<StepKind>, rules: Rules) -> Vec<String> {
    faults(Rules {
        prefixes: vec![Prefix { vehicle: ANNA, steps }],
        ..rules
    })
}

#[test]
fn the_ends_of_a_shipment_bring_nothing_else() {
    let told = shipping(vec![shipment(0, 3)]);
    assert_eq!(
        told,
        ["shipment 0: job 0 must bring nothing else: no load and no depots of its own"]
    );
}

#[test]
fn a_shipment_has_sane_amounts_and_a_sane_ride() {
    let told = shipping(vec![Shipment {
        load: vec![1, 1],
        ride_max: Some(Seconds(-1)),
        ..shipment(2, 3)
    }]);
    assert_eq!(
        told,
        [
            "shipment 0: load must have 1 dimensions, not 2",
            "shipment 0: longest ride must be between 0 and 10000000 s, not -1",
        ]
    );
}

#[test]
fn a_job_is_in_one_pair_only() {
    let again = "job 3 must be in one pair only, once";
    assert_eq!(shipping(vec![shipment(3, 3)]), [format!("shipment 0: {again}")]);
    let told = faults(Rules {
        shipments: vec![shipment(2, 3)],
        together: vec![Together {
            jobs: [JobIx(3), JobIx(1)],
        }],
        ..Rules::default()
    });
    assert_eq!(told, [format!("visit of two 0: {again}")]);
}

#[test]
fn rules_name_jobs_and_volunteers_that_exist() {
    let told = faults(Rules {
        shipments: vec![shipment(2, 4)],
        together: vec![Together {
            jobs: [NOTHING, JobIx(1)],
        }],
        wishes: vec![Wish {
            job: NOTHING,
            window: window(clock(9, 0), clock(10, 0)),
            per_second: 1,
        }],
        preferences: vec![Preference {
            job: NOTHING,
            vehicles: vec![ANNA, NOBODY],
            inside: Cost(0),
            outside: Cost(1),
        }],
        fairness: vec![Fairness {
            vehicles: vec![NOBODY],
            tiers: Vec::new(),
        }],
        floors: vec![Floor {
            vehicle: NOBODY,
            under: Seconds(1),
            per_second: 1,
        }],
        delays: vec![Delay {
            job: NOTHING,
            from: clock(9, 0),
            per_hour: 1,
        }],
        restrictions: vec![Restriction {
            job: NOTHING,
            vehicles: vec![NOBODY],
            who: Who::Only,
        }],
        breaks: vec![Break {
            vehicle: NOBODY,
            windows: vec![window(clock(9, 0), clock(10, 0))],
            service: Seconds(1),
        }],
        aboard: vec![NOTHING],
        collects: vec![Collect {
            job: NOTHING,
            load: vec![1],
        }],
        releases: vec![Release {
            job: NOTHING,
            at: clock(9, 0),
        }],
        ..Rules::default()
    });
    let (job, vehicle) = (
        "job 4 must be one of the 4 there are",
        "vehicle 2 must be one of the 2 there are",
    );
    let expected = [
        ("shipment 0", job),
        ("visit of two 0", "job 4 must be in one pair only, once"),
        ("visit of two 0", job),
        ("wish 0", job),
        ("preference 0", job),
        ("preference 0", vehicle),
        ("fairness 0", vehicle),
        ("floor 0", vehicle),
        ("delay 0", job),
        ("restriction 0", job),
        ("restriction 0", vehicle),
        ("break 0", vehicle),
        ("goods aboard", job),
        ("collected goods", job),
        ("released goods", job),
    ];
    let mut told = told;
    let mut expected: Vec<String> = expected.map(|(part, rule)| format!("{part}: {rule}")).into();
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
}

fn floor(under: i64, per_second: i64) -> Floor {
    Floor {
        vehicle: ANNA,
        under: Seconds(under),
        per_second,
    }
}

fn delay(from: i64, per_hour: i64) -> Delay {
    Delay {
        job: JobIx(0),
        from: Seconds(from),
        per_hour,
    }
}

#[test]
fn prices_and_moments_have_bounds() {
    let told = faults(Rules {
        wishes: vec![Wish {
            job: JobIx(0),
            window: window(clock(10, 0), clock(9, 0)),
            per_second: -1,
        }],
        preferences: vec![Preference {
            job: JobIx(0),
            vehicles: Vec::new(),
            inside: Cost(-1),
            outside: Cost(1_000_000_000_001),
        }],
        fairness: vec![Fairness {
            vehicles: vec![ANNA],
            tiers: vec![Tier {
                over: Seconds(-1),
                per_second: 100_001,
            }],
        }],
        floors: [-1, 10_000_001].map(|under| floor(under, -1)).to_vec(),
        delays: [-10_000_001, 0].map(|from| delay(from, 100_001)).to_vec(),
        breaks: vec![Break {
            vehicle: ANNA,
            windows: Vec::new(),
            service: Seconds(-1),
        }],
        releases: vec![Release {
            job: JobIx(0),
            at: Seconds(10_000_001),
        }],
        ..Rules::default()
    });
    assert_eq!(
        told,
        [
            "wish 0: window 36000–32400 must not close before it opens",
            "wish 0: price per second must be between 0 and 100000, not -1",
            "preference 0: prices must be between 0 and 1000000000000, not -1",
            "preference 0: prices must be between 0 and 1000000000000, not 1000000000001",
            "floor 0: hours must be between 0 and 10000000 s, not -1",
            "floor 0: price per second must be between 0 and 100000, not -1",
            "floor 1: must name vehicle 0 once",
            "floor 1: hours must be between 0 and 10000000 s, not 10000001",
            "floor 1: price per second must be between 0 and 100000, not -1",
            "delay 0: must count from within ±10000000 s of midnight, not -10000001",
            "delay 0: price per hour must be between 0 and 100000, not 100001",
            "delay 1: must name job 0 once",
            "delay 1: price per hour must be between 0 and 100000, not 100001",
            "fairness 0: price per second must be between 0 and 100000, not 100001",
            "fairness 0: tiers must begin at 0 or later, not -1",
            "break 0: must have at least one window",
            "break 0: service must be between 0 and 10000000 s, not -1",
            "released goods: must come within ±10000000 s of midnight, not 10000001",
        ]
    );
}

#[test]
fn hours_are_shared_by_some_volunteers_each_named_once() {
    let fair = |vehicles| {
        faults(Rules {
            fairness: vec![Fairness {
                vehicles,
                tiers: Vec::new(),
            }],
            ..Rules::default()
        })
    };
    assert_eq!(fair(vec![]), ["fairness 0: must name some vehicles, each once"]);
    assert_eq!(
        fair(vec![ANNA, ANNA]),
        ["fairness 0: must name some vehicles, each once"]
    );
}

#[test]
fn a_promise_is_a_route_of_its_own() {
    assert_eq!(
        promising(vec![], Rules::default()),
        ["prefix of vehicle 0: must have steps"]
    );
    let undriven = promising(vec![job(0)], Rules::default());
    assert_eq!(
        undriven,
        ["prefix of vehicle 0: must be a route of its own, but nothing before job 0 supplies it"]
    );
    let told = promising(
        vec![StepKind::Break(BreakIx(0)), LOAD, job(0), job(0)],
        Rules::default(),
    );
    let only = "prefix of vehicle 0: must hold loads at known depots and known jobs, each job in one place, not";
    assert_eq!(
        told,
        [format!("{only} Break(BreakIx(0))"), format!("{only} Job(JobIx(0))")]
    );
}

#[test]
fn a_volunteer_has_one_promise_and_a_job_is_promised_once() {
    let told = faults(Rules {
        prefixes: [ANNA, ANNA, BORIS]
            .map(|vehicle| Prefix {
                vehicle,
                steps: vec![job(if vehicle == ANNA { 2 } else { 3 })],
            })
            .into(),
        ..Rules::default()
    });
    assert_eq!(
        told,
        [
            "prefix of vehicle 0: must be the only one",
            "prefix of vehicle 0: must hold loads at known depots and known jobs, each job in one place, \
             not Job(JobIx(2))",
        ]
    );
}

#[test]
fn a_promise_holds_whole_shipments_and_no_visit_of_two() {
    let cut = promising(
        vec![job(3)],
        Rules {
            shipments: vec![shipment(3, 2)],
            ..Rules::default()
        },
    );
    assert_eq!(cut.len(), 1);
    assert!(
        cut[0].starts_with("prefix of vehicle 0: must hold both ends of a shipment or none"),
        "{cut:?}"
    );
    let of_two = promising(
        vec![job(3)],
        Rules {
            together: vec![Together {
                jobs: [JobIx(3), JobIx(2)],
            }],
            ..Rules::default()
        },
    );
    assert_eq!(of_two, ["prefix of vehicle 0: must not hold a visit of two people"]);
}

#[test]
fn goods_are_aboard_collected_and_released_once_for_each_job() {
    let collect = Collect {
        job: JobIx(0),
        load: vec![-1],
    };
    let release = Release {
        job: JobIx(0),
        at: clock(9, 0),
    };
    let told = faults(Rules {
        aboard: vec![JobIx(0), JobIx(0)],
        collects: vec![
            Collect {
                load: vec![1],
                ..collect.clone()
            },
            collect,
        ],
        releases: vec![release, release],
        ..Rules::default()
    });
    assert_eq!(
        told,
        [
            "goods aboard: must name job 0 once",
            "collected goods: must name job 0 once",
            "collected goods: every dimension of load must be between 0 and 1000000000",
            "released goods: must name job 0 once",
        ]
    );
}

#[test]
fn traffic_is_of_known_profiles_sorted_and_never_stands_still() {
    let slot = |from, speed| Slot {
        from: Seconds(from),
        speed,
    };
    let traffic = |profile, slots: &[Slot]| Traffic {
        profile: ProfileIx(profile),
        slots: slots.to_vec(),
    };
    let told = |traffic| {
        faults(Rules {
            traffic,
            ..Rules::default()
        })
    };
    let unknown = "must be of a known profile, once";
    assert_eq!(
        told(vec![traffic(1, &[])]),
        [format!("traffic of profile 1: {unknown}")]
    );
    let twice = told(vec![traffic(0, &[]), traffic(0, &[])]);
    assert_eq!(twice, [format!("traffic of profile 0: {unknown}")]);
    let wrong = "traffic of profile 0: slots must be sorted by time, with speeds between 1 and 1000 thousandths";
    for slots in [
        vec![slot(5, 500), slot(5, 600)],
        vec![slot(0, 0)],
        vec![slot(0, 1_001)],
        vec![slot(10_000_001, 500)],
    ] {
        assert_eq!(told(vec![traffic(0, &slots)]), [wrong], "{slots:?}");
    }
}
