//! Between a draft's document and a planner: `ground` is what to measure travel from; `Draft` is a document read back,
//! which puts questions to the planner and writes the document of a changed plan.

use super::fault::ChangeFault;
use crate::DispatchError;
use crate::document::{Evidence, GoodsIndex, LeftRequest, Legend, PlanDocument, VolunteerRoute};
use crate::messages;
use crate::recheck::{Reader, problem};
use crate::translate::{Companions, RoutesInWords, of_routes, profiles_of};
use karavan_map::MapHash;
use karavan_plan::{Plan, Problem, ProblemFile, Travel};
use karavan_planner::{Ground, MoveAsk, MoveOrder, Order, Rearranged, Search};

/// What travel is measured from: the order that the document carries, for the map of whoever measures.
///
/// # Errors
/// When an older version made the document.
pub fn ground(document: &PlanDocument, map: MapHash) -> Result<Ground, ChangeFault> {
    let legend = &document.evidence.legend;
    let parts = document.evidence.problem.parts().clone();
    let is_whole = legend.vehicles.len() == parts.vehicles.len() && legend.hub_names.len() == parts.depots.len();
    if !is_whole || legend.points.len() != parts.locations {
        return Err(ChangeFault::TooOld);
    }
    let order = Order {
        map,
        search: Search::default(),
        policy: document.summary.policy,
        points: legend.points.clone(),
        profiles: profiles_of(legend.vehicles.iter().copied()),
        dimensions: parts.dimensions,
        depots: parts.depots,
        jobs: parts.jobs,
        vehicles: parts.vehicles,
        rules: parts.rules,
    };
    Ok(Ground {
        order,
        legs: parts.travel,
    })
}

/// A draft read back: its problem, with the legs of its routes, and its plan.
pub(super) struct Draft<'a> {
    pub(super) document: &'a PlanDocument,
    pub(super) problem: Problem,
    pub(super) plan: Plan,
}

impl<'a> Draft<'a> {
    pub(super) fn read(document: &'a PlanDocument) -> Result<Self, ChangeFault> {
        let problem = problem(document)?;
        let plan = Reader::new(&document.evidence.legend, &problem)?.plan(document)?;
        let legend = &document.evidence.legend;
        let is_whole = legend.vehicles.len() == problem.vehicles().len();
        if !is_whole || legend.hub_names.len() != problem.depots().len() {
            return Err(ChangeFault::TooOld);
        }
        Ok(Self {
            document,
            problem,
            plan,
        })
    }

    /// The document of the changed plan, not yet judged.
    pub(super) fn rewritten(&self, rearranged: Rearranged) -> Result<PlanDocument, ChangeFault> {
        let Rearranged { plan, legs, .. } = rearranged;
        let problem = with_legs(&self.problem, legs)?;
        let legend = &self.document.evidence.legend;
        let companions = Companions::new(&problem, &plan);
        let left = plan.unassigned.iter().filter(|left| !companions.is_second(left.job));
        let unassigned: Vec<LeftRequest> = left
            .map(|left| LeftRequest {
                request: legend.requests[left.job.at()].clone(),
                reasons: left.reasons.iter().map(|reason| messages::reason(*reason)).collect(),
            })
            .collect();
        let in_words = RoutesInWords {
            problem: &problem,
            legend,
            companions,
            goods: GoodsIndex::new(legend),
        };
        let routes: Vec<VolunteerRoute> = plan.routes.iter().map(|route| in_words.route(route)).collect();
        let mut summary = of_routes(&problem, &plan, (legend, &routes, &self.document.stock));
        let before = &self.document.summary;
        summary.policy = before.policy;
        summary.shortest = before.shortest;
        summary.unassigned = unassigned.len();
        (summary.needs_info, summary.rejected) = (before.needs_info, before.rejected);
        summary.volunteers_left_out = before.volunteers_left_out;
        let before = self.document;
        Ok(PlanDocument {
            format: before.format.clone(),
            date: before.date,
            summary,
            routes,
            unassigned,
            evidence: Evidence {
                legend: legend.clone(),
                problem: ProblemFile::new(&problem),
            },
            needs_info: before.needs_info.clone(),
            rejected: before.rejected.clone(),
            notices: before.notices.clone(),
            volunteers_left_out: before.volunteers_left_out.clone(),
            hubs_left_out: before.hubs_left_out.clone(),
            stock: before.stock.clone(),
            marks: before.marks.clone(),
        })
    }

    /// A question about it, without what to measure.
    pub(super) fn question(&self, table: &str, ask: MoveAsk) -> MoveOrder {
        MoveOrder {
            table: table.to_owned(),
            ground: None,
            plan: self.plan.clone(),
            ask,
        }
    }

    pub(super) fn legend(&self) -> &Legend {
        &self.document.evidence.legend
    }
}

fn with_legs(problem: &Problem, legs: Vec<Travel>) -> Result<Problem, ChangeFault> {
    ProblemFile::with_travel(problem, legs).check().map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        ChangeFault::Failed(DispatchError::Internal(faults.join("; ")))
    })
}
