//! The second wall between regions, on PostgreSQL: row-level security shows and changes only rows of the region that a
//! connection says; the list of regions stays the owner's. `worker_role` makes the role that does the work, `raise`
//! puts the wall around tables and views with a column `region` where it lacks, `open_to_owner` takes it off the owner
//! while migrations run.
//!
//! The first wall is `scope.rs`, which adds the region to queries. Should one forget it, the working role still sees
//! its own region alone. The wall is looked over each time a database is opened.

use crate::connections::{REGION_SETTING, WORKER_ROLE};
use crate::error::StoreError;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr, Statement};

/// The name of the rule of every table.
const POLICY: &str = "own_region";

/// Makes the role that does the work, and lets the login take it.
///
/// # Errors
/// [`StoreError::WorkerRole`] when the login may not, or the role is one that walls do not hold.
pub(super) async fn worker_role(owner: &DatabaseConnection) -> Result<(), StoreError> {
    owner.execute_unprepared(&written(ROLE)).await.map_err(refused)?;
    let unheld = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = '{WORKER}'";
    let statement = Statement::from_string(owner.get_database_backend(), written(unheld));
    let row = owner.query_one_raw(statement).await?;
    match row.map(|row| row.try_get_by_index::<bool>(0)).transpose()? {
        Some(false) => Ok(()),
        Some(true) => Err(StoreError::WorkerRole(
            "it is there, but sees past row-level security".to_owned(),
        )),
        None => Err(StoreError::WorkerRole("it is not there".to_owned())),
    }
}

/// Lets the owner of the tables see all rows until [`raise`].
pub(super) async fn open_to_owner(owner: &DatabaseConnection) -> Result<(), StoreError> {
    owner.execute_unprepared(OPEN_TO_OWNER).await?;
    Ok(())
}

/// Puts the wall around every table and view, and gives the role what its work needs; what is there already is left.
pub(super) async fn raise(owner: &DatabaseConnection) -> Result<(), StoreError> {
    owner.execute_unprepared(&written(RAISE)).await?;
    Ok(())
}

fn written(sql: &str) -> String {
    sql.replace("{WORKER}", WORKER_ROLE)
        .replace("{SETTING}", REGION_SETTING)
        .replace("{POLICY}", POLICY)
}

/// Who may make no roles is told what to ask for.
fn refused(error: DbErr) -> StoreError {
    if let DbErr::Exec(RuntimeErr::SqlxError(inner)) = &error
        && let Some(told) = inner.as_database_error()
        && told.code().as_deref() == Some("42501")
    {
        return StoreError::WorkerRole(DatabaseError::message(told).to_owned());
    }
    error.into()
}

/// Roles are of the whole server, and servers of several databases may start at once.
const ROLE: &str = "DO $role$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WORKER}') THEN
        BEGIN
            CREATE ROLE {WORKER} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END IF;
    IF NOT pg_has_role(current_user, '{WORKER}',
        CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
        BEGIN
            EXECUTE format('GRANT {WORKER} TO %I', current_user);
        EXCEPTION WHEN unique_violation THEN
            NULL;
        END;
    END IF;
END $role$";

const OPEN_TO_OWNER: &str = "DO $open$
DECLARE
    walled regclass;
BEGIN
    FOR walled IN SELECT oid FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relforcerowsecurity
    LOOP
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', walled);
    END LOOP;
END $open$";

/// The list of regions is the owner's to read and to add to; to the log nobody writes but entries.
const RAISE: &str = "DO $raise$
DECLARE
    walled record;
    wanted text;
    right_to text;
BEGIN
    IF NOT has_schema_privilege('{WORKER}', current_schema(), 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO {WORKER}', current_schema());
    END IF;
    FOR walled IN SELECT c.oid::regclass AS name, c.relname, c.relkind, c.reloptions,
            c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
                SELECT FROM pg_policy WHERE polrelid = c.oid AND polname = '{POLICY}') AS stands
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'region' AND NOT a.attisdropped
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v') ORDER BY c.relname
    LOOP
        IF walled.relkind = 'v' THEN
            wanted := 'SELECT';
            IF NOT 'security_invoker=true' = ANY (COALESCE(walled.reloptions, '{}')) THEN
                EXECUTE format('ALTER VIEW %s SET (security_invoker = true)', walled.name);
            END IF;
        ELSE
            wanted := CASE walled.relname
                WHEN 'regions' THEN 'SELECT UPDATE'
                WHEN 'log' THEN 'SELECT INSERT'
                ELSE 'SELECT INSERT UPDATE DELETE' END;
            IF NOT walled.stands THEN
                EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', walled.name);
                EXECUTE format('DROP POLICY IF EXISTS {POLICY} ON %s', walled.name);
                EXECUTE format('CREATE POLICY {POLICY} ON %s '
                    'USING (region = NULLIF(current_setting(''{SETTING}'', true), '''')::bigint)', walled.name);
            END IF;
            IF walled.relname = 'regions' AND NOT EXISTS (
                SELECT FROM pg_policy WHERE polrelid = walled.name::regclass AND polname = 'owner_adds') THEN
                CREATE POLICY owner_lists ON regions FOR SELECT USING (current_user <> '{WORKER}');
                CREATE POLICY owner_adds ON regions FOR INSERT WITH CHECK (current_user <> '{WORKER}');
            END IF;
        END IF;
        FOREACH right_to IN ARRAY string_to_array(wanted, ' ') LOOP
            IF NOT has_table_privilege('{WORKER}', walled.name, right_to) THEN
                EXECUTE format('GRANT %s ON %s TO {WORKER}', right_to, walled.name);
            END IF;
        END LOOP;
    END LOOP;
END $raise$";
