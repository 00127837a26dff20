//! `Scope`: a connection and a region, whose `find`, `update` and `delete` make sea-orm queries with the condition of
//! that region; `Regional` names a table's region column. Scopes of API keys are another thing, in the model.

use karavan_model::Region;
#[cfg(test)]
use sea_orm::sea_query::Expr;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, DeleteMany, EntityTrait, QueryFilter, Select, UpdateMany};

/// A table whose rows belong to regions.
pub(crate) trait Regional: EntityTrait {
    /// The column that says to which; the first of every key.
    const REGION: Self::Column;
}

/// A connection, and the region that is asked about on it.
pub(crate) struct Scope<'c, C> {
    pub(crate) db: &'c C,
    pub(crate) region: Region,
}

impl<C> Clone for Scope<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Scope<'_, C> {}

impl<'c, C> Scope<'c, C> {
    pub(crate) const fn new(db: &'c C, region: Region) -> Self {
        Self { db, region }
    }

    /// The region's key in rows.
    pub(crate) fn key(&self) -> i64 {
        key(self.region)
    }

    /// The region's rows of a table.
    pub(crate) fn find<E: Regional>(&self) -> Select<E> {
        find(self.region)
    }

    /// Changes rows of the region.
    pub(crate) fn update<E: Regional>(&self) -> UpdateMany<E> {
        E::update_many().filter(own::<E>(self.region, "update"))
    }

    /// Deletes rows of the region.
    pub(crate) fn delete<E: Regional>(&self) -> DeleteMany<E> {
        E::delete_many().filter(own::<E>(self.region, "delete"))
    }
}

/// The rows of a region in a table.
pub(crate) fn find<E: Regional>(region: Region) -> Select<E> {
    E::find().filter(own::<E>(region, "find"))
}

/// The condition that a row is the region's own.
#[cfg_attr(not(test), expect(unused_variables, reason = "tests leave it out, one at a time"))]
fn own<E: Regional>(region: Region, verb: &'static str) -> SimpleExpr {
    #[cfg(test)]
    if crate::region_isolation::forgotten::asked(verb, E::default().table_name()) {
        return Expr::value(true);
    }
    E::REGION.eq(key(region))
}

/// A region's key in rows.
pub(crate) fn key(region: Region) -> i64 {
    region.0.into()
}
