//! Benchmark of two builds of `karavan`: each command is run by one and the other in turn, and the ratio of their
//! times is reported. The commands are in `commands.rs`.
//!
//! `BASE` is the path of the former binary, `KARAVAN_BIN` that of ours; without `BASE` only ours is measured.
//! `KARAVAN_PAIRS` changes how many pairs there are (7). Where valgrind is installed, instructions are counted too:
//! they tell one per cent where the clock of a busy machine does not tell ten.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark fails loudly and talks to a person"
)]

mod commands;

use commands::{Commands, instructions, seconds};
use karavan_benches::{median, number_from_env, report};
use serde_json::json;
use std::path::PathBuf;

fn main() {
    let Some(ours) = std::env::var_os("KARAVAN_BIN").map(PathBuf::from) else {
        println!("pairs: not measured; KARAVAN_BIN names no binary (`make figures` does)");
        return;
    };
    let base = std::env::var_os("BASE")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from);
    let pairs = number_from_env("KARAVAN_PAIRS", 7);
    let works = Commands::prepare(&ours, base.as_deref());
    for work in works.all() {
        let (mut own, mut former, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for pair in 0..pairs {
            // Who begins changes, so that what the machine does meanwhile falls on both.
            let Some(base) = &base else {
                own.push(seconds(&ours, work.of_ours()));
                continue;
            };
            let (mine, theirs) = if pair % 2 == 0 {
                let mine = seconds(&ours, work.of_ours());
                (mine, seconds(base, work.of_base()))
            } else {
                let theirs = seconds(base, work.of_base());
                (seconds(&ours, work.of_ours()), theirs)
            };
            own.push(mine);
            former.push(theirs);
            ratios.push(mine / theirs);
        }
        let counted = instructions(&ours, work.of_ours());
        let counted_base = base.as_ref().and_then(|base| instructions(base, work.of_base()));
        let count_ratio = counted
            .zip(counted_base)
            .map(|(mine, theirs)| mine as f64 / theirs as f64);
        let middle = |figures: Vec<f64>| (!figures.is_empty()).then(|| median(figures));
        report(
            "pairs",
            &json!({"work": work.name, "pairs": pairs, "seconds": middle(own), "seconds_base": middle(former),
                "ratio_of_pairs": middle(ratios), "instructions": counted, "instructions_base": counted_base,
                "ratio_of_instructions": count_ratio}),
        );
    }
}
