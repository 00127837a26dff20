//! Bodies on their way in: cut off when they are slow, counted while they grow.

use crate::app::App;
use crate::http::lanes::Ticket;
use crate::http::problem::{Kind, Problem};
use axum::RequestExt;
use axum::body::Bytes;
use axum::extract::Request;
use futures::StreamExt;
use http_body_util::LengthLimitError;
use std::error::Error;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// How fast a body must come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// A small body may take so long.
    pub(crate) grace: Duration,
    /// A large one takes longer by what it weighs: slower than this is too slow, be the line ever so bad.
    pub(crate) bytes_per_second: u32,
    /// Even the largest is in by then.
    pub(crate) most: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            grace: Duration::from_secs(10),
            bytes_per_second: 4 * 1024,
            most: Duration::from_secs(600),
        }
    }
}

impl Pace {
    /// By when the next bytes must be there.
    fn until(self, began: Instant, bytes: usize) -> Instant {
        #[expect(clippy::cast_precision_loss, reason = "a body has less than 2^52 bytes")]
        let seconds = bytes as f64 / f64::from(self.bytes_per_second.max(1));
        began + (self.grace + Duration::from_secs_f64(seconds)).min(self.most)
    }
}

/// A server that stops waits no longer for a body.
const PARTING: Duration = Duration::from_millis(500);

/// The whole body within the limit of its route. When it is in, the call has its place.
pub(crate) async fn whole(request: Request, app: &App) -> Result<Bytes, Problem> {
    let ticket = request.extensions().get::<Ticket>().cloned().ok_or(Kind::Internal)?;
    ticket.begins_to_arrive();
    let mut frames = request.with_limited_body().into_body().into_data_stream();
    let mut bytes = Vec::new();
    let began = Instant::now();
    let parted = async {
        app.stop.cancelled().await;
        sleep(PARTING).await;
    };
    let mut parted = std::pin::pin!(parted);
    loop {
        let frame = tokio::select! {
            biased;
            frame = frames.next() => frame,
            () = &mut parted => return Err(Problem::from(Kind::Busy).retry_after(1)),
            () = sleep_until(app.pace.until(began, bytes.len())) => return Err(Kind::Slow.into()),
        };
        match frame {
            None => break,
            Some(Ok(frame)) => {
                ticket.charge(frame.len())?;
                bytes.extend_from_slice(&frame);
            }
            Some(Err(error)) if is_too_long(&error) => return Err(Kind::TooLarge.into()),
            Some(Err(_)) => return Err(Kind::Malformed.into()),
        }
    }
    ticket.has_arrived().await?;
    Ok(bytes.into())
}

fn is_too_long(error: &axum::Error) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use std::time::Duration;
    use tokio::time::Instant;

    #[test]
    fn a_small_body_has_its_grace_and_a_large_one_what_it_weighs() {
        let (pace, began) = (Pace::default(), Instant::now());
        let seconds = |bytes| (pace.until(began, bytes) - began).as_secs();
        // 10 s, and one more for each 4 KiB that are there: 256 KiB take 64 s; nothing takes more than ten minutes.
        assert_eq!([0, 4096, 256 * 1024, 50 << 20].map(seconds), [10, 11, 74, 600]);
        assert_eq!(pace.until(began, 0) - began, Duration::from_secs(10));
    }
}
