//! `table` fills a `Table`: seconds and metres from each source to each target (many to many). Sources that lie near
//! one another are searched upwards in batches of [`LANES`], and one downward sweep over the targets' part of the
//! hierarchy answers a whole batch. Batches run in parallel on rayon.

use crate::drive::search::{Rounds, Search};
use crate::hierarchy::Start;
use crate::roads::Roads;
use crate::stops::snap::Snap;
use crate::table::rphast_down::{Descent, Swept};
use crate::table::rphast_up::Ascent;
use crate::table::scratch_pool::ScratchPool;
use crate::table::source_batch::{LANES, SourceWeights};
use crate::weight::Weight;
use pulp::{Arch, WithSimd};
use rayon::prelude::*;
use std::collections::HashMap;

/// Times and lengths of drives: a row for each source, a column for each target, row-major. `u32::MAX` in both where
/// there is no road.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Real time in seconds.
    pub seconds: Vec<u32>,
    /// Length of that same drive in metres.
    pub meters: Vec<u32>,
}

/// The mark of “no road” in a [`Table`].
pub const NO_ROAD: u32 = u32::MAX;

/// Columns transposed into rows at a time, so that they stay in the L1 cache.
const BLOCK: usize = 64;

/// A source and what is found from it.
pub(crate) struct Row<'a> {
    source: &'a Snap,
    departures: Vec<Start>,
    pub(crate) seconds: &'a mut [u32],
    pub(crate) meters: &'a mut [u32],
}

/// Some targets, ready to be driven to.
pub(crate) struct Targets<'a> {
    roads: &'a Roads,
    targets: &'a [Snap],
    descent: Descent,
    on_segment: HashMap<u32, Vec<usize>>,
    arch: Arch,
}

/// Scratch buffers of one thread for filling rows; reused.
pub(crate) struct Bench<'a> {
    ascent: Ascent,
    swept: Swept,
    one_segment: OneSegment<'a>,
}

impl<'a> Targets<'a> {
    pub(crate) fn new(roads: &'a Roads, targets: &'a [Snap]) -> Self {
        let times = roads.times();
        let arrivals: Vec<_> = targets
            .iter()
            .map(|target| times.arrivals(&roads.shared.expansion, target))
            .collect();
        Self {
            descent: Descent::new(&roads.hierarchy, &arrivals),
            on_segment: by_segment(targets),
            arch: Arch::new(),
            targets,
            roads,
        }
    }

    pub(crate) fn bench(&self) -> Bench<'a> {
        Bench {
            ascent: Ascent::new(&self.roads.hierarchy),
            swept: Swept::default(),
            one_segment: OneSegment::new(self.roads),
        }
    }

    pub(crate) fn row<'b>(&self, source: &'b Snap, seconds: &'b mut [u32], meters: &'b mut [u32]) -> Row<'b> {
        Row {
            source,
            departures: self.roads.times().departures(&self.roads.shared.expansion, source),
            seconds,
            meters,
        }
    }

    /// Fills up to [`LANES`] rows.
    pub(crate) fn fill(&self, bench: &mut Bench, rows: &mut [Row]) {
        let departures: Vec<&[Start]> = rows.iter().map(|row| &row.departures[..]).collect();
        bench.ascent.run(self.arch, &self.roads.hierarchy, &departures);
        self.descent.sweep(self.arch, &bench.ascent, &mut bench.swept);
        let nearest = &bench.swept.nearest;
        self.arch.dispatch(Telling { nearest, rows });
        for row in rows {
            let columns = self.on_segment.get(&row.source.segment);
            let columns = columns.map_or(&[][..], Vec::as_slice);
            bench.one_segment.fill(row, columns, self.targets);
        }
    }
}

impl Row<'_> {
    /// Numbers of nodes follow the dissection of the map, so rows with near keys are near each other.
    pub(crate) fn key(&self) -> Option<u32> {
        self.departures.iter().map(|start| start.node).min()
    }
}

/// The table of drives from each source to each target.
pub(crate) fn table(roads: &Roads, sources: &[Snap], targets: &[Snap]) -> Table {
    // Every cell is written below; zeros are memory that the threads come to only then.
    let mut table = Table {
        seconds: vec![0; sources.len() * targets.len()],
        meters: vec![0; sources.len() * targets.len()],
    };
    if table.seconds.is_empty() {
        return table;
    }
    let ready = Targets::new(roads, targets);
    let amounts = table
        .seconds
        .chunks_mut(targets.len())
        .zip(table.meters.chunks_mut(targets.len()));
    let mut rows: Vec<Row> = sources
        .iter()
        .zip(amounts)
        .map(|(source, (seconds, meters))| ready.row(source, seconds, meters))
        .collect();
    rows.sort_by_key(Row::key);
    let benches = ScratchPool::new();
    rows.par_chunks_mut(LANES)
        .for_each(|rows| benches.lend(|| ready.bench(), |bench| ready.fill(bench, rows)));
    table
}

/// Pairs on the same segment are computed separately: a sweep cannot drive backwards on a lane.
struct OneSegment<'a> {
    roads: &'a Roads,
    search: Search,
    /// Of the segment asked last; neighbouring rows share it.
    rounds: Option<Rounds>,
}

impl<'a> OneSegment<'a> {
    const fn new(roads: &'a Roads) -> Self {
        Self {
            roads,
            search: Search::new(),
            rounds: None,
        }
    }

    fn fill(&mut self, row: &mut Row, columns: &[usize], targets: &[Snap]) {
        let segment = row.source.segment;
        for &column in columns {
            let target = &targets[column];
            if self.roads.times().direct(row.source, target) == Weight::ZERO {
                (row.seconds[column], row.meters[column]) = (0, 0);
                continue;
            }
            let known = self.rounds.take().filter(|rounds| rounds.segment == segment);
            let rounds = known.unwrap_or_else(|| self.search.rounds(self.roads, segment));
            (row.seconds[column], row.meters[column]) = rounds.weight(self.roads, row.source, target).cell();
            self.rounds = Some(rounds);
        }
    }
}

/// Weights at targets, one for each source, told as seconds and metres in the rows of the sources.
struct Telling<'a, 'b> {
    nearest: &'a [SourceWeights],
    rows: &'a mut [Row<'b>],
}

impl WithSimd for Telling<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let (mut seconds, mut meters) = ([[0; LANES]; BLOCK], [[0; LANES]; BLOCK]);
        for (block, nearest) in self.nearest.chunks(BLOCK).enumerate() {
            for ((seconds, meters), weights) in seconds.iter_mut().zip(&mut meters).zip(nearest) {
                for lane in 0..LANES {
                    (seconds[lane], meters[lane]) = weights[lane].cell();
                }
            }
            let columns = block * BLOCK..block * BLOCK + nearest.len();
            for (lane, row) in self.rows.iter_mut().enumerate() {
                transpose(&seconds, lane, &mut row.seconds[columns.clone()]);
                transpose(&meters, lane, &mut row.meters[columns.clone()]);
            }
        }
    }
}

#[inline(always)]
fn transpose(columns: &[[u32; LANES]; BLOCK], lane: usize, row: &mut [u32]) {
    for (cell, column) in row.iter_mut().zip(columns) {
        *cell = column[lane];
    }
}

/// The targets on each segment.
fn by_segment(targets: &[Snap]) -> HashMap<u32, Vec<usize>> {
    let mut columns: HashMap<u32, Vec<usize>> = HashMap::new();
    for (column, target) in targets.iter().enumerate() {
        columns.entry(target.segment).or_default().push(column);
    }
    columns
}
