//! The three tables of a morning, read with every fault named.

use crate::failure::Failure;
use crate::output;
use karavan_connect::{Rejection, Table, read_hubs, read_requests_beside, read_volunteers};
use karavan_dispatch::Intake;
use karavan_intake::Known;
use karavan_model::Hub;
use std::path::Path;

/// What a row without a date says before it is known which day is planned.
const NO_DATE: &str = "";

/// Reads requests, volunteers and hubs of one day. Rows that cannot be taken are kept in the intake, those of other days
/// among them. The day is `date`; without it, the one that all rows with a date agree on; else `today`.
pub(crate) fn read(
    date: Option<&str>,
    today: &str,
    requests_path: &Path,
    volunteers_path: &Path,
    hubs: &Path,
) -> Result<Intake, Failure> {
    let mut faults = Vec::new();
    let hubs = one(hubs, &mut faults, read_hubs);
    let volunteers = one(volunteers_path, &mut faults, |name, bytes| {
        read_volunteers(name, bytes, NO_DATE)
    });
    let known = hubs.as_ref().zip(volunteers.as_ref()).map(|(hubs, volunteers)| {
        let hubs: Vec<Hub> = hubs.rows.iter().map(|row| row.value.clone()).collect();
        Known::of(&hubs, volunteers.rows.iter().map(|row| &row.value.0))
    });
    let known = known.unwrap_or_default();
    let requests = one(requests_path, &mut faults, |name, bytes| {
        read_requests_beside(name, bytes, NO_DATE, &known)
    });
    let (Some(mut requests), Some(mut volunteers), Some(hubs)) = (requests, volunteers, hubs) else {
        return Err(Failure::Input(faults));
    };
    let asked = requests.rows.iter_mut().map(|row| &mut row.value.date);
    let offered = volunteers.rows.iter_mut().map(|row| &mut row.value.1.date);
    let mut dates: Vec<&mut String> = asked.chain(offered).collect();
    let day = date.unwrap_or_else(|| agreed(&dates).unwrap_or(today)).to_owned();
    for date in dates.iter_mut().filter(|date| date.as_str() == NO_DATE) {
        date.clone_from(&day);
    }
    let (requests_file, volunteers_file) = (
        requests_path.display().to_string(),
        volunteers_path.display().to_string(),
    );
    Ok(Intake::from_tables(
        &day,
        (&requests_file, requests),
        (&volunteers_file, volunteers),
        hubs,
    ))
}

/// The one day that all rows with a date name.
fn agreed<'a>(dates: &'a [&mut String]) -> Option<&'a str> {
    let mut named = dates.iter().map(|date| date.as_str()).filter(|date| *date != NO_DATE);
    let first = named.next()?;
    named.all(|date| date == first).then_some(first)
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
