//! What came in through doors: one submission for everything that was sent at once, one item for each row of it.

mod accept;
mod find;
mod stored;

pub use stored::{
    Accepted, Delivery, DoorCount, ItemFinding, ItemOutcome, NewItem, NewSubmission, ReasonCount, SourceDay,
    Submission, SubmissionItem, SubmissionPart, SubmissionState, SubmittedRow,
};
