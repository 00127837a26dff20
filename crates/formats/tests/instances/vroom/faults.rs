//! VROOM files that are refused: contradictions, broken JSON, what no problem can hold, numbers out of bounds; the
//! largest numbers that are still timed; and unknown keys, which are told.

use super::line;
use karavan_formats::vroom::{VroomFile, straight_lines};
use karavan_formats::{Convention, Format, FormatError, PublishedInstance};
use serde_json::{Value, json};

fn good() -> Value {
    json!({
        "vehicles": [{"id": 1, "start_index": 0, "capacity": [3], "type": "van"}],
        "jobs": [{"id": 1, "location_index": 1}],
        "shipments": [{"pickup": {"id": 1, "location_index": 2}, "delivery": {"id": 1, "location_index": 3}}],
        "matrices": line(4)
    })
}

fn read(file: &Value) -> Result<PublishedInstance, FormatError> {
    PublishedInstance::read(file.to_string().as_bytes(), Some(Format::Vroom), Convention::Published)
}

/// The faults when something else stands at a place of the good file.
fn told(place: &str, other: Value) -> Vec<String> {
    let mut file = good();
    let (parent, key) = place.rsplit_once('/').unwrap();
    file.pointer_mut(parent).unwrap()[key] = other;
    read(&file).unwrap_err().faults()
}

#[test]
fn contradictions_are_told() {
    assert!(read(&good()).is_ok());
    let first = "/vehicles/0";
    for (place, other, fault) in [
        (
            "/jobs/0/delivery".to_owned(),
            json!([1, 2]),
            "job 1: amounts must have 1 numbers",
        ),
        (
            format!("{first}/time_window"),
            json!([9, 3]),
            "vehicle 1: time_window must open before it closes",
        ),
        (
            format!("{first}/speed_factor"),
            json!(5.5),
            "vehicle 1: speed_factor must be from 0.01 to 5, not 5.5",
        ),
        (
            format!("{first}/speed_factor"),
            json!(1e-17),
            "vehicle 1: speed_factor must be from 0.01 to 5, not 1e-17",
        ),
        (
            format!("{first}/start_index"),
            json!(9),
            "vehicle 1: index 9 is beyond the tables of 5 places",
        ),
        (
            format!("{first}/start_index"),
            json!(null),
            "vehicle 1: start_index or end_index is missing",
        ),
        (
            format!("{first}/profile"),
            json!("bike"),
            "vehicle 1: profile “bike” needs a table of durations",
        ),
        (
            format!("{first}/breaks"),
            json!([{"id": 2}, {"id": 2}]),
            "vehicle 1, break 2 comes twice",
        ),
        (
            format!("{first}/steps"),
            json!([{"type": "job", "id": 9}]),
            "vehicle 1, step 0: expected a start first",
        ),
        (
            "/jobs/0/priority".to_owned(),
            json!(101),
            "job 1: priority must be at most 100",
        ),
        (
            "/jobs/0/time_windows".to_owned(),
            json!([[1, 5], [5, 9]]),
            "job 1: time windows must be some",
        ),
        (
            "/jobs/0/time_windows".to_owned(),
            json!([]),
            "job 1: time windows must be some",
        ),
        (
            "/jobs/0/location_index".to_owned(),
            json!(null),
            "job 1: location_index is missing",
        ),
        (
            "/matrices/car/durations".to_owned(),
            json!([[0, 1], [1]]),
            "durations of profile “car” must be square",
        ),
        (
            "/matrices/car/costs".to_owned(),
            json!([[0]]),
            "tables of profile “car” must be of one size",
        ),
    ] {
        let faults = told(&place, other);
        assert!(faults.iter().any(|one| one.starts_with(fault)), "{place}: {faults:?}");
    }
    let twice = json!([{"id": 1, "location_index": 1}, {"id": 1, "location_index": 2}]);
    assert_eq!(told("/jobs", twice), ["job 1 comes twice"]);
    assert_eq!(told("/vehicles", json!([])), ["expected at least one vehicle"]);
}

