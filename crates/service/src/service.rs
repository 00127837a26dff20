//! `Service`: start and close, settings, the shared state (store, map, clock, runs, pools), and the helpers that run
//! work on blocking threads or in a pool. The use cases are in the other files of this crate.

use crate::address_cache::AddressCache;
use crate::clock::{Chance, Outside};
use crate::error::ServiceError;
use crate::local_time::{date_in, local_in, seconds_left_in};
use crate::machine::Machine;
use crate::planner::Planner;
use crate::pools::{Pool, Pools, permit};
use crate::run_progress::LiveRuns;
use jiff::tz::TimeZone;
use karavan_dispatch::Customs;
use karavan_map::Map;
use karavan_model::{Date, Region, Timestamp};
use karavan_store::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How the service is set up for a region.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The region's time zone.
    pub zone: TimeZone,
    /// What people call the region; `None` where nobody said.
    pub title: Option<String>,
    /// What volunteers' links begin with, without a slash at the end.
    pub base_url: String,
    /// The telephone volunteers call for help.
    pub organiser_phone: Option<String>,
    /// Who is served: what it knows of buildings is its own, also in a database that several share.
    pub organisation: String,
    /// Minutes the region is used to.
    pub customs: Customs,
    /// Search threads.
    pub threads: usize,
}

/// Who is served when nobody said otherwise.
pub const UNNAMED_ORGANISATION: &str = "own";

/// How long runs may take to be put back when the service closes.
const ENDING: Duration = Duration::from_secs(3);

/// The day as a service; clones share it.
#[derive(Clone)]
pub struct Service(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) map: Arc<Map>,
    pub(crate) outside: Outside,
    pub(crate) settings: Settings,
    pub(crate) runs: LiveRuns,
    /// Calls off whatever still searches when the service closes.
    pub(crate) is_closing: Arc<AtomicBool>,
    pub(crate) pools: Arc<Pools>,
    pub(crate) buildings: AddressCache,
    pub(crate) planner: Planner,
}

impl Service {
    /// A service on an open store and map, with a clock and chance. Runs that wait, and those that a crash left
    /// behind as soon as their leases have run out, are worked off; those of a living process are left alone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(
        store: Store,
        map: Arc<Map>,
        outside: Outside,
        settings: Settings,
    ) -> Result<Self, ServiceError> {
        Self::start_on(&Machine::for_regions(1)?, store, map, outside, settings)
    }

    /// The same for one of several regions in this process.
    ///
    /// # Errors
    /// When threads cannot be started.
    pub fn start_on(
        machine: &Machine,
        store: Store,
        map: Arc<Map>,
        outside: Outside,
        settings: Settings,
    ) -> Result<Self, ServiceError> {
        let service = Self(Arc::new(Inner {
            store,
            planner: Planner::start(Arc::clone(&map), machine.regions)?,
            map,
            outside,
            settings,
            runs: LiveRuns::in_turn(Arc::clone(&machine.turn)),
            is_closing: Arc::default(),
            pools: Arc::clone(&machine.pools),
            buildings: AddressCache::default(),
        }));
        service.work_off_orders();
        Ok(service)
    }

    /// What the clock of the process shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.outside.clock.now()
    }

    /// Draws ids and secrets.
    #[must_use]
    pub fn chance(&self) -> &dyn Chance {
        &*self.0.outside.chance
    }

    /// Today in the region.
    #[must_use]
    pub fn today(&self) -> Date {
        date_in(&self.0.settings.zone, self.now())
    }

    /// Seconds until tomorrow begins in the region.
    #[must_use]
    pub fn seconds_left_today(&self) -> u64 {
        seconds_left_in(&self.0.settings.zone, self.now())
    }

    /// A moment by the clock of the region, `2026-11-21 09:05`.
    #[must_use]
    pub fn local_time(&self, moment: Timestamp) -> String {
        local_in(&self.0.settings.zone, moment)
    }

    /// How the service is set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Whose region this is.
    #[must_use]
    pub fn region(&self) -> Region {
        self.0.store.region()
    }

    /// The map.
    #[must_use]
    pub fn map(&self) -> &Map {
        &self.0.map
    }

    /// Whether store and map answer.
    ///
    /// # Errors
    /// When the store does not.
    pub async fn ready(&self) -> Result<(), ServiceError> {
        Ok(self.0.store.ready().await?)
    }

    /// Breaks searches off, whose runs wait for the next process then; finishes writes and closes the store.
    ///
    /// # Errors
    /// When the store does not close cleanly.
    pub async fn close(self) -> Result<(), ServiceError> {
        close_all(vec![self]).await
    }

    /// Asks the map something that takes long enough to need a thread of its own.
    pub(crate) async fn on_map<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Map) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.on_blocking_thread(move |service| ask(service.map())).await
    }

    pub(crate) fn buildings(&self) -> &AddressCache {
        &self.0.buildings
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    /// Runs work that computes on a thread where it blocks nobody.
    pub(crate) async fn on_blocking_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let service = self.clone();
        tokio::task::spawn_blocking(move || work(&service))
            .await
            .map_err(|_| ServiceError::Cancelled)
    }

    /// Asks something that anybody may ask, on the threads for strangers.
    pub(crate) async fn for_strangers<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.in_turn(|pools| &pools.strangers, work).await
    }

    /// Computes for a table that is imported, on the threads for imports.
    pub(crate) async fn for_imports<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.in_turn(|pools| &pools.imports, work).await
    }

    /// Runs work on the threads of a pool, when its turn comes.
    async fn in_turn<T: Send + 'static>(
        &self,
        pool: fn(&Pools) -> &Pool,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let permit = permit(&pool(&self.0.pools).permits).await?;
        self.on_blocking_thread(move |service| {
            let done = pool(&service.0.pools).inside(|| work(service));
            drop(permit);
            done
        })
        .await
    }

    /// Asks the map something that anybody may ask.
    ///
    /// # Errors
    /// When the service is shutting down.
    pub async fn on_map_for_strangers<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&karavan_map::Map) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.for_strangers(move |service| ask(service.map())).await
    }
}

/// Closes the services of one process, as [`Service::close`] does one: their stores may share connections, so all of
/// them stop working before the first store is closed.
///
/// # Errors
/// When a store does not close cleanly; the others are closed all the same.
pub async fn close_all(services: Vec<Service>) -> Result<(), ServiceError> {
    for service in &services {
        service.0.is_closing.store(true, Ordering::Relaxed);
        service.0.runs.cancel_all();
    }
    // They are put back before the store is closed, so that the next process can take them at once.
    let _in_time = tokio::time::timeout(ENDING, async {
        for service in &services {
            service.0.runs.all_ended().await;
        }
    })
    .await;
    let mut closed = Ok(());
    for service in services {
        closed = closed.and(service.0.store.clone().close().await);
    }
    Ok(closed?)
}
