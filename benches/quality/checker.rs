//! `Instance`: the files of one instance; `Instance::check` has the routes of any solver judged by `check.py` and reads
//! its `Verdict`. The Python file is not in this repository.

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAM: &str = "import json,sys; sys.path.insert(0,sys.argv[1]); from check import check; \
    print(json.dumps(check(json.load(open(sys.argv[2])),json.load(sys.stdin))))";

/// An instance to be solved.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) name: String,
    /// What the drivers and the checker read.
    pub(crate) json: PathBuf,
    /// What ours reads.
    pub(crate) own: PathBuf,
    /// The best known cost; none for mornings.
    pub(crate) best_known: Option<f64>,
}

/// What the checker says of an answer.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Verdict {
    pub(crate) feasible: bool,
    pub(crate) cost: Option<f64>,
    #[serde(default)]
    pub(crate) served: Option<u64>,
    #[serde(default)]
    pub(crate) travel: Option<f64>,
    #[serde(default)]
    pub(crate) errors: Vec<String>,
}

impl Instance {
    pub(crate) fn read(bench: &Path, name: &str) -> anyhow::Result<Self> {
        let json = bench.join("instances").join(format!("{name}.json"));
        let bytes = std::fs::read(&json).with_context(|| json.display().to_string())?;
        let file: Value = serde_json::from_slice(&bytes).with_context(|| json.display().to_string())?;
        let text = json.with_extension("txt");
        Ok(Self {
            name: name.to_owned(),
            own: if text.exists() { text } else { json.clone() },
            json,
            best_known: file["bks"].as_f64(),
        })
    }

    /// Judges routes.
    pub(crate) fn check(&self, bench: &Path, python: &Path, routes: &Value) -> anyhow::Result<Verdict> {
        let mut child = Command::new(python)
            .args(["-c", PROGRAM])
            .args([bench, &self.json])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the checker does not start")?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(routes.to_string().as_bytes())?;
        }
        let said = child.wait_with_output()?;
        ensure!(said.status.success(), "the checker failed on {}", self.name);
        Ok(serde_json::from_slice(&said.stdout)?)
    }
}
