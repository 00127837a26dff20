//! Hand-made instances of the formats, most with optima known by hand; `best_plan` finds them by trying all orders of
//! jobs and loads. Also how a format is guessed, and byte order marks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod city_morning;
mod lilim;
mod solomon;
mod vroom;
mod vrplib;
mod vrplib_faults;
mod vrplib_fleets;
mod vrplib_kinds;

use karavan_formats::vroom::{VroomFile, straight_lines};
use karavan_formats::{Convention, Format, Instance, PublishedInstance};
use karavan_plan::{DepotIx, JobIx, Plan, Problem, Route, StepKind, VehicleIx, assemble, judge, schedule};
use serde_json::Value;

/// The instance of a text that must be good.
pub(crate) fn instance(text: &str, format: Format, precision: Convention) -> Instance {
    match PublishedInstance::read(text.as_bytes(), Some(format), precision) {
        Ok(PublishedInstance::Benchmark(instance)) => instance,
        Ok(PublishedInstance::City(_) | PublishedInstance::Vroom(_)) => panic!("read as another format"),
        Err(error) => panic!("{error}"),
    }
}

/// All faults of a text that must be refused.
pub(crate) fn faults(text: &str, format: Format) -> Vec<String> {
    PublishedInstance::read(text.as_bytes(), Some(format), Convention::Published)
        .unwrap_err()
        .faults()
}

/// Reading must not panic, whatever the outcome, when the text is cut anywhere or loses any one line.
pub(crate) fn read_all_ruins_of(text: &str, format: Format) {
    let read = |ruin: &str| {
        drop(PublishedInstance::read(
            ruin.as_bytes(),
            Some(format),
            Convention::Published,
        ));
    };
    for end in 0..text.len() {
        read(&text[..end]);
    }
    let lines: Vec<&str> = text.lines().collect();
    for gone in 0..lines.len() {
        let rest = [&lines[..gone], &lines[gone + 1..]].concat();
        read(&rest.join("\n"));
    }
}

/// The answer of the best of all plans.
pub(crate) fn best_answer(instance: &Instance) -> Value {
    instance.answer(&best_plan(instance.problem()))
}

/// The best of all plans; the judge is content with it.
pub(crate) fn best_plan(problem: &Problem) -> Plan {
    let mut best: Option<Plan> = None;
    let jobs: Vec<JobIx> = (0..problem.jobs().len()).map(JobIx::from).collect();
    extend(problem, &jobs, 0, &mut Vec::new(), &mut |routes| {
        let plan = assemble(problem, routes.to_vec());
        if best.as_ref().is_none_or(|best| plan.cost < best.cost) {
            best = Some(plan);
        }
    });
    let best = best.unwrap();
    assert_eq!(judge(problem, &best), []);
    best
}

/// Every choice of routes for this and all later vehicles.
fn extend(problem: &Problem, left: &[JobIx], vehicle: usize, routes: &mut Vec<Route>, found: &mut dyn FnMut(&[Route])) {
    if vehicle == problem.vehicles().len() {
        found(routes);
        return;
    }
    extend(problem, left, vehicle + 1, routes, found);
    for tour in tours(problem, left, &[]) {
        if let Ok(route) = schedule(problem, VehicleIx::from(vehicle), &tour) {
            let rest: Vec<JobIx> = left
                .iter()
                .copied()
                .filter(|job| !tour.contains(&StepKind::Job(*job)))
                .collect();
            routes.push(route);
            extend(problem, &rest, vehicle + 1, routes, found);
            routes.pop();
        }
    }
}

