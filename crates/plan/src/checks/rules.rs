//! Checks of the rule lists of `ProblemParts`: known jobs and vehicles, each named once where it must be, prices and
//! moments within bounds, prefixes with whole shipments, sorted traffic. Whether a prefix can be driven is checked
//! in `validation.rs`.

use super::Checks;
use crate::bounds::{AMOUNT_MAX, TIME_MAX, WEIGHT_MAX};
use crate::ix::{JobIx, VehicleIx};
use crate::plan::StepKind;
use crate::problem_error::Part;
use crate::rules::{Prefix, Rules, Shipment, Slot};
use karavan_model::{Cost, Seconds};
use std::collections::BTreeSet;

impl Checks<'_> {
    pub(super) fn rules(&mut self, rules: &Rules) {
        self.pairs(rules);
        self.prices(rules);
        self.people(rules);
        self.prefixes(rules);
        self.goods(rules);
        self.traffic_of_day(rules);
    }

    fn pairs(&mut self, rules: &Rules) {
        let mut paired = BTreeSet::new();
        for (
            ix,
            Shipment {
                pickup,
                delivery,
                load,
                ride_max,
            },
        ) in rules.shipments.iter().enumerate()
        {
            let part = Part::at("shipment", ix);
            self.one_pair(&part, [*pickup, *delivery], &mut paired);
            for end in [pickup, delivery] {
                let is_bare = self.parts.jobs.get(end.at()).is_none_or(|job| !job.needs_loading());
                self.must(is_bare, &part, || {
                    format!(
                        "job {} must bring nothing else: no load and no depots of its own",
                        end.0
                    )
                });
            }
            self.amounts(&part, "load", load);
            self.lasting(&part, "longest ride", ride_max.unwrap_or(Seconds::ZERO));
        }
        for (ix, one) in rules.together.iter().enumerate() {
            self.one_pair(&Part::at("visit of two", ix), one.jobs, &mut paired);
        }
    }

    fn one_pair(&mut self, part: &Part, jobs: [JobIx; 2], paired: &mut BTreeSet<JobIx>) {
        for job in jobs {
            self.job_known(part, job);
            self.must(paired.insert(job), part, || {
                format!("job {} must be in one pair only, once", job.0)
            });
        }
    }

    fn prices(&mut self, rules: &Rules) {
        for (ix, one) in rules.wishes.iter().enumerate() {
            let part = Part::at("wish", ix);
            self.job_known(&part, one.job);
            self.windows(&part, std::slice::from_ref(&one.window));
            self.weight(&part, one.per_second);
        }
        for (ix, one) in rules.preferences.iter().enumerate() {
            let part = Part::at("preference", ix);
            self.job_known(&part, one.job);
            self.vehicles_known(&part, &one.vehicles);
            for Cost(price) in [one.inside, one.outside] {
                self.must((0..=AMOUNT_MAX).contains(&price), &part, || {
                    format!("prices must be between 0 and {AMOUNT_MAX}, not {price}")
                });
            }
        }
        self.policy_prices(rules);
        for (ix, one) in rules.fairness.iter().enumerate() {
            let part = Part::at("fairness", ix);
            self.vehicles_known(&part, &one.vehicles);
            let distinct: BTreeSet<&VehicleIx> = one.vehicles.iter().collect();
            let is_named_once = distinct.len() == one.vehicles.len() && !distinct.is_empty();
            self.must(is_named_once, &part, || "must name some vehicles, each once".into());
            for tier in &one.tiers {
                self.weight(&part, tier.per_second);
                self.must(tier.over >= Seconds::ZERO, &part, || {
                    format!("tiers must begin at 0 or later, not {}", tier.over)
                });
            }
        }
    }

    fn policy_prices(&mut self, rules: &Rules) {
        let (mut vehicles, mut jobs) = (BTreeSet::new(), BTreeSet::new());
        for (ix, one) in rules.floors.iter().enumerate() {
            let part = Part::at("floor", ix);
            self.vehicles_known(&part, &[one.vehicle]);
            self.must(vehicles.insert(one.vehicle), &part, || {
                format!("must name vehicle {} once", one.vehicle.0)
            });
            self.lasting(&part, "hours", one.under);
            self.weight(&part, one.per_second);
        }
        for (ix, one) in rules.delays.iter().enumerate() {
            let part = Part::at("delay", ix);
            self.job_known(&part, one.job);
            self.named_once(&part, one.job, &mut jobs);
            let is_moment = (-TIME_MAX..=TIME_MAX).contains(&one.from.0);
            self.must(is_moment, &part, || {
                format!("must count from within ±{TIME_MAX} s of midnight, not {}", one.from)
            });
            self.rate(&part, "hour", one.per_hour);
        }
    }

    fn people(&mut self, rules: &Rules) {
        for (ix, one) in rules.restrictions.iter().enumerate() {
            let part = Part::at("restriction", ix);
            self.job_known(&part, one.job);
            self.vehicles_known(&part, &one.vehicles);
        }
        for (ix, one) in rules.breaks.iter().enumerate() {
            let part = Part::at("break", ix);
            self.vehicles_known(&part, &[one.vehicle]);
            self.windows(&part, &one.windows);
            self.lasting(&part, "service", one.service);
        }
    }

    fn prefixes(&mut self, rules: &Rules) {
        let (mut vehicles, mut jobs) = (BTreeSet::new(), BTreeSet::new());
        for one in &rules.prefixes {
            let part = Part::at("prefix of vehicle", one.vehicle.at());
            self.vehicles_known(&part, &[one.vehicle]);
            self.must(vehicles.insert(one.vehicle), &part, || "must be the only one".into());
            self.must(!one.steps.is_empty(), &part, || "must have steps".into());
            let depots = self.parts.depots.len();
            for step in &one.steps {
                let is_known = match *step {
                    StepKind::Load(depot) => depot.at() < depots,
                    StepKind::Job(job) => job.at() < self.parts.jobs.len() && jobs.insert(job),
                    StepKind::Start | StepKind::End | StepKind::Break(_) => false,
                };
                self.must(is_known, &part, || {
                    format!("must hold loads at known depots and known jobs, each job in one place, not {step:?}")
                });
            }
            self.whole_pairs(&part, one, rules);
        }
    }

    fn whole_pairs(&mut self, part: &Part, prefix: &Prefix, rules: &Rules) {
        let own: BTreeSet<JobIx> = prefix.jobs().collect();
        let is_cut = |one: &&Shipment| own.contains(&one.pickup) != own.contains(&one.delivery);
        let cut = rules.shipments.iter().find(is_cut);
        self.must(cut.is_none(), part, || {
            "must hold both ends of a shipment or none: what is on board already is an `aboard` job for this vehicle \
             only"
                .into()
        });
        let of_two = rules
            .together
            .iter()
            .flat_map(|one| one.jobs)
            .find(|job| own.contains(job));
        self.must(of_two.is_none(), part, || "must not hold a visit of two people".into());
    }

    fn goods(&mut self, rules: &Rules) {
        let (mut aboard, mut collected, mut released) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for job in &rules.aboard {
            self.job_known(&Part::only("goods aboard"), *job);
            self.named_once(&Part::only("goods aboard"), *job, &mut aboard);
        }
        for one in &rules.collects {
            self.job_known(&Part::only("collected goods"), one.job);
            self.named_once(&Part::only("collected goods"), one.job, &mut collected);
            self.amounts(&Part::only("collected goods"), "load", &one.load);
        }
        for one in &rules.releases {
            self.job_known(&Part::only("released goods"), one.job);
            self.named_once(&Part::only("released goods"), one.job, &mut released);
            let is_moment = (-TIME_MAX..=TIME_MAX).contains(&one.at.0);
            self.must(is_moment, &Part::only("released goods"), || {
                format!("must come within ±{TIME_MAX} s of midnight, not {}", one.at)
            });
        }
    }

    fn traffic_of_day(&mut self, rules: &Rules) {
        let mut profiles = BTreeSet::new();
        for one in &rules.traffic {
            let part = Part::at("traffic of profile", one.profile.at());
            let is_known = one.profile.at() < self.parts.travel.len() && profiles.insert(one.profile);
            self.must(is_known, &part, || "must be of a known profile, once".into());
            let in_order = one.slots.windows(2).all(|pair| pair[0].from < pair[1].from);
            let is_sane = |slot: &Slot| (1..=1_000).contains(&slot.speed) && slot.from.0.abs() <= TIME_MAX;
            self.must(in_order && one.slots.iter().all(is_sane), &part, || {
                "slots must be sorted by time, with speeds between 1 and 1000 thousandths".into()
            });
        }
    }

    fn named_once(&mut self, part: &Part, job: JobIx, seen: &mut BTreeSet<JobIx>) {
        self.must(seen.insert(job), part, || format!("must name job {} once", job.0));
    }

    fn job_known(&mut self, part: &Part, job: JobIx) {
        let jobs = self.parts.jobs.len();
        self.must(job.at() < jobs, part, || {
            format!("job {} must be one of the {jobs} there are", job.0)
        });
    }

    fn vehicles_known(&mut self, part: &Part, vehicles: &[VehicleIx]) {
        let known = self.parts.vehicles.len();
        for vehicle in vehicles {
            self.must(vehicle.at() < known, part, || {
                format!("vehicle {} must be one of the {known} there are", vehicle.0)
            });
        }
    }

    fn weight(&mut self, part: &Part, per_second: i64) {
        self.rate(part, "second", per_second);
    }

    fn rate(&mut self, part: &Part, unit: &str, price: i64) {
        self.must((0..=WEIGHT_MAX).contains(&price), part, || {
            format!("price per {unit} must be between 0 and {WEIGHT_MAX}, not {price}")
        });
    }
}
