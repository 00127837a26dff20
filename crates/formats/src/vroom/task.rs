//! `Task` (a job or one end of a shipment, as `Kind` says) and `Van` (a vehicle): the file as flat lists with places
//! looked up, made by `tasks` and `vans`. `windows` sorts windows, `ANY_TIME` where there are none.

use super::input::{Break, Costs, File, Halt, Step, StepKind, Window};
use super::place::{Place, Places};
use std::collections::{BTreeMap, BTreeSet};

/// No bound.
pub(super) const ANY_TIME: Window = (0, u32::MAX);

/// What a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Job,
    /// Its delivery is the next task.
    Pickup,
    /// Its pickup is the task before.
    Delivery,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Pickup => "pickup",
            Self::Delivery => "delivery",
        }
    }

    /// Of a step; `None` for starts, ends and breaks.
    pub(super) const fn of(step: StepKind) -> Option<Self> {
        match step {
            StepKind::Job => Some(Self::Job),
            StepKind::Pickup => Some(Self::Pickup),
            StepKind::Delivery => Some(Self::Delivery),
            StepKind::Start | StepKind::Break | StepKind::End => None,
        }
    }
}

/// A job, a pickup or a delivery.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) kind: Kind,
    pub(super) id: u64,
    pub(super) description: String,
    pub(super) place: Place,
    setup: u32,
    service: u32,
    setup_per_type: BTreeMap<String, u32>,
    service_per_type: BTreeMap<String, u32>,
    /// Sorted; [`ANY_TIME`] alone when there are none.
    pub(super) windows: Vec<Window>,
    /// Given up here: the delivery of a job, or of a shipment.
    pub(super) gives: Vec<u32>,
    /// Taken on board here.
    pub(super) takes: Vec<u32>,
    pub(super) skills: BTreeSet<u32>,
    pub(super) priority: u32,
}

impl Task {
    fn new(kind: Kind, halt: &Halt, place: Place) -> Self {
        Self {
            kind,
            id: halt.id,
            description: halt.description.clone(),
            place,
            setup: halt.setup,
            service: halt.service,
            setup_per_type: halt.setup_per_type.clone(),
            service_per_type: halt.service_per_type.clone(),
            windows: windows(halt.time_windows.as_ref()),
            gives: Vec::new(),
            takes: Vec::new(),
            skills: BTreeSet::new(),
            priority: 0,
        }
    }

    /// Once per place, by the type of the vehicle.
    pub(super) fn setup(&self, kind: &str) -> i64 {
        self.setup_per_type.get(kind).copied().unwrap_or(self.setup).into()
    }

    /// By the type of the vehicle.
    pub(super) fn service(&self, kind: &str) -> i64 {
        self.service_per_type.get(kind).copied().unwrap_or(self.service).into()
    }
}

/// A vehicle as the file says, its places looked up.
#[derive(Clone, Debug)]
pub(super) struct Van {
    pub(super) id: u64,
    pub(super) description: String,
    pub(super) profile: String,
    pub(super) start: Option<Place>,
    pub(super) end: Option<Place>,
    pub(super) capacity: Vec<u32>,
    pub(super) costs: Costs,
    pub(super) skills: BTreeSet<u32>,
    pub(super) kind: String,
    pub(super) window: Window,
    /// By the first opening.
    pub(super) breaks: Vec<Break>,
    pub(super) speed_factor: f64,
    pub(super) max_tasks: Option<u32>,
    pub(super) max_travel_time: Option<u32>,
    pub(super) max_distance: Option<u32>,
    pub(super) steps: Vec<Step>,
}

/// Sorted windows; all the time without any.
pub(super) fn windows(given: Option<&Vec<Window>>) -> Vec<Window> {
    let mut windows = given.cloned().unwrap_or_else(|| vec![ANY_TIME]);
    windows.sort_unstable();
    windows
}

/// Jobs in the order of the file, then pickup and delivery of each shipment.
pub(super) fn tasks(file: &File, places: &mut Places) -> Vec<Task> {
    let dimensions = file.vehicles.first().map_or(0, |vehicle| vehicle.capacity.len());
    let amount = |given: Option<&Vec<u32>>| given.cloned().unwrap_or_else(|| vec![0; dimensions]);
    let mut tasks = Vec::with_capacity(file.jobs.len() + 2 * file.shipments.len());
    for job in &file.jobs {
        let is_old = job.delivery.is_none() && job.pickup.is_none();
        let gives = if is_old { &job.amount } else { &job.delivery };
        tasks.push(Task {
            gives: amount(gives.as_ref()),
            takes: amount(job.pickup.as_ref()),
            skills: job.skills.iter().copied().collect(),
            priority: job.priority,
            ..Task::new(Kind::Job, &job.halt, places.of_halt(&job.halt))
        });
    }
    for shipment in &file.shipments {
        for (kind, halt) in [(Kind::Pickup, &shipment.pickup), (Kind::Delivery, &shipment.delivery)] {
            let load = amount(shipment.amount.as_ref());
            let nothing = vec![0; load.len()];
            let (takes, gives) = match kind {
                Kind::Pickup => (load, nothing),
                Kind::Job | Kind::Delivery => (nothing, load),
            };
            tasks.push(Task {
                gives,
                takes,
                skills: shipment.skills.iter().copied().collect(),
                priority: shipment.priority,
                ..Task::new(kind, halt, places.of_halt(halt))
            });
        }
    }
    tasks
}

/// In the order of the file.
pub(super) fn vans(file: &File, places: &mut Places) -> Vec<Van> {
    let mut van = |vehicle: &super::input::Vehicle| {
        let mut breaks = vehicle.breaks.clone();
        breaks.sort_by_key(|rest| windows(rest.time_windows.as_ref()).first().copied());
        Van {
            id: vehicle.id,
            description: vehicle.description.clone(),
            profile: vehicle.profile.clone(),
            start: places.of_end(vehicle.start, vehicle.start_index),
            end: places.of_end(vehicle.end, vehicle.end_index),
            capacity: vehicle.capacity.clone(),
            costs: vehicle.costs,
            skills: vehicle.skills.iter().copied().collect(),
            kind: vehicle.kind.clone(),
            window: vehicle.time_window.unwrap_or(ANY_TIME),
            breaks,
            speed_factor: vehicle.speed_factor,
            max_tasks: vehicle.max_tasks,
            max_travel_time: vehicle.max_travel_time,
            max_distance: vehicle.max_distance,
            steps: vehicle.steps.clone(),
        }
    };
    file.vehicles.iter().map(&mut van).collect()
}
