//! Every query in the source of the store is limited to one region, and every write names who does it; the
//! exceptions are listed here.

use super::{assert_none, root, shown};
use std::fs;
use std::path::PathBuf;

/// Where tables are asked past a region: the place that adds the region, the list of regions, and migrations, which are
/// of all of them.
const PAST_REGIONS: [&str; 3] = [
    "crates/store/src/scope.rs",
    "crates/store/src/region_list.rs",
    "crates/store/src/schema",
];
const ASKING: [&str; 5] = [
    "::find()",
    "::find_by_id(",
    "::update_many()",
    "::delete_many()",
    "::delete_by_id(",
];

/// Who may write in nobody's name: signs of life, used codes, receipts and clocks of
/// telephones, which say nothing of anybody.
const IN_NO_NAME: [&str; 8] = [
    "crates/store/src/acting.rs",
    "crates/store/src/store.rs",
    "crates/store/src/api_keys.rs",
    "crates/store/src/sessions.rs",
    "crates/store/src/second_steps.rs",
    "crates/store/src/run_leases.rs",
    "crates/store/src/idempotency.rs",
    "crates/store/src/phone_clocks.rs",
];

fn sources() -> Vec<(String, String)> {
    let mut found: Vec<PathBuf> = Vec::new();
    super::files(&root().join("crates/store/src"), &[".rs"], &mut found);
    let read = |path: &PathBuf| (shown(path), fs::read_to_string(path).unwrap());
    found.iter().map(read).collect()
}

#[test]
fn every_query_of_the_store_is_of_one_region() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if PAST_REGIONS.iter().any(|past| path.starts_with(past)) {
            continue;
        }
        let asks = |line: &&str| ASKING.iter().any(|asking| line.contains(asking));
        for line in text.lines().filter(asks) {
            faults.push(format!("{path}: “{}” asks past regions; ask a Scope", line.trim()));
        }
        let is_table = path.contains("/entity/") && !path.ends_with("mod.rs");
        if is_table && !text.contains("impl crate::scope::Regional for Entity") {
            faults.push(format!("{path}: this table belongs to no region"));
        }
    }
    assert_none(&faults);
}

#[test]
fn every_write_of_the_store_is_in_a_name() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if text.contains(".transact(") && !IN_NO_NAME.contains(&path.as_str()) {
            faults.push(format!("{path}: writes in nobody's name; write as Acting"));
        }
        if text.contains("writer.write(")
            && !["store.rs", "write_probe.rs", "writer.rs"]
                .iter()
                .any(|name| path.ends_with(name))
        {
            faults.push(format!("{path}: reaches the writer past Acting"));
        }
    }
    assert_none(&faults);
}
