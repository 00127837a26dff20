//! `Appointed`: the function that gives the agreed begin of a job that another vehicle begins at the same moment.

use crate::ix::JobIx;
use karavan_model::Seconds;

/// When a job must begin because somebody else begins with it; `None` for all others.
pub type Appointed<'a> = &'a dyn Fn(JobIx) -> Option<Seconds>;
