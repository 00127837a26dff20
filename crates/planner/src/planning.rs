//! `plan`: measures travel, searches and judges one order. Under a policy other than *shortest*, a fifth of the budget
//! goes to the shortest plan; that plan stands where what the policy's own leaves out is worth more.

use crate::watch::OfSearch;
use crate::{Answer, Order, PlannerError, Search, Stage, Terms, Watch, measure};
use karavan_map::Map;
use karavan_model::Policy;
use karavan_plan::{Plan, Problem, cost, judge, used_travel};
use karavan_solver::solve;

/// The shortest plan is looked for with one part in so many of the budget; the rest is for the policy.
const PARTS_FOR_SHORTEST: u32 = 5;

/// Measures, solves, judges.
///
/// # Errors
/// When the order is for another map, the map has no roads for a way to travel, the parts make no problem, or it was
/// called off.
pub fn plan(map: &Map, order: Order, watch: &dyn Watch) -> Result<Answer, PlannerError> {
    let begin = |stage| {
        if watch.is_cancelled() {
            return Err(PlannerError::Cancelled);
        }
        watch.stage(stage);
        Ok(())
    };
    if order.map != map.hash() {
        return Err(PlannerError::OtherMap {
            ordered: order.map,
            own: map.hash(),
        });
    }
    begin(Stage::Measure)?;
    let (policy, search) = (order.policy, order.search);
    let problem = measure(map, order)?;

    begin(Stage::Solve)?;
    let found = find(problem, policy, search, watch)?;

    begin(Stage::Judge)?;
    Ok(Answer {
        violations: judge(&found.problem, &found.plan),
        legs: used_travel(&found.problem, &found.plan),
        plan: found.plan,
        rounds: found.rounds,
        policy,
        terms: found.terms,
        shortest: found.shortest,
    })
}

/// A plan with the problem as the policy prices it.
struct Found {
    problem: Problem,
    plan: Plan,
    rounds: u64,
    terms: Terms,
    shortest: Option<Plan>,
}

/// Looks for the shortest plan, and from there, if the policy is another, for one by the policy. That serves no less:
/// where the search by the policy ends with more left out, the shortest plan stands.
fn find(problem: Problem, policy: Policy, search: Search, watch: &dyn Watch) -> Result<Found, PlannerError> {
    let began = watch.elapsed();
    let solved = |problem: &Problem, budget| {
        let options = Search { budget, ..search }.into();
        solve(problem, &options, &OfSearch::begin(watch))
    };
    if policy == Policy::Shortest {
        let solution = solved(&problem, search.budget);
        return Ok(Found {
            problem,
            plan: solution.plan,
            rounds: solution.rounds,
            terms: Terms::default(),
            shortest: None,
        });
    }
    let first = solved(&problem, search.budget.part(PARTS_FOR_SHORTEST));
    let terms = Terms::of(policy, &problem, &first.plan);
    let problem = terms.priced(problem.into_parts())?;
    let rest = search
        .budget
        .rest(watch.elapsed().saturating_sub(began), PARTS_FOR_SHORTEST);
    let second = solved(&problem, rest);
    let serves_less = left_out(&problem, &second.plan) > left_out(&problem, &first.plan);
    let plan = if serves_less {
        repriced(&problem, first.plan.clone())
    } else {
        second.plan
    };
    Ok(Found {
        problem,
        plan,
        rounds: first.rounds + second.rounds,
        terms,
        shortest: Some(first.plan),
    })
}

/// What the jobs left out were worth.
fn left_out(problem: &Problem, plan: &Plan) -> i64 {
    let left = plan.unassigned.iter();
    left.map(|left| problem.jobs()[left.job.at()].prize.0).sum()
}

/// The same plan with what it costs by the terms of another problem.
fn repriced(problem: &Problem, plan: Plan) -> Plan {
    let left = plan.unassigned.iter().map(|left| left.job);
    Plan {
        cost: cost(problem, &plan.routes, left),
        ..plan
    }
}
