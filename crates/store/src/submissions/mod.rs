//! Module list of submissions: one for everything that was sent at once by API, table, operator or form (its `Door`),
//! with one item for each row of it. What the rows became as requests is in `requests`.

mod accept;
mod find;
mod stored;

pub use stored::{
    Accepted, Delivery, DoorCount, ItemFinding, ItemOutcome, NewItem, NewSubmission, ReasonCount, SourceDay,
    Submission, SubmissionItem, SubmissionPart, SubmissionState, SubmittedRow,
};
