//! What comes in for one day, from tables or from the store.

use karavan_connect::fault::CellFault;
use karavan_connect::{Rejection, Table};
use karavan_model::{Hub, Request, Shift, Volunteer};

/// Everything a day is planned from.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Requests of that day.
    pub requests: Vec<Request>,
    /// Volunteers with their shift of that day.
    pub volunteers: Vec<(Volunteer, Shift)>,
    /// Hubs.
    pub hubs: Vec<Hub>,
    /// Rows that could not be taken, kept so that nothing is lost.
    pub rejected: Vec<Rejection>,
}

impl Intake {
    /// Joins three tables; `requests_file` is what the sender calls the table of requests. A request that names an
    /// unknown hub is rejected by name.
    #[must_use]
    pub fn from_tables(
        date: &str,
        requests_file: &str,
        requests: Table<Request>,
        volunteers: Table<(Volunteer, Shift)>,
        hubs: Table<Hub>,
    ) -> Self {
        let mut rejected = requests.rejected;
        rejected.extend(volunteers.rejected);
        rejected.extend(hubs.rejected);
        let hubs: Vec<Hub> = hubs.rows.into_iter().map(|row| row.value).collect();
        let mut taken = Vec::with_capacity(requests.rows.len());
        for row in requests.rows {
            match unknown_hub(&row.value, &hubs) {
                None => taken.push(row.value),
                Some(fault) => {
                    let (number, id) = (Some(row.row), Some(row.id.as_str()));
                    rejected.push(Rejection::of_row(requests_file, number, id, Some("hub"), fault));
                }
            }
        }
        let volunteers = volunteers.rows.into_iter().map(|row| row.value).collect();
        Self {
            date: date.to_owned(),
            requests: taken,
            volunteers,
            hubs,
            rejected,
        }
    }
}

/// The fault of a request that names a hub nobody knows.
#[must_use]
pub fn unknown_hub(request: &Request, hubs: &[Hub]) -> Option<CellFault> {
    let asked = request.hub.as_ref()?;
    let is_known = hubs.iter().any(|hub| hub.id == *asked);
    (!is_known).then(|| CellFault::UnknownHub {
        hub: asked.to_string(),
        known: hubs.iter().map(|hub| hub.id.to_string()).collect(),
    })
}
