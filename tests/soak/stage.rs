//! `Stage`: a row of `stages.toml` (command, variables, promise), how it is run, and its `Outcome` with the figures
//! read from its output.

use karavan_tests::{forget_package, root};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How a line of Rust's own test runner begins that tells how many passed.
const PASSED: &str = "test result: ok. ";

/// All stages, in the order they are run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stages {
    stage: Vec<Stage>,
}

/// One row of `stages.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stage {
    /// One word.
    pub(crate) name: String,
    /// What must hold, in a sentence.
    pub(crate) promise: String,
    /// Program and arguments, from the workspace's folder.
    command: Vec<String>,
    /// Variables it is given where the environment says nothing else.
    #[serde(default)]
    variables: BTreeMap<String, String>,
    /// Words of the lines that tell what was measured.
    #[serde(default)]
    figures: Vec<String>,
}

/// What came of a stage.
pub(crate) enum Outcome {
    /// It succeeded; what it measured.
    Held { figures: Vec<String>, minutes: f64 },
    /// It did not.
    Failed { minutes: f64 },
    /// Somebody ended it: nothing was found out.
    BrokenOff,
}

impl Outcome {
    /// In one line.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Held { figures, minutes } => format!("{} ({minutes:.1} min)", figures.join("<br>")),
            Self::Failed { minutes } => format!("**failed** ({minutes:.1} min)"),
            Self::BrokenOff => "broken off".to_owned(),
        }
    }
}

impl Stages {
    pub(crate) fn read() -> Self {
        let path = root().join("tests/soak/stages.toml");
        let text = std::fs::read_to_string(path).expect("stages.toml is read");
        let mut stages: Self = toml::from_str(&text).expect("stages.toml holds stages");
        for (name, value) in stages.stage.iter_mut().flat_map(|stage| &mut stage.variables) {
            if let Ok(own) = std::env::var(name) {
                *value = own;
            }
        }
        stages
    }

    pub(crate) fn all(&self) -> &[Stage] {
        &self.stage
    }

    pub(crate) fn named(&self, name: &str) -> Option<&Stage> {
        self.stage.iter().find(|stage| stage.name == name)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.stage.iter().map(|stage| stage.name.clone()).collect()
    }
}

impl Stage {
    /// The command as a person would type it.
    pub(crate) fn said(&self) -> String {
        let variables = self.variables.iter().map(|(name, value)| format!("{name}={value}"));
        variables
            .chain(self.command.iter().cloned())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Runs it; all it says is shown and kept in `target/soak/NAME.log`.
    pub(crate) fn run(&self) -> Outcome {
        let folder = root().join("target/soak");
        std::fs::create_dir_all(&folder).expect("target/soak is made");
        let mut log = File::create(folder.join(format!("{}.log", self.name))).expect("the log is made");
        let began = Instant::now();
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let (program, arguments) = self.command.split_first().expect("a stage has a command");
        let mut command = Command::new(program);
        command
            .args(arguments)
            .envs(&self.variables)
            .current_dir(root())
            .stdin(Stdio::null())
            .stdout(writer.try_clone().expect("a pipe"))
            .stderr(writer);
        forget_package(&mut command);
        let mut child = command.spawn().expect("the command starts");
        // Its ends of the pipe are held by the command too; without them the reading never ends.
        drop(command);
        let mut figures = Vec::new();
        let mut passed = 0_u64;
        for line in BufReader::new(reader).lines().map_while(Result::ok) {
            println!("{line}");
            writeln!(log, "{line}").expect("the log is written");
            if self.figures.iter().any(|words| line.contains(words.as_str())) {
                figures.push(line.trim().to_owned());
            }
            if let Some(count) = line.strip_prefix(PASSED) {
                passed += count
                    .split(' ')
                    .next()
                    .and_then(|count| count.parse().ok())
                    .unwrap_or(0);
            }
        }
        let status = child.wait().expect("the command ends");
        let minutes = began.elapsed().as_secs_f64() / 60.0;
        match status.code() {
            None => return Outcome::BrokenOff,
            Some(0) => {}
            Some(_) => return Outcome::Failed { minutes },
        }
        if figures.is_empty() {
            figures.push(match passed {
                0 => "held".to_owned(),
                _ => format!("{passed} tests held"),
            });
        }
        Outcome::Held { figures, minutes }
    }
}
