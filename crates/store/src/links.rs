//! `NewLink` and `Link`: secret links by which a volunteer opens a published route; `insert_links`, `revoke_links`
//! and `link`. Only the hash of a token is kept, with the times from and until which the link reads and writes;
//! whether it is open now is judged by the caller. These are not links of the road network.

use crate::acting::{Acting, Txn};
use crate::entity::link;
use crate::error::StoreError;
use crate::idempotency::{Acted, Once};
use crate::log::{self, Entry, Kind, LogAct};
use crate::plans::{PlanState, head};
use crate::store::Store;
use karavan_model::{PlanId, Timestamp, VolunteerId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

/// A link to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// SHA-256 of the token, as text.
    pub token_hash: String,
    /// The plan whose route it opens.
    pub plan: PlanId,
    /// Whose route.
    pub volunteer: VolunteerId,
    /// From when names and addresses are shown.
    pub read_from: Timestamp,
    /// Until when names and addresses are shown.
    pub read_until: Timestamp,
    /// Until when a late telephone may still deliver its events.
    pub write_until: Timestamp,
}

/// A link as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// SHA-256 of the token, as text.
    pub token_hash: String,
    /// The plan whose route it opens.
    pub plan: PlanId,
    /// Whose route.
    pub volunteer: VolunteerId,
    /// From when names and addresses are shown.
    pub read_from: Timestamp,
    /// Until when names and addresses are shown.
    pub read_until: Timestamp,
    /// Until when a late telephone may still deliver its events.
    pub write_until: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it opens nothing any more.
    pub revoked_at: Option<Timestamp>,
}

impl Acting<'_> {
    /// Keeps more links to routes of a plan, if it is published now. Answers whether it is; if not, none was kept.
    ///
    /// # Errors
    /// When the database fails; then none was kept.
    pub async fn insert_links(
        &self,
        plan: &PlanId,
        new: Vec<NewLink>,
        at: Timestamp,
        once: Option<Once<bool>>,
    ) -> Result<Acted<bool>, StoreError> {
        let plan = plan.clone();
        self.write_once(once, move |txn| {
            Box::pin(async move {
                let found = head(txn, &plan).await?;
                let is_published = found.is_some_and(|plan| plan.state == PlanState::Published);
                if is_published {
                    insert(txn, &new, at).await?;
                }
                Ok(is_published)
            })
        })
        .await
    }

    /// Revokes the links of a plan, or of one volunteer in it, at once. Answers how many still worked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_links(
        &self,
        plan: &PlanId,
        volunteer: Option<&VolunteerId>,
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut query = self
            .scope()
            .update::<link::Entity>()
            .col_expr(link::Column::RevokedAt, Expr::value(at.0))
            .filter(link::Column::Plan.eq(plan.as_str()))
            .filter(link::Column::RevokedAt.is_null());
        if let Some(volunteer) = volunteer {
            query = query.filter(link::Column::Volunteer.eq(volunteer.as_str()));
        }
        let body = json!({ "plan": plan, "volunteer": volunteer });
        let entry = Entry::new(Kind::Link, LogAct::Removed, plan.as_str(), body);
        self.write(move |txn| {
            Box::pin(async move {
                let revoked = query.exec(txn.db).await?.rows_affected;
                if revoked > 0 {
                    log::append(txn, at, vec![entry]).await?;
                }
                Ok(revoked)
            })
        })
        .await
    }
}

impl Store {
    /// The link of a token, by the token's hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn link(&self, token_hash: &str) -> Result<Option<Link>, StoreError> {
        let row = self
            .scope()
            .find::<link::Entity>()
            .filter(link::Column::TokenHash.eq(token_hash))
            .one(self.reader())
            .await?;
        Ok(row.map(from_row))
    }
}

pub(crate) async fn insert(txn: &Txn<'_>, links: &[NewLink], at: Timestamp) -> Result<(), StoreError> {
    if links.is_empty() {
        return Ok(());
    }
    let entries = links.iter().map(|new| {
        let body = json!({ "plan": new.plan, "volunteer": new.volunteer });
        Entry::new(Kind::Link, LogAct::Added, new.plan.as_str(), body)
    });
    let entries = entries.collect();
    let rows = links.iter().map(|new| link::ActiveModel {
        region: Set(txn.key()),
        token_hash: Set(new.token_hash.clone()),
        plan: Set(new.plan.0.clone()),
        volunteer: Set(new.volunteer.0.clone()),
        read_from: Set(new.read_from.0),
        read_until: Set(new.read_until.0),
        write_until: Set(new.write_until.0),
        created_at: Set(at.0),
        revoked_at: Set(None),
    });
    link::Entity::insert_many(rows).exec_without_returning(txn.db).await?;
    log::append(txn, at, entries).await
}

fn from_row(row: link::Model) -> Link {
    Link {
        token_hash: row.token_hash,
        plan: PlanId(row.plan),
        volunteer: VolunteerId(row.volunteer),
        read_from: Timestamp(row.read_from),
        read_until: Timestamp(row.read_until),
        write_until: Timestamp(row.write_until),
        created_at: Timestamp(row.created_at),
        revoked_at: row.revoked_at.map(Timestamp),
    }
}
