//! Sea-orm entity of table `requests`: readable JSON body, sealed personal part and the columns that filters need;
//! `person()` joins a request to its person's key. Converted to and from `StoredRequest` in `requests/columns.rs`.

use super::person_key;
use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub number: i64,
    pub source: String,
    pub source_ref: Option<String>,
    pub fingerprint: String,
    pub date: DateColumn,
    pub state: String,
    pub outcome: Option<String>,
    pub why: Option<String>,
    pub volunteer: Option<String>,
    pub version: i64,
    pub received_at: i64,
    pub changed_at: i64,
    pub owner: String,
    /// All that is about nobody.
    pub body: String,
    /// Whose it is.
    pub person: i64,
    /// The rest of the body, sealed; none when the person was erased.
    pub personal: Option<Vec<u8>>,
    /// The municipality, folded.
    pub municipality: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The way from a request to the key of its person.
pub fn person() -> RelationDef {
    let from = Entity::belongs_to(person_key::Entity).from((Column::Region, Column::Person));
    from.to((person_key::Column::Region, person_key::Column::Person)).into()
}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
