//! `join_day`: joins the tables of requests, volunteers and hubs into the `Intake` of one day; rows of another day,
//! and requests that name an unknown hub or volunteer, are rejected. `with_vehicles` and `with_stock` add those
//! tables.

use super::{ReadTable, request_column};
use crate::fault::CellFault;
use karavan_intake::{FaultText, Fleet, Intake, Known, Rejection};
use karavan_model::{Date, Hub, Request, Shift, Stock, Vehicle, Volunteer};

/// Joins three tables; the files are what the sender calls those of requests and volunteers. A request that names an
/// unknown hub, and every row of another day than `date`, is rejected by name.
#[must_use]
pub fn join_day(
    date: Date,
    (requests_file, requests): (&str, ReadTable<Request>),
    (volunteers_file, volunteers): (&str, ReadTable<(Volunteer, Shift)>),
    hubs: ReadTable<Hub>,
) -> Intake {
    let mut rejected = requests.rejected;
    rejected.extend(volunteers.rejected);
    rejected.extend(hubs.rejected);
    let notices = [requests.notices, volunteers.notices, hubs.notices].concat();
    let hubs: Vec<Hub> = hubs.rows.into_iter().map(|row| row.value).collect();
    let known = Known::of(&hubs, volunteers.rows.iter().map(|row| &row.value.0));
    let mut taken = Vec::with_capacity(requests.rows.len());
    for row in requests.rows {
        let faults: Vec<(&str, FaultText)> = match other_day(row.value.date, date) {
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
    Intake {
        date,
        requests: taken,
        volunteers: offers,
        hubs,
        stock: Vec::new(),
        rejected,
        notices,
    }
}

/// The day with the vehicles that shifts go with, which were read before the shifts: their drivers have the skills they
/// give. Rows that could not be taken are kept with the others.
#[must_use]
pub fn with_vehicles(mut day: Intake, vehicles: ReadTable<Vehicle>) -> Intake {
    day.rejected.extend(vehicles.rejected);
    day.notices.extend(vehicles.notices);
    let fleet = Fleet::of(vehicles.rows.into_iter().map(|row| row.value), Vec::new());
    for (volunteer, shift) in &mut day.volunteers {
        if let Some(vehicle) = fleet.vehicle_of(shift) {
            vehicle.equip(volunteer);
        }
    }
    day
}

/// The day with what hubs have; every row of another day is rejected by name.
#[must_use]
pub fn with_stock(mut day: Intake, file: &str, stock: ReadTable<Stock>) -> Intake {
    day.rejected.extend(stock.rejected);
    day.notices.extend(stock.notices);
    for row in stock.rows {
        match other_day(row.value.date, day.date) {
            None => day.stock.push(row.value),
            Some(fault) => {
                let (number, id) = (Some(row.row), Some(row.id.as_str()));
                day.rejected
                    .push(Rejection::of_row(file, number, id, Some("date"), fault));
            }
        }
    }
    day
}

fn other_day(date: Date, planned: Date) -> Option<CellFault> {
    (date != planned).then_some(CellFault::OtherDay { date, planned })
}
