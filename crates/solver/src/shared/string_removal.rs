//! `measure` and `string`: how many jobs in a row a ruin takes out of a tour and which: “Slack induction by string
//! removals” of Christiaens and Vanden Berghe (2020). Not text.

use crate::shared::rng::Rng;

/// How many jobs a ruin takes on average, and at most from one tour.
pub(crate) const MEAN: f64 = 10.0;
const STRING_MAX: f64 = 10.0;
/// How often a string keeps some jobs in its middle, and how likely one more.
const SPLIT: f64 = 0.5;
const SPLIT_LONGER: f64 = 0.01;

/// How long strings are at most, and how many to take, when so many jobs are served by so many tours.
pub(crate) fn measure(served: usize, used: usize, rng: &mut Rng) -> (f64, usize) {
    let longest = (served as f64 / used.max(1) as f64).clamp(1.0, STRING_MAX);
    let strings = (1.0 + rng.unit() * (4.0 * MEAN / (1.0 + longest) - 1.0)) as usize;
    (longest, strings.max(1))
}

/// Takes up to `longest` jobs in a row around the one at a position, sometimes keeping a few in their middle.
pub(crate) fn string(jobs: &[u32], at: usize, longest: f64, rng: &mut Rng, out: &mut Vec<u32>) {
    let most = longest.min(jobs.len() as f64);
    let length = ((1.0 + rng.unit() * most) as usize).clamp(1, jobs.len());
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
    let taken = (first..first + whole).filter(|place| !is_kept(*place));
    out.extend(taken.map(|place| jobs[place]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_lies_around_its_job_and_is_no_longer_than_asked() {
        let mut rng = Rng::new(11, 0);
        let jobs: Vec<u32> = (100..120).collect();
        for at in 0..jobs.len() {
            for _ in 0..50 {
                let mut out = Vec::new();
                string(&jobs, at, 6.0, &mut rng, &mut out);
                assert!((1..=6).contains(&out.len()), "{out:?}");
                assert!(out.windows(2).all(|pair| pair[0] < pair[1]), "{out:?}");
                let (first, last) = (out[0] as usize - 100, out[out.len() - 1] as usize - 100);
                // The job it lies around may be kept itself, at either end, and hardly ever two or three.
                assert!(first <= at + 3 && last + 3 >= at, "{at} in {out:?}");
                assert!(last - first < 9, "{out:?}");
            }
        }
    }
}
