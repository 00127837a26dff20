//! `loads` and `judge_loads`: which goods are loaded where, told from the order of loads and jobs, and judged.
//! Capacity is tested in `judge_of_work.rs`.
//!
//! Three depots stand at the hub of tiny town: 0 hands out food, 1 medicine, 2 both. Job 0 asks for 4 food (depots 0,
//! 2), job 1 for 3 medicine (depots 1, 2), job 2 for 1 food and 1 medicine (depot 2 alone).

use crate::tiny_town::{ANNA, HUB, job, parts};
use karavan_model::{Meters, Seconds};
use karavan_plan::{
    Amounts, DepotIx, DepotSet, Goods, GoodsIx, JobIx, Plan, Problem, Route, Rule, Step, StepKind, judge_loads, loads,
};
use std::collections::BTreeSet;

const FOOD: GoodsIx = GoodsIx(0);
const MEDICINE: GoodsIx = GoodsIx(1);

const fn load(depot: u32) -> StepKind {
    StepKind::Load(DepotIx(depot))
}

fn world(aboard: &[JobIx]) -> (Problem, Goods) {
    let mut parts = parts();
    parts.depots = vec![
        parts.depots[0].clone(),
        parts.depots[0].clone(),
        parts.depots[0].clone(),
    ];
    let depots = |of: &[u32]| of.iter().fold(DepotSet::NONE, |set, &depot| set.with(DepotIx(depot)));
    parts.jobs[0].depots = depots(&[0, 2]);
    parts.jobs[1].depots = depots(&[1, 2]);
    parts.jobs[2].depots = depots(&[2]);
    parts.jobs[2].load = vec![2];
    parts.rules.aboard = aboard.to_vec();
    let goods = Goods {
        brought: vec![
            Amounts::from([(FOOD, 4)]),
            Amounts::from([(MEDICINE, 3)]),
            Amounts::from([(FOOD, 1), (MEDICINE, 1)]),
            Amounts::new(),
        ],
        offered: vec![
            BTreeSet::from([FOOD]),
            BTreeSet::from([MEDICINE]),
            BTreeSet::from([FOOD, MEDICINE]),
        ],
    };
    (Problem::new(parts).unwrap(), goods)
}

/// Loads depend on the order alone: all moments are one.
fn route(kinds: &[StepKind]) -> Route {
    let at = Seconds::from_minutes(600);
    let step = |&kind: &StepKind| Step {
        kind,
        location: HUB,
        arrives: at,
        begins: at,
        departs: at,
    };
    Route {
        vehicle: ANNA,
        steps: kinds.iter().map(step).collect(),
        travel: Seconds::ZERO,
        distance: Meters::ZERO,
    }
}

fn food(amount: i64) -> Amounts {
    Amounts::from([(FOOD, amount)])
}

fn medicine(amount: i64) -> Amounts {
    Amounts::from([(MEDICINE, amount)])
}

fn both(food: i64, medicine: i64) -> Amounts {
    Amounts::from([(FOOD, food), (MEDICINE, medicine)])
}

/// What is loaded on a tour, which the judge agrees with.
fn told(aboard: &[JobIx], kinds: &[StepKind]) -> Vec<Amounts> {
    let (problem, goods) = world(aboard);
    let route = route(kinds);
    let told = loads(&problem, &goods, &route);
    let plan = Plan {
        routes: vec![route],
        ..Plan::default()
    };
    assert_eq!(judge_loads(&problem, &goods, &plan, std::slice::from_ref(&told)), []);
    told
}

#[test]
fn of_two_hubs_in_a_row_each_gives_what_it_has() {
    let none = Amounts::new;
    let tour = [StepKind::Start, load(0), load(1), job(1), job(0), StepKind::End];
    assert_eq!(told(&[], &tour), [none(), food(4), medicine(3), none(), none(), none()]);
}

#[test]
fn of_several_hubs_for_one_good_the_last_before_the_job_gives_it() {
    let none = Amounts::new;
    // Depot 2 has everything and comes last; depot 0 is left with nothing, which is a rule of its own.
    assert_eq!(
        told(&[], &[load(0), load(2), job(0), job(1)]),
        [none(), both(4, 3), none(), none()]
    );
    assert_eq!(
        told(&[], &[load(2), load(0), job(0), job(1)]),
        [medicine(3), food(4), none(), none()]
    );
    assert_eq!(
        told(&[], &[load(2), load(1), job(2), job(1)]),
        [both(1, 1), medicine(3), none(), none()]
    );
}

#[test]
fn loading_again_gives_to_those_who_come_after_it() {
    let none = Amounts::new;
    let tour = [load(2), job(0), load(2), job(1), job(2)];
    assert_eq!(told(&[], &tour), [food(4), none(), both(1, 4), none(), none()]);
}

#[test]
fn goods_aboard_are_loaded_nowhere() {
    let none = Amounts::new;
    assert_eq!(
        told(&[JobIx(0)], &[load(2), job(0), job(1)]),
        [medicine(3), none(), none()]
    );
}

#[test]
fn whatever_else_is_said_is_found_out() {
    let (problem, goods) = world(&[]);
    let plan = Plan {
        routes: vec![route(&[load(0), load(1), job(0), job(1)])],
        ..Plan::default()
    };
    let verdict = |goods: &Goods, said: [Amounts; 4]| -> Vec<(Rule, Option<usize>, i64)> {
        let violations = judge_loads(&problem, goods, &plan, &[said.to_vec()]);
        violations.iter().map(|one| (one.rule, one.step, one.excess)).collect()
    };
    let none = Amounts::new;
    assert_eq!(verdict(&goods, [food(4), medicine(3), none(), none()]), []);
    assert_eq!(
        verdict(&goods, [food(6), medicine(3), none(), none()]),
        [(Rule::Loads, Some(0), 2)]
    );
    assert_eq!(
        verdict(&goods, [both(4, 3), none(), none(), none()]),
        [
            (Rule::Loads, Some(0), 3),
            (Rule::Offered, Some(0), 3),
            (Rule::Loads, Some(1), 3)
        ]
    );
    assert_eq!(
        verdict(&goods, [food(4), medicine(3), food(1), none()]),
        [(Rule::Loads, Some(2), 1)]
    );
    let mut more = goods.clone();
    more.brought[0] = food(5);
    assert_eq!(
        verdict(&more, [food(5), medicine(3), none(), none()]),
        [(Rule::Goods, None, 1)]
    );
    let mut fewer = goods;
    fewer.offered.pop();
    assert_eq!(
        verdict(&fewer, [food(4), medicine(3), none(), none()]),
        [(Rule::Unknown, None, 0)]
    );
}
