//! `karavan user`: people who log in: set a password, make a link to choose one (both can make a new login), change a
//! role, take a second step off, list logins. Directly in the database; people who are helped are in `person.rs`.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, secret, write};
use anyhow::Context;
use clap::{Args, Subcommand};
use karavan_model::{Actor, Role};
use karavan_service::{Clock, SystemChance, SystemClock};
use karavan_store::{RoleChanged, Store};
use std::path::Path;

const LOGIN_MAX: usize = 64;

/// People who log in.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Give a login a new password, printed once; its sessions end. The server may be running.
    #[command(after_help = "Example: karavan user password coordinator --data-dir karavan-data")]
    Password(Password),
    /// Make a link, printed once, by which a person chooses a new password: it works once, for an hour. The server
    /// may be running.
    #[command(after_help = "Example: karavan user link coordinator --base-url https://karavan.example")]
    Link(Link),
    /// Give a login another role; its sessions end. The server may be running.
    #[command(after_help = "Example: karavan user role olga operator --data-dir karavan-data")]
    Role(ChangeRole),
    /// Take the lost second step of a login off; its sessions end. The server may be running.
    #[command(after_help = "Example: karavan user second-step-off olga --data-dir karavan-data")]
    SecondStepOff {
        /// The login.
        login: String,
        #[command(flatten)]
        database: DatabaseOf,
    },
    /// List the logins and their roles.
    #[command(after_help = "Example: karavan user list --data-dir karavan-data")]
    List {
        #[command(flatten)]
        database: DatabaseOf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ChangeRole {
    /// The login.
    login: String,
    /// administrator, coordinator, operator or auditor; `docs/roles.md` says what each may.
    role: Role,
    #[command(flatten)]
    database: DatabaseOf,
}

#[derive(Debug, Args)]
pub(crate) struct Link {
    /// The login.
    login: String,
    /// Make this login, which must not be there yet.
    #[arg(long)]
    new: bool,
    /// What a new login is: administrator, coordinator, operator or auditor.
    #[arg(long, requires = "new", default_value = "coordinator")]
    role: Role,
    /// Where people reach the server.
    #[arg(
        long,
        value_name = "URL",
        env = "KARAVAN_BASE_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    base_url: String,
    #[command(flatten)]
    database: DatabaseOf,
}

#[derive(Debug, Args)]
pub(crate) struct Password {
    /// The login.
    login: String,
    /// Make this login, which must not be there yet.
    #[arg(long)]
    new: bool,
    /// What a new login is: administrator, coordinator, operator or auditor.
    #[arg(long, requires = "new", default_value = "coordinator")]
    role: Role,
    #[command(flatten)]
    database: DatabaseOf,
}

pub(crate) fn run(command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Password(Password {
            login,
            new,
            role,
            database,
        }) => {
            well_formed(&login)?;
            database.with(move |store| password(store, login, new.then_some(role)))
        }
        UserCommand::Link(Link {
            login,
            new,
            role,
            base_url,
            database,
        }) => {
            well_formed(&login)?;
            database.with(move |store| link(store, login, new.then_some(role), base_url))
        }
        UserCommand::Role(ChangeRole { login, role, database }) => {
            database.with(move |store| change_role(store, login, role))
        }
        UserCommand::SecondStepOff { login, database } => database.with(move |store| second_step_off(store, login)),
        UserCommand::List { database } => database.with(list),
    }
}

fn well_formed(login: &str) -> Result<(), Failure> {
    let fits = |letter: char| letter.is_alphanumeric() || "._-@".contains(letter);
    if login.is_empty() || login.chars().count() > LOGIN_MAX || !login.chars().all(fits) {
        return Err(Failure::input(format!(
            "“{}”: a login is 1 to {LOGIN_MAX} letters, digits and . _ - @",
            login.escape_debug()
        )));
    }
    Ok(())
}

