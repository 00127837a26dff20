//! `karavan solve` as scripts use it: published instances and VROOM files in, answers in their own form out.
#![allow(clippy::unwrap_used, reason = "tests")]

use karavan_tests::run;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_published_instance_is_solved_in_its_own_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let solomon = "TINY\n\nVEHICLE\nNUMBER CAPACITY\n2 10\n\nCUSTOMER\nCUST XCOORD YCOORD DEMAND READY DUE SERVICE\n\
        0 0 0 0 0 1000 0\n1 3 4 5 0 900 1\n2 6 8 5 0 900 1\n3 -3 4 6 0 900 1\n";
    fs::write(folder.path().join("tiny.txt"), solomon).unwrap();
    let told = run(
        folder.path(),
        &["solve", "tiny.txt", "--rounds", "20", "--out", "answer.json"],
    );
    assert_eq!(told.code, Some(0), "{}", told.err);
    let answer = json(&folder.path().join("answer.json"));
    // There and back over 1 and 2 is 20, to 3 and back is 10, in tenths.
    assert_eq!(answer["cost"], 300, "{answer}");
    assert_eq!(answer["unassigned"].as_array().unwrap().len(), 0, "{answer}");
    assert_eq!(answer["routes"].as_array().unwrap().len(), 2, "{answer}");

    fs::write(folder.path().join("tiny.txt"), solomon.replace("6 0 900", "six 0 900")).unwrap();
    let told = run(folder.path(), &["solve", "tiny.txt", "--rounds", "20"]);
    assert_eq!(told.code, Some(2), "{}", told.err);
    assert!(told.err.contains("tiny.txt: line 12"), "{}", told.err);
}

#[test]
fn a_vroom_file_is_answered_as_vroom_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = serde_json::json!({
        "vehicles": [{"id": 4, "start_index": 0, "end_index": 0, "capacity": [3],
                      "steps": [{"type": "job", "id": 12}, {"type": "job", "id": 11}]}],
        "jobs": [{"id": 11, "location_index": 1, "delivery": [2]}, {"id": 12, "location_index": 2, "delivery": [1]}],
        "matrices": {"car": {"durations": [[0, 10, 30], [10, 0, 15], [20, 25, 0]]}}
    });
    fs::write(folder.path().join("day.json"), file.to_string()).unwrap();
    let told = run(
        folder.path(),
        &["solve", "day.json", "--rounds", "20", "--out", "answer.json"],
    );
    assert_eq!(told.code, Some(0), "{}", told.err);
    let answer = json(&folder.path().join("answer.json"));
    // 10 + 15 + 20; the steps to begin from take 30 + 25 + 10.
    assert_eq!(answer["summary"]["cost"], 45, "{answer}");
    assert_eq!(answer["routes"][0]["steps"][1]["id"], 11, "{answer}");
    assert!(answer["summary"]["computing_times"]["loading"].is_u64(), "{answer}");
    let told = run(folder.path(), &["solve", "day.json", "-c", "--out", "answer.json"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    let answer = json(&folder.path().join("answer.json"));
    assert_eq!(answer["summary"]["cost"], 65, "{answer}");

    fs::write(folder.path().join("day.json"), file.to_string().replace("[3]", "[3,4]")).unwrap();
    let told = run(
        folder.path(),
        &["solve", "day.json", "--format", "vroom", "--out", "answer.json"],
    );
    assert_eq!(told.code, Some(2), "{}", told.err);
    assert!(told.err.contains("day.json: job 11: amounts"), "{}", told.err);
    assert_eq!(json(&folder.path().join("answer.json"))["code"], 2);
}

#[test]
fn pairs_are_fetched_and_brought_by_the_fewest_vehicles() {
    let folder = tempfile::tempdir().unwrap();
    let pairs = "2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 0 6 0 100 0 0 2\n2 5 0 -6 0 100 0 1 0\n3 4 0 5 0 100 0 0 4\n\
        4 -1 0 -5 0 100 0 3 0\n";
    fs::write(folder.path().join("pairs.txt"), pairs).unwrap();
    let told = run(
        folder.path(),
        &["solve", "pairs.txt", "--rounds", "50", "--out", "answer.json"],
    );
    assert_eq!(told.code, Some(0), "{}", told.err);
    let answer = json(&folder.path().join("answer.json"));
    assert_eq!(answer["routes"].to_string(), "[[1,2,3,4]]", "{answer}");
    assert_eq!(answer["cost"], 12.0, "{answer}");
}

#[test]
fn coordinates_as_float_writers_print_them_are_read_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let cost = |name: &str, text: &str, format: &str| -> Value {
        fs::write(folder.path().join(name), text).unwrap();
        let asked = [
            "solve",
            name,
            "--format",
            format,
            "--rounds",
            "20",
            "--out",
            "answer.json",
        ];
        let _told = run(folder.path(), &asked).ok();
        json(&folder.path().join("answer.json"))["cost"].clone()
    };
    // 500, 565.47 and 100 around the triangle.
    let tour = "NAME: floats\nTYPE: TSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n\
        1 0.0 -1.2246467991473532e-16\n\
        2 300.00000000000006 4.0000000000000017e+02\n3 -99.99999999999997 0.30000000000000004\n";
    assert_eq!(cost("floats.tsp", tour, "vrplib"), 500 + 565 + 100);
    // There and back 5 and a hair, and 10 and a hair, in tenths.
    let rows = "FLOATS\n\nVEHICLE\nNUMBER CAPACITY\n2 10\n\nCUSTOMER\nCUST XCOORD YCOORD DEMAND READY DUE SERVICE\n\
        0 0.0000000000000 0 0 0 1000.0 0\n1 3.0000000000000004 4.0000000000000009 5.0 0 900 1\n\
        2 6.0000000000000009 8.0000000000000018 5 0 900 1\n";
    assert_eq!(cost("floats.txt", rows, "solomon"), 200);
    let pairs = "1 10 1\n0 0.0 0 0 0 100 0 0 0\n1 3.0000000000000004 4.0000000000000009 6 0 100 0 0 2\n\
        2 6.0000000000000009 8.0000000000000018 -6 0 100 0 1 0\n";
    assert_eq!(cost("pairs.txt", pairs, "lilim"), 20.0);
}

