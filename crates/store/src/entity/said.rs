//! Sea-orm entity of the view `said`: the rows of `log_words` joined with the key that opens each; no key when the
//! person was erased. The words are still sealed: `sealed/words.rs` decrypts them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "said")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub subject: String,
    pub person: Option<i64>,
    pub sealed: Vec<u8>,
    /// None when the person was erased.
    pub words_key: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
