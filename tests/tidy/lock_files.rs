//! Lock files: npm's name no place that packages were downloaded from; that of `fuzz/`, which `cargo build` does not
//! see, has for each crate of the workspace the dependencies of its manifest.

use crate::{assert_none, root, shown, sources};
use std::fs;

#[test]
fn no_lock_file_tells_where_packages_were_downloaded_from() {
    for path in sources(&["package-lock.json"])
        .iter()
        .filter(|path| path.ends_with("package-lock.json"))
    {
        assert!(
            !fs::read_to_string(path).unwrap().contains("\"resolved\""),
            "{}",
            shown(path)
        );
    }
}

#[test]
fn the_lock_file_of_the_fuzz_targets_follows_the_manifests() {
    let lock: toml::Value = toml::from_str(&fs::read_to_string(root().join("fuzz/Cargo.lock")).unwrap()).unwrap();
    let mut faults = Vec::new();
    let mut crates = 0;
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let Some(room) = name.strip_prefix("karavan-").filter(|room| *room != "fuzz") else {
            continue;
        };
        crates += 1;
        let manifest = fs::read_to_string(root().join("crates").join(room).join("Cargo.toml")).unwrap();
        let manifest: toml::Value = toml::from_str(&manifest).unwrap();
        let wanted = manifest.get("dependencies").and_then(toml::Value::as_table);
        let locked = package.get("dependencies").and_then(toml::Value::as_array);
        let locked: Vec<&str> = locked.into_iter().flatten().filter_map(toml::Value::as_str).collect();
        for (name, how) in wanted.into_iter().flatten() {
            let is_optional = how.get("optional").and_then(toml::Value::as_bool) == Some(true);
            // Of two versions in a lock file one is written as "name version".
            let is_locked = locked.iter().any(|one| one.split(' ').next() == Some(name));
            if !is_optional && !is_locked {
                faults.push(format!(
                    "fuzz/Cargo.lock has no {name} for {room}: run cargo metadata in fuzz/"
                ));
            }
        }
    }
    assert!(crates >= 10, "{crates}");
    assert_none(&faults);
}
