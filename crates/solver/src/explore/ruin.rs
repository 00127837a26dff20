//! Taking jobs out of a sketch: which ones decides what can become better.
//!
//! Strings after Christiaens and Vanden Berghe, “Slack induction by string removals” (2020).

use super::plain::Plain;
use super::sketch::Sketch;
use crate::rng::Rng;

/// How many jobs a ruin takes on average, and at most from one day by strings.
const MEAN: f64 = 10.0;
const STRING_MAX: f64 = 10.0;
/// How often a string keeps some jobs in its middle, and how likely one more.
const SPLIT: f64 = 0.5;
const SPLIT_LONGER: f64 = 0.01;

/// A way to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruin {
    /// Strings of neighbouring days around a job.
    Strings,
    /// The jobs nearest to a job.
    Radial,
    /// All of a day, or a long part of it.
    Day,
}

impl Ruin {
    /// All ways.
    pub(crate) const ALL: [Self; 3] = [Self::Strings, Self::Radial, Self::Day];
}

/// Chooses jobs; its buffers are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruiner {
    /// What was chosen last.
    pub(crate) out: Vec<u32>,
    days: Vec<u32>,
}

impl Ruiner {
    /// Chooses served jobs.
    pub(crate) fn choose(&mut self, how: Ruin, plain: &Plain<'_>, sketch: &Sketch, rng: &mut Rng) {
        self.out.clear();
        self.days.clear();
        let seed = rng.below(sketch.spots.len()) as u32;
        match how {
            Ruin::Strings => self.strings(seed, plain, sketch, rng),
            Ruin::Radial => {
                let count = 1 + rng.below(MEAN as usize);
                let all = std::iter::once(seed).chain(plain.near(seed).iter().map(|beside| beside.job));
                let served = all.filter(|job| sketch.at(*job).is_some());
                self.out.extend(served.take(count));
            }
            Ruin::Day => {
                let mut all = std::iter::once(seed).chain(plain.near(seed).iter().map(|beside| beside.job));
                if let Some((v, at)) = all.find_map(|job| sketch.at(job)) {
                    let jobs = &sketch.days[v].jobs;
                    let most = 3 * MEAN as usize;
                    let first = at.saturating_sub(rng.below(most));
                    self.out.extend(jobs[first..].iter().take(most));
                }
            }
        }
    }

    fn strings(&mut self, seed: u32, plain: &Plain<'_>, sketch: &Sketch, rng: &mut Rng) {
        let served = sketch.spots.len() - sketch.absent.len();
        let used = sketch.days_used.max(1);
        let longest = (served as f64 / used as f64).clamp(1.0, STRING_MAX);
        let strings = (1.0 + rng.unit() * (4.0 * MEAN / (1.0 + longest) - 1.0)) as usize;
        for job in std::iter::once(seed).chain(plain.near(seed).iter().map(|beside| beside.job)) {
            if self.days.len() >= strings.max(1) {
                break;
            }
            let Some((v, at)) = sketch.at(job) else {
                continue;
            };
            if self.days.contains(&(v as u32)) {
                continue;
            }
            self.days.push(v as u32);
            let jobs = &sketch.days[v].jobs;
            let most = longest.min(jobs.len() as f64);
            let length = ((1.0 + rng.unit() * most) as usize).clamp(1, jobs.len());
            self.string(jobs, at, length, rng);
        }
    }

    /// Takes `length` jobs in a row around one job, sometimes keeping a few in their middle.
    fn string(&mut self, jobs: &[u32], at: usize, length: usize, rng: &mut Rng) {
        let mut kept = 0;
        if length > 1 && length < jobs.len() && rng.chance(SPLIT) {
            kept = 1;
            while length + kept < jobs.len() && rng.chance(SPLIT_LONGER) {
                kept += 1;
            }
        }
        let whole = length + kept;
        let first_min = (at + 1).saturating_sub(whole);
        let first_max = at.min(jobs.len() - whole);
        let first = first_min + rng.below(first_max + 1 - first_min);
        let keep_from = first + rng.below(length + 1);
        let is_kept = |place: usize| (keep_from..keep_from + kept).contains(&place);
        self.out.extend(
            (first..first + whole)
                .filter(|place| !is_kept(*place))
                .map(|place| jobs[place]),
        );
    }
}
