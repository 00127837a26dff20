//! `plan_of_steps`: the tasks in the `steps` of a file as a plan of its problem, and `best_of`: the cheaper of it and
//! another plan.

use super::VroomInstance;
use super::plan_mode::acts;
use super::walk::Act;
use crate::fault::FormatError;
use karavan_plan::assemble::assemble;
use karavan_plan::ix::{JobIx, VehicleIx};
use karavan_plan::plan::{Plan, StepKind};
use karavan_plan::schedule::schedule;

impl VroomInstance {
    /// The plan that `steps` describe; only tasks count. `None` when there are none.
    pub(super) fn plan_of_steps(&self) -> Result<Option<Plan>, FormatError> {
        let places = self.file.places();
        let (mut routes, mut faults) = (Vec::new(), Vec::new());
        for (at, van) in self.file.vans.iter().enumerate() {
            let task = |act: Act| match act {
                Act::Task(task) => Some(StepKind::Job(JobIx::from(task))),
                Act::Rest(_) => None,
            };
            let tour: Vec<StepKind> = acts(van, &places).into_iter().filter_map(task).collect();
            if tour.is_empty() {
                continue;
            }
            match schedule(&self.problem, VehicleIx::from(at), &tour) {
                Ok(route) => routes.push(route),
                Err(fault) => faults.push(format!("vehicle {}: its steps cannot be driven: {fault}", van.id)),
            }
        }
        if !faults.is_empty() {
            return Err(FormatError::Vroom(faults));
        }
        Ok((!routes.is_empty()).then(|| assemble(&self.problem, routes)))
    }

    /// The better of a plan and the one that `steps` describe.
    pub(super) fn best_of<'a>(&'a self, plan: &'a Plan) -> &'a Plan {
        match &self.given {
            Some(given) if given.cost < plan.cost => given,
            _ => plan,
        }
    }
}