#[test]
fn a_vroom_file_of_a_language_that_knows_floats_only_is_planned_and_what_is_not_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let solved = |file: &Value| -> (Value, String) {
        fs::write(folder.path().join("day.json"), file.to_string()).unwrap();
        let asked = [
            "solve",
            "day.json",
            "--format",
            "vroom",
            "--rounds",
            "20",
            "--out",
            "answer.json",
        ];
        let told = run(folder.path(), &asked).ok();
        (json(&folder.path().join("answer.json"))["routes"].clone(), told.err)
    };
    let whole = serde_json::json!({
        "vehicles": [{"id": 1, "start": [76.8, 43.2], "capacity": [1]},
            {"id": 2, "start": [76.8, 43.2], "capacity": [3]}],
        "jobs": [{"id": 16_777_119_090_530_u64, "location": [76.81, 43.2], "service": 60}],
        "shipments": [{"amount": [3], "pickup": {"id": 1, "location": [76.8, 43.2]},
            "delivery": {"id": 2, "location": [76.82, 43.21], "time_windows": [[0, 4_000]]}}],
    });
    let (expected, told) = solved(&whole);
    assert_eq!(told, "", "nothing to tell");
    let mut floats = whole.clone();
    floats["vehicles"][0]["capacity"] = serde_json::json!([1.0]);
    floats["vehicles"][1]["capacity"] = serde_json::json!([3.0]);
    floats["vehicles"][1]["start"] = serde_json::json!([76.8, 43.2, 850.25]);
    floats["jobs"][0]["service"] = serde_json::json!(60.0);
    floats["jobs"][0]["location"] = serde_json::json!([76.81, 43.2, 840]);
    floats["shipments"][0]["delivery"]["time_windows"] = serde_json::json!([[0.0, 4e3]]);
    floats["options"] = serde_json::json!({"g": true});
    assert_eq!(solved(&floats), (expected, String::new()));

    floats["jobs"][0]["skill"] = serde_json::json!([7]);
    floats["jobs"][0]["time_window"] = serde_json::json!([0, 1]);
    let (_, told) = solved(&floats);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines,
        [
            "day.json: jobs[0].skill: this key is not known and was not read",
            "day.json: jobs[0].time_window: this key is not known and was not read"
        ]
    );

    floats["jobs"][0]["service"] = serde_json::json!(60.5);
    fs::write(folder.path().join("day.json"), floats.to_string()).unwrap();
    let told = run(
        folder.path(),
        &["solve", "day.json", "--format", "vroom", "--out", "answer.json"],
    );
    assert_eq!(told.code, Some(2), "{}", told.err);
    assert!(
        told.err
            .contains("day.json: jobs[0].service: invalid value: floating point `60.5`"),
        "{}",
        told.err
    );
    assert_eq!(json(&folder.path().join("answer.json"))["code"], 2);
}
