//! `CALLS`: every call of `/v1` with who may make it (`May`: roles, volunteers, scopes of keys), and `may_call`. The
//! server asks this table, the contract and the documents show it. Passwords, sessions and keys are elsewhere.

use crate::scope::{Scope, Scopes};
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
    /// Another system, by its key, which has these scopes.
    Key(Scopes),
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
    /// The same, and other systems whose key has this scope, each for what it sent itself.
    StaffAndKeys(&'static [Role], Scope),
}

impl May {
    /// Whether a caller of this kind is among them.
    #[must_use]
    pub fn includes(self, caller: CallerKind) -> bool {
        match (self, caller) {
            (Self::Anybody, _)
            | (Self::Volunteers, CallerKind::Volunteer)
            | (Self::Staff(_) | Self::StaffAndKeys(..), CallerKind::Staff(Role::Administrator)) => true,
            (Self::StaffAndKeys(_, wanted), CallerKind::Key(scopes)) => scopes.has(wanted),
            (Self::Staff(roles) | Self::StaffAndKeys(roles, _), CallerKind::Staff(role)) => roles.contains(&role),
            _ => false,
        }
    }

    /// The scope that a key needs for the call; `None` when no key makes it.
    #[must_use]
    pub const fn scope(self) -> Option<Scope> {
        match self {
            Self::StaffAndKeys(_, scope) => Some(scope),
            Self::Anybody | Self::Volunteers | Self::Staff(_) => None,
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
const SEND: May = May::StaffAndKeys(&[Role::Coordinator, Role::Operator], Scope::RequestsWrite);
const READ_OWN: May = May::StaffAndKeys(&[Role::Coordinator, Role::Operator], Scope::RequestsReadOwn);
const CANCEL_OWN: May = May::StaffAndKeys(&[Role::Coordinator, Role::Operator], Scope::RequestsCancelOwn);
const READ_PLANS: May = May::StaffAndKeys(&[Role::Coordinator, Role::Operator, Role::Auditor], Scope::PlansRead);

/// Every call of `/v1`. One that is not here is made by nobody.
pub const CALLS: &[Call] = &[
    ("POST", "/v1/session", May::Anybody),
    ("POST", "/v1/session/password", May::Anybody),
    ("GET", "/v1/session", EVERYONE),
    ("DELETE", "/v1/session", EVERYONE),
    ("GET", "/v1/session/second-step", EVERYONE),
    ("POST", "/v1/session/second-step", EVERYONE),
    ("POST", "/v1/session/second-step/confirm", EVERYONE),
    ("POST", "/v1/session/second-step/off", EVERYONE),
    ("GET", "/v1/sessions", EVERYONE),
    ("DELETE", "/v1/sessions", EVERYONE),
    ("DELETE", "/v1/sessions/{id}", EVERYONE),
    ("GET", "/v1/audit", AUDIT),
    ("GET", "/v1/users", ADMINISTRATORS),
    ("POST", "/v1/users", ADMINISTRATORS),
    ("POST", "/v1/users/{login}/link", ADMINISTRATORS),
    ("PUT", "/v1/users/{login}/role", ADMINISTRATORS),
    ("DELETE", "/v1/users/{login}/second-step", ADMINISTRATORS),
    ("GET", "/v1/sources", DESK),
    ("PUT", "/v1/sources/{id}", ADMINISTRATORS),
    ("GET", "/v1/keys", ADMINISTRATORS),
    ("POST", "/v1/keys", ADMINISTRATORS),
    ("POST", "/v1/keys/{id}/rotate", ADMINISTRATORS),
    ("DELETE", "/v1/keys/{id}", ADMINISTRATORS),
    ("GET", "/v1/submissions", EVERYONE),
    ("GET", "/v1/submissions/{id}", EVERYONE),
    ("GET", "/v1/days/{date}/intake", EVERYONE),
    ("POST", "/v1/requests", SEND),
    ("GET", "/v1/requests", READ_OWN),
    ("POST", "/v1/requests/batch", SEND),
    ("POST", "/v1/requests/search", READ_OWN),
    ("GET", "/v1/requests/{id}", READ_OWN),
    ("PATCH", "/v1/requests/{id}", DESK),
    ("GET", "/v1/requests/{id}/events", DESK),
    ("POST", "/v1/requests/{id}/cancel", CANCEL_OWN),
    ("POST", "/v1/requests/{id}/retry", DESK),
    ("GET", "/v1/persons/{id}", COORDINATORS),
    ("POST", "/v1/persons/{id}/erase", COORDINATORS),
    ("POST", "/v1/tables/{kind}", COORDINATORS),
    ("GET", "/v1/volunteers", DESK),
    ("PUT", "/v1/volunteers/{id}", COORDINATORS),
    ("PUT", "/v1/volunteers/{id}/shifts/{date}", COORDINATORS),
    ("DELETE", "/v1/volunteers/{id}/shifts/{date}", COORDINATORS),
    ("GET", "/v1/vehicles", DESK),
    ("GET", "/v1/vehicles/{id}", DESK),
    ("PUT", "/v1/vehicles/{id}", COORDINATORS),
    ("DELETE", "/v1/vehicles/{id}", COORDINATORS),
    ("GET", "/v1/hubs", DESK),
    ("PUT", "/v1/hubs/{id}", COORDINATORS),
    ("GET", "/v1/hubs/{id}/stock/{date}", DESK),
    ("PUT", "/v1/hubs/{id}/stock/{date}", COORDINATORS),
    ("GET", "/v1/days/{date}", DESK),
    ("GET", "/v1/days/{date}/events", DESK),
    ("GET", "/v1/events", DESK),
    ("POST", "/v1/plans", COORDINATORS),
    ("GET", "/v1/plans", READ_PLANS),
    ("GET", "/v1/runs/{id}", EVERYONE),
    ("DELETE", "/v1/runs/{id}", COORDINATORS),
    ("GET", "/v1/runs/{id}/events", EVERYONE),
    ("GET", "/v1/plans/{id}", READ_PLANS),
    ("GET", "/v1/plans/{id}/routes", DESK),
    ("GET", "/v1/plans/{id}/geometry", DESK),
    ("GET", "/v1/plans/{id}/unassigned", DESK),
    ("GET", "/v1/plans/{id}/moves", DESK),
    ("POST", "/v1/plans/{id}/moves", COORDINATORS),
    ("POST", "/v1/plans/{id}/moves/price", COORDINATORS),
    ("POST", "/v1/plans/{id}/offers", COORDINATORS),
    ("POST", "/v1/plans/{id}/undo", COORDINATORS),
    ("POST", "/v1/plans/{id}/redo", COORDINATORS),
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
    ("GET", "/v1/regions", May::Anybody),
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
    use super::{CALLS, CallerKind, May, Role, may_call};
    use crate::scope::{Scope, Scopes};

    #[test]
    fn every_call_is_there_once_and_some_kind_of_caller_may_make_it() {
        let keys = Scope::ALL.map(|scope| CallerKind::Key([scope].into_iter().collect()));
        let kinds = Role::ALL.map(CallerKind::Staff).into_iter().chain(keys);
        let kinds: Vec<CallerKind> = kinds.chain([CallerKind::Anybody, CallerKind::Volunteer]).collect();
        for (place, (method, path, may)) in CALLS.iter().enumerate() {
            let first = CALLS.iter().position(|(other, at, _)| (other, at) == (method, path));
            assert_eq!(first, Some(place), "{method} {path}");
            assert!(kinds.iter().any(|kind| may.includes(*kind)), "{method} {path}");
        }
    }

    #[test]
    fn every_scope_opens_a_call_and_no_call_that_wants_another() {
        for scope in Scope::ALL {
            let key = CallerKind::Key([scope].into_iter().collect());
            let opened: Vec<_> = CALLS.iter().filter(|(_, _, may)| may.scope() == Some(scope)).collect();
            assert!(!opened.is_empty(), "{scope:?} opens nothing");
            for (method, path, may) in CALLS.iter().filter(|(_, _, may)| may.scope().is_some()) {
                assert_eq!(may.includes(key), may.scope() == Some(scope), "{method} {path}");
            }
        }
        let nothing = CallerKind::Key(Scopes::default());
        assert!(
            CALLS
                .iter()
                .all(|(_, _, may)| *may == May::Anybody || !may.includes(nothing))
        );
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
