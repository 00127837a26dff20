//! `no_way_back`: the error that the `down` of the migrations answers, since they only go forward. Itself no migration.

use sea_orm::DbErr;

/// The answer to who asks for the way back.
pub(super) fn no_way_back() -> DbErr {
    DbErr::Custom("restore a backup instead of going back".to_owned())
}
