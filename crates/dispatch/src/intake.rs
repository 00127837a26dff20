//! What comes in for one day, from tables or from the store.

use karavan_connect::{CellFault, Notice, Rejection, Table, request_column};
use karavan_intake::{Fleet, Known, Told};
use karavan_model::{Date, Hub, Request, Shift, Stock, Vehicle, Volunteer};

/// Everything a day is planned from.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The day.
    pub date: Date,
    /// Requests of that day.
    pub requests: Vec<Request>,
    /// Volunteers with their shift of that day.
    pub volunteers: Vec<(Volunteer, Shift)>,
    /// Hubs.
    pub hubs: Vec<Hub>,
    /// What hubs have on that day, as far as it is counted.
    pub stock: Vec<Stock>,
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
        date: Date,
        (requests_file, requests): (&str, Table<Request>),
        (volunteers_file, volunteers): (&str, Table<(Volunteer, Shift)>),
        hubs: Table<Hub>,
    ) -> Self {
        let mut rejected = requests.rejected;
        rejected.extend(volunteers.rejected);
        rejected.extend(hubs.rejected);
        let notices = [requests.notices, volunteers.notices, hubs.notices].concat();
        let hubs: Vec<Hub> = hubs.rows.into_iter().map(|row| row.value).collect();
        let known = Known::of(&hubs, volunteers.rows.iter().map(|row| &row.value.0));
        let mut taken = Vec::with_capacity(requests.rows.len());
        for row in requests.rows {
            let faults: Vec<(&str, Told)> = match other_day(row.value.date, date) {
                Some(fault) => vec![("date", fault.into())],
                None => {
                    let strangers = known.strangers(&row.value).into_iter();
                    strangers.map(|one| (request_column(&one), one.fault.into())).collect()
                }
            };
            if faults.is_empty() {
                taken.push(row.value);
                continue;
            }
            let (number, id) = (Some(row.row), Some(row.id.as_str()));
            let of_row = |(column, fault)| Rejection::of_row(requests_file, number, id, Some(column), fault);
            rejected.extend(faults.into_iter().map(of_row));
        }
        let mut offers = Vec::with_capacity(volunteers.rows.len());
        for row in volunteers.rows {
            match other_day(row.value.1.date, date) {
                None => offers.push(row.value),
                Some(fault) => {
                    let (number, id) = (Some(row.row), Some(row.id.as_str()));
                    rejected.push(Rejection::of_row(volunteers_file, number, id, Some("date"), fault));
                }
            }
        }
        Self {
            date,
            requests: taken,
            volunteers: offers,
            hubs,
            stock: Vec::new(),
            rejected,
            notices,
        }
    }

    /// With the vehicles that shifts go with, which were read before the shifts: their drivers have the skills
    /// they give. Rows that could not be taken are kept with the others.
    #[must_use]
    pub fn with_vehicles(mut self, vehicles: Table<Vehicle>) -> Self {
        self.rejected.extend(vehicles.rejected);
        self.notices.extend(vehicles.notices);
        let fleet = Fleet::of(vehicles.rows.into_iter().map(|row| row.value), Vec::new());
        for (volunteer, shift) in &mut self.volunteers {
            if let Some(vehicle) = fleet.vehicle_of(shift) {
                vehicle.equip(volunteer);
            }
        }
        self
    }

    /// With what hubs have; every row of another day is rejected by name.
    #[must_use]
    pub fn with_stock(mut self, file: &str, stock: Table<Stock>) -> Self {
        self.rejected.extend(stock.rejected);
        self.notices.extend(stock.notices);
        for row in stock.rows {
            match other_day(row.value.date, self.date) {
                None => self.stock.push(row.value),
                Some(fault) => {
                    let (number, id) = (Some(row.row), Some(row.id.as_str()));
                    self.rejected
                        .push(Rejection::of_row(file, number, id, Some("date"), fault));
                }
            }
        }
        self
    }
}

fn other_day(date: Date, planned: Date) -> Option<CellFault> {
    (date != planned).then_some(CellFault::OtherDay { date, planned })
}
