//! `faults`: checks the `ProblemParts` before a `Problem` is made and returns their faults together (of a travel table
//! the first of each kind): sizes, travel tables, depots, jobs, vehicles, bounds. Lists of rules are checked in
//! `checks/rules.rs`; plans are judged in `judge.rs`.

mod rules;

use crate::bounds::{
    AMOUNT_MAX, CLASS_MAX, DIMENSIONS_MAX, JOBS_MAX, LEG_METERS_MAX, LOAD_MAX, TIME_MAX, VEHICLES_MAX, WEIGHT_MAX,
};
use crate::ix::LocationIx;
use crate::matrix::{Leg, Matrix, NO_ROAD};
use crate::parts::{Depot, Job, ProblemParts, Vehicle};
use crate::problem_error::{Part, ProblemError};
use crate::sets::DepotSet;
use crate::travel::Travel;
use crate::window::TimeWindow;
use karavan_model::Seconds;

/// All faults, in the order of the parts.
pub(crate) fn faults(parts: &ProblemParts) -> Vec<ProblemError> {
    let mut checks = Checks {
        parts,
        faults: Vec::new(),
    };
    checks.sizes();
    for (ix, travel) in parts.travel.iter().enumerate() {
        checks.travel(&Part::at("travel profile", ix), travel);
    }
    for (ix, depot) in parts.depots.iter().enumerate() {
        checks.depot(&Part::at(Part::DEPOT, ix), depot);
    }
    for (ix, job) in parts.jobs.iter().enumerate() {
        checks.job(&Part::at(Part::JOB, ix), job);
    }
    for (ix, vehicle) in parts.vehicles.iter().enumerate() {
        checks.vehicle(&Part::at(Part::VEHICLE, ix), vehicle);
    }
    checks.rules(&parts.rules);
    checks.faults
}

struct Checks<'a> {
    parts: &'a ProblemParts,
    faults: Vec<ProblemError>,
}

