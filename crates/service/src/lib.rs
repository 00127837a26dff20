//! The day as a service: what the HTTP door may ask for, one method per call. Nothing slow runs on async threads.
//!
//! Use cases join the pure day (`dispatch`) with the store, the map and the telephones of volunteers. Moments and chance enter
//! the process in `clock.rs`. This crate never speaks HTTP.

mod access;
mod acting;
mod address_corrections;
mod assigned;
mod change_feed;
mod clock;
mod drafts;
mod error;
mod events;
mod intake;
mod known;
mod life;
mod loading;
pub mod local_time;
mod own_route;
mod past;
mod people;
mod phone_clock;
mod planner;
mod plans;
mod policy;
mod pools;
mod publish;
mod reopen;
mod roads;
mod run_progress;
mod run_view;
mod runs;
mod secret;
mod since;
mod standing;
mod tables;
mod vroom;

pub use acting::Acting;
pub use assigned::{AssignedRoute, AssignedStop, AssignedVisit};
pub use change_feed::Feed;
pub use clock::{Chance, Clock, Outside, Stopwatch, SystemChance, SystemClock};
pub use error::ServiceError;
pub use events::{EventReport, EventResult, LinkHolder, Reading};
pub use intake::{Amended, Amendment, DoorAmendment};
pub use known::People;
pub use loading::LoadingReport;
pub use own_route::OwnRoute;
pub use people::{DayView, ShiftOffer};
pub use plans::{RoutesView, UnassignedView};
pub use pools::Asker;
pub use publish::{LinkAnswer, PublishAnswer, RouteLink};
pub use reopen::{Turn, Turned};
pub use roads::{Asked, LegFound, NoTravel, Stand, TravelTable};
pub use run_view::{RunBudget, RunFigures, RunOrder, RunStage, RunStarted, RunView};
pub use secret::{hash_of, new_secret};
pub use since::{Changes, RequestChanges, SinceMade};
pub use tables::TableReceipt;
pub use vroom::VroomOrder;

use jiff::tz::TimeZone;
use karavan_dispatch::Customs;
use karavan_map::Map;
use karavan_model::Timestamp;
use karavan_store::Store;
use local_time::{date_in, local_in};
use planner::Planner;
use pools::Pools;
use runs::LiveRuns;
use standing::Buildings;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How the service is set up for a region.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The region's time zone.
    pub zone: TimeZone,
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

/// How long runs that were called off may take to end when the service closes.
const ENDING: Duration = Duration::from_secs(3);

/// The day as a service; clones share it.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

struct Inner {
    /// Tells this process from others on the same store.
    name: String,
    store: Store,
    map: Arc<Map>,
    outside: Outside,
    settings: Settings,
    runs: LiveRuns,
    /// Calls off whatever still searches when the service closes.
    is_closing: Arc<AtomicBool>,
    pools: Pools,
    buildings: Buildings,
    planner: Planner,
}

impl Service {
    /// A service on an open store and map, with a clock and chance. Runs that a crash left behind are ended, as soon as their leases have run out; those
    /// of a living process are left alone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(
        store: Store,
        map: Arc<Map>,
        outside: Outside,
        settings: Settings,
    ) -> Result<Self, ServiceError> {
        let service = Self(Arc::new(Inner {
            name: outside.chance.id()?.to_string(),
            store,
            planner: Planner::start(Arc::clone(&map))?,
            map,
            outside,
            settings,
            runs: LiveRuns::default(),
            is_closing: Arc::default(),
            pools: Pools::new()?,
            buildings: Buildings::default(),
        }));
        service.end_lost_runs().await?;
        service.watch_lost_runs();
        Ok(service)
    }

    /// Now.
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
    pub fn today(&self) -> String {
        date_in(&self.0.settings.zone, self.now())
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

    /// Ends searches, finishes writes and closes the store.
    ///
    /// # Errors
    /// When the store does not close cleanly.
    pub async fn close(self) -> Result<(), ServiceError> {
        self.0.is_closing.store(true, Ordering::Relaxed);
        self.0.runs.cancel_all();
        // Their ends are kept before the store is closed, so that their days are free for the next process.
        let _in_time = tokio::time::timeout(ENDING, self.0.runs.all_ended()).await;
        Ok(self.0.store.clone().close().await?)
    }

    /// Asks the map something that takes long enough to need a thread of its own.
    async fn on_map<T: Send + 'static>(&self, ask: impl FnOnce(&Map) -> T + Send + 'static) -> Result<T, ServiceError> {
        self.apart(move |service| ask(service.map())).await
    }

    fn buildings(&self) -> &Buildings {
        &self.0.buildings
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    /// Runs work that computes on a thread where it blocks nobody.
    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let service = self.clone();
        tokio::task::spawn_blocking(move || work(&service))
            .await
            .map_err(|_| ServiceError::Cancelled)
    }
}
