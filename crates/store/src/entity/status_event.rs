//! Sea-orm entity of the view `status_events`: log entries by which volunteers report how a visit stands (accepted, on
//! the way, closed, undone), with their sealed words and the key that opens them. Read by `events.rs`,
//! `events/append.rs` and `feed.rs`; rows are written to table `log`.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "status_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub event_id: String,
    pub fingerprint: String,
    pub disputed: bool,
    pub date: DateColumn,
    pub plan: String,
    pub volunteer: String,
    pub request: String,
    pub kind: String,
    pub occurred_at: i64,
    pub received_at: i64,
    /// The words, sealed.
    pub sealed: Option<Vec<u8>>,
    /// What opens them; none when the person was erased.
    pub words_key: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
