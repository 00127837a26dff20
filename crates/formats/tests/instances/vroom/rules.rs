//! VROOM's rules one by one in the planning of small files: priorities, costs, limits, speed, setup, pickups, skills,
//! ends, breaks, moments, given steps.

use super::{line, planned, solved, told};
use serde_json::{Value, json};

fn van() -> Value {
    json!({"id": 1, "start_index": 0, "end_index": 0})
}

fn with(mut value: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("an object") };
    value.as_object_mut().unwrap().extend(more);
    value
}

fn job(id: u32, at: u32, more: Value) -> Value {
    with(json!({"id": id, "location_index": at}), more)
}

fn world(vehicles: &[Value], jobs: &[Value]) -> Value {
    json!({"vehicles": vehicles, "jobs": jobs, "matrices": line(100)})
}

fn ids(answer: &Value) -> Vec<u64> {
    let left = answer["unassigned"].as_array().unwrap();
    left.iter().map(|left| left["id"].as_u64().unwrap()).collect()
}

#[test]
fn priorities_come_before_numbers_and_numbers_before_cost() {
    let capped = with(van(), json!({"max_tasks": 2}));
    let jobs = [1, 2, 3].map(|at| job(at, at * 10, json!({})));
    assert_eq!(
        ids(&solved(&world(std::slice::from_ref(&capped), &jobs))),
        [3],
        "the farthest is dearest"
    );
    let jobs = [1, 2, 3].map(|at| job(at, at * 10, json!({"priority": at * 10})));
    assert_eq!(ids(&solved(&world(&[capped], &jobs))), [1]);
    // Time for the far one or for both near ones: 5 + 5 is as much as 10, and two are more than one.
    let short = with(van(), json!({"time_window": [0, 160]}));
    let near = |priority: u32| json!({"priority": priority, "service": 60});
    let jobs = |far: u32| {
        [
            job(1, 5, near(5)),
            job(2, 6, near(5)),
            job(3, 80, json!({"priority": far})),
        ]
    };
    assert_eq!(ids(&solved(&world(std::slice::from_ref(&short), &jobs(10)))), [3]);
    let answer = solved(&world(&[short], &jobs(11)));
    assert_eq!((ids(&answer), &answer["summary"]["priority"]), (vec![1, 2], &json!(11)));
}

#[test]
fn costs_are_fixed_by_the_hour_by_the_kilometre_and_at_the_door() {
    let costs = json!({"costs": {"fixed": 7, "per_hour": 360, "per_km": 50, "per_task_hour": 7200}});
    let answer = solved(&world(
        &[with(van(), costs)],
        &[job(1, 30, json!({"service": 9, "setup": 1}))],
    ));
    // 7, 60 s at a tenth, 600 m at 50 per km, 10 s at 2.
    assert_eq!(answer["summary"]["cost"], 7 + 6 + 30 + 20);
    // Who is paid less at the door goes: 2 · 60 + 10 · 1 against 2 · 60 + 10 · 2, though named later.
    let paid = |id: u32, per_task_hour: u32| with(van(), json!({"id": id, "costs": {"per_task_hour": per_task_hour}}));
    let answer = solved(&world(
        &[paid(1, 7200), paid(2, 3600)],
        &[job(1, 60, json!({"service": 10}))],
    ));
    assert_eq!(
        (&answer["routes"][0]["vehicle"], &answer["summary"]["cost"]),
        (&json!(2), &json!(130))
    );
}

#[test]
fn a_table_of_costs_decides_alone() {
    let mut file = world(&[van()], &[job(1, 1, json!({})), job(2, 2, json!({}))]);
    let table = json!({"durations": [[0, 5, 5], [5, 0, 5], [5, 5, 0]], "costs": [[0, 9, 1], [1, 0, 9], [9, 2, 0]]});
    file["matrices"] = json!({"car": table});
    let answer = solved(&file);
    // Over 2 first: 1 + 2 + 1; the other way round 9 + 9 + 9.
    assert_eq!(
        (&answer["summary"]["cost"], &answer["summary"]["duration"]),
        (&json!(4), &json!(15))
    );
    assert!(answer["summary"]["distance"].is_null());
}

#[test]
fn travel_time_and_distance_are_bounded() {
    let jobs = [job(1, 20, json!({"service": 500})), job(2, 40, json!({}))];
    for (bound, left) in [
        (json!({"max_travel_time": 80}), vec![]),
        (json!({"max_travel_time": 79}), vec![2]),
        (json!({"max_distance": 800}), vec![]),
        (json!({"max_distance": 799}), vec![2]),
    ] {
        assert_eq!(
            ids(&solved(&world(&[with(van(), bound.clone())], &jobs))),
            left,
            "{bound}"
        );
    }
}

#[test]
fn who_is_twice_as_fast_needs_half_the_time() {
    let fast = with(van(), json!({"speed_factor": 2.0, "time_window": [0, 50]}));
    let answer = solved(&world(&[fast], &[job(1, 50, json!({}))]));
    assert_eq!(told(&answer["routes"][0]), "start@0 1@25 end@50");
    assert_eq!(answer["summary"]["cost"], 50);
}

