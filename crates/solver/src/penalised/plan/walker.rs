//! `Walker::toll`: goes along a day for what sums cannot tell: where days load on their way, which load supplies each
//! job, overload and late goods; and with `DayTiming` rests, distance and wishes.

use crate::penalised::plan::day_timing::DayTiming;
use crate::penalised::plan::toll::Toll;
use crate::penalised::problem::job_sources::JobSources;
use crate::penalised::problem::relaxed_problem::RelaxedProblem;
use crate::penalised::problem::time_warp::DISORDER;

/// Goes through days; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walker {
    diary: DayTiming,
    /// The nodes of the day looked at.
    pub(crate) nodes: Vec<u32>,
    /// What the jobs of each set still wait for on the way back, per dimension; nothing between two ways.
    waited: Vec<i64>,
    /// The sum over all sets.
    aboard: Vec<i64>,
    /// When all that each set waits for is there.
    released: Vec<i32>,
    /// When the goods of each loading visit are there, the last first.
    ready: Vec<i32>,
    /// Whether each loading visit is for somebody, the last first.
    used: Vec<bool>,
}

impl Walker {
    /// What the nodes come to as the day of a vehicle, but for what is paid, and for what is too much where there are
    /// no trips. Sums say that it is late by so much, unless loading waits for goods.
    pub(crate) fn toll(&mut self, problem: &RelaxedProblem<'_>, v: usize, late_by: i64) -> Toll {
        let mut toll = Toll {
            late_by,
            ..Toll::default()
        };
        if let Some(sources) = &problem.job_sources {
            toll.over = self.over(problem, sources, v);
            if problem.are_released() {
                toll.late_by = self.late_by(problem, v);
            }
        }
        if problem.timing_rules.concern(v) {
            (toll.late_by, toll.timed) = self.diary.write(problem, v, &self.nodes, toll.late_by);
        }
        toll
    }

    /// Takes out loading visits that are for nobody.
    pub(crate) fn strip(&mut self, problem: &RelaxedProblem<'_>, sources: &JobSources, v: usize, nodes: &mut Vec<u32>) {
        self.nodes.clone_from(nodes);
        self.over(problem, sources, v);
        let mut used = self.used.iter().rev();
        nodes.retain(|node| !problem.is_load(*node) || used.next() == Some(&true));
    }

    /// How much too much the nodes are as the day of a vehicle, what is missing or for nobody included. Goods come
    /// from the last visit that can supply them; what is on board is largest right after a visit. O(nodes + loads ·
    /// sets).
    fn over(&mut self, problem: &RelaxedProblem<'_>, sources: &JobSources, v: usize) -> i64 {
        let whole = problem.whole;
        let (dims, capacity) = (whole.dims, whole.capacity(v));
        self.waited.resize(sources.sets * dims, 0);
        self.released.resize(sources.sets, i32::MIN);
        self.aboard.clear();
        self.aboard.resize(dims, 0);
        self.ready.clear();
        self.used.clear();
        let (mut over, mut waiting) = (0, 0_u16);
        let nodes = std::mem::take(&mut self.nodes);
        for node in nodes.iter().rev() {
            if let Some(set) = sources.set_of.get(*node as usize) {
                if *set != 0 {
                    let number = set.trailing_zeros() as usize;
                    waiting |= set;
                    let waited = &mut self.waited[number * dims..][..dims];
                    for ((sum, aboard), load) in waited.iter_mut().zip(&mut self.aboard).zip(whole.load(*node)) {
                        *sum += load;
                        *aboard += load;
                    }
                    if let Some(at) = sources.released.get(*node as usize) {
                        self.released[number] = self.released[number].max(*at);
                    }
                }
                continue;
            }
            let aboard = self.aboard.iter().zip(capacity);
            over += aboard.map(|(load, most)| (load - most).max(0)).sum::<i64>();
            let supplied = waiting & sources.sets_at[*node as usize - whole.jobs];
            waiting &= !supplied;
            over += if supplied == 0 { sources.unit } else { 0 };
            self.used.push(supplied != 0);
            let ready = self.unload(supplied, dims);
            self.ready.push(ready);
        }
        self.nodes = nodes;
        let loads = (self.used.len() as i64 - i64::from(problem.cars[v].loads_max)).max(0);
        let (missing, kinds) = (self.aboard.iter().sum::<i64>(), i64::from(waiting.count_ones()));
        self.unload(waiting, dims);
        over + missing + (kinds + loads) * sources.unit
    }

    /// Nobody of some sets waits any more; gives when all that they waited for is there.
    fn unload(&mut self, mut sets: u16, dims: usize) -> i32 {
        let mut ready = i32::MIN;
        while sets != 0 {
            let number = sets.trailing_zeros() as usize;
            sets &= sets - 1;
            let waited = &mut self.waited[number * dims..][..dims];
            for (sum, aboard) in waited.iter_mut().zip(&mut self.aboard) {
                *aboard -= std::mem::take(sum);
            }
            ready = ready.max(std::mem::replace(&mut self.released[number], i32::MIN));
        }
        ready
    }

    /// How late the nodes are, right after [`Walker::over`] was asked, where loading waits for goods. Everything
    /// begins as early as it can; who is late is turned back to the closing. O(nodes).
    fn late_by(&mut self, problem: &RelaxedProblem<'_>, v: usize) -> i64 {
        let car = &problem.cars[v];
        let (mut now, mut at, mut class, mut late_by) = (car.begins.early, car.from, 0, 0_i64);
        for node in &self.nodes {
            let stop = &problem.jobs[*node as usize];
            let mut begins = (now + problem.leg(at, stop.place) + problem.setup(at, stop)).max(stop.visit.early);
            if problem.is_load(*node) {
                begins = begins.max(self.ready.pop().unwrap_or(i32::MIN));
            } else {
                if class > stop.class {
                    late_by += i64::from(DISORDER);
                }
                class = stop.class;
            }
            late_by += i64::from((begins - stop.visit.late).max(0));
            now = begins.min(stop.visit.late) + stop.visit.lasts;
            at = stop.place;
        }
        late_by + i64::from((now + problem.leg(at, car.to) - car.closes).max(0))
    }
}
