//! `VroomFile::timed` (plan mode): steps at their best moments, breaks on a way, times by type of vehicle, violations
//! at their steps, and steps that cannot be timed.

use super::{line, timed, told};
use karavan_formats::vroom::{VroomFile, straight_lines};
use serde_json::{Value, json};

fn steps(kinds: &[(&str, u32)]) -> Value {
    kinds.iter().map(|(kind, id)| json!({"type": kind, "id": id})).collect()
}

fn causes(value: &Value) -> String {
    let told = value["violations"].as_array().unwrap().iter().map(|one| {
        let lasts = one["duration"]
            .as_i64()
            .map_or(String::new(), |lasts| format!(" {lasts}"));
        format!("{}{lasts}", one["cause"].as_str().unwrap())
    });
    told.collect::<Vec<_>>().join(", ")
}

/// As VROOM's third example: one route with too much on board, one that is early and late.
#[test]
fn overload_earliness_and_lateness_are_told() {
    let van = |id: u32, route: &[u32]| {
        let jobs = route.iter().map(|id| json!({"type": "job", "id": id}));
        let mut steps: Vec<Value> = vec![json!({"type": "start"})];
        steps.extend(jobs);
        steps.push(json!({"type": "end"}));
        json!({"id": id, "start_index": 0, "end_index": 0, "capacity": [4],
               "time_window": [1000, 1500], "steps": steps})
    };
    let mut file = json!({
        "vehicles": [van(1, &[1, 2, 5]), van(2, &[6, 4, 3])],
        "jobs": [
            {"id": 1, "service": 10, "delivery": [2], "location_index": 10},
            {"id": 2, "service": 10, "delivery": [2], "location_index": 20},
            {"id": 3, "service": 10, "delivery": [1], "location_index": 90, "time_windows": [[1000, 1150]]},
            {"id": 4, "service": 10, "delivery": [1], "location_index": 60, "time_windows": [[1000, 1150]]},
            {"id": 5, "service": 10, "delivery": [3], "location_index": 30},
            {"id": 6, "service": 10, "delivery": [1], "location_index": 100, "time_windows": [[1000, 1150]]},
            {"id": 7, "location_index": 3}
        ],
        "matrices": line(100)
    });
    let answer = timed(&file);
    let routes = &answer["routes"];
    assert_eq!(told(&routes[0]), "start@1000! 1@1010! 2@1030 5@1050 end@1090");
    assert_eq!(causes(&routes[0]), "load");
    assert_eq!(routes[0]["steps"][0]["load"], json!([7]));
    // 100 to 6, 10 there, 40 to 4, 10 there, 30 to 3: 190 in all, 40 more than from the shift's opening to 1150.
    // Leaving 40 too early is as bad as coming 40 too late; the earlier is taken.
    assert_eq!(told(&routes[1]), "start@960! 6@1060 4@1110 3@1150 end@1250");
    assert_eq!(causes(&routes[1]), "lead_time 40");
    assert_eq!(
        answer["unassigned"],
        json!([{"id": 7, "type": "job", "location_index": 3}])
    );
    file["vehicles"][1]["steps"][0] = json!({"type": "start", "service_after": 970});
    let answer = timed(&file);
    assert_eq!(told(&answer["routes"][1]), "start@970! 6@1070 4@1120 3@1160! end@1260");
    assert_eq!(causes(&answer["routes"][1]), "lead_time 30, delay 10");
    assert_eq!(causes(&answer["summary"]), "lead_time 30, delay 10, load");
    assert_eq!(answer["summary"]["cost"], 60 + 260);
}

#[test]
fn everything_else_that_is_wrong_is_told_at_its_step() {
    let file = json!({
        "vehicles": [{
            "id": 1, "start_index": 0, "skills": [1], "capacity": [5],
            "max_tasks": 3, "max_travel_time": 45, "max_distance": 440,
            "breaks": [{"id": 1, "service": 5, "max_load": [1]}, {"id": 2, "service": 5}],
            "steps": steps(&[("delivery", 2), ("pickup", 2), ("pickup", 1), ("break", 1), ("job", 1)])
        }],
        "jobs": [{"id": 1, "location_index": 50, "skills": [2]}],
        "shipments": [
            {"amount": [2], "pickup": {"id": 1, "location_index": 20}, "delivery": {"id": 1, "location_index": 30}},
            {"pickup": {"id": 2, "location_index": 5}, "delivery": {"id": 2, "location_index": 10}}
        ],
        "matrices": line(50)
    });
    let route = &timed(&file)["routes"][0];
    let told: Vec<String> = route["steps"].as_array().unwrap().iter().map(causes).collect();
    assert_eq!(
        told,
        [
            "",
            "precedence",
            "precedence",
            "precedence",
            "max_load",
            "max_tasks, skills, max_travel_time, max_distance",
            "max_travel_time, max_distance"
        ]
    );
    assert_eq!(
        causes(route),
        "max_tasks, skills, precedence, missing_break, max_travel_time, max_load, max_distance"
    );
}

