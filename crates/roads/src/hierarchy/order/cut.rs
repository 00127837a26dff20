//! `separate`: parts a map in two where few roads join the sides (`Separation`), by inertial flow.
//!
//! Along each of four directions the first quarter of the junctions are sources and the last quarter sinks, and the
//! smallest cut between them is found by a largest flow of unit capacities (blocking flows). Of the four the one with
//! the fewest roads for each node of its smaller side is taken.
//!
//! Method: Schild, Sommer, *On Balanced Separators in Road Networks*, 2015.

use super::part::Part;
use rayon::prelude::*;

/// Nodes on one side and nodes on the other, each ascending, and the edges between them.
pub(super) struct Separation {
    pub(super) left: Vec<u32>,
    pub(super) right: Vec<u32>,
    pub(super) cut: Vec<usize>,
}

const DIRECTIONS: [[i64; 2]; 4] = [[1, 0], [0, 1], [1, 1], [1, -1]];
const UNSEEN: u32 = u32::MAX;

/// Parts a part of two nodes or more; of a large one either side keeps at most three quarters.
pub(super) fn separate(part: &Part, is_parallel: bool) -> Separation {
    let along = |direction: &[i64; 2]| {
        let mut flow = Flow::new(part, *direction);
        flow.saturate();
        flow.separation()
    };
    let all: Vec<Separation> = if is_parallel {
        DIRECTIONS.par_iter().map(along).collect()
    } else {
        DIRECTIONS.iter().map(along).collect()
    };
    let better = |best: Separation, next: Separation| if next.badness() < best.badness() { next } else { best };
    all.into_iter().reduce(better).unwrap_or_else(|| Separation {
        left: (0..part.len() as u32).collect(),
        right: Vec::new(),
        cut: Vec::new(),
    })
}

impl Separation {
    /// Edges cut for each node of the smaller side.
    fn badness(&self) -> f64 {
        self.cut.len() as f64 / self.left.len().min(self.right.len()) as f64
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Source,
    Between,
    Sink,
}

/// A flow from the sources to the sinks, one unit an edge.
struct Flow<'a> {
    part: &'a Part,
    roles: Vec<Role>,
    /// For each edge −1, 0 or 1 unit from its lower node to its higher.
    units: Vec<i8>,
    /// Steps from the sources over edges that take more.
    levels: Vec<u32>,
    /// The arc of each node that the search for paths tries next.
    next_arc: Vec<u32>,
}

impl<'a> Flow<'a> {
    fn new(part: &'a Part, direction: [i64; 2]) -> Self {
        let mut line: Vec<u32> = (0..part.len() as u32).collect();
        let key = |&node: &u32| {
            let place = part.place(node);
            (place[0] * direction[0] + place[1] * direction[1], node)
        };
        let quarter = part.len().div_ceil(4);
        let last = part.len() - quarter;
        line.select_nth_unstable_by_key(quarter - 1, key);
        line[quarter..].select_nth_unstable_by_key(last - quarter, key);
        let mut roles = vec![Role::Between; part.len()];
        for &node in &line[..quarter] {
            roles[node as usize] = Role::Source;
        }
        for &node in &line[last..] {
            roles[node as usize] = Role::Sink;
        }
        Self {
            part,
            roles,
            units: vec![0; part.edge_count()],
            levels: Vec::new(),
            next_arc: Vec::new(),
        }
    }

    /// Adds flow until no path takes more.
    fn saturate(&mut self) {
        while self.find_levels() {
            self.next_arc.clear();
            self.next_arc
                .extend((0..self.part.len() as u32).map(|node| self.part.arcs(node).start as u32));
            for source in 0..self.part.len() as u32 {
                if self.roles[source as usize] == Role::Source {
                    while self.push_one(source) {}
                }
            }
        }
    }

    fn takes_more(&self, from: u32, to: u32, arc: usize) -> bool {
        let units = self.units[self.part.edge(arc)];
        if from < to { units < 1 } else { units > -1 }
    }

    /// Counts steps from the sources; whether a sink was reached.
    fn find_levels(&mut self) -> bool {
        self.levels.clear();
        self.levels.resize(self.part.len(), UNSEEN);
        let sources = (0..self.part.len() as u32).filter(|&node| self.roles[node as usize] == Role::Source);
        let mut queue: Vec<u32> = sources.collect();
        for &source in &queue {
            self.levels[source as usize] = 0;
        }
        let mut nearest_sink = UNSEEN;
        let mut at = 0;
        while let Some(&node) = queue.get(at) {
            at += 1;
            let level = self.levels[node as usize];
            if level >= nearest_sink {
                break;
            }
            for arc in self.part.arcs(node) {
                let head = self.part.head(arc);
                if self.levels[head as usize] == UNSEEN && self.takes_more(node, head, arc) {
                    self.levels[head as usize] = level + 1;
                    queue.push(head);
                    if self.roles[head as usize] == Role::Sink {
                        nearest_sink = level + 1;
                    }
                }
            }
        }
        nearest_sink != UNSEEN
    }

    /// Sends one unit from a source to a sink along rising levels; whether there was a path.
    fn push_one(&mut self, source: u32) -> bool {
        let mut path: Vec<(u32, usize)> = Vec::new();
        let mut node = source;
        loop {
            if self.roles[node as usize] == Role::Sink {
                for (tail, arc) in path {
                    self.units[self.part.edge(arc)] += if tail < self.part.head(arc) { 1 } else { -1 };
                }
                return true;
            }
            let arcs = self.next_arc[node as usize] as usize..self.part.arcs(node).end;
            let onward = arcs.clone().find(|&arc| {
                let head = self.part.head(arc);
                self.levels[head as usize] == self.levels[node as usize] + 1 && self.takes_more(node, head, arc)
            });
            self.next_arc[node as usize] = onward.unwrap_or(arcs.end) as u32;
            if let Some(arc) = onward {
                path.push((node, arc));
                node = self.part.head(arc);
            } else if let Some((tail, _)) = path.pop() {
                self.next_arc[tail as usize] += 1;
                node = tail;
            } else {
                return false;
            }
        }
    }

    /// Parts the nodes that the sources still reach from the others.
    fn separation(&self) -> Separation {
        let is_left = |node: u32| self.levels[node as usize] != UNSEEN;
        let (left, right): (Vec<u32>, Vec<u32>) = (0..self.part.len() as u32).partition(|&node| is_left(node));
        let across = |&node: &u32| {
            let arcs = self.part.arcs(node);
            arcs.filter(|&arc| !is_left(self.part.head(arc)))
                .map(|arc| self.part.edge(arc))
        };
        let cut = left.iter().flat_map(across).collect();
        Separation { left, right, cut }
    }
}
