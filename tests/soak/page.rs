//! `Page`: the table of soak figures in `docs/trust.md`: a row per stage, rewritten when the stage is run, else left
//! as it is.

use crate::stage::{Outcome, Stage, Stages};
use karavan_tests::root;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

const BEGIN: &str = "<!-- figures of make soak -->";
const END: &str = "<!-- end of figures -->";
const HEAD: &str = "| stage | must hold | measured | when, at which commit | command |\n|---|---|---|---|---|\n";
const NEVER: &str = "not run yet";

/// The page with its rows by stage.
pub(crate) struct Page {
    path: PathBuf,
    before: String,
    after: String,
    order: Vec<String>,
    rows: BTreeMap<String, String>,
}

impl Page {
    /// Reads the page; a stage that was never run gets a row that says so, a row of no stage goes.
    pub(crate) fn read(stages: &Stages) -> Self {
        let path = root().join("docs/trust.md");
        let text = std::fs::read_to_string(&path).expect("docs/trust.md is read");
        let (before, rest) = text
            .split_once(BEGIN)
            .expect("docs/trust.md has the place of the figures");
        let (table, after) = rest.split_once(END).expect("docs/trust.md has the end of the figures");
        let kept: BTreeMap<&str, &str> = table
            .lines()
            .filter_map(|line| Some((line.strip_prefix("| ")?.split(" | ").next()?, line)))
            .collect();
        let rows = stages.all().iter().map(|stage| {
            let row = kept.get(stage.name.as_str()).filter(|row| !row.contains(NEVER));
            let row = row.map_or_else(|| row_of(stage, NEVER, "–"), |row| (*row).to_owned());
            (stage.name.clone(), row)
        });
        Self {
            rows: rows.collect(),
            order: stages.names(),
            before: before.to_owned(),
            after: after.to_owned(),
            path,
        }
    }

    /// Sets the row of a stage that was run now, and answers it.
    pub(crate) fn set(&mut self, stage: &Stage, outcome: &Outcome) -> String {
        let when = format!(
            "{}, {}",
            said("date", &["-u", "+%F"]),
            said("git", &["rev-parse", "--short", "HEAD"])
        );
        let row = row_of(stage, &outcome.told(), &when);
        self.rows.insert(stage.name.clone(), row.clone());
        row
    }

    pub(crate) fn write(&self) {
        let rows: String = self.order.iter().map(|name| format!("{}\n", self.rows[name])).collect();
        let text = format!("{}{BEGIN}\n{HEAD}{rows}{END}{}", self.before, self.after);
        std::fs::write(&self.path, text).expect("docs/trust.md is written");
    }
}

fn row_of(stage: &Stage, measured: &str, when: &str) -> String {
    let plain = |text: &str| text.replace('|', "/");
    let (promise, measured, command) = (plain(&stage.promise), plain(measured), plain(&stage.said()));
    format!("| {} | {promise} | {measured} | {when} | `{command}` |", stage.name)
}

fn said(program: &str, arguments: &[&str]) -> String {
    let told = Command::new(program).args(arguments).current_dir(root()).output();
    let told = told.expect("the program runs");
    String::from_utf8_lossy(&told.stdout).trim().to_owned()
}
