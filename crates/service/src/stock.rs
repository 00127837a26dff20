//! The stock of a hub on a day: read, replace (`put_stock`), or import a table (`put_stock_table`). Shortages of a
//! plan are computed in `dispatch`.

use crate::tables::{ROWS_OF_A_STEP, TableReceipt, each};
use crate::{Acting, NameableVolunteers, Service, ServiceError};
use karavan_connect::read_stock;
use karavan_intake::Rejection;
use karavan_model::{Date, HubId, Stock};
use karavan_store::{Expected, Put, Versioned};

impl Acting {
    /// Keeps what a hub has on a day, in place of all that was counted there; `None` when there is no such hub.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_stock(
        &self,
        hub: &HubId,
        date: Date,
        goods: Vec<Stock>,
        expected: Expected,
    ) -> Result<Option<Put>, ServiceError> {
        if self.store().hub(hub).await?.is_none() {
            return Ok(None);
        }
        let (store, key) = (self.store(), (hub.clone(), date));
        Ok(Some(store.put_stock(key, goods, expected, self.now()).await?))
    }
}

impl Acting {
    /// Keeps a table of stock, in steps; rows without a day are for `date`. Goods that it does not name stay as they
    /// were.
    ///
    /// # Errors
    /// When the store fails; then the steps before are kept.
    pub async fn put_stock_table(
        &self,
        file: &str,
        bytes: Vec<u8>,
        date: Date,
    ) -> Result<Result<TableReceipt, Vec<Rejection>>, ServiceError> {
        let (file, known) = (
            file.to_owned(),
            self.known(NameableVolunteers::Unasked, None, None).await?,
        );
        let read = self.for_imports(move |_| read_stock(&file, &bytes, date, &known));
        let (rows, mut receipt) = match read.await? {
            Ok(table) => each(table, |stock| stock),
            Err(faults) => return Ok(Err(faults)),
        };
        for some in rows.chunks(ROWS_OF_A_STEP) {
            receipt.count_kept(self.store().put_stock_rows(some.to_vec(), self.now()).await?);
        }
        Ok(Ok(receipt))
    }
}

impl Service {
    /// What a hub has on a day; version 0 when nothing is counted, `None` when there is no such hub.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn stock(&self, hub: &HubId, date: Date) -> Result<Option<Versioned<Vec<Stock>>>, ServiceError> {
        if self.store().hub(hub).await?.is_none() {
            return Ok(None);
        }
        Ok(Some(self.store().stock(hub, date).await?))
    }
}