impl Checks<'_> {
    fn must(&mut self, holds: bool, part: &Part, rule: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(ProblemError {
                part: part.clone(),
                rule: rule(),
            });
        }
    }

    fn sizes(&mut self) {
        let parts = self.parts;
        for (name, count, most) in [
            ("locations", parts.locations, u32::MAX as usize),
            ("dimensions", parts.dimensions, DIMENSIONS_MAX),
            ("depots", parts.depots.len(), DepotSet::DEPOTS_MAX as usize),
            ("jobs", parts.jobs.len(), JOBS_MAX),
            ("vehicles", parts.vehicles.len(), VEHICLES_MAX),
        ] {
            self.must(count <= most, &Part::only(name), || {
                format!("must be at most {most}, not {count}")
            });
        }
    }

    fn travel(&mut self, part: &Part, travel: &Travel) {
        let locations = self.parts.locations;
        let size_rule = |size: usize| format!("must cover {locations} locations, not {size}");
        match travel {
            Travel::Full(matrix) => {
                let size = matrix.size();
                self.must(size == locations, part, || size_rule(size));
                self.matrix(part, matrix);
            }
            Travel::Plane(plane) => {
                let size = plane.points.len();
                self.must(size == locations, part, || size_rule(size));
                self.must(plane.longest_leg().is_some_and(is_sane), part, || {
                    format!("ratios must be positive and no leg longer than {TIME_MAX} s or {LEG_METERS_MAX} m")
                });
            }
            Travel::Used(legs) => {
                for (&(from, to), &leg) in legs {
                    let inside = from.at() < locations && to.at() < locations;
                    self.must(inside, part, || {
                        format!("leg {} → {} is not between known locations", from.0, to.0)
                    });
                    self.must(is_sane(leg), part, || leg_rule(from, to));
                }
            }
        }
    }

    /// Tells only the first bad cell of each kind: a table with one usually has thousands.
    fn matrix(&mut self, part: &Part, matrix: &Matrix) {
        let size = matrix.size();
        let stays = (0..size).find(|at| matrix.seconds()[at * size + at] != 0 || matrix.meters()[at * size + at] != 0);
        self.must(stays.is_none(), part, || {
            format!(
                "staying at location {} must take 0 s and 0 m",
                stays.unwrap_or_default()
            )
        });
        let cells = matrix.seconds().iter().zip(matrix.meters());
        let wild = cells.clone().position(|(&seconds, &meters)| {
            seconds != NO_ROAD && (i64::from(seconds) > TIME_MAX || i64::from(meters) > LEG_METERS_MAX)
        });
        if let Some(cell) = wild {
            self.must(false, part, || leg_rule((cell / size).into(), (cell % size).into()));
        }
    }

    fn depot(&mut self, part: &Part, depot: &Depot) {
        self.location(part, depot.location);
        self.windows(part, &depot.windows);
        self.lasting(part, "service", depot.service);
    }

    fn job(&mut self, part: &Part, job: &Job) {
        self.location(part, job.location);
        self.windows(part, &job.windows);
        self.lasting(part, "setup", job.setup);
        self.lasting(part, "service", job.service);
        self.amounts(part, "load", &job.load);
        let depots = self.parts.depots.len();
        self.must(job.depots.iter().all(|depot| depot.at() < depots), part, || {
            format!("may only be supplied by the {depots} depots there are")
        });
        self.must(job.class <= CLASS_MAX, part, || {
            format!("class must be at most {CLASS_MAX}, not {}", job.class)
        });
        self.must((1..=AMOUNT_MAX).contains(&job.prize.0), part, || {
            format!("prize must be between 1 and {AMOUNT_MAX}, not {}", job.prize)
        });
    }

    fn vehicle(&mut self, part: &Part, vehicle: &Vehicle) {
        let profiles = self.parts.travel.len();
        self.must(vehicle.profile.at() < profiles, part, || {
            format!("profile {} must be one of the {profiles} there are", vehicle.profile.0)
        });
        for place in [vehicle.start, vehicle.end].into_iter().flatten() {
            self.location(part, place);
        }
        self.windows(part, std::slice::from_ref(&vehicle.shift));
        self.amounts(part, "capacity", &vehicle.capacity);
        if let Some(most) = vehicle.duration_max {
            self.must(most >= Seconds::ZERO, part, || {
                format!("longest duration must not be negative, not {most}")
            });
        }
        if let Some(most) = vehicle.distance_max {
            self.must(most.0 >= 0, part, || {
                format!("longest distance must not be negative, not {most}")
            });
        }
        let costs = vehicle.costs;
        self.must((0..=AMOUNT_MAX).contains(&costs.fixed.0), part, || {
            format!("fixed cost must be between 0 and {AMOUNT_MAX}, not {}", costs.fixed)
        });
        for (name, weight) in [
            ("cost per travel second", costs.per_travel_second),
            ("cost per route second", costs.per_route_second),
            ("cost per metre", costs.per_meter),
        ] {
            self.must((0..=WEIGHT_MAX).contains(&weight), part, || {
                format!("{name} must be between 0 and {WEIGHT_MAX}, not {weight}")
            });
        }
    }

    fn location(&mut self, part: &Part, location: LocationIx) {
        let locations = self.parts.locations;
        self.must(location.at() < locations, part, || {
            format!("location {} must be one of the {locations} there are", location.0)
        });
    }

    fn windows(&mut self, part: &Part, windows: &[TimeWindow]) {
        self.must(!windows.is_empty(), part, || "must have at least one window".into());
        for window in windows {
            let TimeWindow { opens, closes } = *window;
            self.must(opens <= closes, part, || {
                format!("window {opens}–{closes} must not close before it opens")
            });
            let inside = opens.0 >= -TIME_MAX && closes.0 <= TIME_MAX;
            self.must(inside, part, || {
                format!("window {opens}–{closes} must be within ±{TIME_MAX} s of midnight")
            });
        }
        let in_order = windows.windows(2).all(|pair| pair[0].closes < pair[1].opens);
        self.must(in_order, part, || {
            "windows must be sorted and must not touch or overlap".into()
        });
    }

    fn lasting(&mut self, part: &Part, name: &str, lasts: Seconds) {
        self.must((0..=TIME_MAX).contains(&lasts.0), part, || {
            format!("{name} must be between 0 and {TIME_MAX} s, not {lasts}")
        });
    }

    fn amounts(&mut self, part: &Part, name: &str, amounts: &[i64]) {
        let dimensions = self.parts.dimensions;
        self.must(amounts.len() == dimensions, part, || {
            format!("{name} must have {dimensions} dimensions, not {}", amounts.len())
        });
        self.must(
            amounts.iter().all(|amount| (0..=LOAD_MAX).contains(amount)),
            part,
            || format!("every dimension of {name} must be between 0 and {LOAD_MAX}"),
        );
    }
}

fn is_sane(leg: Leg) -> bool {
    (0..=TIME_MAX).contains(&leg.seconds.0) && (0..=LEG_METERS_MAX).contains(&leg.meters.0)
}

fn leg_rule(from: LocationIx, to: LocationIx) -> String {
    format!(
        "leg {} → {} must be at most {TIME_MAX} s and {LEG_METERS_MAX} m",
        from.0, to.0
    )
}
