//! `read_body` reads the body of a request into memory. It refuses a body that is too long (413), arrives slower than
//! `MinBodyRate` (408), or exceeds the bytes of its lane (503) or key (429), and stops waiting when the server stops.

use crate::access::Metered;
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

/// How long a stopping server waits for a body.
const STOP_GRACE: Duration = Duration::from_millis(500);

/// The whole body, within the limit of its route. When it has arrived, the call takes its place in its lane.
pub(crate) async fn read_body(request: Request, app: &App) -> Result<Bytes, Problem> {
    let ticket = request.extensions().get::<Ticket>().cloned().ok_or(Kind::Internal)?;
    let metered = request.extensions().get::<Metered>().cloned();
    ticket.body_starts();
    let mut frames = request.with_limited_body().into_body().into_data_stream();
    let mut bytes = Vec::new();
    let began = Instant::now();
    let stopped = async {
        app.shared.stop.cancelled().await;
        sleep(STOP_GRACE).await;
    };
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let frame = tokio::select! {
            biased;
            frame = frames.next() => frame,
            () = &mut stopped => return Err(Problem::from(Kind::Busy).retry_after(1)),
            () = sleep_until(app.shared.pace.until(began, bytes.len())) => return Err(Kind::Slow.into()),
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
    if let Some(metered) = metered {
        app.key_pace.body(&metered, bytes.len(), app.service.now())?;
    }
    ticket.body_arrived().await?;
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
