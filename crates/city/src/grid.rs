//! `Grid`: the streets of a town as `Edge`s between crossings: which are there, how important each is, and its `Flow`.
//! `join` puts back gaps that cut a part off, `open_traps` opens one-ways that keep a crossing from being reached or
//! left. Names and one-ways are given in `streets.rs`, ways drawn in `roads.rs`.

use crate::road_class::Road;
use crate::size::Size;
use crate::terrain::Spot;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Which way an edge may be driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    Both,
    /// Only from `from` to `to`.
    Forward,
    /// Only from `to` to `from`.
    Backward,
}

/// A piece of street between two neighbouring crossings, from west to east or from south to north.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The crossing's column and row of `from`.
    pub(crate) i: usize,
    pub(crate) j: usize,
    pub(crate) is_horizontal: bool,
    pub(crate) road: Road,
    /// Whether there is a street at all.
    pub(crate) kept: bool,
    pub(crate) flow: Flow,
    /// Whether it crosses the river.
    pub(crate) is_bridge: bool,
}

/// All edges between the crossings of a town.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) edges: Vec<Edge>,
}

/// The share of lesser streets that are not there, which makes dead ends and long quarters.
const GAPS: f64 = 0.1;

impl Grid {
    pub(crate) fn new(size: &Size, rng: &mut ChaCha8Rng) -> Self {
        let (columns, rows) = (size.columns, size.rows);
        let crossing = |i: usize, j: usize| j * (columns + 1) + i;
        let mut edges = Vec::with_capacity(2 * (columns + 1) * (rows + 1));
        for j in 0..=rows {
            for i in 0..columns {
                let crosses = i == size.river;
                let bridge = size.bridges.contains(&j);
                let line = size.road(j, rows, size.bridges[0]);
                let road = if j == size.bridges[1] {
                    line.max(Road::Tertiary)
                } else {
                    line
                };
                let kept = if crosses {
                    bridge
                } else {
                    road > Road::Residential || !rng.random_bool(GAPS)
                };
                let ends = (crossing(i, j), crossing(i + 1, j));
                edges.push(edge(ends, (i, j), true, road, kept, crosses));
            }
        }
        for j in 0..rows {
            for i in 0..=columns {
                let bank = i == size.river || i == size.river + 1;
                let line = size.road(i, columns, size.river + 1 + size.columns / 4);
                let road = if bank && !size.is_village() {
                    line.max(Road::Tertiary)
                } else {
                    line
                };
                let kept = road > Road::Residential || !rng.random_bool(GAPS);
                let ends = (crossing(i, j), crossing(i, j + 1));
                edges.push(edge(ends, (i, j), false, road, kept, false));
            }
        }
        let mut grid = Self { columns, rows, edges };
        grid.join();
        grid
    }

    /// The edge from west to east that begins at a crossing.
    pub(crate) const fn horizontal(&self, i: usize, j: usize) -> usize {
        j * self.columns + i
    }

    /// The edge from south to north that begins at a crossing.
    pub(crate) const fn vertical(&self, i: usize, j: usize) -> usize {
        (self.rows + 1) * self.columns + j * (self.columns + 1) + i
    }

    pub(crate) const fn crossings(&self) -> usize {
        (self.columns + 1) * (self.rows + 1)
    }

    /// Where a crossing lies on the plan.
    pub(crate) fn spot(&self, crossing: usize, xs: &[f64], ys: &[f64]) -> Spot {
        Spot::new(xs[crossing % (self.columns + 1)], ys[crossing / (self.columns + 1)])
    }

    /// Puts back the gaps that would cut a part of the town off; only bridges may join the banks.
    fn join(&mut self) {
        let mut parts = Parts::new(self.crossings());
        for edge in self.edges.iter().filter(|edge| edge.kept) {
            parts.join(edge.from, edge.to);
        }
        for edge in self.edges.iter_mut().filter(|edge| !edge.kept && !edge.is_bridge) {
            edge.kept = parts.join(edge.from, edge.to);
        }
    }

    /// Opens those one-way streets to both sides without which some crossing could not be reached or left.
    pub(crate) fn open_traps(&mut self) {
        loop {
            let (from, to) = (self.reached(Flow::Forward), self.reached(Flow::Backward));
            let sound = |crossing: usize| from[crossing] && to[crossing];
            let mut opened = false;
            for edge in self
                .edges
                .iter_mut()
                .filter(|edge| edge.kept && edge.flow != Flow::Both)
            {
                if !sound(edge.from) || !sound(edge.to) {
                    edge.flow = Flow::Both;
                    opened = true;
                }
            }
            if !opened {
                return;
            }
        }
    }

    /// Which crossings can be driven to from the first one, or from which it can be driven to.
    fn reached(&self, sense: Flow) -> Vec<bool> {
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); self.crossings()];
        for edge in self.edges.iter().filter(|edge| edge.kept) {
            if edge.flow == Flow::Both || edge.flow == sense {
                next[edge.from].push(edge.to);
            }
            if edge.flow == Flow::Both || edge.flow != sense {
                next[edge.to].push(edge.from);
            }
        }
        let mut seen = vec![false; self.crossings()];
        let mut open = vec![0];
        while let Some(crossing) = open.pop() {
            if !std::mem::replace(&mut seen[crossing], true) {
                open.extend(next[crossing].iter().filter(|other| !seen[**other]));
            }
        }
        seen
    }
}

fn edge(
    (from, to): (usize, usize),
    (i, j): (usize, usize),
    is_horizontal: bool,
    road: Road,
    kept: bool,
    is_bridge: bool,
) -> Edge {
    Edge {
        from,
        to,
        i,
        j,
        is_horizontal,
        road,
        kept,
        flow: Flow::Both,
        is_bridge,
    }
}

/// Sets that grow together (union–find with path halving).
struct Parts(Vec<usize>);

impl Parts {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut one: usize) -> usize {
        while self.0[one] != one {
            self.0[one] = self.0[self.0[one]];
            one = self.0[one];
        }
        one
    }

    /// Joins the sets of two; false when they were one already.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one] = other;
        one != other
    }
}
