//! `Whose`: among whose requests a caller looks: all of the region, those of one owner, or those within what a person
//! is bound to. `condition` is the one place where it becomes part of a query.

use crate::aggregate;
use crate::entity::request;
use crate::error::StoreError;
use crate::scope::Scope;
use karavan_model::{Remit, Source, SourceId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};

/// Whose requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's in the region.
    All,
    /// Those that this key owner or login sent.
    Owner(String),
    /// Those within what a person is bound to; none when that names nothing.
    Within(Remit),
    /// None at all.
    Nobody,
}

impl Whose {
    /// The condition that a request is among them. What belongs to an organisation is read with each query, so that a
    /// source that changes hands changes them at once.
    pub(super) async fn condition<C: ConnectionTrait>(&self, scope: &Scope<'_, C>) -> Result<Condition, StoreError> {
        Ok(match self {
            Self::All => Condition::all(),
            Self::Owner(owner) => Condition::all().add(request::Column::Owner.eq(owner.as_str())),
            Self::Nobody => Condition::all().add(Expr::value(false)),
            Self::Within(remit) => {
                let sources = match remit.organisations.is_empty() {
                    true => Vec::new(),
                    false => aggregate::all::<Source, C>(scope).await?.into_iter().collect(),
                };
                let own = remit.by_sources(sources.iter().map(|kept| &kept.what));
                Condition::any()
                    .add(request::Column::Source.is_in(own.sources.iter().map(SourceId::as_str)))
                    .add(request::Column::Municipality.is_in(own.folded_municipalities()))
            }
        })
    }
}
