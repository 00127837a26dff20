//! The three tables of a morning, read with every fault named.

use crate::failure::Failure;
use crate::output;
use karavan_connect::{Rejection, Table, read_hubs, read_requests, read_volunteers};
use karavan_dispatch::Intake;
use std::path::Path;

/// Reads requests, volunteers and hubs of one day. Rows that cannot be taken are kept in the intake.
pub(crate) fn read(date: &str, requests: &Path, volunteers: &Path, hubs: &Path) -> Result<Intake, Failure> {
    let mut faults = Vec::new();
    let requests_file = requests.display().to_string();
    let requests = one(requests, &mut faults, |name, bytes| read_requests(name, bytes, date));
    let volunteers = one(volunteers, &mut faults, |name, bytes| {
        read_volunteers(name, bytes, date)
    });
    let hubs = one(hubs, &mut faults, read_hubs);
    match (requests, volunteers, hubs) {
        (Some(requests), Some(volunteers), Some(hubs)) => {
            Ok(Intake::from_tables(date, &requests_file, requests, volunteers, hubs))
        }
        _ => Err(Failure::Input(faults)),
    }
}

fn one<T>(
    path: &Path,
    faults: &mut Vec<String>,
    read: impl Fn(&str, &[u8]) -> Result<Table<T>, Vec<Rejection>>,
) -> Option<Table<T>> {
    let bytes = match output::read(path) {
        Ok(bytes) => bytes,
        Err(Failure::Input(lines)) => {
            faults.extend(lines);
            return None;
        }
        Err(Failure::Operation(error)) => {
            faults.push(error.to_string());
            return None;
        }
    };
    match read(&path.display().to_string(), &bytes) {
        Ok(table) => Some(table),
        Err(rejections) => {
            faults.extend(rejections.iter().map(ToString::to_string));
            None
        }
    }
}