#[test]
fn setup_is_paid_once_per_place_and_begins_inside_the_window() {
    let times = |more: Value| with(json!({"setup": 10, "service": 5}), more);
    let both = [job(1, 20, times(json!({}))), job(2, 20, times(json!({})))];
    let answer = solved(&world(&[van()], &both));
    assert_eq!(
        (&answer["summary"]["setup"], &answer["summary"]["service"]),
        (&json!(10), &json!(10))
    );
    assert_eq!(
        answer["routes"][0]["steps"][3]["arrival"], 60,
        "20 there, 10 + 5 + 5, 20 back"
    );
    // Alone at its place: setup may begin at 100 although it is over only at 110.
    let alone = job(1, 20, times(json!({"time_windows": [[90, 100]]})));
    let late = with(van(), json!({"time_window": [80, 999]}));
    let answer = solved(&world(std::slice::from_ref(&late), &[alone]));
    assert_eq!(told(&answer["routes"][0]), "start@80 1@100 end@135");
    // Two at one place: both readings of the window hold, so that it must be open when setup is over too.
    let crowded = [
        job(1, 20, times(json!({"time_windows": [[90, 100]]}))),
        job(2, 20, times(json!({"time_windows": [[90, 130]]}))),
    ];
    let answer = solved(&world(&[late], &crowded));
    assert_eq!(ids(&answer), [1]);
}

#[test]
fn what_is_brought_back_stays_on_board() {
    let small = with(van(), json!({"capacity": [3]}));
    let jobs = |picked: u32| {
        [
            job(1, 10, json!({"pickup": [picked]})),
            job(2, 20, json!({"delivery": [2]})),
        ]
    };
    // First 2, then 1: never more than 3. The way is the same.
    let answer = solved(&world(std::slice::from_ref(&small), &jobs(3)));
    assert_eq!(told(&answer["routes"][0]), "start@0 2@20 1@30 end@40");
    assert_eq!(ids(&solved(&world(&[small], &jobs(4)))), [1]);
    let old = [job(1, 10, json!({"amount": [2]}))];
    let answer = solved(&world(&[with(van(), json!({"capacity": [2]}))], &old));
    assert_eq!(
        answer["routes"][0]["steps"][0]["load"],
        json!([2]),
        "an amount is a delivery"
    );
}

#[test]
fn more_skills_than_bits_are_kept_apart() {
    let jobs: Vec<Value> = (0..70).map(|skill| job(skill, 1, json!({"skills": [skill]}))).collect();
    let all: Vec<u32> = (0..69).collect();
    let file = world(&[with(van(), json!({"skills": all}))], &jobs);
    let problem = planned(&file);
    let ready = |at: u32| {
        let tour = [karavan_plan::StepKind::Job(karavan_plan::JobIx(at))];
        karavan_plan::schedule(problem.problem(), karavan_plan::VehicleIx(0), &tour).is_ok()
    };
    assert!((0..69).all(ready));
    assert!(!ready(69));
}

#[test]
fn a_route_begins_and_ends_where_its_vehicle_does() {
    let open = json!({"id": 1, "start_index": 0});
    let answer = solved(&world(&[open], &[job(1, 30, json!({}))]));
    assert_eq!(told(&answer["routes"][0]), "start@0 1@30 end@30");
    let home = json!({"id": 1, "end_index": 0});
    let answer = solved(&world(&[home], &[job(1, 30, json!({"service": 4}))]));
    assert_eq!(told(&answer["routes"][0]), "start@0 1@0 end@34");
    assert_eq!(answer["routes"][0]["steps"][0]["location_index"], 30);
}

#[test]
fn a_break_that_is_not_due_is_taken_last_when_there_is_time() {
    let rests = |window: Value| {
        with(
            van(),
            json!({"time_window": [0, 200], "breaks": [{"id": 3, "service": 30, "time_windows": window}]}),
        )
    };
    let jobs = [job(1, 20, json!({}))];
    let answer = solved(&world(&[rests(json!([[100, 150]]))], &jobs));
    assert_eq!(told(&answer["routes"][0]), "start@0 1@20 break 3@40+60 end@130");
    let answer = solved(&world(&[rests(json!([[180, 190]]))], &jobs));
    assert_eq!(
        told(&answer["routes"][0]),
        "start@0 1@20 end@40",
        "home is not reached in time"
    );
    assert_eq!(answer["summary"]["violations"], json!([]));
}

#[test]
fn moments_are_the_files_own() {
    let epoch = 1_600_000_000;
    let bound = job(1, 10, json!({"time_windows": [[epoch, epoch + 50]], "skills": [1]}));
    let free = job(2, 10, json!({"skills": [2]}));
    let vans = [1, 2].map(|id| with(van(), json!({"id": id, "skills": [id]})));
    let answer = solved(&world(&vans, &[bound, free]));
    assert_eq!(
        told(&answer["routes"][0]),
        "start@1599999990 1@1600000000 end@1600000010"
    );
    assert_eq!(told(&answer["routes"][1]), "start@0 2@10 end@20", "nobody minds when");
}

#[test]
fn no_answer_is_dearer_than_the_steps_given() {
    let start = with(
        van(),
        json!({"steps": [{"type": "start"}, {"type": "job", "id": 2}, {"type": "job", "id": 1}, {"type": "end"}]}),
    );
    let file = world(&[start], &[job(1, 10, json!({})), job(2, 20, json!({}))]);
    let instance = planned(&file);
    let nothing = karavan_plan::assemble(instance.problem(), Vec::new());
    let answer = instance.answer(&nothing);
    assert_eq!(told(&answer["routes"][0]), "start@0 2@20 1@30 end@40");
}
