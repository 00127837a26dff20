//! The readers of `fuzz/readers.rs` take seeds and mutations of them: they read or refuse, must not panic, and must
//! read at least one seed. Seeds are of `fuzz/corpus`, `data/village`, `data/instances`, the golden day of `dispatch`,
//! and made here. Each reader has a test here and a fuzz target. `KARAVAN_FUZZ_SEEDS` names a folder to write the seeds
//! into, for `fuzz/run`; `KARAVAN_FUZZ_ROUNDS` says how many mutations a seed has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "../fuzz/readers.rs"]
mod readers;

use karavan_formats::{Convention, PublishedInstance};
use karavan_map::Map;
use karavan_plan::{Plan, ProblemFile};
use karavan_planner::Order;
use karavan_planner::message::{Report, Task, encode};
use karavan_quality::random::Rng;
use karavan_tests::root;
use readers::{READERS, Reader};
use std::fs;
use std::path::Path;

/// Mutations of one seed, unless the environment says otherwise; of a large seed so many fewer.
const ROUNDS: u32 = 60;
const LARGE_BYTES: usize = 20_000;
const LARGE_SHARE: u32 = 10;

fn folder(path: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(root().join(path)) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn file(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).unwrap()
}

/// Seeds of a reader.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut seeds = folder(&format!("fuzz/corpus/{name}"));
    let village = || Map::build(&root().join("data/village/city.osm.pbf"), &|_| ()).unwrap();
    match name {
        "tables" => {
            let tables = ["requests", "requests_excel", "volunteers", "hubs", "truth"];
            seeds.extend(tables.map(|table| file(&format!("data/village/{table}.csv"))));
        }
        "instances" => seeds.extend(folder("data/instances")),
        "plans" => {
            seeds.push(file("crates/dispatch/tests/golden/day.json"));
            let instance =
                PublishedInstance::read(&file("data/instances/windows-25.txt"), None, Convention::Published).unwrap();
            let bare = (ProblemFile::new(instance.problem()), Plan::default());
            seeds.push(serde_json::to_vec(&bare).unwrap());
        }
        "messages" => {
            let order = Order {
                points: vec![karavan_model::Point { lon: 37.5, lat: 55.75 }; 3],
                dimensions: 2,
                ..Order::default()
            };
            seeds.push(encode(&Task::Plan(&order)).unwrap());
            seeds.push(encode(&Task::<Order>::CallOff).unwrap());
            seeds.push(encode(&Report::Stage(karavan_planner::Stage::Solve)).unwrap());
        }
        "extracts" => seeds.push(file("data/village/city.osm.pbf")),
        "maps" => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("village.karavan");
            village().save(&path).unwrap();
            seeds.push(fs::read(path).unwrap());
        }
        "sections" => {
            let map = village();
            seeds.push(map.roads.to_bytes());
            seeds.push(map.addresses.bytes().to_vec());
            seeds.push(map.basemap.to_bytes());
        }
        "addresses" => {
            let table = file("data/village/requests.csv");
            let rows = csv::Reader::from_reader(&table[..]).into_records();
            let cells = rows.flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
            seeds.extend(cells.filter(|cell| cell.len() > 8).map(String::into_bytes));
        }
        _ => {}
    }
    seeds
}

/// One change of bytes: a bit, a byte, a cut, a piece doubled, taken out, or put elsewhere.
fn mutated(seed: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=rng.below(3) {
        let length = u32::try_from(bytes.len()).unwrap();
        if length == 0 {
            return vec![rng.below(256) as u8];
        }
        let at = rng.below(length) as usize;
        let end = (at + 1 + rng.below(40) as usize).min(bytes.len());
        let piece = bytes[at..end].to_vec();
        match rng.below(7) {
            0 => bytes[at] ^= 1 << rng.below(8),
            1 => bytes[at] = rng.below(256) as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.splice(at..at, piece)),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let to = rng.below(length) as usize;
                drop(bytes.splice(to..to, piece));
            }
            _ => {
                let digits = b"0123456789-.e";
                bytes[at] = digits[rng.below(digits.len() as u32) as usize];
            }
        }
    }
    bytes
}

fn replay((name, read): Reader) {
    let seeds = seeds(name);
    if let Some(target) = std::env::var_os("KARAVAN_FUZZ_SEEDS") {
        let target = Path::new(&target).join(name);
        fs::create_dir_all(&target).unwrap();
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(target.join(format!("seed-{number}")), seed).unwrap();
        }
    }
    let rounds = std::env::var("KARAVAN_FUZZ_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let mut rng = Rng(11);
    let mut is_any_read = false;
    for seed in &seeds {
        is_any_read |= read(seed);
        let rounds = if seed.len() > LARGE_BYTES {
            rounds / LARGE_SHARE
        } else {
            rounds
        };
        for _ in 0..rounds {
            let _is_read = read(&mutated(seed, &mut rng));
        }
    }
    assert!(
        is_any_read,
        "{name} reads none of its {} seeds: nothing behind its first check is tried",
        seeds.len()
    );
}

macro_rules! replays {
    ($($name:ident),*) => {
        $(#[test]
        fn $name() {
            let reader = READERS.iter().find(|(name, _)| *name == stringify!($name));
            replay(*reader.unwrap());
        })*
        const REPLAYED: &[&str] = &[$(stringify!($name)),*];
    };
}

replays!(
    tables, instances, vroom, plans, messages, extracts, maps, sections, addresses
);

#[test]
fn every_reader_has_a_test_a_target_and_no_folder_of_the_corpus_is_nobodys() {
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for (name, _) in READERS {
        assert!(REPLAYED.contains(&name), "{name} is not replayed here");
        assert!(
            root().join(format!("fuzz/fuzz_targets/{name}.rs")).exists(),
            "{name} has no target"
        );
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "{name} is not in fuzz/Cargo.toml"
        );
    }
    for entry in fs::read_dir(root().join("fuzz/corpus")).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(
            READERS.iter().any(|(reader, _)| name == *reader),
            "nobody reads fuzz/corpus/{name:?}"
        );
    }
}
