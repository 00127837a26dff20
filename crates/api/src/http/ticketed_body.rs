//! `keep_ticket` wraps a response body so that the call keeps its place in its lane until the body is sent: large
//! answers that strangers fetch slowly then do not pile up in memory.

use crate::http::lanes::Ticket;
use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Bytes handed to the connection at a time; it asks for more when they are sent.
const PIECE_BYTES: usize = 64 * 1024;

/// Keeps the ticket until the response is sent.
pub(crate) fn keep_ticket(response: Response, ticket: Ticket) -> Response {
    response.map(|body| {
        Body::new(TicketedBody {
            body,
            rest: Bytes::new(),
            _ticket: ticket,
        })
    })
}

struct TicketedBody {
    body: Body,
    /// The rest of the last frame, not handed over yet.
    rest: Bytes,
    _ticket: Ticket,
}

impl HttpBody for TicketedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        while this.rest.is_empty() {
            match Pin::new(&mut this.body).poll_frame(task) {
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(data) => this.rest = data,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                other => return other,
            }
        }
        let piece = this.rest.split_to(PIECE_BYTES.min(this.rest.len()));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, body) = (self.rest.len() as u64, self.body.size_hint());
        let mut hint = SizeHint::new();
        hint.set_lower(body.lower().saturating_add(rest));
        if let Some(upper) = body.upper().and_then(|upper| upper.checked_add(rest)) {
            hint.set_upper(upper);
        }
        hint
    }
}