/// Every order of some of the jobs, with a load first, where there are depots, and a load or none before each further
/// job.
fn tours(problem: &Problem, left: &[JobIx], begun: &[StepKind]) -> Vec<Vec<StepKind>> {
    let mut all = Vec::new();
    let loads: Vec<StepKind> = (0..problem.depots().len())
        .map(|at| StepKind::Load(DepotIx::from(at)))
        .collect();
    for job in left {
        let rest: Vec<JobIx> = left.iter().copied().filter(|other| other != job).collect();
        let mut ways: Vec<Vec<StepKind>> = loads
            .iter()
            .map(|load| [begun, &[*load, StepKind::Job(*job)]].concat())
            .collect();
        if !begun.is_empty() || loads.is_empty() {
            ways.push([begun, &[StepKind::Job(*job)]].concat());
        }
        for way in ways {
            all.extend(tours(problem, &rest, &way));
            all.push(way);
        }
    }
    all
}

#[test]
fn a_format_is_told_by_its_first_lines() {
    assert_eq!(Format::guess(" \n{\"format\": \"city-json-1\"}"), Some(Format::City));
    assert_eq!(Format::guess("C101\n\nVEHICLE\nNUMBER CAPACITY"), Some(Format::Solomon));
    assert_eq!(
        Format::guess("NAME: R101\n\nVehicle\nNUMBER CAPACITY"),
        Some(Format::Solomon),
        "a name may have a colon"
    );
    assert_eq!(Format::guess("25\t200\t1\n0 40 50"), Some(Format::Lilim));
    assert_eq!(Format::guess("NAME : X\nTYPE: CVRP"), Some(Format::Vrplib));
    assert_eq!(Format::guess("{\"vehicles\": []}"), Some(Format::Vroom));
    assert_eq!(Format::guess("a,b\n1,2"), None);
    let told = PublishedInstance::read(b"a,b\n1,2", None, Convention::Published).unwrap_err();
    assert!(told.to_string().contains("VROOM"), "{told}");
    assert!(told.to_string().contains("name the format"), "{told}");
    let told = |bytes: &[u8]| {
        PublishedInstance::read(bytes, None, Convention::Published)
            .unwrap_err()
            .to_string()
    };
    for nothing in [&b""[..], b" \n\t\n", b"\xef\xbb\xbf"] {
        assert_eq!(told(nothing), "the file is empty");
    }
    for other in [&b"[]"[..], b"null", b"[{\"id\": 1}]", b"\"C101\""] {
        let told = told(other);
        assert!(told.starts_with("the file is JSON, but no object"), "{told}");
    }
    let told = PublishedInstance::read(b"{}", None, Convention::Exact).unwrap_err();
    assert!(told.to_string().contains("always exact"), "{told}");
}

#[test]
fn a_mark_before_the_letters_says_nothing() {
    let city = r#"{"format": "city-json-1", "hub": [0, 0], "penalty": 9,
        "volunteers": [{"id": 1, "home": [0, 0], "shift": [0, 9], "capacity": 1}], "requests": []}"#;
    let van = r#"{"vehicles": [{"id": 1, "start": [0, 0]}], "jobs": [{"id": 1, "location": [0, 0]}]}"#;
    let pair = "1 9 1\n0 0 0 0 0 9 0 0 0\n1 1 1 2 0 9 0 0 2\n2 1 2 -2 0 9 0.5 1 0\n";
    for text in [city, van, pair, vrplib::CORNER] {
        let read = |text: String, format| PublishedInstance::read(text.as_bytes(), format, Convention::Published);
        let marked = format!("\u{feff}{text}");
        let format = Format::guess(text);
        assert_eq!(Format::guess(&marked), format);
        read(marked.clone(), None).unwrap();
        read(marked, format).unwrap();
    }
    VroomFile::parse(format!("\u{feff}{van}").as_bytes(), &straight_lines).unwrap();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (text, format) in [(vrplib::CORNER, None), (van, None), (van, Some(Format::Vroom))] {
        for bytes in [wide(text), wide(&format!("\u{feff}{text}"))] {
            let told = PublishedInstance::read(&bytes, format, Convention::Published).unwrap_err();
            assert_eq!(told.faults(), ["the file is UTF-16; save it as UTF-8"]);
            let told = VroomFile::parse(&bytes, &straight_lines).unwrap_err();
            assert_eq!(told.to_string(), "the file is UTF-16; save it as UTF-8");
        }
    }
}
