//! Sea-orm entity of table `assignments`: one stop of a published route, by plan, route and stop number, with its
//! kind, hub and JSON body. Used by `published_routes.rs`; what the stop says of people is in `personal_part.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub route: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub stop: i64,
    pub kind: String,
    pub hub: Option<String>,
    pub body: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
