//! Sea-orm entity of table `log_words`: what people wrote with a log entry, sealed and apart from it, so that it can
//! be erased without breaking the log. Written by `log/append.rs`; read with its key through the view in `said.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_words")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The thing that the entry is about.
    pub subject: String,
    /// Whose key seals them; none when they are about nobody in particular, then the region's own does.
    pub person: Option<i64>,
    /// The key of the seal that the entry keeps of the words, and the words, sealed.
    pub sealed: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
