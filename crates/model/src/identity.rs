//! Who may call what: one table, which the server asks, the contract states and the documents show.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// What a person who logs in is in the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do all that a coordinator may, and reads who did what.
    Administrator,
    /// Runs the day: takes requests in, plans, publishes, mends.
    Coordinator,
    /// Answers the telephone: takes requests in and tells how they stand.
    Operator,
    /// Reads who did what and how runs ended; sees no request and no person.
    Auditor,
}

/// Why a word is no role.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is not a role; there are administrator, coordinator, operator and auditor")]
pub struct RoleError(pub String);

impl Role {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Coordinator, Self::Operator, Self::Auditor];

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::Operator => "operator",
            Self::Auditor => "auditor",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, RoleError> {
        let role = Self::ALL.into_iter().find(|role| role.word() == text);
        role.ok_or_else(|| RoleError(text.to_owned()))
    }
}

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallerKind {
    /// Who has not said who they are.
    Anybody,
    /// Another system, by its key.
    Key,
    /// A volunteer, by the link to their route.
    Volunteer,
    /// A person who logged in.
    Staff(Role),
}

/// Who may make a call. Anybody may make the calls of [`May::Anybody`], whether they say who they are or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Everybody, logged in or not.
    Anybody,
    /// Volunteers with a link.
    Volunteers,
    /// People of these roles; administrators always.
    Staff(&'static [Role]),
    /// The same, and other systems with a key, each for what it sent itself.
    StaffAndKeys(&'static [Role]),
}

impl May {
    /// Whether a caller of this kind is among them.
    #[must_use]
    pub fn includes(self, caller: CallerKind) -> bool {
        match (self, caller) {
            (Self::Anybody, _)
            | (Self::Volunteers, CallerKind::Volunteer)
            | (Self::StaffAndKeys(_), CallerKind::Key)
            | (Self::Staff(_) | Self::StaffAndKeys(_), CallerKind::Staff(Role::Administrator)) => true,
            (Self::Staff(roles) | Self::StaffAndKeys(roles), CallerKind::Staff(role)) => roles.contains(&role),
            _ => false,
        }
    }
}

/// A call: its method, its path as the contract writes it, and who may make it.
pub type Call = (&'static str, &'static str, May);

const EVERYONE: May = May::Staff(&[Role::Coordinator, Role::Operator, Role::Auditor]);
const DESK: May = May::Staff(&[Role::Coordinator, Role::Operator]);
const COORDINATORS: May = May::Staff(&[Role::Coordinator]);
const ADMINISTRATORS: May = May::Staff(&[]);
const AUDIT: May = May::Staff(&[Role::Auditor]);
const INTAKE: May = May::StaffAndKeys(&[Role::Coordinator, Role::Operator]);

/// Every call there is. One that is not here is made by nobody.
pub const CALLS: &[Call] = &[
    ("POST", "/v1/session", May::Anybody),
    ("POST", "/v1/session/password", May::Anybody),
    ("GET", "/v1/session", EVERYONE),
    ("DELETE", "/v1/session", EVERYONE),
    ("GET", "/v1/audit", AUDIT),
    ("GET", "/v1/users", ADMINISTRATORS),
    ("POST", "/v1/users", ADMINISTRATORS),
    ("POST", "/v1/users/{login}/link", ADMINISTRATORS),
    ("PUT", "/v1/users/{login}/role", ADMINISTRATORS),
    ("POST", "/v1/requests", INTAKE),
    ("GET", "/v1/requests", INTAKE),
    ("POST", "/v1/requests/batch", INTAKE),
    ("POST", "/v1/requests/search", INTAKE),
    ("GET", "/v1/requests/{id}", INTAKE),
    ("PATCH", "/v1/requests/{id}", DESK),
    ("GET", "/v1/requests/{id}/events", DESK),
    ("POST", "/v1/requests/{id}/cancel", DESK),
    ("POST", "/v1/requests/{id}/retry", DESK),
    ("GET", "/v1/persons/{id}", COORDINATORS),
    ("POST", "/v1/persons/{id}/erase", COORDINATORS),
    ("POST", "/v1/tables/{kind}", COORDINATORS),
    ("GET", "/v1/volunteers", DESK),
    ("PUT", "/v1/volunteers/{id}", COORDINATORS),
    ("PUT", "/v1/volunteers/{id}/shifts/{date}", COORDINATORS),
    ("DELETE", "/v1/volunteers/{id}/shifts/{date}", COORDINATORS),
    ("GET", "/v1/hubs", DESK),
    ("PUT", "/v1/hubs/{id}", COORDINATORS),
    ("GET", "/v1/days/{date}", DESK),
    ("GET", "/v1/days/{date}/events", DESK),
    ("GET", "/v1/events", DESK),
    ("POST", "/v1/plans", COORDINATORS),
    ("GET", "/v1/plans", EVERYONE),
    ("GET", "/v1/runs/{id}", EVERYONE),
    ("DELETE", "/v1/runs/{id}", COORDINATORS),
    ("GET", "/v1/runs/{id}/events", EVERYONE),
    ("GET", "/v1/plans/{id}", EVERYONE),
    ("GET", "/v1/plans/{id}/routes", DESK),
    ("GET", "/v1/plans/{id}/geometry", DESK),
    ("GET", "/v1/plans/{id}/unassigned", DESK),
    ("POST", "/v1/plans/{id}/publish", COORDINATORS),
    ("POST", "/v1/plans/{id}/links/{volunteer}", COORDINATORS),
    ("DELETE", "/v1/plans/{id}/links/{volunteer}", COORDINATORS),
    ("GET", "/v1/route", May::Volunteers),
    ("GET", "/v1/route.gpx", May::Volunteers),
    ("POST", "/v1/route/events", May::Volunteers),
    ("POST", "/v1/geocode", DESK),
    ("POST", "/v1/addresses/search", DESK),
    ("PUT", "/v1/corrections", COORDINATORS),
    ("GET", "/v1/corrections", COORDINATORS),
    ("DELETE", "/v1/corrections/{id}", COORDINATORS),
    ("GET", "/v1/corrections.osn", COORDINATORS),
    ("GET", "/v1/doors", COORDINATORS),
    ("GET", "/v1/map", May::Anybody),
    ("GET", "/v1/tiles/{z}/{x}/{y}", May::Anybody),
    ("GET", "/v1/health", May::Anybody),
    ("GET", "/v1/ready", May::Anybody),
];

/// Who may make a call; `None` when there is no such call.
#[must_use]
pub fn may_call(method: &str, path: &str) -> Option<May> {
    let call = CALLS.iter().find(|(known, at, _)| *known == method && *at == path);
    call.map(|(_, _, may)| *may)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{CALLS, CallerKind, Role, may_call};

    #[test]
    fn every_call_is_there_once_and_some_kind_of_caller_may_make_it() {
        let kinds = Role::ALL.map(CallerKind::Staff);
        let kinds = kinds
            .into_iter()
            .chain([CallerKind::Anybody, CallerKind::Key, CallerKind::Volunteer]);
        let kinds: Vec<CallerKind> = kinds.collect();
        for (place, (method, path, may)) in CALLS.iter().enumerate() {
            let first = CALLS.iter().position(|(other, at, _)| (other, at) == (method, path));
            assert_eq!(first, Some(place), "{method} {path}");
            assert!(kinds.iter().any(|kind| may.includes(*kind)), "{method} {path}");
        }
    }

    #[test]
    fn an_operator_takes_requests_and_plans_nothing() {
        let operator = CallerKind::Staff(Role::Operator);
        assert!(may_call("POST", "/v1/requests").unwrap().includes(operator));
        assert!(!may_call("POST", "/v1/plans").unwrap().includes(operator));
        assert_eq!(may_call("GET", "/v1/nothing"), None);
        assert_eq!("auditor".parse(), Ok(Role::Auditor));
        assert!("owner".parse::<Role>().is_err());
    }
}
