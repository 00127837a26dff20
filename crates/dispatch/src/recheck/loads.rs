//! `check`: whether a document loads at hubs what its visits need. `complete`: adds the loads, and the names of hubs,
//! to documents of older versions, which did not list loads.

use super::finding::Finding;
use super::reader::{Reader, problem};
use crate::DispatchError;
use crate::document::{GoodsIndex, PlanDocument, StopKind, VolunteerRoute};
use karavan_model::{Hub, HubId, Need, RequestId};
use karavan_plan::{Amounts, Plan, Problem, Route, StepKind, Violation, judge_loads};
use std::collections::BTreeMap;

/// What is wrong with the loads of a document.
pub(super) fn check(document: &PlanDocument, problem: &Problem, plan: &Plan) -> (Vec<Finding>, Vec<Violation>) {
    if is_silent(document) {
        let told = "the plan does not say what is loaded where, as plans of older versions did not; plan the day again";
        return (vec![Finding::Inconsistent(told.to_owned())], Vec::new());
    }
    let index = GoodsIndex::new(&document.evidence.legend);
    let routes = document.routes.iter().zip(&plan.routes);
    let said: Vec<Vec<Amounts>> = routes.map(|(route, steps)| said(&index, route, steps)).collect();
    let stops = document
        .routes
        .iter()
        .flat_map(|route| route.stops.iter().map(move |stop| (route, stop)));
    let misplaced = stops
        .filter(|(_, stop)| stop.kind != StopKind::Load && !stop.loads.is_empty())
        .map(|(route, _)| {
            let volunteer = &route.volunteer;
            Finding::Inconsistent(format!(
                "volunteer {volunteer}: goods are loaded at a stop that is no loading"
            ))
        });
    (misplaced.collect(), judge_loads(problem, index.goods(), plan, &said))
}

/// Whether the document was written before documents listed loads.
fn is_silent(document: &PlanDocument) -> bool {
    let legend = &document.evidence.legend;
    legend.needs.is_empty() && !legend.requests.is_empty()
}

/// What is taken at every step, as the document says it.
fn said(index: &GoodsIndex, route: &VolunteerRoute, steps: &Route) -> Vec<Amounts> {
    let mut said = vec![Amounts::new(); steps.steps.len()];
    let loadings = route.stops.iter().filter(|stop| stop.kind == StopKind::Load);
    let at = steps.steps.iter().enumerate();
    let at = at.filter(|(_, step)| matches!(step.kind, StepKind::Load(_)));
    for (stop, (at, _)) in loadings.zip(at) {
        said[at] = index.amounts(&stop.loads);
    }
    said
}

/// Adds what is taken where to a document written before documents listed loads: by the requests and hubs as they are
/// kept now.
///
/// # Errors
/// When the document names things its own evidence does not know.
pub fn complete(
    document: &mut PlanDocument,
    needs: &BTreeMap<RequestId, Vec<Need>>,
    hubs: &BTreeMap<HubId, Hub>,
) -> Result<(), DispatchError> {
    if !is_silent(document) {
        return Ok(());
    }
    let problem = problem(document)?;
    let plan = Reader::new(&document.evidence.legend, &problem)?.plan(document)?;
    let legend = &mut document.evidence.legend;
    let seconds: Vec<usize> = problem.rules().together.iter().map(|one| one.jobs[1].at()).collect();
    let jobs = legend.requests.iter().enumerate();
    legend.needs = jobs
        .map(|(job, request)| match seconds.contains(&job) {
            true => Vec::new(),
            false => needs.get(request).cloned().unwrap_or_default(),
        })
        .collect();
    let offers = legend.hubs.iter();
    legend.offers = offers
        .map(|hub| hubs.get(hub).map(|hub| hub.offers.clone()).unwrap_or_default())
        .collect();
    let index = GoodsIndex::new(legend);
    for (route, steps) in document.routes.iter_mut().zip(&plan.routes) {
        let mut taken = index.loads(&problem, steps).into_iter().zip(&steps.steps);
        for stop in route.stops.iter_mut().filter(|stop| stop.kind == StopKind::Load) {
            let loading = taken.find(|(_, step)| matches!(step.kind, StepKind::Load(_)));
            stop.loads = loading.map(|(loads, _)| loads).unwrap_or_default();
            let kept = stop.hub.as_ref().and_then(|hub| hubs.get(hub));
            stop.name = kept.map(|hub| hub.name.clone());
            stop.address = kept.map(|hub| hub.address.clone());
        }
    }
    Ok(())
}