#[test]
fn what_is_no_such_json_is_told_with_its_line() {
    for (place, other, field) in [
        ("/jobs/0/service", json!("long"), "jobs[0].service: "),
        ("/jobs/0/service", json!(1.5), "jobs[0].service: "),
        ("/jobs/0/delivery", json!([1, -2]), "jobs[0].delivery[1]: "),
        (
            "/jobs/0/time_windows",
            json!([[0, "noon"]]),
            "jobs[0].time_windows[0][1]: ",
        ),
        (
            "/vehicles/0/capacity",
            json!([4_294_967_296_u64]),
            "vehicles[0].capacity[0]: ",
        ),
        ("/vehicles/0/start", json!([1.0]), "vehicles[0].start: "),
        (
            "/matrices/car/durations",
            json!([[0, 0.25], [1, 0]]),
            "matrices.car.durations[0][1]: ",
        ),
    ] {
        let told = told(place, other);
        assert!(
            told[0].starts_with(field) && told[0].contains("expected"),
            "{place}: {told:?}"
        );
    }
    let text = "{\n\"vehicles\": [],\n";
    let fault = PublishedInstance::read(text.as_bytes(), Some(Format::Vroom), Convention::Published).unwrap_err();
    assert!(fault.to_string().contains("line 3"), "{fault}");
    for end in 0..good().to_string().len() {
        drop(PublishedInstance::read(
            &good().to_string().as_bytes()[..end],
            Some(Format::Vroom),
            Convention::Published,
        ));
    }
}

#[test]
fn what_cannot_be_planned_is_refused_by_name() {
    for (key, other, fault) in [
        (
            "breaks",
            json!([{"id": 2, "max_load": [1]}]),
            "vehicle 1, break 2: max_load below the capacity",
        ),
        (
            "max_travel_time",
            json!(9),
            "vehicle 1: max_distance and max_travel_time together",
        ),
        (
            "steps",
            json!([{"type": "pickup", "id": 1}]),
            "vehicle 1: its steps cannot be driven",
        ),
    ] {
        let mut file = good();
        file["vehicles"][0]["max_distance"] = 90.into();
        file["vehicles"][0][key] = other;
        let faults = read(&file).unwrap_err().faults();
        assert!(faults[0].starts_with(fault), "{faults:?}");
    }
    let mut file = good();
    file["vehicles"] = json!([
        {"id": 1, "start_index": 0, "capacity": [3], "type": "van", "skills": [1]},
        {"id": 2, "start_index": 0, "capacity": [3], "type": "bike"}
    ]);
    file["jobs"][0]["service_per_type"] = json!({"bike": 9});
    let faults = read(&file).unwrap_err().faults();
    assert_eq!(
        faults,
        ["job 1: setup or service times that differ between vehicles that may come cannot be planned, only timed"]
    );
    file["jobs"][0]["skills"] = json!([1]);
    assert!(read(&file).is_ok(), "only one may come");
}

#[test]
fn another_precision_is_refused() {
    let fault = PublishedInstance::read(good().to_string().as_bytes(), None, Convention::Exact).unwrap_err();
    assert!(fault.to_string().contains("always exact"), "{fault}");
}

/// `line(4)` with one way that is too much, when the vehicle drives a hundredth as fast or not.
#[test]
fn ways_beyond_all_bounds_are_told_by_their_ends() {
    let mut file = good();
    file["matrices"]["car"]["durations"][0][3] = 200_000.into();
    assert!(read(&file).is_ok(), "two days are a road");
    file["vehicles"][0]["speed_factor"] = 0.01.into();
    assert_eq!(
        read(&file).unwrap_err().faults(),
        [
            "vehicle 1: the way from index 0 to index 3 takes 20000000 s at speed_factor 0.01; \
             at most 10000000 can be planned"
        ]
    );
    file["matrices"]["car"]["durations"][0][3] = u32::MAX.into();
    assert!(read(&file).is_ok(), "no road at any speed");
    file["matrices"]["car"]["distances"][1][2] = 20_000_000.into();
    assert_eq!(
        read(&file).unwrap_err().faults(),
        ["vehicle 1: the way from index 1 to index 2 is 20000000 m long; at most 10000000 can be planned"]
    );
    let far = json!({
        "vehicles": [{"id": 1, "start": [0.0, 0.0]}],
        "jobs": [{"id": 7, "location": [179.5, 0.0]}]
    });
    let told = read(&far).unwrap_err().to_string();
    assert!(
        told.starts_with("vehicle 1: the way from [179.5, 0] to [0, 0] is 2"),
        "{told}"
    );
}

