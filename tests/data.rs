//! `data/` holds, byte for byte, what is made for it now, and its README names the files: synthetic worlds by
//! `karavan city`, and instances made by `benches/quality`. `make data` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use karavan_city::{City, CityOptions};
use karavan_formats::{Convention, PublishedInstance};
use karavan_quality::city_morning::CityMorning;
use karavan_quality::customers::Customers;
use karavan_tests::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The worlds: folder, and what `karavan city` is asked for.
const WORLDS: [(&str, CityOptions); 2] = [
    (
        "village",
        CityOptions {
            seed: 1,
            people: 300,
            requests: 12,
            volunteers: 3,
        },
    ),
    (
        "town",
        CityOptions {
            seed: 7,
            people: 3_000,
            requests: 40,
            volunteers: 8,
        },
    ),
];

const MORNING: CityMorning = CityMorning {
    requests: 40,
    volunteers: 6,
    capacity: 10,
    service: 300,
    in_haste: 5,
};

const WINDOWS: Customers = Customers {
    count: 25,
    vehicles: 6,
    capacity: 60,
};

/// Every file that should be there, by its path in `data/`.
fn wanted() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (name, options) in WORLDS {
        let folder = tempfile::tempdir().unwrap();
        City::generate(&options).unwrap().write(folder.path()).unwrap();
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(format!("{name}/{file}"), fs::read(&path).unwrap());
        }
    }
    files.insert("instances/morning-40.json".into(), (MORNING.json() + "\n").into_bytes());
    files.insert("instances/windows-25.txt".into(), WINDOWS.text().into_bytes());
    files
}

/// Every file that is there but the README.
fn there(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            there(&path, found);
        } else {
            let name = path.strip_prefix(root().join("data")).unwrap();
            found.push(name.to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn every_file_is_what_its_command_makes() {
    let data = root().join("data");
    let wanted = wanted();
    if std::env::var_os("KARAVAN_REWRITE").is_some() {
        for (name, bytes) in &wanted {
            let path = data.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    for (name, bytes) in &wanted {
        let is_same = fs::read(data.join(name)).is_ok_and(|kept| kept == *bytes);
        assert!(
            is_same,
            "data/{name} is not what is made now: `make data`, and look at the difference"
        );
    }
    let mut found = Vec::new();
    there(&data, &mut found);
    found.retain(|name| name != "README.md" && !wanted.contains_key(name));
    assert!(found.is_empty(), "nobody makes these files of data/: {found:?}");
}

#[test]
fn every_file_is_named_by_the_page() {
    let page = fs::read_to_string(root().join("data/README.md")).unwrap();
    for name in wanted().keys() {
        let file = name.rsplit('/').next().unwrap();
        let folder = name.split('/').next().unwrap();
        assert!(
            page.contains(&format!("`{file}`")) && page.contains(&format!("{folder}/")),
            "{name}"
        );
    }
}

#[test]
fn our_own_instances_are_read() {
    for (name, jobs) in [("morning-40.json", 40), ("windows-25.txt", 25)] {
        let bytes = fs::read(root().join("data/instances").join(name)).unwrap();
        let instance = PublishedInstance::read(&bytes, None, Convention::Published).unwrap();
        assert_eq!(instance.problem().jobs().len(), jobs, "{name}");
    }
}
