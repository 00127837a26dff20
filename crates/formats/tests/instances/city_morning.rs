//! `city-json-1`: a small morning read, timed and answered, with its cost worked out by hand; numbers written as
//! floats, ids that come twice, and broken files refused without a panic.

use karavan_formats::city::{CityFileError, CityInstance};
use karavan_model::{Cost, Meters, Seconds};
use karavan_plan::{DepotIx, JobIx, StepKind, VehicleIx, assemble, judge, schedule};

/// Home of 70 → hub: |800| + 0 = 800 → 130 s. Hub → request 51: 400 + 400 = 800 → 130 s. 51 → 52: 0 + 81 → 13.16 = 13
/// s.
const MORNING: &str = r#"{
  "format": "city-json-1", "name": "two doors", "seed": 1, "area_m": 2000, "travel": "…", "rules": "…",
  "hub": [1000, 1000], "pharmacies": [], "penalty": 100000,
  "volunteers": [
    {"id": 70, "home": [200, 1000], "shift": [32400, 33500], "capacity": 5},
    {"id": 71, "home": [0, 0], "shift": [32400, 32500], "capacity": 5}
  ],
  "requests": [
    {"id": 51, "loc": [1400, 1400], "size": 2, "tw": [32400, 64800], "service": 300, "pharmacy": null},
    {"id": 52, "loc": [1400, 1481], "size": 3, "tw": [33100, 40000], "service": 300, "pharmacy": 1},
    {"id": 53, "loc": [1400, 1481], "size": 6, "tw": [33100, 40000], "service": 300}
  ]
}"#;

#[test]
fn a_morning_is_read_planned_and_answered_in_its_own_words() {
    let city = CityInstance::parse(MORNING.as_bytes()).unwrap();
    let tour = [
        StepKind::Load(DepotIx(0)),
        StepKind::Job(JobIx(0)),
        StepKind::Job(JobIx(1)),
    ];
    let route = schedule(city.problem(), VehicleIx(0), &tour).unwrap();
    assert_eq!(route.travel, Seconds(130 + 130 + 13));
    // 13 · 800 / 10 = 1,040 m twice, 13 · 81 / 10 = 105 m.
    assert_eq!(route.distance, Meters(1_040 + 1_040 + 105));
    // Request 52 opens at 33,100; its service ends at 33,400, inside the shift.
    assert_eq!(route.steps[3].begins, Seconds(33_100));
    let plan = assemble(city.problem(), vec![route]);
    assert_eq!(judge(city.problem(), &plan), []);
    assert_eq!(plan.cost, Cost(273 + 100_000));
    assert_eq!(
        city.answer(&plan).to_string(),
        r#"{"cost":100273,"routes":[[70,[51,52]]],"unassigned":[53]}"#
    );
}

#[test]
fn whole_numbers_written_as_floats_are_whole_and_others_are_placed() {
    let floats = MORNING
        .replace("[32400, 64800]", "[32400.0, 6.48e4]")
        .replace("\"size\": 3", "\"size\": 3.0");
    assert_ne!(floats, MORNING);
    let [one, other] = [MORNING, floats.as_str()].map(|text| CityInstance::parse(text.as_bytes()).unwrap());
    assert_eq!(one.problem(), other.problem());
    let half = MORNING.replace("\"size\": 3", "\"size\": 3.5");
    let told = CityInstance::parse(half.as_bytes()).unwrap_err().to_string();
    assert!(told.starts_with("not a city morning: requests[1].size: "), "{told}");
}

#[test]
fn another_format_is_told() {
    let other = MORNING.replace("city-json-1", "city-json-2");
    let error = CityInstance::parse(other.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "format is “city-json-2”; expected “city-json-1”");
}

#[test]
fn broken_files_are_told_and_never_panic() {
    for end in 0..MORNING.len() - 1 {
        if MORNING.is_char_boundary(end) {
            assert!(matches!(
                CityInstance::parse(&MORNING.as_bytes()[..end]),
                Err(CityFileError::Shape(_))
            ));
        }
    }
    let backwards = MORNING
        .replace("[32400, 64800]", "[64800, 32400]")
        .replace("\"size\": 3", "\"size\": -3");
    let error = CityInstance::parse(backwards.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "request 51: tw 64800–32400 must open before it closes, within ±10000000 s of midnight; \
         request 52: size must be from 0 to 1000000000, not -3"
    );
    let far = MORNING.replace("[200, 1000]", "[2000000000, -2000000000]");
    assert_eq!(
        CityInstance::parse(far.as_bytes()).unwrap_err().to_string(),
        "volunteer 70: must be at most 1900000 m from the hub along each axis"
    );
}

#[test]
fn everybody_has_an_id_of_their_own() {
    let twice = MORNING
        .replace("\"id\": 53", "\"id\": 51")
        .replace("\"id\": 71", "\"id\": 70");
    assert_eq!(
        CityInstance::parse(twice.as_bytes()).unwrap_err().to_string(),
        "request 51 comes twice: every request needs an id of its own; \
         volunteer 70 comes twice: every volunteer needs an id of its own"
    );
    // A volunteer and a request may share one.
    assert!(CityInstance::parse(MORNING.replace("\"id\": 71", "\"id\": 51").as_bytes()).is_ok());
    let nobody = r#"{"format": "city-json-1", "hub": [0, 0], "penalty": 0, "volunteers": [], "requests": []}"#;
    assert_eq!(
        CityInstance::parse(nobody.as_bytes()).unwrap_err().to_string(),
        "expected at least one volunteer; penalty must be from 1 to 1000000000000, not 0"
    );
}
