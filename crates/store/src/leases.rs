//! The arithmetic of leases on run orders: `RUN_LEASE` (20 s), `until`, `is_held`, and `now`, the database's clock in
//! microseconds. A lease that ends later than one begun now would (its clock was put back since) counts as expired.
//! Renewing is in `run_leases.rs`, taking an order in `run_queue.rs`.

use crate::error::StoreError;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use std::time::Duration;

/// How long an order stays its holder's without a sign of life.
pub const RUN_LEASE: Duration = Duration::from_secs(20);

const LEASE_US: i64 = 20_000_000;

/// The end of a lease that begins now.
pub(crate) const fn until(now: i64) -> i64 {
    now + LEASE_US
}

pub(crate) const fn is_held(lease_until: i64, now: i64) -> bool {
    now < lease_until && lease_until <= until(now)
}

/// Microseconds since the Unix epoch on the database's clock.
pub(crate) async fn now<C: ConnectionTrait>(db: &C) -> Result<i64, StoreError> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint",
        _ => "SELECT CAST(unixepoch('now', 'subsec') * 1000000 AS INTEGER)",
    };
    let row = db.query_one_raw(Statement::from_string(backend, sql)).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("the database's clock".to_owned()))?;
    Ok(row.try_get_by_index(0)?)
}

#[cfg(test)]
mod tests {
    use super::{RUN_LEASE, is_held, until};

    #[test]
    fn a_lease_holds_for_its_time_and_none_from_the_future_holds() {
        let now = 1_000_000_000;
        let lease = i64::try_from(RUN_LEASE.as_micros()).unwrap_or_default();
        assert_eq!(until(now), now + lease);
        assert!(is_held(until(now), now) && is_held(until(now), now + lease - 1));
        assert!(!is_held(until(now), now + lease), "run out");
        assert!(
            !is_held(until(now + 2 * 3_600_000_000), now),
            "begun two hours from now"
        );
        assert!(!is_held(0, now), "from before there were leases");
    }
}
