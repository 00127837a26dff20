//! VROOM's JSON: files like its documented examples, planned and answered in its form; and helpers for the modules
//! `faults`, `moments` and `rules`.

mod faults;
mod moments;
mod rules;

use super::best_plan;
use karavan_formats::vroom::{VroomFile, VroomInstance, straight_lines};
use serde_json::{Value, json};

/// The answer of the best of all plans.
pub(super) fn solved(file: &Value) -> Value {
    let instance = planned(file);
    instance.answer(&best_plan(instance.problem()))
}

/// The problem of a file that must be good.
pub(super) fn planned(file: &Value) -> VroomInstance {
    let parsed = VroomFile::parse(file.to_string().as_bytes(), &straight_lines).unwrap();
    VroomInstance::new(parsed).unwrap()
}

/// The answer to steps that are only timed.
pub(super) fn timed(file: &Value) -> Value {
    let parsed = VroomFile::parse(file.to_string().as_bytes(), &straight_lines).unwrap();
    parsed.timed().unwrap()
}

/// `id@arrival` of every step, `+n` for waiting and `!` for something wrong.
pub(super) fn told(route: &Value) -> String {
    let step = |step: &Value| {
        let name = match step["type"].as_str().unwrap() {
            "job" => step["id"].to_string(),
            kind @ ("start" | "end") => kind.to_owned(),
            kind => format!("{kind} {}", step["id"]),
        };
        let waits = step["waiting_time"].as_i64().unwrap();
        let waits = if waits > 0 { format!("+{waits}") } else { String::new() };
        let wrong = if step["violations"] == json!([]) { "" } else { "!" };
        format!("{name}@{}{waits}{wrong}", step["arrival"])
    };
    let steps: Vec<String> = route["steps"].as_array().unwrap().iter().map(step).collect();
    steps.join(" ")
}

/// Places on a line, as many seconds apart as their numbers are: `n + 1` of them, and ten metres to the second.
pub(super) fn line(places: u32) -> Value {
    let table = |factor: u32| -> Vec<Vec<u32>> {
        (0..=places)
            .map(|from| (0..=places).map(|to| from.abs_diff(to) * factor).collect())
            .collect()
    };
    json!({"car": {"durations": table(1), "distances": table(10)}})
}

/// A table of four places as in VROOM's second example: start, two jobs and end.
#[test]
fn an_open_way_over_two_jobs_is_answered_in_the_documented_form() {
    let file = json!({
        "vehicles": [{"id": 0, "start_index": 0, "end_index": 3}],
        "jobs": [{"id": 71, "location_index": 1}, {"id": 72, "location_index": 2, "description": "door 2"}],
        "matrices": {"car": {"durations": [[0, 300, 50, 90], [310, 0, 400, 20], [60, 410, 0, 30], [95, 25, 35, 0]]}},
        "options": {"g": true}
    });
    // Over 72 first: 50 + 410 + 20 = 480; over 71 first: 300 + 400 + 30 = 730.
    let step = |kind: &str, index: u32, arrival: u32| {
        json!({"type": kind, "location_index": index, "setup": 0, "service": 0, "waiting_time": 0, "arrival": arrival,
               "duration": arrival, "violations": []})
    };
    let job = |id: u32, index: u32, arrival: u32| {
        let mut job = step("job", index, arrival);
        (job["id"], job["job"]) = (id.into(), id.into());
        job
    };
    let mut door = job(72, 2, 50);
    door["description"] = "door 2".into();
    let totals = json!({"cost": 480, "setup": 0, "service": 0, "duration": 480, "waiting_time": 0, "priority": 0,
                        "violations": []});
    let (mut summary, mut route) = (totals.clone(), totals);
    (summary["routes"], summary["unassigned"]) = (1.into(), 0.into());
    route["vehicle"] = 0.into();
    route["steps"] = json!([step("start", 0, 0), door, job(71, 1, 460), step("end", 3, 480)]);
    let expected = json!({"code": 0, "summary": summary, "unassigned": [], "routes": [route]});
    assert_eq!(solved(&file), expected);
}

