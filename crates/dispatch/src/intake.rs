//! What comes in for one day, from tables or from the store.

use karavan_connect::{Rejection, Table};
use karavan_model::{Hub, HubId, Request, Shift, Volunteer};
use std::collections::BTreeSet;

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
    /// Joins three tables. A request that names an unknown hub is rejected by name.
    #[must_use]
    pub fn from_tables(
        date: &str,
        requests: Table<Request>,
        volunteers: Table<(Volunteer, Shift)>,
        hubs: Table<Hub>,
    ) -> Self {
        let mut rejected = requests.rejected;
        rejected.extend(volunteers.rejected);
        rejected.extend(hubs.rejected);
        let hubs: Vec<Hub> = hubs.rows.into_iter().map(|row| row.value).collect();
        let known: BTreeSet<&HubId> = hubs.iter().map(|hub| &hub.id).collect();
        let mut taken = Vec::with_capacity(requests.rows.len());
        for row in requests.rows {
            match row.value.hub.as_ref().filter(|hub| !known.contains(hub)) {
                None => taken.push(row.value),
                Some(hub) => rejected.push(karavan_connect::codes::unknown_hub(
                    &requests.file,
                    row.row,
                    row.value.id.as_str(),
                    hub.as_str(),
                    known.iter().map(|hub| hub.as_str()),
                )),
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
