//! The matrix of permissions, generated from `CALLS`: every operation by every kind of caller, on objects of every
//! ownership, with a credential in every state. What is to be expected is said by the table of the model and by
//! `Object::is_seen_by`, a few lines, not by the handlers.
//!
//! Before any refusal is tried, the same call reaches its handler for somebody. A refusal changes nothing. A foreign
//! object and an absent one are answered in the same bytes.
#![allow(clippy::print_stderr, reason = "a run tells how many cells it tried")]

mod callers;
mod objects;
mod world;

use axum::http::Method;
use callers::{Caller, State};
use karavan_model::{CALLS, CallerKind, May};
use objects::{Object, Ownership, Requests};
use serde_json::Value;
use std::collections::BTreeSet;
use world::World;

/// Calls whose answer has no end; who may follow is tried in `streams.rs`.
const ENDLESS: (&str, &str) = ("GET", "/v1/events");
/// Calls by which a caller would end themselves or others of the matrix. Whoever may make them made them when the world
/// was set up, or does so in `sessions.rs` and `session_list.rs`.
const ENDINGS: [(&str, &str); 3] = [
    ("DELETE", "/v1/session"),
    ("DELETE", "/v1/sessions"),
    ("DELETE", "/v1/plans/{id}/links/{volunteer}"),
];

#[derive(Default)]
struct Counts {
    /// Answered with 401 or 403.
    refused: usize,
    /// Of foreign, deleted or absent objects, answered as of absent ones.
    hidden: usize,
    /// Let through to the handler.
    allowed: usize,
    /// Operations for which somebody was let through before refusals were tried, and those answered with success.
    controls: [usize; 2],
}

/// One operation on its objects.
struct Operation<'w> {
    world: &'w World,
    callers: &'w [Caller],
    method: Method,
    template: &'static str,
    may: May,
    objects: Vec<Object>,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_by_every_caller_on_every_object_with_every_credential() {
    let world = World::open().await;
    let callers = callers::all(&world).await;
    let requests: Requests = objects::requests(&world).await;
    let mut counts = Counts::default();
    let mut faults: Vec<String> = Vec::new();
    for (method, template, may) in CALLS {
        let method: Method = method.parse().unwrap();
        let operation = Operation {
            world: &world,
            callers: &callers,
            objects: objects::of(&world, &requests, &method, template),
            method,
            template,
            may: *may,
        };
        let is_endless = (operation.method.as_str(), operation.template) == ENDLESS;
        let ends = ENDINGS.contains(&(operation.method.as_str(), operation.template));
        if !is_endless && !ends {
            operation.control(&mut counts, &mut faults).await;
        }
        operation.refusals(&mut counts, &mut faults).await;
        if !is_endless && !ends {
            operation.let_through(&mut counts, &mut faults).await;
        }
    }
    eprintln!(
        "{} cells: {} refused, {} hidden, {} let through; {} operations let somebody through first, {} with success",
        counts.refused + counts.hidden + counts.allowed,
        counts.refused,
        counts.hidden,
        counts.allowed,
        counts.controls[0],
        counts.controls[1],
    );
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(counts.controls[0], CALLS.len() - ENDINGS.len() - 1);
    assert!(counts.controls[1] * 3 > CALLS.len() * 2, "{:?}", counts.controls);
    assert!(counts.refused > 8_000 && counts.hidden > 300 && counts.allowed > 500);
}

