//! Problems and plans written to JSON and read back: equal, and checked again; with `used_travel` the judge has the
//! legs that a plan drives and no others.

use crate::tiny_town::{A, ANNA, B, LOAD, good_plan, job, parts, town, way};
use karavan_model::Seconds;
use karavan_plan::{
    Matrix, Metric, Plan, Plane, PlanePoint, Prefix, Problem, ProblemFile, ProblemParts, Ratio, Rule, Travel, judge,
    used_travel,
};

fn round_trip(problem: &Problem) -> Problem {
    let json = serde_json::to_string(&ProblemFile::new(problem)).unwrap();
    serde_json::from_str::<ProblemFile>(&json).unwrap().check().unwrap()
}

#[test]
fn a_problem_with_a_full_table_comes_back() {
    let closed = town(|parts| {
        let leg = |from, to| if (from, to) == (A, B) { None } else { way(from, to) };
        parts.travel = vec![Travel::Full(Matrix::from_fn(6, leg))];
    });
    assert_eq!(round_trip(&closed), closed);
    assert_eq!(round_trip(&closed).travel()[0].leg(A, B), None);
}

#[test]
fn a_problem_on_a_plane_comes_back() {
    let ratio = Ratio {
        numerator: 13,
        denominator: 80,
    };
    let plane = town(|parts| {
        let points = (0..6).map(|x| PlanePoint { x, y: -x }).collect();
        parts.travel = vec![Travel::Plane(Plane {
            points,
            metric: Metric::Manhattan {
                seconds: ratio,
                meters: ratio,
            },
        })];
    });
    assert_eq!(round_trip(&plane), plane);
}

#[test]
fn a_plan_comes_back() {
    let json = serde_json::to_string(&good_plan()).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), good_plan());
    let step = serde_json::to_string(&good_plan().routes[0].steps[1]).unwrap();
    assert_eq!(
        step,
        r#"{"kind":{"load":0},"location":0,"arrives":34800,"begins":34800,"departs":35400}"#
    );
    let left = serde_json::to_string(&good_plan().unassigned[0]).unwrap();
    assert_eq!(left, r#"{"job":3,"reasons":[{"code":"no_time_left","vehicles":2}]}"#);
}

#[test]
fn the_used_legs_are_enough_for_the_judge_and_no_more_than_driven() {
    let travel = used_travel(&town(|_| {}), &good_plan());
    let json = serde_json::to_string(&travel).unwrap();
    // Home → hub, home ← A, hub → B, B → A; staying at A needs no leg.
    assert_eq!(
        json,
        r#"[{"used":[[0,3,480,4000],[1,0,600,5000],[2,1,720,6000],[3,2,240,2000]]}]"#
    );
    let file = ProblemFile::with_travel(&town(|_| {}), travel);
    let read: ProblemFile = serde_json::from_str(&serde_json::to_string(&file).unwrap()).unwrap();
    let compact = read.check().unwrap();
    assert_eq!(judge(&compact, &good_plan()), []);
    let mut elsewhere = good_plan();
    elsewhere.routes[0].steps.swap(2, 3);
    let rules: Vec<Rule> = judge(&compact, &elsewhere)
        .iter()
        .map(|violation| violation.rule)
        .collect();
    assert!(rules.contains(&Rule::NoRoad), "{rules:?}");
}

#[test]
fn what_is_promised_can_be_checked_again_though_the_plan_drives_on_from_there() {
    // Anna promised the hub and B, and then drives on to A: nobody drives from B home.
    let town = town(|parts| {
        parts.rules.prefixes.push(Prefix {
            vehicle: ANNA,
            steps: vec![LOAD, job(1)],
        });
    });
    let file = ProblemFile::with_travel(&town, used_travel(&town, &good_plan()));
    assert_eq!(judge(&file.check().unwrap(), &good_plan()), []);
}

#[test]
fn every_profile_keeps_its_own_used_legs() {
    let town = town(|parts| {
        parts.travel.push(parts.travel[0].clone());
        parts.vehicles[1].profile = karavan_plan::ProfileIx(1);
    });
    let travel = used_travel(&town, &good_plan());
    assert_eq!(travel.len(), 2);
    assert_eq!(travel[1], Travel::Used([].into()), "Boris does not drive");
}

#[test]
fn nonsense_plans_have_no_used_legs() {
    let mut plan = good_plan();
    plan.routes[0].vehicle = karavan_plan::VehicleIx(7);
    assert_eq!(used_travel(&town(|_| {}), &plan), [Travel::Used([].into())]);
    plan.routes[0].vehicle = ANNA;
    for step in &mut plan.routes[0].steps {
        step.location = karavan_plan::LocationIx(u32::MAX);
    }
    assert_eq!(used_travel(&town(|_| {}), &plan), [Travel::Used([].into())]);
}

#[test]
fn a_file_is_only_a_claim_until_it_is_checked() {
    let mut parts = parts();
    parts.jobs[0].service = Seconds(-1);
    let json = serde_json::to_string(&parts).unwrap();
    let read: ProblemFile = serde_json::from_str(&json).unwrap();
    assert_eq!(read.clone().check(), Problem::new(parts));
    assert!(Problem::new(read.into_parts()).is_err());
}

#[test]
fn a_full_table_of_the_wrong_size_is_refused() {
    let json = r#"{"full":{"size":2,"legs":[[0,0],null,[0,0]]}}"#;
    let error = serde_json::from_str::<Travel>(json).unwrap_err();
    assert!(
        error.to_string().starts_with("a full table of 2 needs 2² legs"),
        "{error}"
    );
}

#[test]
fn an_unknown_field_of_a_problem_is_refused() {
    let mut json = serde_json::to_value(parts()).unwrap();
    json["trucks"] = 3.into();
    let error = serde_json::from_value::<ProblemParts>(json).unwrap_err();
    assert!(error.to_string().contains("trucks"), "{error}");
}
