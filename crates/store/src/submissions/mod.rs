//! Module list of submissions: what was sent at once by API, table, operator or form (its `Door`), with items for its
//! rows: `accept` keeps them, `find` reads them, `stored` has the types. Requests themselves are in `requests`.

mod accept;
mod find;
mod stored;

pub use stored::{
    Accepted, Delivery, DoorCount, ItemFinding, ItemOutcome, NewItem, NewSubmission, ReasonCount, SourceDay,
    Submission, SubmissionItem, SubmissionPart, SubmissionState, SubmittedRow,
};
