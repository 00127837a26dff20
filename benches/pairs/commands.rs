//! `Commands`: the `karavan` command lines that both builds run, each with its own map and output; `seconds` and
//! `instructions` (callgrind) measure one run. Pairs and ratios are made in `main.rs`.

use karavan_benches::timed;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The line of callgrind that tells how many instructions were counted.
const COLLECTED: &str = "Collected :";

/// The works with the folder they are done in.
pub(crate) struct Commands {
    folder: TempDir,
    all: Vec<PairedCommand>,
}

/// One command line, for ours and for the former build.
pub(crate) struct PairedCommand {
    pub(crate) name: &'static str,
    ours: Vec<String>,
    base: Vec<String>,
}

impl PairedCommand {
    pub(crate) fn of_ours(&self) -> &[String] {
        &self.ours
    }

    pub(crate) fn of_base(&self) -> &[String] {
        &self.base
    }
}

impl Commands {
    /// Makes a city with our build and a map of it with each, since a map is only read by the version that wrote it.
    pub(crate) fn prepare(ours: &Path, base: Option<&Path>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name).display().to_string();
        let town = at("town");
        run(
            ours,
            &arguments(&[
                "city",
                "--seed",
                "7",
                "--people",
                "20000",
                "--requests",
                "200",
                "--volunteers",
                "30",
                "--out",
                &town,
            ]),
        );
        let truth = std::fs::read_to_string(at("town/truth.csv")).expect("the truth is read");
        let rows = truth.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let points: String = rows
            .filter(|row| row[3] == "found")
            .map(|row| format!("{},{}\n", row[1], row[2]))
            .collect();
        std::fs::write(at("points.csv"), format!("lon,lat\n{points}")).expect("the points are written");
        let lines = |who: &str, binary: &Path| {
            let (map, extract) = (at(&format!("{who}.karavan")), at("town/city.osm.pbf"));
            let [requests, volunteers, hubs] =
                ["requests", "volunteers", "hubs"].map(|name| at(&format!("town/{name}.csv")));
            let out = at(&format!("{who}.out"));
            let mut lines = [
                arguments(&["map", "build", &extract, "--out", &map]),
                arguments(&["map", "info", &map]),
                arguments(&["matrix", "--map", &map, "--points", &at("points.csv"), "--out", &out]),
                arguments(&["geocode", "--map", &map, "--in", &requests, "--out", &out]),
                arguments(&[
                    "plan",
                    "--map",
                    &map,
                    "--requests",
                    &requests,
                    "--volunteers",
                    &volunteers,
                    "--hubs",
                    &hubs,
                    "--date",
                    "2026-11-21",
                    "--rounds",
                    "1000",
                    "--threads",
                    "1",
                    "--out",
                    &out,
                ]),
            ];
            // Builds of before policies plan for little driving, so that is asked of the others.
            if has_policies(binary) {
                lines[4].extend(arguments(&["--policy", "shortest"]));
            }
            lines
        };
        let names = ["map_build", "map_open", "matrix", "geocode", "plan"];
        let all = names
            .into_iter()
            .zip(lines("ours", ours).into_iter().zip(lines("base", base.unwrap_or(ours))));
        let all: Vec<PairedCommand> = all
            .map(|(name, (ours, base))| PairedCommand { name, ours, base })
            .collect();
        let made = Self { folder, all };
        made.rehearse(ours, PairedCommand::of_ours);
        if let Some(base) = base {
            made.rehearse(base, PairedCommand::of_base);
        }
        made
    }

    pub(crate) fn all(&self) -> &[PairedCommand] {
        &self.all
    }

    /// Does everything once: the maps are there afterwards, and a work that fails fails before anything is measured.
    fn rehearse(&self, binary: &Path, line: fn(&PairedCommand) -> &[String]) {
        assert!(self.folder.path().is_dir());
        for work in &self.all {
            run(binary, line(work));
        }
    }
}

fn has_policies(binary: &Path) -> bool {
    let help = run(binary, &arguments(&["plan", "--help"]));
    String::from_utf8_lossy(&help.stdout).contains("--policy")
}

fn arguments(line: &[&str]) -> Vec<String> {
    line.iter().map(|word| (*word).to_owned()).collect()
}

/// Wall-clock seconds from start to end.
pub(crate) fn seconds(binary: &Path, line: &[String]) -> f64 {
    timed(|| run(binary, line)).0
}

/// Instructions that callgrind counts; `None` where it is not installed.
pub(crate) fn instructions(binary: &Path, line: &[String]) -> Option<u64> {
    let told = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(binary)
        .args(line)
        .output()
        .ok()?;
    let told = checked(PathBuf::from("valgrind"), told);
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    let count = told
        .lines()
        .find_map(|line| line.split_once(COLLECTED))?
        .1
        .trim()
        .to_owned();
    count.parse().ok()
}

fn run(binary: &Path, line: &[String]) -> Output {
    let told = Command::new(binary).args(line).output().expect("karavan starts");
    checked(binary.to_owned(), told)
}

/// Exit 2 is a plan with refused rows, which is an answer like any other.
fn checked(binary: PathBuf, told: Output) -> Output {
    let is_done = matches!(told.status.code(), Some(0 | 2));
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(is_done, "{}: {said}", binary.display());
    told
}
