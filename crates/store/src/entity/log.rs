//! Sea-orm entity of table `log`: the append-only log of a region, with who did what to which thing, and the hash that
//! chains each entry to the one before. Written by `log/append.rs`; what people wrote is apart in `log_words.rs`.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: i64,
    pub actor_kind: String,
    pub actor: String,
    pub kind: String,
    pub act: String,
    pub date: Option<DateColumn>,
    pub subject: String,
    pub body: String,
    /// HMAC-SHA-256 of the words said with it, in hexadecimal; empty without words.
    pub words_seal: String,
    /// SHA-256 over the hash of the entry before and all of the above.
    pub hash: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
