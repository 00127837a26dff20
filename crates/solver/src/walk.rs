//! The slow exact word on a tour: may this vehicle drive it, and what does it cost? Every fast screen answers to it.

use crate::cargo::Cargo;
use crate::field::{Car, Field};

/// Buffers of [`Walk::price`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Walk {
    pub(crate) cargo: Cargo,
    /// Travel and setup before each step, the last entry leads to the end of the day.
    gaps: Vec<i64>,
}

impl Walk {
    /// What the nodes cost on the vehicle; `None` when some rule forbids them. Nothing costs nothing. O(nodes) in
    /// practice: see [`Cargo::fits`] and [`Walk::lasts`] for the rest.
    pub(crate) fn price(&mut self, field: &Field<'_>, v: usize, nodes: &[u32]) -> Option<i64> {
        if nodes.is_empty() {
            return Some(0);
        }
        let car = &field.cars[v];
        let (mut class, mut tasks) = (0, 0);
        let (mut meters, mut price) = (0, car.fixed);
        let mut at = car.start;
        self.gaps.clear();
        for node in nodes {
            let stop = &field.nodes[*node as usize];
            if !field.is_load(*node) {
                if stop.class < class || !field.is_able(*node, v) {
                    return None;
                }
                class = stop.class;
                tasks += 1;
            }
            let ride = field.ride(car, at, stop.location)?;
            self.gaps.push(ride.seconds + field.setup(at, *node));
            meters += ride.meters;
            price += ride.price;
            at = stop.location;
        }
        let home = field.ride(car, at, car.end)?;
        self.gaps.push(home.seconds);
        if tasks == 0 || tasks > car.tasks_max || meters + home.meters > car.meters_max {
            return None;
        }
        let lasts = self.lasts(field, car, nodes)?;
        self.cargo
            .fits(field, v, nodes)
            .then_some(price + home.price + car.per_route * lasts)
    }

    /// How long the day lasts by the best clock: the earliest end, then the latest leaving. With a longest duration and
    /// several windows later leavings are tried too, each at a later window.
    fn lasts(&self, field: &Field<'_>, car: &Car, nodes: &[u32]) -> Option<i64> {
        let mut leaves = car.opens;
        loop {
            let mut now = leaves;
            for (node, gap) in nodes.iter().zip(&self.gaps) {
                now = field.begin(*node, now + gap)? + field.nodes[*node as usize].service;
            }
            let ends = now + self.gaps[nodes.len()];
            if ends > car.closes {
                return None;
            }
            if !car.is_timed() {
                return Some(ends - leaves);
            }
            let mut latest = ends - self.gaps[nodes.len()];
            for (node, gap) in nodes.iter().zip(&self.gaps).rev() {
                latest = field.begin_latest(*node, latest - field.nodes[*node as usize].service)? - gap;
            }
            let lasts = ends - latest;
            if lasts <= car.duration_max {
                return Some(lasts);
            }
            leaves = latest + self.slack(field, nodes, latest)? + 1;
        }
    }

    /// How much later one could leave before a step that is not waited for falls out of its window.
    fn slack(&self, field: &Field<'_>, nodes: &[u32], leaves: i64) -> Option<i64> {
        let mut now = leaves;
        let mut slack = i64::MAX;
        for (node, gap) in nodes.iter().zip(&self.gaps) {
            let ready = now + gap;
            let begins = field.begin(*node, ready)?;
            if begins > ready {
                break;
            }
            slack = slack.min(field.window_left(*node, begins));
            now = begins + field.nodes[*node as usize].service;
        }
        (slack < i64::MAX).then_some(slack)
    }
}