impl Operation<'_> {
    fn body(&self) -> Option<Value> {
        (self.method != Method::GET).then(|| objects::body(self.method.as_str(), self.template))
    }

    /// Whether a caller gets past the table with a credential in this state.
    fn is_allowed(&self, caller: &Caller, state: State) -> bool {
        self.may == May::Anybody || (state == State::Valid && self.may.includes(caller.kind))
    }

    /// Somebody reaches the handler: refusals below are not told by something else.
    async fn control(&self, counts: &mut Counts, faults: &mut Vec<String>) {
        let first = self.objects.first().unwrap();
        let able = |caller: &&Caller| self.is_allowed(caller, State::Valid) && first.is_seen_by(caller);
        let caller = self.callers.iter().find(able);
        let caller = caller.unwrap_or_else(|| panic!("{} {}: nobody may", self.method, self.template));
        let path = objects::fresh(self.world, &self.method, self.template).await;
        let path = path.unwrap_or_else(|| first.path.clone());
        let credential = caller.credentials[0].1.as_ref();
        let answer = self
            .world
            .call(&self.method, &path, credential, self.body().as_ref())
            .await;
        counts.controls[0] += 1;
        counts.controls[1] += usize::from((200..300).contains(&answer.status));
        let is_read = self.method == Method::GET && !(200..300).contains(&answer.status);
        if is_read || [401, 403, 404].contains(&answer.status) || answer.status >= 500 {
            let told = &answer.text;
            faults.push(format!(
                "control {} {path} by {}: {} {told}",
                self.method, caller.name, answer.status
            ));
        }
    }

    /// Everybody who may not, on everything; and everybody who may, on what does not exist for them.
    async fn refusals(&self, counts: &mut Counts, faults: &mut Vec<String>) {
        let body = self.body();
        let is_read = self.method == Method::GET;
        let before = match is_read {
            true => None,
            false => Some(self.world.snapshot().await),
        };
        for caller in self.callers {
            let mut absent = None;
            for (state, credential) in &caller.credentials {
                let is_allowed = self.is_allowed(caller, *state);
                for object in &self.objects {
                    let call = self
                        .world
                        .call(&self.method, &object.path, credential.as_ref(), body.as_ref());
                    if !is_allowed {
                        let expected = match *state == State::Valid && caller.kind != CallerKind::Anybody {
                            true => 403,
                            false => 401,
                        };
                        let answer = call.await;
                        counts.refused += 1;
                        if answer.status != expected {
                            faults.push(self.fault(caller, *state, object, answer.status, "expected", expected));
                        }
                    } else if *state == State::Valid && !object.is_seen_by(caller) {
                        let answer = call.await;
                        counts.hidden += 1;
                        if answer.status != 404 {
                            faults.push(self.fault(caller, *state, object, answer.status, "expected", 404));
                        }
                        if absent.is_none() {
                            let nowhere = self.objects.iter().find(|one| one.ownership == Ownership::Absent);
                            let path = &nowhere.unwrap().path;
                            let call = self.world.call(&self.method, path, credential.as_ref(), body.as_ref());
                            absent = Some(call.await);
                        }
                        if absent.as_ref() != Some(&answer) {
                            faults.push(self.fault(caller, *state, object, answer.status, "unlike absent", 404));
                        }
                    }
                }
            }
        }
        if let Some(before) = before {
            let after = self.world.snapshot().await;
            let changed: BTreeSet<_> = before
                .iter()
                .filter(|(path, told)| after.get(*path) != Some(told))
                .collect();
            for (path, _) in changed {
                faults.push(format!("{} {}: a refusal changed {path}", self.method, self.template));
            }
        }
    }

    /// Everybody who may, on what they see.
    async fn let_through(&self, counts: &mut Counts, faults: &mut Vec<String>) {
        for caller in self
            .callers
            .iter()
            .filter(|caller| self.is_allowed(caller, State::Valid))
        {
            for object in self.objects.iter().filter(|object| object.is_seen_by(caller)) {
                let fresh = objects::fresh(self.world, &self.method, self.template).await;
                let path = fresh.unwrap_or_else(|| object.path.clone());
                let credential = caller.credentials[0].1.as_ref();
                let body = self.body();
                let answer = self.world.call(&self.method, &path, credential, body.as_ref()).await;
                counts.allowed += 1;
                // What nobody needs a credential for may still be refused for what is sent, such as a wrong password.
                let is_refused = [401, 403, 404].contains(&answer.status) && self.may != May::Anybody;
                if is_refused || answer.status >= 500 {
                    faults.push(self.fault(caller, State::Valid, object, answer.status, "not let through", 0));
                }
            }
        }
    }

    fn fault(&self, caller: &Caller, state: State, object: &Object, status: u16, what: &str, expected: u16) -> String {
        let Object { ownership, path } = object;
        let (method, name) = (&self.method, &caller.name);
        format!("{method} {path} ({ownership:?}) by {name} ({state:?}): {status}, {what} {expected}")
    }
}
