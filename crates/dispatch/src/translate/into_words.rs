//! `into_words`: the planner's answer as a `PlanDocument`, with questions, rejected rows, shortages and the summary.
//! Single routes are written in `routes.rs`.

use super::figures::{day_figures, of_routes};
use super::routes::{Companions, RoutesInWords};
use crate::document::{
    Evidence, FORMAT, GoodsIndex, LeftRequest, Legend, Marks, OpenQuestion, PlanDocument, Summary, VolunteerRoute,
    rejected_rows,
};
use crate::locate::Located;
use crate::messages;
use karavan_plan::{Problem, ProblemFile};
use karavan_planner::Answer;

/// Writes a plan in the people's words; what the judge found is counted in the summary. `problem` is that of the
/// order as its policy prices it, with the legs of the answer.
#[must_use]
pub fn into_words(located: &Located, legend: Legend, problem: &Problem, answer: &Answer) -> PlanDocument {
    let plan = &answer.plan;
    let questions = located.questions.iter().map(|question| OpenQuestion {
        request: question.request.id.clone(),
        address: question.request.address.clone(),
        why: question.why,
        candidates: question.request.candidates.clone(),
    });
    let companions = Companions::new(problem, plan);
    let left = plan.unassigned.iter().filter(|left| !companions.is_second(left.job));
    let unassigned: Vec<LeftRequest> = left
        .map(|left| LeftRequest {
            request: legend.requests[left.job.at()].clone(),
            reasons: left.reasons.iter().map(|reason| messages::reason(*reason)).collect(),
        })
        .collect();
    let in_words = RoutesInWords {
        problem,
        legend: &legend,
        companions,
        goods: GoodsIndex::new(&legend),
    };
    let routes: Vec<VolunteerRoute> = plan.routes.iter().map(|route| in_words.route(route)).collect();
    let requests = located.requests.len();
    let summary = Summary {
        policy: answer.policy,
        shortest: answer.shortest.as_ref().map(|plan| day_figures(plan, requests)),
        unassigned: unassigned.len(),
        needs_info: located.questions.len(),
        rejected: rejected_rows(&located.rejected),
        volunteers_left_out: located.volunteers_left_out.len(),
        violations: answer.violations.len(),
        ..of_routes(problem, plan, (&legend, &routes, &located.stock))
    };
    PlanDocument {
        format: FORMAT.to_owned(),
        date: located.date,
        summary,
        routes,
        unassigned,
        needs_info: questions.collect(),
        rejected: located.rejected.clone(),
        notices: located.notices.clone(),
        volunteers_left_out: located.volunteers_left_out.clone(),
        hubs_left_out: located.hubs_left_out.clone(),
        stock: located.stock.clone(),
        marks: Marks::default(),
        evidence: Evidence {
            problem: ProblemFile::new(problem),
            legend,
        },
    }
}
