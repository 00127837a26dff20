//! `Intake`: what a day is planned from: its date, requests, volunteers with their shifts, hubs and stock, beside the
//! rows that were refused and the remarks. Data without functions.

use crate::{Notice, Rejection};
use karavan_model::{Date, Hub, Request, Shift, Stock, Volunteer};

/// Everything a day is planned from.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The day.
    pub date: Date,
    /// Requests of that day.
    pub requests: Vec<Request>,
    /// Volunteers with their shift of that day.
    pub volunteers: Vec<(Volunteer, Shift)>,
    /// All hubs of the region.
    pub hubs: Vec<Hub>,
    /// What hubs have on that day, as far as it is counted.
    pub stock: Vec<Stock>,
    /// Rows that could not be taken, kept so that nothing is lost.
    pub rejected: Vec<Rejection>,
    /// Remarks about what was taken, but not quite as written.
    pub notices: Vec<Notice>,
}
