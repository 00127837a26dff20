//! `run`: runs a program bound to given cores, with its seconds and peak memory (`Spent`), and ends it after a
//! longest time.

use anyhow::Context;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often a run is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spent {
    pub(crate) seconds: f64,
    /// Peak of resident memory; 0 where the system does not tell.
    pub(crate) peak_mb: f64,
    pub(crate) is_good: bool,
}

/// Runs a program on some cores; what it says goes into a file.
pub(crate) fn run(cores: &str, program: &[&Path], log: &Path, most: Duration) -> anyhow::Result<Spent> {
    let said = std::fs::File::create(log).with_context(|| log.display().to_string())?;
    let mut child = Command::new("taskset")
        .args(["-c", cores])
        .args(program)
        .stdout(said.try_clone()?)
        .stderr(said)
        .stdin(Stdio::null())
        .spawn()
        .context("taskset does not start; it binds every solver to the same cores")?;
    let began = Instant::now();
    let mut peak_mb = 0.0_f64;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Spent {
                seconds: began.elapsed().as_secs_f64(),
                peak_mb,
                is_good: status.success(),
            });
        }
        peak_mb = peak_mb.max(peak_of(&child).unwrap_or(0.0));
        if began.elapsed() > most {
            child.kill()?;
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

/// The peak so far, in megabytes, of the one process that the program stays.
fn peak_of(child: &Child) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
