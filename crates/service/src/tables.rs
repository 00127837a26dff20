//! Imports tables of volunteers with their shifts (`put_volunteer_table`) and of hubs (`put_hub_table`), in steps of
//! 200 rows, so that other writers wait for one step only. Also `TableReceipt`, what came of a table. Tables of
//! requests are in `request_tables.rs`, of vehicles in `vehicles.rs`, of stock in `stock.rs`.

use crate::{Acting, ServiceError};
use karavan_connect::{ReadTable, read_hubs, read_volunteers, read_volunteers_beside};
use karavan_intake::{Notice, Rejection};
use karavan_model::{Date, Hub, Shift, Volunteer, VolunteerId};
use karavan_store::{Acted, Put};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows kept in one transaction.
pub(crate) const ROWS_OF_A_STEP: usize = 200;

/// What came of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableReceipt {
    /// Rows kept now.
    pub accepted: usize,
    /// Rows that took the place of what was kept.
    pub changed: usize,
    /// Rows that had been kept before, just the same.
    pub existing: usize,
    /// Of those kept now, how many need a person to complete their address.
    pub needs_info: usize,
    /// Rows that could not be taken; what is told of them is bounded, see [`karavan_connect::Findings`].
    pub rejected: Vec<Rejection>,
    /// Remarks on the table.
    pub notices: Vec<Notice>,
    /// The number of its submission; only tables of requests are kept as such.
    pub submission: Option<i64>,
}

impl Acting {
    /// Keeps a table of volunteers with their shifts of a day, in steps.
    ///
    /// # Errors
    /// When the store fails; then the steps before are kept.
    pub async fn put_volunteer_table(
        &self,
        file: &str,
        bytes: Vec<u8>,
        date: Date,
    ) -> Result<Result<TableReceipt, Vec<Rejection>>, ServiceError> {
        let (file, bytes) = (file.to_owned(), Arc::<[u8]>::from(bytes));
        let (name, once) = (file.clone(), Arc::clone(&bytes));
        let table = match self.for_imports(move |_| read_volunteers(&name, &once, date)).await? {
            Ok(table) => table,
            Err(faults) => return Ok(Err(faults)),
        };
        let given: BTreeSet<(VolunteerId, Date)> = table.rows.iter().map(|row| shift_of(&row.value)).collect();
        let fleet = self.fleet(&given.iter().map(|(_, day)| *day).collect()).await?;
        let names_none = table.rows.iter().all(|row| row.value.1.vehicle_id.is_none()) && table.rejected.is_empty();
        let known = self.known_buildings().await?;
        let read = self.for_imports(move |service| {
            let table = match names_none && fleet.is_usual() {
                true => Ok(table),
                // Rows that do not say with what are with what they were before, and vehicles that are named must be
                // free.
                false => read_volunteers_beside(&file, &bytes, date, fleet.replacing(given)),
            };
            table.map(|table| {
                each(table, |(volunteer, shift)| {
                    let is_lost = service.placed_home(&known, volunteer.clone()).point.is_none();
                    ((service.kept_home(&known, volunteer), Some(shift)), is_lost)
                })
            })
        });
        let (rows, mut receipt): (Vec<((Volunteer, _), bool)>, _) = match read.await? {
            Ok(read) => read,
            Err(faults) => return Ok(Err(faults)),
        };
        for some in rows.chunks(ROWS_OF_A_STEP) {
            let people = receipt.placed(some);
            let put = self.store().put_volunteers(people, self.now(), None).await?;
            receipt.count(&put);
        }
        Ok(Ok(receipt))
    }

    /// Keeps a table of hubs, in steps.
    ///
    /// # Errors
    /// When the store fails; then the steps before are kept.
    pub async fn put_hub_table(
        &self,
        file: &str,
        bytes: Vec<u8>,
    ) -> Result<Result<TableReceipt, Vec<Rejection>>, ServiceError> {
        let file = file.to_owned();
        let known = self.known_buildings().await?;
        let read = self.for_imports(move |service| {
            let table = read_hubs(&file, &bytes)?;
            Ok(each(table, |hub| {
                let is_lost = service.placed_hub(&known, hub.clone()).point.is_none();
                (service.kept_hub(&known, hub), is_lost)
            }))
        });
        let (rows, mut receipt): (Vec<(Hub, bool)>, _) = match read.await? {
            Ok(read) => read,
            Err(faults) => return Ok(Err(faults)),
        };
        for some in rows.chunks(ROWS_OF_A_STEP) {
            let hubs = receipt.placed(some);
            let put = self.store().put_hubs(hubs, self.now(), None).await?;
            receipt.count(&put);
        }
        Ok(Ok(receipt))
    }
}

impl TableReceipt {
    /// Counts those of some rows whose place is not known, and gives them to be kept.
    fn placed<T: Clone>(&mut self, rows: &[(T, bool)]) -> Vec<T> {
        self.needs_info += rows.iter().filter(|(_, is_lost)| *is_lost).count();
        rows.iter().map(|(row, _)| row.clone()).collect()
    }

    pub(crate) fn count_kept(&mut self, put: Vec<Put>) {
        self.count(&Acted::Done(put));
    }

    pub(crate) fn count(&mut self, put: &Acted<Vec<Put>>) {
        if let Acted::Done(put) = put {
            for put in put {
                match put {
                    Put::Created => self.accepted += 1,
                    Put::Updated(_) => self.changed += 1,
                    Put::Unchanged(_) | Put::Stale(_) => self.existing += 1,
                }
            }
        }
    }
}

/// What tells a shift from others.
fn shift_of((volunteer, shift): &(Volunteer, Shift)) -> (VolunteerId, Date) {
    (volunteer.id.clone(), shift.date)
}

pub(crate) fn each<T, U>(table: ReadTable<T>, make: impl Fn(T) -> U) -> (Vec<U>, TableReceipt) {
    let rows = table.rows.into_iter().map(|row| make(row.value)).collect();
    (
        rows,
        TableReceipt {
            rejected: table.rejected,
            notices: table.notices,
            ..TableReceipt::default()
        },
    )
}