/// The slowest vehicle on the longest ways at the highest wages: more than 64 bits hold.
#[test]
fn the_largest_numbers_are_timed() {
    let mut file = good();
    let most = u32::MAX - 1;
    file["matrices"]["car"]["durations"] = json!(vec![vec![most; 5]; 5]);
    file["vehicles"][0]["speed_factor"] = 0.01.into();
    file["vehicles"][0]["costs"] = json!({"fixed": most, "per_hour": most, "per_task_hour": most, "per_km": most});
    file["vehicles"][0]["steps"] = json!([{"type": "job", "id": 1}]);
    file["jobs"][0]["service"] = most.into();
    let file = VroomFile::parse(file.to_string().as_bytes(), &straight_lines).unwrap();
    let answer = file.timed().unwrap();
    assert_eq!(answer["summary"]["duration"], 100 * i64::from(most));
    // The way at the wages, 10 m there, as long at the door, and the fixed cost: each to the nearest or cut.
    assert_eq!(answer["summary"]["cost"], 517_533_657_034_999_724_i64);
}

#[test]
fn what_no_problem_holds_is_called_as_the_file_calls_it() {
    let mut file = good();
    file["vehicles"][0]["id"] = 4.into();
    file["vehicles"][0]["breaks"] = json!([{"id": 9, "service": 20_000_000}]);
    file["jobs"][0] = json!({"id": 7, "location_index": 1, "service": 20_000_000});
    file["shipments"][0]["pickup"]["id"] = 5.into();
    file["shipments"][0]["amount"] = json!([2_000_000_000]);
    assert_eq!(
        read(&file).unwrap_err().faults(),
        [
            "job 7: service must be between 0 and 10000000 s, not 20000000",
            "shipment of pickup 5: every dimension of load must be between 0 and 1000000000",
            "vehicle 4, break 9: service must be between 0 and 10000000 s, not 20000000",
        ]
    );
    file["jobs"] = (1..=30)
        .map(|id| json!({"id": id, "location_index": 1, "service": 20_000_000}))
        .collect();
    assert_eq!(
        read(&file).unwrap_err().faults().len(),
        20,
        "the rest is of the same kind"
    );
}

#[test]
fn keys_that_vroom_does_not_know_are_told_and_the_rest_is_planned() {
    let mut file = good();
    file["jobs"][0]["skill"] = json!([1]);
    file["jobs"][0]["time_window"] = json!([0, 5]);
    file["vehicles"][0]["breakz"] = json!([]);
    file["options"] = json!({"g": true});
    file["jobs"][0]["location"] = json!([1.0, 2.0, 3.0]);
    file["vehicles"][0]["steps"] = json!([{"type": "start", "arrival": 0}]);
    let read =
        PublishedInstance::read(file.to_string().as_bytes(), Some(Format::Vroom), Convention::Published).unwrap();
    assert_eq!(
        read.unread(),
        [
            "jobs[0].skill: this key is not known and was not read",
            "jobs[0].time_window: this key is not known and was not read",
            "vehicles[0].breakz: this key is not known and was not read"
        ]
    );
    let read = PublishedInstance::read(
        good().to_string().as_bytes(),
        Some(Format::Vroom),
        Convention::Published,
    )
    .unwrap();
    assert!(read.unread().is_empty());
}
