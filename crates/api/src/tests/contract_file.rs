//! Tests that `schemas/openapi.json` equals the contract that the server answers, byte for byte; with
//! `KARAVAN_REWRITE` it writes the file instead (`make contract`).

use crate::contract;
use std::fs;
use std::path::Path;

/// Writes the file anew instead of complaining (`make contract`).
const REWRITE: &str = "KARAVAN_REWRITE";

#[test]
fn the_contract_in_the_repository_is_the_one_that_is_served() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/openapi.json");
    let served = contract().to_pretty_json().unwrap() + "\n";
    if std::env::var_os(REWRITE).is_some() {
        fs::write(&path, &served).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    let differs = kept
        .lines()
        .zip(served.lines())
        .position(|(kept, served)| kept != served);
    assert!(
        kept == served,
        "schemas/openapi.json is stale from line {} on; rewrite it with `make contract`",
        differs.map_or(0, |line| line + 1)
    );
}