#[test]
fn moments_wait_for_nobody_who_does_not_need_it() {
    let file = json!({
        "vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "steps": steps(&[("job", 1), ("job", 2)])}],
        "jobs": [
            {"id": 1, "location_index": 10, "time_windows": [[0, 20], [200, 300]]},
            {"id": 2, "location_index": 20, "time_windows": [[150, 160], [280, 300]]}
        ],
        "matrices": line(20)
    });
    // Nothing is wrong at 20 and 150 either, but the route would last longer than from 260 to 300.
    assert_eq!(told(&timed(&file)["routes"][0]), "start@260 1@270 2@280 end@300");
}

#[test]
fn a_break_interrupts_a_way_where_its_window_is() {
    let file = json!({
        "vehicles": [{"id": 1, "start_index": 0, "time_window": [0, 999], "steps": steps(&[("break", 1), ("job", 1)]),
                      "breaks": [{"id": 1, "service": 7, "time_windows": [[40, 45]]}]}],
        "jobs": [{"id": 1, "location_index": 100}],
        "matrices": line(100)
    });
    let route = &timed(&file)["routes"][0];
    assert_eq!(told(route), "start@0 break 1@40 1@107 end@107");
    let rest = &route["steps"][1];
    assert_eq!((&rest["duration"], &rest["distance"]), (&json!(40), &json!(400)));
    assert_eq!((&route["duration"], &route["distance"]), (&json!(100), &json!(1000)));
}

#[test]
fn times_by_the_type_of_vehicle_are_counted() {
    let file = json!({
        "vehicles": [
            {"id": 1, "start_index": 0, "type": "bike", "steps": steps(&[("job", 1)])},
            {"id": 2, "start_index": 0, "steps": steps(&[("job", 2)])}
        ],
        "jobs": [
            {"id": 1, "location_index": 1, "service": 4, "setup": 2, "service_per_type": {"bike": 30}},
            {"id": 2, "location_index": 1, "service": 4, "setup": 2, "setup_per_type": {"bike": 9}}
        ],
        "matrices": line(1)
    });
    let answer = timed(&file);
    assert_eq!(
        (&answer["routes"][0]["service"], &answer["routes"][0]["setup"]),
        (&json!(30), &json!(2))
    );
    assert_eq!(
        (&answer["routes"][1]["service"], &answer["routes"][1]["setup"]),
        (&json!(4), &json!(2))
    );
}

/// Ten seconds to job 1, ten on to job 2; a break of five between them.
fn infeasible(steps: &Value) -> Vec<String> {
    let file = json!({
        "vehicles": [{"id": 8, "start_index": 0, "end_index": 0, "breaks": [{"id": 3, "service": 5}], "steps": steps}],
        "jobs": [{"id": 1, "location_index": 10}, {"id": 2, "location_index": 20}],
        "matrices": line(20)
    });
    let parsed = VroomFile::parse(file.to_string().as_bytes(), &straight_lines).unwrap();
    parsed.timed().map_or_else(|error| error.faults(), |_| Vec::new())
}

#[test]
fn hard_moments_that_cannot_be_kept_are_an_error_that_names_the_step() {
    let told = |at: &str| [format!("Infeasible route for vehicle 8. At {at}")];
    let late = |most: u32| {
        json!([{"type": "start"}, {"type": "job", "id": 1}, {"type": "break", "id": 3, "service_after": 17},
               {"type": "job", "id": 2, "service_before": most}])
    };
    // At job 1 at 10; seven on the way, the break until 22, and three more.
    assert_eq!(infeasible(&late(25)), [""; 0]);
    assert_eq!(
        infeasible(&late(24)),
        told(
            "step 3 (job 2): it cannot begin before 25, but must by 24; allow it later, or what is before it earlier."
        )
    );
    assert_eq!(
        infeasible(&json!([{"type": "job", "id": 1, "service_at": 12, "service_after": 50}])),
        told("step 0 (job 1): it must not begin before 50, nor after 12; change one of both.")
    );
    assert_eq!(
        infeasible(&json!([{"type": "job", "id": 1}, {"type": "end", "service_before": 19}])),
        told("step 1 (end): it cannot begin before 20, but must by 19; allow it later, or what is before it earlier.")
    );
}

#[test]
fn a_step_without_a_road_to_it_is_named() {
    let mut file = json!({
        "vehicles": [{"id": 8, "start_index": 0, "end_index": 0, "steps": [{"type": "job", "id": 1}]}],
        "jobs": [{"id": 1, "location_index": 1}],
        "matrices": line(1)
    });
    for (from, to, name) in [(0, 1, "step 0 (job 1)"), (1, 0, "the end")] {
        let mut cut = file.clone();
        cut["matrices"]["car"]["durations"][from][to] = u32::MAX.into();
        let parsed = VroomFile::parse(cut.to_string().as_bytes(), &straight_lines).unwrap();
        assert_eq!(
            parsed.timed().unwrap_err().to_string(),
            format!("Infeasible route for vehicle 8. No road leads to {name}: change the order, or the table.")
        );
    }
    file["matrices"] = line(2);
    assert_eq!(told(&timed(&file)["routes"][0]), "start@0 1@1 end@2");
}
