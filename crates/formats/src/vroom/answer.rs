//! `VroomInstance::answer`: a plan of the problem in the form of VROOM's answers, or the file's own `steps` when they
//! are better. Breaks that were not due go behind the last task if there is time. The form is in `output.rs`; `walk.rs`
//! works out arrivals and loads.

use super::output::Answer;
use super::task::{ANY_TIME, Van, windows};
use super::walk::{Act, Drive, Missing};
use super::{VroomFile, VroomInstance};
use karavan_plan::plan::{Plan, Route, StepKind};
use serde_json::Value;

impl VroomInstance {
    /// A plan in VROOM's form, or the one that the file's `steps` describe when that is better. Times at work are not
    /// in it.
    ///
    /// # Panics
    /// When the plan is not of this problem.
    #[must_use]
    pub fn answer(&self, plan: &Plan) -> Value {
        let plan = self.best_of(plan);
        let routes = plan.routes.iter().map(|route| self.file.walk(&self.drive(route)));
        let left = plan.unassigned.iter().map(|left| left.job.at());
        Answer::new(&self.file, routes.collect(), left).into_value()
    }

    fn drive(&self, route: &Route) -> Drive {
        let number = route.vehicle.at();
        let van = &self.file.vans[number];
        let mut acts = Vec::with_capacity(route.steps.len());
        let mut here = van.start.map(|place| place.row);
        for step in &route.steps {
            let begins = step.begins.0 + self.origin;
            match step.kind {
                StepKind::Job(job) => {
                    let row = self.file.tasks[job.at()].place.row;
                    let paid = if here == Some(row) {
                        0
                    } else {
                        self.problem.jobs()[job.at()].setup.0
                    };
                    acts.push((Act::Task(job.at()), begins - paid));
                    here = Some(row);
                }
                StepKind::Break(rest) => acts.push((Act::Rest(self.breaks[rest.at()].1), begins)),
                StepKind::Start | StepKind::End | StepKind::Load(_) => {}
            }
        }
        self.file.rest_at_last(van, here, &mut acts);
        let mut leaves = route.steps.first().map_or(0, |step| step.arrives.0) + self.origin;
        if self.file.is_timeless(van, &acts) {
            // Nobody minds when: it begins at 0.
            acts.iter_mut().for_each(|(_, begins)| *begins -= leaves);
            leaves = 0;
        }
        Drive {
            van: number,
            leaves,
            acts,
            missing: Missing::NotDue,
        }
    }
}

impl VroomFile {
    /// Whether no window bounds any moment of a route.
    fn is_timeless(&self, van: &Van, acts: &[(Act, i64)]) -> bool {
        let is_free = |act: Act| match act {
            Act::Task(task) => self.tasks[task].windows == [ANY_TIME],
            Act::Rest(rest) => van.breaks[rest].time_windows.is_none(),
        };
        van.window == ANY_TIME && acts.iter().all(|(act, _)| is_free(*act))
    }

    /// Breaks that were not due are taken behind the last task if there is time for them.
    fn rest_at_last(&self, van: &Van, here: Option<usize>, acts: &mut Vec<(Act, i64)>) {
        let home = van.end.zip(here);
        let home = home.and_then(|(end, row)| self.ways_of(van).seconds(van.speed_factor, row, end.row));
        for (number, rest) in van.breaks.iter().enumerate() {
            if acts.iter().any(|(act, _)| *act == Act::Rest(number)) {
                continue;
            }
            let Some(free) = acts.last().map(|(act, begins)| begins + self.lasts(van, *act)) else {
                continue;
            };
            let all = windows(rest.time_windows.as_ref());
            let window = all.iter().find(|(_, closes)| free <= i64::from(*closes));
            let Some(begins) = window.map(|(opens, _)| free.max(i64::from(*opens))) else {
                continue;
            };
            if begins + i64::from(rest.service) + home.unwrap_or(0) <= i64::from(van.window.1) {
                acts.push((Act::Rest(number), begins));
            }
        }
    }

    /// At the most: with setup.
    fn lasts(&self, van: &Van, act: Act) -> i64 {
        match act {
            Act::Task(task) => self.tasks[task].setup(&van.kind) + self.tasks[task].service(&van.kind),
            Act::Rest(rest) => van.breaks[rest].service.into(),
        }
    }
}
