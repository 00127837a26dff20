//! What comes in for one day, from tables or from the store.

use karavan_connect::fault::CellFault;
use karavan_connect::{Notice, Rejection, Table};
use karavan_model::{Hub, Request, Shift, Volunteer, folded_name};
use std::collections::BTreeMap;

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
    /// Remarks about what was taken, but not quite as written.
    pub notices: Vec<Notice>,
}

impl Intake {
    /// Joins three tables; the files are what the sender calls those of requests and volunteers. A request that names an
    /// unknown hub, and every row of another day than `date`, is rejected by name.
    #[must_use]
    pub fn from_tables(
        date: &str,
        (requests_file, requests): (&str, Table<Request>),
        (volunteers_file, volunteers): (&str, Table<(Volunteer, Shift)>),
        hubs: Table<Hub>,
    ) -> Self {
        let mut rejected = requests.rejected;
        rejected.extend(volunteers.rejected);
        rejected.extend(hubs.rejected);
        let notices = [requests.notices, volunteers.notices, hubs.notices].concat();
        let hubs: Vec<Hub> = hubs.rows.into_iter().map(|row| row.value).collect();
        let known: Names = volunteers.rows.iter().map(|row| &row.value.0).collect();
        let mut taken = Vec::with_capacity(requests.rows.len());
        for row in requests.rows {
            let other_day = other_day(&row.value.date, date).map(|fault| ("date", fault));
            let hub = || unknown_hub(&row.value, &hubs).map(|fault| ("hub", fault));
            match other_day.or_else(hub).or_else(|| known.stranger(&row.value)) {
                None => taken.push(row.value),
                Some((column, fault)) => {
                    let (number, id) = (Some(row.row), Some(row.id.as_str()));
                    rejected.push(Rejection::of_row(requests_file, number, id, Some(column), fault));
                }
            }
        }
        let mut offers = Vec::with_capacity(volunteers.rows.len());
        for row in volunteers.rows {
            match other_day(&row.value.1.date, date) {
                None => offers.push(row.value),
                Some(fault) => {
                    let (number, id) = (Some(row.row), Some(row.id.as_str()));
                    rejected.push(Rejection::of_row(volunteers_file, number, id, Some("date"), fault));
                }
            }
        }
        Self {
            date: date.to_owned(),
            requests: taken,
            volunteers: offers,
            hubs,
            rejected,
            notices,
        }
    }
}

/// Everybody known, by id and by name.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, Vec<String>>);

impl<'a> FromIterator<&'a Volunteer> for Names {
    fn from_iter<T: IntoIterator<Item = &'a Volunteer>>(volunteers: T) -> Self {
        let mut called: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for volunteer in volunteers {
            let id = volunteer.id.as_str();
            for name in [folded_name(id), folded_name(&volunteer.name)] {
                let ids = called.entry(name).or_default();
                if ids.iter().all(|known| known != id) {
                    ids.push(id.to_owned());
                }
            }
        }
        Self(called)
    }
}

impl Names {
    /// The first volunteer that a request names and nobody knows, or several are: the column, and what is wrong.
    #[must_use]
    pub fn stranger(&self, request: &Request) -> Option<(&'static str, CellFault)> {
        let asked = &request.visitors;
        let columns = [
            ("only", &asked.only),
            ("never", &asked.never),
            ("preferred", &asked.preferred),
            ("last_volunteer", &asked.before),
        ];
        let mut named = columns
            .into_iter()
            .flat_map(|(column, names)| names.iter().map(move |name| (column, name)));
        named.find_map(|(column, name)| {
            let ids = self.0.get(&folded_name(name)).map_or(&[][..], Vec::as_slice);
            (ids.len() != 1).then(|| {
                let fault = CellFault::UnknownVolunteer {
                    volunteer: name.clone(),
                    namesakes: ids.to_vec(),
                };
                (column, fault)
            })
        })
    }
}

fn other_day(date: &str, planned: &str) -> Option<CellFault> {
    (date != planned).then(|| CellFault::OtherDay {
        date: date.to_owned(),
        planned: planned.to_owned(),
    })
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
