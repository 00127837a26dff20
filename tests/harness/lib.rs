//! The harness of the end-to-end tests: builds and runs the real `karavan` binary with a clean environment, on the
//! synthetic town of `data/`. Servers are started in `server.rs`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a harness fails loudly"
)]

pub mod client;
pub mod day;
pub mod feed;
pub mod loading_lists;
mod log_lines;
pub mod morning;
pub mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ is in the workspace")
        .to_owned()
}

/// Beginnings of the variables that cargo sets for a test of a package.
const OF_A_PACKAGE: [&str; 4] = ["CARGO_MANIFEST", "CARGO_PKG_", "CARGO_BIN_EXE_", "CARGO_CRATE_NAME"];

/// Takes from a command what cargo told us about our package: it would make cargo build third-party crates once more
/// that look at it.
pub fn forget_package(cargo: &mut Command) {
    let own = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in own.filter(|name| OF_A_PACKAGE.iter().any(|beginning| name.starts_with(beginning))) {
        cargo.env_remove(name);
    }
}

/// The binary `karavan`, built once per test program; with the features of the whole workspace, so that nothing is
/// built twice. `KARAVAN_BIN` names one that is built already.
///
/// # Panics
/// When it does not build.
#[must_use]
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(built) = std::env::var_os("KARAVAN_BIN") {
            return PathBuf::from(built);
        }
        let mut cargo = Command::new(env!("CARGO"));
        forget_package(&mut cargo);
        let build = cargo
            .args([
                "build",
                "--locked",
                "--workspace",
                "--bins",
                "--tests",
                "--message-format=json-render-diagnostics",
            ])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        let lines = String::from_utf8(build.stdout).expect("cargo writes UTF-8");
        lines
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .filter(|message| message["target"]["name"] == "karavan" && message["profile"]["test"] == false)
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .expect("cargo names the binary")
    })
}

/// The binary with these arguments, in a folder, with nothing of our environment but the path.
#[must_use]
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).current_dir(folder).env_clear();
    for name in ["PATH", "HOME", "TMPDIR"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

/// Runs it to its end.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn run(folder: &Path, arguments: &[&str]) -> Finished {
    let Output { status, stdout, stderr } = command(folder, arguments).output().expect("karavan starts");
    Finished {
        code: status.code(),
        out: String::from_utf8_lossy(&stdout).into_owned(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Runs it to its end, which must come by itself within ten seconds.
#[must_use]
pub fn run_briefly(folder: &Path, arguments: &[&str]) -> Finished {
    let mut child = command(folder, arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("karavan starts");
    let until = Instant::now() + Duration::from_secs(10);
    while child.try_wait().expect("it can be waited for").is_none() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    // Refused when it has ended, and that is well; otherwise the missing code tells.
    let _ended = child.kill();
    let Output { status, stdout, stderr } = child.wait_with_output().expect("karavan ends");
    Finished {
        code: status.code(),
        out: String::from_utf8_lossy(&stdout).into_owned(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// What a finished run left.
#[derive(Debug)]
pub struct Finished {
    /// Exit code; `None` when killed.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Finished {
    /// Itself, if it succeeded.
    ///
    /// # Panics
    /// When it did not.
    #[must_use]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self
    }
}

/// The town of `data/` with its map built, once per test program.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub fn town() -> &'static Path {
    static TOWN: OnceLock<tempfile::TempDir> = OnceLock::new();
    TOWN.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for entry in std::fs::read_dir(root().join("data/town")).expect("data/town is there") {
            let path = entry.expect("data/town is read").path();
            let name = path.file_name().expect("a file has a name");
            std::fs::copy(&path, folder.path().join(name)).expect("it is copied");
        }
        let _built = run(
            folder.path(),
            &["map", "build", "city.osm.pbf", "--out", "city.karavan"],
        )
        .ok();
        folder
    })
    .path()
}

/// The folder of real extracts, when the environment names it (`KARAVAN_DATA`).
#[must_use]
pub fn real_data() -> Option<PathBuf> {
    std::env::var_os("KARAVAN_DATA").map(PathBuf::from)
}
