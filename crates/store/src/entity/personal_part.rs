//! Sea-orm entity of table `personal_parts`: what a plan's document or a published route says of the person of a
//! request, sealed and apart from the plan's JSON. Written by `sealed/parts.rs`; read with its key through
//! `opened_part.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "personal_parts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan: String,
    /// Where in the plan: empty for its document, `route/stop/visit` for its routes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub request: String,
    /// Whose key seals it; none when the request is of nobody, then the region's own does.
    pub person: Option<i64>,
    pub sealed: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
