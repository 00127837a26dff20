//! `MinBodyRate`, the minimum rate at which a request body must arrive, as a deadline for the next bytes; `body.rs`
//! enforces it. By default 10 seconds, one more for each 4 KiB, ten minutes at most.

use std::time::Duration;
use tokio::time::Instant;

/// The minimum rate of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MinBodyRate {
    /// The time for any body, however small.
    pub(crate) grace: Duration,
    /// Bytes that must arrive per further second.
    pub(crate) bytes_per_second: u32,
    /// The longest time for any body.
    pub(crate) most: Duration,
}

impl Default for MinBodyRate {
    fn default() -> Self {
        Self {
            grace: Duration::from_secs(10),
            bytes_per_second: 4 * 1024,
            most: Duration::from_secs(600),
        }
    }
}

impl MinBodyRate {
    /// When the next bytes must have arrived, after `bytes` have.
    pub(super) fn until(self, began: Instant, bytes: usize) -> Instant {
        #[expect(clippy::cast_precision_loss, reason = "a body has less than 2^52 bytes")]
        let seconds = bytes as f64 / f64::from(self.bytes_per_second.max(1));
        began + (self.grace + Duration::from_secs_f64(seconds)).min(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::MinBodyRate;
    use std::time::Duration;
    use tokio::time::Instant;

    #[test]
    fn a_small_body_has_its_grace_and_a_large_one_what_it_weighs() {
        let (pace, began) = (MinBodyRate::default(), Instant::now());
        let seconds = |bytes| (pace.until(began, bytes) - began).as_secs();
        // 10 s, and one more for each 4 KiB that are there: 256 KiB take 64 s; nothing takes more than ten minutes.
        assert_eq!([0, 4096, 256 * 1024, 50 << 20].map(seconds), [10, 11, 74, 600]);
        assert_eq!(pace.until(began, 0) - began, Duration::from_secs(10));
    }
}
