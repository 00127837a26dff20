//! `karavan solve` as scripts use it: published instances and VROOM's files in, their answers out.
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
