//! `Acting` (from `Store::by`): a store handle whose writes carry the name of who acts into the log, and `Txn`, the
//! write transaction of one region and actor. `write` runs a closure in the single writer's transaction; `write_once`
//! does so at most once for an idempotency key. The writing task is in `writer.rs`.

use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::scope::Scope;
use crate::store::Store;
use crate::writer::Boxed;
use karavan_model::Actor;
use sea_orm::DatabaseTransaction;
use std::ops::Deref;

/// The store in the hands of somebody, whose name goes into the log with every write.
#[derive(Clone, Debug)]
pub struct Acting<'s> {
    store: &'s Store,
    actor: Actor,
}

impl Deref for Acting<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

impl Store {
    /// The store for writing in a name.
    #[must_use]
    pub const fn by(&self, actor: Actor) -> Acting<'_> {
        Acting { store: self, actor }
    }
}

/// A transaction of a write: a region's, and somebody's.
pub(crate) struct Txn<'t> {
    scope: Scope<'t, DatabaseTransaction>,
    pub(crate) actor: &'t Actor,
}

impl<'t> Txn<'t> {
    pub(crate) const fn new(scope: Scope<'t, DatabaseTransaction>, actor: &'t Actor) -> Self {
        Self { scope, actor }
    }
}

impl<'t> Deref for Txn<'t> {
    type Target = Scope<'t, DatabaseTransaction>;

    fn deref(&self) -> &Self::Target {
        &self.scope
    }
}

impl Acting<'_> {
    /// In whose name.
    pub(crate) const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Runs `act` in a transaction of the one writer. One that could not be begun in time is told so and never begun.
    pub(crate) async fn write<T, F>(&self, act: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Txn<'_>) -> Boxed<'t, Result<T, StoreError>> + Send + 'static,
    {
        let actor = self.actor.clone();
        self.store
            .transact(move |scope| {
                Box::pin(async move {
                    let txn = Txn::new(scope, &actor);
                    act(&txn).await
                })
            })
            .await
    }

    /// Like [`Acting::write`], at most once per idempotency key.
    pub(crate) async fn write_once<T, F>(&self, once: Option<Once<T>>, act: F) -> Result<Acted<T>, StoreError>
    where
        T: Send + Sync + 'static,
        F: for<'t> FnOnce(&'t Txn<'_>) -> Boxed<'t, Result<T, StoreError>> + Send + 'static,
    {
        self.write(move |txn| {
            Box::pin(async move {
                let Some(once) = once else {
                    return Ok(Acted::Done(act(txn).await?));
                };
                if let Some(before) = once.before(txn).await? {
                    return Ok(before);
                }
                let done = act(txn).await?;
                once.remember(txn, &done).await?;
                Ok(Acted::Done(done))
            })
        })
        .await
    }
}