/// As VROOM's first example: skills, amounts, a shipment, windows, a break; too much for two vehicles.
#[test]
fn a_day_with_everything_is_planned_and_told() {
    let file = json!({
        "vehicles": [
            {"id": 1, "start_index": 0, "end_index": 0, "capacity": [4], "skills": [1, 14], "time_window": [1000, 1200],
             "description": "red"},
            {"id": 2, "start_index": 0, "end_index": 0, "capacity": [4], "skills": [2, 14], "time_window": [1000, 1200],
             "breaks": [{"id": 5, "service": 30, "time_windows": [[1040, 1060]]}]}
        ],
        "jobs": [
            {"id": 1, "location_index": 10, "service": 5, "delivery": [1], "skills": [1],
             "time_windows": [[1030, 1040]]},
            {"id": 2, "location_index": 20, "service": 5, "pickup": [1], "skills": [1]},
            {"id": 3, "location_index": 30, "service": 5, "delivery": [1], "skills": [2]},
            {"id": 6, "location_index": 15, "delivery": [1], "skills": [3]}
        ],
        "shipments": [{
            "amount": [2], "skills": [2],
            "pickup": {"id": 4, "location_index": 5, "service": 5},
            "delivery": {"id": 6, "location_index": 20, "service": 5, "description": "over there"}
        }],
        "matrices": line(40)
    });
    let answer = solved(&file);
    assert_eq!(
        answer["unassigned"],
        json!([{"id": 6, "type": "job", "location_index": 15}])
    );
    // Red: 10 on the way, at 1 when it opens, 1035; 10 more to 2 and 20 home. It leaves at 1020, so that nobody waits.
    let red = &answer["routes"][0];
    assert_eq!(told(red), "start@1020 1@1030 2@1045 end@1070");
    assert_eq!(
        (&red["description"], &red["cost"], &red["distance"]),
        (&json!("red"), &json!(40), &json!(400))
    );
    assert_eq!(
        (&red["delivery"], &red["pickup"], &red["amount"]),
        (&json!([1]), &json!([1]), &json!([1]))
    );
    let load = |step: usize| &red["steps"][step]["load"];
    assert_eq!(
        [load(0), load(1), load(2), load(3)],
        [&json!([1]), &json!([0]), &json!([1]), &json!([1])]
    );
    // The other: 5 to the pickup, 15 to the delivery, 10 to 3, 30 home and three times 5 at the door, 75 in all. It
    // could be over by 1075, beyond the end of the break's window, so that the break is due: 30 more.
    let other = &answer["routes"][1];
    assert_eq!(other["duration"], 60);
    assert_eq!(other["service"], 45);
    let steps = other["steps"].as_array().unwrap();
    let kinds: Vec<&str> = steps.iter().map(|step| step["type"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"break"), "{other}");
    let rest = steps.iter().find(|step| step["type"] == "break").unwrap();
    let begins = rest["arrival"].as_i64().unwrap() + rest["waiting_time"].as_i64().unwrap();
    assert!((1040..=1060).contains(&begins), "{rest}");
    assert_eq!(answer["summary"]["delivery"], json!([4]));
    assert_eq!(answer["summary"]["violations"], json!([]));
    assert_eq!(answer["summary"]["cost"], 100);
}

#[test]
fn without_tables_ways_are_straight_lines() {
    // A hundredth of a degree of latitude is 1,112 m; 1.3 times that 1,446 m, at 8 m/s 181 s there and as long back.
    let file = json!({
        "vehicles": [{"id": 1, "start": [76.9, 43.2], "end": [76.9, 43.2]}],
        "jobs": [{"id": 1, "location": [76.9, 43.21]}]
    });
    let answer = solved(&file);
    assert_eq!(answer["routes"][0]["steps"][1]["location"], json!([76.9, 43.21]));
    assert_eq!(answer["summary"]["duration"], 362);
    assert_eq!(answer["summary"]["distance"], 2892);
}
