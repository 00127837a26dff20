//! The day as a service: what the HTTP door may ask for, one method per call. Nothing slow runs on async threads.

mod access;
mod desk;
mod hours;
mod intake;
mod live;
mod live_run;
mod past;
mod people;
mod plans;
mod publish;
mod roads;
mod run_view;
mod runs;
mod secret;
mod since;
mod track;
mod turn;
mod vroom;

pub use intake::{Amended, Amendment, DoorAmendment, TableReceipt};
pub use live::Feed;
pub use people::{DayView, ShiftOffer};
pub use plans::{RouteView, RoutesView, UnassignedView};
pub use publish::{LinkAnswer, PublishAnswer, RouteLink};
pub use roads::{LegFound, NoTravel, Stand, TravelTable};
pub use run_view::{RunFigures, RunOrder, RunStage, RunStarted, RunView};
pub use secret::{hash_of, new_secret};
pub use since::{Changes, RequestChanges, SinceMade};
pub use track::{EventReport, EventResult, LinkHolder, OwnRoute};
pub use turn::{Turn, Turned};
pub use vroom::VroomOrder;

use crate::arrange::Customs;
use crate::clock::date_in;
use crate::{Clock, DispatchError, Map};
use jiff::tz::TimeZone;
use karavan_model::Timestamp;
use karavan_store::Store;
use runs::LiveRuns;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

// What the store keeps, as the door reads it.
pub use karavan_store::{
    Acted, ApiKey, Change, ChangeKind, Correction, DoorPin, Expected, Inserted, Moved, Once, Page, PlanHead, PlanState,
    Published, Put, Receipt, RequestFilter, RunInserted, RunState, Session, StoreError, StoredReceipt, StoredRequest,
    User, VersionedHub, VersionedVolunteer, state_word,
};
// What other rooms answer or take, as the door reads and says it.
pub use karavan_geocode::{Answer, Feature, NotFoundReason, Origin};
pub use karavan_plan::formats::FormatError;
pub use karavan_solver::Budget;

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

/// The day as a service; clones share it.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

struct Inner {
    store: Store,
    map: Arc<Map>,
    clock: Arc<dyn Clock>,
    settings: Settings,
    runs: LiveRuns,
    /// Calls off whatever still searches when the service closes.
    is_closing: Arc<AtomicBool>,
}

impl Service {
    /// A service on an open store and map. Runs that a crash left behind are ended first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(
        store: Store,
        map: Arc<Map>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Self, DispatchError> {
        let now = clock.now();
        let abandoned = store.fail_abandoned_runs(now, now, |run| run.body.clone()).await?;
        if !abandoned.is_empty() {
            tracing::warn!(runs = abandoned.len(), "runs that a stop left behind were ended");
        }
        Ok(Self(Arc::new(Inner {
            store,
            map,
            clock,
            settings,
            runs: LiveRuns::default(),
            is_closing: Arc::default(),
        })))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Today in the region.
    #[must_use]
    pub fn today(&self) -> String {
        date_in(&self.0.settings.zone, self.now())
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
    pub async fn ready(&self) -> Result<(), DispatchError> {
        Ok(self.0.store.ready().await?)
    }

    /// Ends searches, finishes writes and closes the store.
    ///
    /// # Errors
    /// When the store does not close cleanly.
    pub async fn close(self) -> Result<(), DispatchError> {
        self.0.is_closing.store(true, Ordering::Relaxed);
        self.0.runs.cancel_all();
        Ok(self.0.store.clone().close().await?)
    }

    /// A vector tile; `None` when there is nothing to draw.
    ///
    /// # Errors
    /// When the tile cannot be drawn.
    pub async fn tile(&self, z: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, DispatchError> {
        let tile = self.apart(move |service| service.map().basemap.tile(z, x, y)).await?;
        tile.map_err(|error| DispatchError::Internal(error.to_string()))
    }

    /// Asks the map something that takes long enough to need a thread of its own.
    ///
    /// # Errors
    /// When the service is shutting down.
    pub async fn on_map<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Map) -> T + Send + 'static,
    ) -> Result<T, DispatchError> {
        self.apart(move |service| ask(service.map())).await
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    /// Runs work that computes on a thread where it blocks nobody.
    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, DispatchError> {
        let service = self.clone();
        tokio::task::spawn_blocking(move || work(&service))
            .await
            .map_err(|_| DispatchError::Cancelled)
    }
}
