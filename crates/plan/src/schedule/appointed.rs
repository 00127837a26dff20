//! Moments that several routes agree on.

use crate::ix::JobIx;
use karavan_model::Seconds;

/// When a job must begin because somebody else begins with it; `None` for all others.
pub type Appointed<'a> = &'a dyn Fn(JobIx) -> Option<Seconds>;
