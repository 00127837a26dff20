//! `RegionKeys`, the two keys of a region: `lookup` marks telephone and name, so that a person is recognised, and
//! `words` seals what is about nobody in particular. `of` makes them once; `check` refuses a database whose keys are
//! missing or another's. Keys of persons are in `persons/keys.rs`.

use super::dice::Dice;
use super::key::Key;
use crate::entity::{region, region_key};
use crate::error::StoreError;
use crate::scope::Scope;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

/// What the lookup key marks so that a region knows its keys again.
pub(crate) const KEYS_MARK: &str = "karavan keys 1";

/// The keys of a region.
#[derive(Clone, Debug)]
pub(crate) struct RegionKeys {
    /// Marks names and telephones, so that a person is found again and cannot be read.
    pub(crate) lookup: Key,
    /// Seals words of nobody: what is said of a loading, or of a request that there is not.
    pub(crate) words: Key,
}

impl RegionKeys {
    /// The keys; `None` when the region has none yet.
    pub(crate) async fn find<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<Option<Self>, StoreError> {
        let row = scope.find::<region_key::Entity>().one(scope.db).await?;
        let keys = row.and_then(|row| {
            Some(Self {
                lookup: Key::read(&row.lookup)?,
                words: Key::read(&row.words)?,
            })
        });
        Ok(keys)
    }

    /// The keys, made where the region has none yet.
    ///
    /// # Errors
    /// [`StoreError::KeysMissing`] when it had some: what they sealed would be lost.
    pub(crate) async fn of<C: ConnectionTrait>(scope: &Scope<'_, C>, dice: &mut Dice) -> Result<Self, StoreError> {
        if let Some(keys) = Self::find(scope).await? {
            return Ok(keys);
        }
        let row = scope.find::<region::Entity>().one(scope.db).await?;
        if row.is_some_and(|row| row.keys_mark.is_some()) {
            return Err(StoreError::KeysMissing);
        }
        let keys = Self {
            lookup: Key::drawn(dice),
            words: Key::drawn(dice),
        };
        let row = region_key::ActiveModel {
            region: Set(scope.key()),
            lookup: Set(keys.lookup.bytes()),
            words: Set(keys.words.bytes()),
        };
        region_key::Entity::insert(row).exec_without_returning(scope.db).await?;
        scope
            .update::<region::Entity>()
            .col_expr(region::Column::KeysMark, Expr::value(keys.lookup.mark(KEYS_MARK)))
            .exec(scope.db)
            .await?;
        Ok(keys)
    }

    /// Whether the keys that are there are those of the region.
    ///
    /// # Errors
    /// [`StoreError::KeysMissing`] when they are gone, or those of another database.
    pub(crate) async fn check<C: ConnectionTrait>(scope: &Scope<'_, C>) -> Result<(), StoreError> {
        let row = scope.find::<region::Entity>().one(scope.db).await?;
        let Some(mark) = row.and_then(|row| row.keys_mark) else {
            return Ok(());
        };
        match Self::find(scope).await? {
            Some(keys) if keys.lookup.mark(KEYS_MARK) == mark => Ok(()),
            _ => Err(StoreError::KeysMissing),
        }
    }
}
