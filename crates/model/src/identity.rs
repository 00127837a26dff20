//! `Role`s of people who log in, `CallerKind`, and `CALLS`: the calls of `/v1`, each with who may make it (`May`:
//! roles, volunteers, scopes of keys); `may_call` looks one up.

use crate::remit::Remit;
use crate::role::Role;
use crate::scope::{Scope, Scopes};

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallerKind {
    /// Who has not said who they are.
    Anybody,
    /// Another system, by its key, which has these scopes.
    Key(Scopes),
    /// A volunteer, by the link to their route.
    Volunteer,
    /// A person who logged in, of the whole region.
    Staff(Role),
    /// A person who logged in, bound to organisations, municipalities or sources ([`Remit`]).
    Bound(Role),
}

impl CallerKind {
    /// The kind of a person who logged in.
    #[must_use]
    pub fn of_person(role: Role, remit: &Remit) -> Self {
        match role.is_always_bound() || !remit.is_whole_region() {
            true => Self::Bound(role),
            false => Self::Staff(role),
        }
    }
}

/// Who may make a call. Anybody may make the calls of [`May::Anybody`], whether they say who they are or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Everybody, logged in or not.
    Anybody,
    /// Volunteers with a link.
    Volunteers,
    /// People of these roles and of the whole region; administrators always.
    Staff(&'static [Role]),
    /// The same, and other systems whose key has this scope.
    StaffAndKeys(&'static [Role], Scope),
    /// People of these roles, also those bound to a part of the region, and keys with this scope where there is one:
    /// each for what is theirs. Administrators always. The call must show and change nothing else.
    EachOwn(&'static [Role], Option<Scope>),
}

impl May {
    /// Whether a caller of this kind is among them.
    #[must_use]
    pub fn includes(self, caller: CallerKind) -> bool {
        match (self, caller) {
            (Self::Anybody, _)
            | (Self::Volunteers, CallerKind::Volunteer)
            | (Self::Staff(_) | Self::StaffAndKeys(..) | Self::EachOwn(..), CallerKind::Staff(Role::Administrator)) => {
                true
            }
            (Self::StaffAndKeys(_, wanted) | Self::EachOwn(_, Some(wanted)), CallerKind::Key(scopes)) => {
                scopes.has(wanted)
            }
            (Self::Staff(roles) | Self::StaffAndKeys(roles, _) | Self::EachOwn(roles, _), CallerKind::Staff(role))
            | (Self::EachOwn(roles, _), CallerKind::Bound(role)) => roles.contains(&role),
            _ => false,
        }
    }

    /// The scope that a key needs for the call; `None` when no key makes it.
    #[must_use]
    pub const fn scope(self) -> Option<Scope> {
        match self {
            Self::StaffAndKeys(_, scope) => Some(scope),
            Self::EachOwn(_, scope) => scope,
            Self::Anybody | Self::Volunteers | Self::Staff(_) => None,
        }
    }

    /// Whether people of a role may make it, those of the whole region or those who are bound.
    #[must_use]
    pub fn includes_role(self, role: Role) -> bool {
        self.includes(CallerKind::Staff(role)) && !role.is_always_bound() || self.includes(CallerKind::Bound(role))
    }
}

/// A call: its method, its path as the contract writes it, and who may make it.
pub type Call = (&'static str, &'static str, May);

/// Each for their own session, second step and password.
const OWN_ACCOUNT: May = May::EachOwn(
    &[
        Role::Coordinator,
        Role::Operator,
        Role::AgencyOwner,
        Role::Curator,
        Role::Auditor,
    ],
    None,
);
const EVERYONE: May = May::Staff(&[Role::Coordinator, Role::Operator, Role::Auditor]);
const DESK: May = May::Staff(&[Role::Coordinator, Role::Operator]);
const COORDINATORS: May = May::Staff(&[Role::Coordinator]);
const ADMINISTRATORS: May = May::Staff(&[]);
const AUDIT: May = May::Staff(&[Role::Auditor]);
/// Who takes requests in.
const TAKERS: &[Role] = &[Role::Coordinator, Role::Operator, Role::Curator];
/// Who watches requests.
const WATCHERS: &[Role] = &[Role::Coordinator, Role::Operator, Role::AgencyOwner, Role::Curator];
const SEND: May = May::EachOwn(TAKERS, Some(Scope::RequestsWrite));
const READ_OWN: May = May::EachOwn(WATCHERS, Some(Scope::RequestsReadOwn));
const CANCEL_OWN: May = May::EachOwn(WATCHERS, Some(Scope::RequestsCancelOwn));
/// What is reported of requests: for people only.
const FOLLOW_OWN: May = May::EachOwn(WATCHERS, None);
const AMEND_OWN: May = May::EachOwn(&[Role::Coordinator, Role::Operator], None);
/// What the map says of addresses; nothing of requests.
const ADDRESSES: May = May::EachOwn(TAKERS, None);
const START_PLANS: May = May::StaffAndKeys(&[Role::Coordinator], Scope::PlansStart);
const READ_PLANS: May = May::StaffAndKeys(&[Role::Coordinator, Role::Operator, Role::Auditor], Scope::PlansRead);

/// Every call of `/v1`. One that is not here is made by nobody.
pub const CALLS: &[Call] = &[
    ("POST", "/v1/session", May::Anybody),
    ("POST", "/v1/session/password", May::Anybody),
    ("GET", "/v1/session", OWN_ACCOUNT),
    ("DELETE", "/v1/session", OWN_ACCOUNT),
    ("GET", "/v1/session/second-step", OWN_ACCOUNT),
    ("POST", "/v1/session/second-step", OWN_ACCOUNT),
    ("POST", "/v1/session/second-step/confirm", OWN_ACCOUNT),
    ("POST", "/v1/session/second-step/off", OWN_ACCOUNT),
    ("GET", "/v1/sessions", OWN_ACCOUNT),
    ("DELETE", "/v1/sessions", OWN_ACCOUNT),
    ("DELETE", "/v1/sessions/{id}", OWN_ACCOUNT),
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
    ("PATCH", "/v1/requests/{id}", AMEND_OWN),
    ("GET", "/v1/requests/{id}/events", FOLLOW_OWN),
    ("POST", "/v1/requests/{id}/cancel", CANCEL_OWN),
    ("POST", "/v1/requests/{id}/retry", AMEND_OWN),
    ("POST", "/v1/requests/{id}/reveal", AMEND_OWN),
    ("GET", "/v1/reveals", ADMINISTRATORS),
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
    ("POST", "/v1/plans", START_PLANS),
    ("GET", "/v1/plans", READ_PLANS),
    ("GET", "/v1/runs/{id}", READ_PLANS),
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
    ("GET", "/v1/plans/{id}/why/{request}", DESK),
    ("POST", "/v1/plans/{id}/undo", COORDINATORS),
    ("POST", "/v1/plans/{id}/redo", COORDINATORS),
    ("POST", "/v1/plans/{id}/publish", COORDINATORS),
    ("POST", "/v1/plans/{id}/links/{volunteer}", COORDINATORS),
    ("DELETE", "/v1/plans/{id}/links/{volunteer}", COORDINATORS),
    ("GET", "/v1/route", May::Volunteers),
    ("GET", "/v1/route.gpx", May::Volunteers),
    ("POST", "/v1/route/events", May::Volunteers),
    ("POST", "/v1/geocode", ADDRESSES),
    ("POST", "/v1/addresses/search", ADDRESSES),
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
    use super::{CALLS, CallerKind, May, may_call};
    use crate::remit::Remit;
    use crate::role::Role;
    use crate::scope::{Scope, Scopes};

    #[test]
    fn every_call_is_there_once_and_some_kind_of_caller_may_make_it() {
        let keys = Scope::ALL.map(|scope| CallerKind::Key([scope].into_iter().collect()));
        let kinds = Role::ALL
            .map(|role| CallerKind::of_person(role, &Remit::default()))
            .into_iter();
        let kinds = kinds.chain(keys);
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
    fn roles_that_are_always_bound_are_named_only_where_each_sees_their_own() {
        for (method, path, may) in CALLS {
            if let May::Staff(roles) | May::StaffAndKeys(roles, _) = may {
                assert!(!roles.iter().any(|role| role.is_always_bound()), "{method} {path}");
            }
            for role in Role::ALL {
                assert!(!may.includes(CallerKind::Bound(role)) || matches!(may, May::Anybody | May::EachOwn(..)));
            }
        }
        let bound: Remit = serde_json::from_str(r#"{"sources": ["112"]}"#).unwrap();
        let operator = CallerKind::of_person(Role::Operator, &bound);
        assert!(may_call("GET", "/v1/requests").unwrap().includes(operator));
        assert!(!may_call("GET", "/v1/days/{date}").unwrap().includes(operator));
    }

    #[test]
    fn a_planner_starts_and_reads_plans_and_sees_no_person() {
        let planner = CallerKind::Key([Scope::PlansStart, Scope::PlansRead].into_iter().collect());
        let may: Vec<_> = CALLS
            .iter()
            .filter(|(_, _, may)| *may != May::Anybody && may.includes(planner))
            .map(|(method, path, _)| format!("{method} {path}"))
            .collect();
        assert_eq!(
            may,
            [
                "POST /v1/plans",
                "GET /v1/plans",
                "GET /v1/runs/{id}",
                "GET /v1/plans/{id}"
            ]
        );
    }

    #[test]
    fn an_operator_takes_requests_and_plans_nothing() {
        let operator = CallerKind::Staff(Role::Operator);
        assert!(may_call("POST", "/v1/requests").unwrap().includes(operator));
        assert!(!may_call("POST", "/v1/plans").unwrap().includes(operator));
        assert_eq!(may_call("GET", "/v1/nothing"), None);
    }
}