/// Refuses a new login that is there, and one that is not there and was not said to be new.
async fn is_expected(store: &Store, login: &str, new: bool) -> Result<(), Failure> {
    let logins = store.logins().await.context("the logins cannot be read")?;
    match (logins.iter().any(|kept| kept == login), new) {
        (true, true) => Err(Failure::input(format!(
            "the login “{login}” is there already; leave --new out"
        ))),
        (false, false) => {
            let there = match logins.is_empty() {
                true => "there is none yet".to_owned(),
                false => format!("there are: {}", logins.join(", ")),
            };
            Err(Failure::input(format!(
                "there is no login “{login}” ({there}); correct it, or say --new to make it"
            )))
        }
        (true, false) | (false, true) => Ok(()),
    }
}

/// `new` is the role of a login that is to be made.
async fn password(store: Store, login: String, new: Option<Role>) -> Result<(), Failure> {
    is_expected(&store, &login, new.is_some()).await?;
    let kept = store.user(&login).await.context("the login cannot be read")?;
    let role = new.or(kept.map(|user| user.role)).unwrap_or(Role::Coordinator);
    let (password, user) = karavan_api::new_user(&login, role, &SystemChance)
        .await
        .context("no password can be made")?;
    // Shown first: what is kept and was never seen opens nothing for anybody.
    secret("password", &password)?;
    let kept = store.by(Actor::Terminal).put_user(user, SystemClock.now()).await;
    kept.context("the password shown was not kept and opens nothing; the old one still holds")?;
    say(&format!(
        "“{login}” logs in with this password from now on; earlier sessions have ended"
    ));
    Ok(())
}

async fn link(store: Store, login: String, new: Option<Role>, base_url: String) -> Result<(), Failure> {
    is_expected(&store, &login, new.is_some()).await?;
    let kept = store.user(&login).await.context("the login cannot be read")?;
    let user = match kept {
        Some(user) => user,
        // Nobody sees this password: the link replaces it.
        None => {
            karavan_api::new_user(&login, new.unwrap_or(Role::Coordinator), &SystemChance)
                .await
                .context("no password can be made")?
                .1
        }
    };
    let now = SystemClock.now();
    let path = format!("/#password={}", karavan_api::password_link(&user, now));
    secret("link", &format!("{}{path}", base_url.trim_end_matches('/')))?;
    if new.is_some() {
        let kept = store.by(Actor::Terminal).put_user(user, now).await;
        kept.context("the login was not kept, so the link opens nothing")?;
    }
    say(&format!(
        "by this link “{login}” chooses a new password, once, within an hour; until then the old one holds"
    ));
    Ok(())
}

async fn change_role(store: Store, login: String, role: Role) -> Result<(), Failure> {
    is_expected(&store, &login, false).await?;
    let changed = store
        .by(Actor::Terminal)
        .change_role(&login, role, SystemClock.now())
        .await
        .context("the role was not changed")?;
    say(&match changed {
        RoleChanged::Done => format!("“{login}” is {role} from now on; sessions of another role have ended"),
        RoleChanged::LastAdministrator => {
            return Err(Failure::input(format!(
                "“{login}” is the last administrator; make another one first"
            )));
        }
        RoleChanged::Missing => return Err(Failure::input(format!("there is no login “{login}”"))),
    });
    Ok(())
}

async fn second_step_off(store: Store, login: String) -> Result<(), Failure> {
    is_expected(&store, &login, false).await?;
    let acting = store.by(Actor::Terminal);
    let removed = acting.remove_second_step(&login, true, SystemClock.now()).await;
    say(&match removed.context("the second step was not taken off")? {
        true => format!("“{login}” logs in with the password alone from now on; their sessions have ended"),
        false => format!("“{login}” has no second step"),
    });
    Ok(())
}

async fn list(store: Store) -> Result<(), Failure> {
    let mut lines = String::from("login\trole\n");
    for user in store.users().await.context("the logins cannot be read")? {
        lines.extend([user.login.as_str(), "\t", user.role.word(), "\n"]);
    }
    write(Path::new("-"), lines.as_bytes())
}
