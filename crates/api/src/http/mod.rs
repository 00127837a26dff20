//! HTTP independent of the single calls: accept loop, limits, bodies, extractors, problems, idempotency, access log,
//! and the files of the screens. The calls are in `v1` and `compat`.

pub(crate) mod body;
pub(crate) mod call_line;
pub(crate) mod connection_limits;
pub(crate) mod extract;
pub(crate) mod fault;
pub(crate) mod form;
pub(crate) mod idempotency;
pub(crate) mod in_flight;
pub(crate) mod lanes;
pub(crate) mod middleware;
pub(crate) mod min_body_rate;
pub(crate) mod networks;
pub(crate) mod nul;
pub(crate) mod problem;
pub(crate) mod region_address;
pub(crate) mod response;
pub(crate) mod screens;
pub(crate) mod serve;
pub(crate) mod ticketed_body;
