//! Use cases of stored vehicles: list, read, store, import a table, delete unless a shift of today or later uses one;
//! and `fleet`, all vehicles with the shifts of some days, for checks.

use crate::tables::{ROWS_OF_A_STEP, TableReceipt, each};
use crate::{Acting, Service, ServiceError};
use karavan_connect::read_vehicles;
use karavan_intake::{Fleet, Rejection};
use karavan_model::{Date, Vehicle, VehicleId};
use karavan_store::{Expected, Put, Readable, VehicleDeleted, Versioned};
use std::collections::BTreeSet;

impl Acting {
    /// Keeps a vehicle. Shifts that go with it take its kind and capacity from now on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_vehicle(&self, vehicle: Vehicle, expected: Expected) -> Result<Put, ServiceError> {
        Ok(self.store().put_vehicle(vehicle, expected, self.now()).await?)
    }

    /// Keeps a table of vehicles, in steps.
    ///
    /// # Errors
    /// When the store fails; then the steps before are kept.
    pub async fn put_vehicle_table(
        &self,
        file: &str,
        bytes: Vec<u8>,
    ) -> Result<Result<TableReceipt, Vec<Rejection>>, ServiceError> {
        let file = file.to_owned();
        let read = self.for_imports(move |_| read_vehicles(&file, &bytes));
        let (rows, mut receipt) = match read.await? {
            Ok(table) => each(table, |vehicle| vehicle),
            Err(faults) => return Ok(Err(faults)),
        };
        for some in rows.chunks(ROWS_OF_A_STEP) {
            let put = self.store().put_vehicles(some.to_vec(), self.now(), None).await?;
            receipt.count(&put);
        }
        Ok(Ok(receipt))
    }

    /// Takes a vehicle away, unless a shift of today or later goes with it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete_vehicle(&self, id: &VehicleId) -> Result<VehicleDeleted, ServiceError> {
        Ok(self.store().delete_vehicle(id, self.today(), self.now()).await?)
    }
}

impl Service {
    /// All vehicles, by id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn vehicles(&self) -> Result<Readable<Versioned<Vehicle>>, ServiceError> {
        Ok(self.store().vehicles().await?)
    }

    /// One vehicle.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn vehicle(&self, id: &VehicleId) -> Result<Option<Versioned<Vehicle>>, ServiceError> {
        Ok(self.store().vehicle(id).await?)
    }

    /// All vehicles, and the shifts of some days, for judging what a shift says of a vehicle.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn fleet(&self, days: &BTreeSet<Date>) -> Result<Fleet, ServiceError> {
        let vehicles = self.store().vehicles().await?.into_iter().map(|kept| kept.what);
        let mut shifts = Vec::new();
        for day in days {
            shifts.extend(self.store().shifts_of_day(*day).await?);
        }
        Ok(Fleet::of(vehicles, shifts))
    }
}
