//! Reading of input files, and printing: data and secrets to standard output (`write`, `write_json`, `secret`),
//! messages to standard error (`say`, `shown`, `report`, which also gives the exit code). A closed pipe is no error of
//! `write`.

use crate::failure::Failure;
use anyhow::Context;
use karavan_intake::Notice;

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

/// Writes data to a file, or to standard output when the path is `-`.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        let mut out = std::io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(anyhow::Error::from(error).into()),
            _ => Ok(()),
        };
    }
    std::fs::write(path, bytes).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

/// Writes a value as JSON with a line break at the end.
pub(crate) fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut bytes = serde_json::to_vec_pretty(value).context("the answer cannot be written as JSON")?;
    bytes.push(b'\n');
    write(path, &bytes)
}

/// One line for the person at the terminal.
pub(crate) fn say(line: &str) {
    // Nothing can be done about a standard error that is closed.
    let _closed = writeln!(std::io::stderr().lock(), "{line}");
}

/// Says on standard error why a command did not succeed.
pub(crate) fn report(failure: Failure) -> ExitCode {
    match failure {
        Failure::Input(faults) => {
            faults.iter().for_each(|fault| say(fault));
            ExitCode::from(2)
        }
        Failure::Operation(error) => {
            say(&format!("karavan: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Shows a secret on standard output, once. One that could not be shown must not be kept.
pub(crate) fn secret(what: &str, secret: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let shown = writeln!(out, "{what}: {secret}").and_then(|()| out.flush());
    Ok(shown.with_context(|| format!("the {what} could not be shown, so nothing was changed"))?)
}

/// Lines for the person at the terminal; whether they could be shown.
pub(crate) fn shown(lines: &str) -> bool {
    let mut err = std::io::stderr().lock();
    writeln!(err, "{lines}").and_then(|()| err.flush()).is_ok()
}

/// A line for each remark about what was taken, but not quite as written.
pub(crate) fn say_all(notices: &[Notice]) {
    for notice in notices {
        say(&notice.to_string());
    }
}

/// Reads a whole file; a missing one or a folder is a fault of the input.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(Failure::input(format!(
            "{}: this is a folder; name a file",
            path.display()
        )));
    }
    std::fs::read(path).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}
