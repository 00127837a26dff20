//! Use cases of volunteers, their shifts (`ShiftOffer`) and hubs: list, read, store, remove a shift; and `day`, the
//! overview of a day (`DayView`). Vehicles are in `vehicles.rs`, people who are helped in `persons.rs`, people who log
//! in in `access.rs`.

use crate::{Acting, RunView, Service, ServiceError};
use karavan_intake::Fleet;
use karavan_map::KnownBuildings;
use karavan_model::{Date, Hub, HubId, Policy, RequestState, Shift, Vehicle, Volunteer, VolunteerId};
use karavan_store::{Expected, PlanHead, PlanState, Put, Readable, ShiftPut, Versioned};
use std::collections::BTreeSet;

/// A volunteer with the shift of the day asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftOffer {
    /// The volunteer, with the version of the card.
    pub volunteer: Versioned<Volunteer>,
    /// Their hours of that day, if they offer any.
    pub shift: Option<Shift>,
    /// The vehicle that the shift goes with, when it is one that is kept.
    pub vehicle: Option<Vehicle>,
}

impl ShiftOffer {
    /// A shift that goes with a vehicle has the kind and the capacity that the vehicle has now.
    fn new(volunteer: Versioned<Volunteer>, shift: Option<Shift>, fleet: &Fleet) -> Self {
        let vehicle = shift.as_ref().and_then(|shift| fleet.vehicle_of(shift)).cloned();
        let mut shift = shift;
        if let Some((shift, vehicle)) = shift.as_mut().zip(vehicle.as_ref()) {
            vehicle.carry(shift);
        }
        Self {
            volunteer,
            shift,
            vehicle,
        }
    }
}

/// The day at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct DayView {
    /// How many requests stand where.
    pub counts: Vec<(RequestState, u64)>,
    /// Volunteers with a shift.
    pub volunteers: usize,
    /// How many hubs the region has, open that day or not.
    pub hubs: usize,
    /// The plan volunteers follow.
    pub published: Option<PlanHead>,
    /// The newest plan that is not published.
    pub draft: Option<PlanHead>,
    /// The newest search.
    pub run: Option<RunView>,
    /// What its next plan is to be good at, unless told otherwise.
    pub policy: Policy,
}

impl Acting {
    /// Keeps a volunteer. Home is where its address is found, unless another point is given.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_volunteer(&self, volunteer: Volunteer, expected: Expected) -> Result<Put, ServiceError> {
        let volunteer = self
            .with_known(move |service, known| service.kept_home(known, volunteer))
            .await?;
        Ok(self.store().put_volunteer(volunteer, expected, self.now()).await?)
    }

    /// Offers a shift, unless there is no such volunteer, or its vehicle goes with another shift at the same time.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_shift(&self, shift: Shift) -> Result<ShiftPut, ServiceError> {
        Ok(self.store().put_shift(shift, self.now()).await?)
    }

    /// Takes a shift back; `false` when there was none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete_shift(&self, volunteer: &VolunteerId, date: Date) -> Result<bool, ServiceError> {
        Ok(self.store().delete_shift(volunteer, date, self.now()).await?)
    }

    /// Keeps a hub. It stands where its address is found, unless another point is given.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_hub(&self, hub: Hub, expected: Expected) -> Result<Put, ServiceError> {
        let hub = self
            .with_known(move |service, known| service.kept_hub(known, hub))
            .await?;
        Ok(self.store().put_hub(hub, expected, self.now()).await?)
    }
}

impl Service {
    /// The day at a glance.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn day(&self, date: Date) -> Result<DayView, ServiceError> {
        let plans = self.store().plans(date).await?;
        let in_state = |state| plans.iter().find(|plan| plan.state == state).cloned();
        let (published, draft) = (in_state(PlanState::Published), in_state(PlanState::Draft));
        let newer = |draft: &PlanHead| published.as_ref().is_none_or(|plan| draft.created_at > plan.created_at);
        let run = match self.store().last_run(date).await? {
            Some(run) => self.run(&run.id).await?,
            None => None,
        };
        Ok(DayView {
            counts: self.store().counts_of_day(date).await?,
            volunteers: self.store().shifts_of_day(date).await?.len(),
            hubs: self.store().hubs().await?.len(),
            draft: draft.filter(newer),
            published,
            run,
            policy: self.policy().await?,
        })
    }

    /// All volunteers, each with the shift of a day and where their home is now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn volunteers(&self, date: Date) -> Result<Readable<ShiftOffer>, ServiceError> {
        let Readable {
            items: mut shifts,
            unreadable,
        } = self.store().shifts_of_day(date).await?;
        let volunteers = self.store().volunteers().await?;
        let volunteers = self.with_known(move |service, known| {
            volunteers.map(|kept| Versioned {
                what: service.placed_home(known, kept.what),
                ..kept
            })
        });
        let fleet = self.fleet(&BTreeSet::new()).await?;
        let mut offers = volunteers.await?.map(|volunteer| {
            let own = shifts.iter().position(|shift| shift.volunteer == volunteer.what.id);
            ShiftOffer::new(volunteer, own.map(|own| shifts.swap_remove(own)), &fleet)
        });
        offers.unreadable += unreadable;
        Ok(offers)
    }

    /// One volunteer, with the shift of a day.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn volunteer(&self, id: &VolunteerId, date: Date) -> Result<Option<ShiftOffer>, ServiceError> {
        let Some(kept) = self.store().volunteer(id).await? else {
            return Ok(None);
        };
        let volunteer = self.with_known(move |service, known| Versioned {
            what: service.placed_home(known, kept.what),
            ..kept
        });
        let volunteer = volunteer.await?;
        let shift = self
            .store()
            .shifts_of_day(date)
            .await?
            .into_iter()
            .find(|shift| shift.volunteer == *id);
        let fleet = self.fleet(&BTreeSet::new()).await?;
        Ok(Some(ShiftOffer::new(volunteer, shift, &fleet)))
    }

    /// All hubs, each with where it stands now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hubs(&self) -> Result<Readable<Versioned<Hub>>, ServiceError> {
        let hubs = self.store().hubs().await?;
        self.with_known(move |service, known| hubs.map(|kept| placed(service, known, kept)))
            .await
    }

    /// One hub, with where it stands now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hub(&self, id: &HubId) -> Result<Option<Versioned<Hub>>, ServiceError> {
        let hub = self.store().hub(id).await?;
        self.with_known(move |service, known| hub.map(|kept| placed(service, known, kept)))
            .await
    }
}

fn placed(service: &Service, known: &KnownBuildings, kept: Versioned<Hub>) -> Versioned<Hub> {
    Versioned {
        what: service.placed_hub(known, kept.what),
        ..kept
    }
}
