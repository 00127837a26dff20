//! Tests of logins on PostgreSQL that are no superusers: one without rights is told which role to ask for, then works
//! behind the wall; one with `CREATEROLE` needs nobody; a working role that bypasses row security is refused.

use crate::engines::Database;
use crate::engines::postgres::Cluster;
use crate::{GAPS, texts, two_regions};
use karavan_store::{Store, StoreError};
use sea_orm::ConnectionTrait;

/// A database that belongs to a login without any rights but that; and a connection of the administrator to it.
async fn plain(cluster: &Cluster, name: &str, rights: &str) -> (Database, sea_orm::DatabaseConnection) {
    let administrator = Database::at(cluster.database(name)).connect().await;
    let role = format!("CREATE ROLE {name} LOGIN {rights}; ALTER DATABASE {name} OWNER TO {name}");
    for sql in role.split("; ") {
        administrator.execute_unprepared(sql).await.unwrap();
    }
    let url = cluster.url(name).replacen("postgres@", &format!("{name}@"), 1);
    (Database::at(url), administrator)
}

#[tokio::test]
async fn a_plain_login_is_told_what_to_ask_for_and_then_works_behind_the_wall() {
    let Some(cluster) = Cluster::start() else { return };
    let (database, administrator) = plain(&cluster, "plain", "").await;
    let refused = Store::open(&database.url).await.unwrap_err();
    assert!(matches!(refused, StoreError::WorkerRole(_)), "{refused}");
    assert!(
        refused
            .to_string()
            .contains("CREATE ROLE karavan_worker NOLOGIN; GRANT karavan_worker TO"),
        "{refused}"
    );
    for sql in ["CREATE ROLE karavan_worker NOLOGIN", "GRANT karavan_worker TO plain"] {
        administrator.execute_unprepared(sql).await.unwrap();
    }
    let [first, second] = two_regions(database.open().await).await;
    let regions = first.regions().await.unwrap();
    assert_eq!(
        regions.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["main", "second"]
    );
    assert_eq!(texts(&administrator, GAPS).await, [""; 0]);
    // The owner of the tables is held by the wall too: forced.
    let owner = database.connect().await;
    assert_eq!(texts(&owner, "SELECT id FROM requests").await, [""; 0]);
    assert!(
        first.sweep().await && second.sweep().await,
        "what an owner may, vacuuming, still works"
    );

    // A later step of the schema sees the rows of all regions all the same.
    let undone = "DELETE FROM seaql_migrations WHERE version = '2026_12_03_region_names';
        ALTER TABLE regions DROP COLUMN name; ALTER TABLE regions DROP COLUMN title";
    administrator.execute_unprepared(undone).await.unwrap();
    database.open().await.close().await.unwrap();
    let regions = first.regions().await.unwrap();
    assert_eq!(
        regions.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["main", "region-1"]
    );
    assert_eq!(texts(&administrator, GAPS).await, [""; 0], "the wall stands again");
}

#[tokio::test]
async fn a_login_that_may_make_roles_needs_nobody_and_a_role_past_walls_is_refused() {
    let Some(cluster) = Cluster::start() else { return };
    let (database, administrator) = plain(&cluster, "maker", "CREATEROLE").await;
    database.open().await.close().await.unwrap();
    database.open().await.close().await.unwrap();
    administrator
        .execute_unprepared("ALTER ROLE karavan_worker BYPASSRLS")
        .await
        .unwrap();
    let refused = Store::open(&database.url).await.unwrap_err();
    assert!(matches!(refused, StoreError::WorkerRole(_)), "{refused}");
}
