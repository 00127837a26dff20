//! `karavan user`: people who log in: set a password, make a link to choose one (both can make a new login), change a
//! role, take a second step off, list logins. Directly in the database; people who are helped are in `person.rs`.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, secret, write};
use anyhow::Context;
use clap::{Args, Subcommand};
use karavan_model::{Actor, Remit, Role, SourceId};
use karavan_service::{Clock, SystemChance, SystemClock};
use karavan_store::{RoleChanged, Store, User};
use std::collections::BTreeSet;
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
    /// Give a login another role, and bind it to organisations, municipalities or sources; its sessions end. What is
    /// not named is the whole region. The server may be running.
    #[command(after_help = "Example: karavan user role olga agency-owner --organisation Fund")]
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

/// What a login is bound to; without any it is of the whole region.
#[derive(Debug, Args)]
pub(crate) struct Bounds {
    /// See the requests of the sources of this organisation; may be said several times.
    #[arg(long, value_name = "NAME")]
    organisation: Vec<String>,
    /// See the requests in this municipality; may be said several times.
    #[arg(long, value_name = "NAME")]
    municipality: Vec<String>,
    /// See the requests of this source; may be said several times.
    #[arg(long, value_name = "ID")]
    source: Vec<String>,
}

/// What a login is to be: its role, and what it is bound to.
type Post = (Role, Remit);

impl Bounds {
    /// The role with these bounds, when it may have them.
    fn with(self, role: Role) -> Result<Post, Failure> {
        let remit = Remit {
            organisations: names(self.organisation)?,
            municipalities: names(self.municipality)?,
            sources: names(self.source)?.into_iter().map(SourceId).collect(),
        };
        match role.fits(&remit) {
            Ok(()) => Ok((role, remit)),
            Err(error) => Err(Failure::input(format!(
                "{error} (--organisation, --municipality, --source)"
            ))),
        }
    }
}

impl Bounds {
    /// What a login that is to be made is; one that is there stays as it is.
    fn of_new(self, is_new: bool, role: Role) -> Result<Option<Post>, Failure> {
        if is_new {
            return self.with(role).map(Some);
        }
        let is_empty = self.organisation.is_empty() && self.municipality.is_empty() && self.source.is_empty();
        match is_empty {
            true => Ok(None),
            false => Err(Failure::input(
                "a login that is there is bound by `karavan user role`; with --new it is made so",
            )),
        }
    }
}

/// Names without spaces around them, none of them empty.
fn names(given: Vec<String>) -> Result<BTreeSet<String>, Failure> {
    let names: BTreeSet<String> = given.iter().map(|name| name.trim().to_owned()).collect();
    match names.contains("") {
        true => Err(Failure::input("a name of what a login is bound to is empty")),
        false => Ok(names),
    }
}

#[derive(Debug, Args)]
pub(crate) struct ChangeRole {
    /// The login.
    login: String,
    /// administrator, coordinator, operator, agency-owner, curator or auditor; `docs/roles.md` says what each may.
    role: Role,
    #[command(flatten)]
    bounds: Bounds,
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
    /// What a new login is: administrator, coordinator, operator, agency-owner, curator or auditor.
    #[arg(long, requires = "new", default_value = "coordinator")]
    role: Role,
    #[command(flatten)]
    bounds: Bounds,
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
    /// What a new login is: administrator, coordinator, operator, agency-owner, curator or auditor.
    #[arg(long, requires = "new", default_value = "coordinator")]
    role: Role,
    #[command(flatten)]
    bounds: Bounds,
    #[command(flatten)]
    database: DatabaseOf,
}

pub(crate) fn run(command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Password(Password {
            login,
            new,
            role,
            bounds,
            database,
        }) => {
            well_formed(&login)?;
            let post = bounds.of_new(new, role)?;
            database.with(move |store| password(store, login, post))
        }
        UserCommand::Link(Link {
            login,
            new,
            role,
            bounds,
            base_url,
            database,
        }) => {
            well_formed(&login)?;
            let post = bounds.of_new(new, role)?;
            database.with(move |store| link(store, login, post, base_url))
        }
        UserCommand::Role(ChangeRole {
            login,
            role,
            bounds,
            database,
        }) => {
            let post = bounds.with(role)?;
            database.with(move |store| change_role(store, login, post))
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

/// A login with a password nobody knows yet.
async fn new_user(login: &str, (role, remit): Post) -> Result<(String, User), Failure> {
    let made = karavan_api::new_user(login, role, &SystemChance).await;
    let (password, user) = made.context("no password can be made")?;
    Ok((password, User { remit, ..user }))
}

/// `new` is what a login that is to be made is.
async fn password(store: Store, login: String, new: Option<Post>) -> Result<(), Failure> {
    is_expected(&store, &login, new.is_some()).await?;
    let kept = store.user(&login).await.context("the login cannot be read")?;
    let post = new.or(kept.map(|user| (user.role, user.remit)));
    let post = post.unwrap_or((Role::Coordinator, Remit::default()));
    let (password, user) = new_user(&login, post).await?;
    // Shown first: what is kept and was never seen opens nothing for anybody.
    secret("password", &password)?;
    let kept = store.by(Actor::Terminal).put_user(user, SystemClock.now()).await;
    kept.context("the password shown was not kept and opens nothing; the old one still holds")?;
    say(&format!(
        "“{login}” logs in with this password from now on; earlier sessions have ended"
    ));
    Ok(())
}

async fn link(store: Store, login: String, new: Option<Post>, base_url: String) -> Result<(), Failure> {
    is_expected(&store, &login, new.is_some()).await?;
    let is_new = new.is_some();
    let kept = store.user(&login).await.context("the login cannot be read")?;
    let user = match kept {
        Some(user) => user,
        // Nobody sees this password: the link replaces it.
        None => {
            let post = new.unwrap_or((Role::Coordinator, Remit::default()));
            new_user(&login, post).await?.1
        }
    };
    let now = SystemClock.now();
    let path = format!("/#password={}", karavan_api::password_link(&user, now));
    secret("link", &format!("{}{path}", base_url.trim_end_matches('/')))?;
    if is_new {
        let kept = store.by(Actor::Terminal).put_user(user, now).await;
        kept.context("the login was not kept, so the link opens nothing")?;
    }
    say(&format!(
        "by this link “{login}” chooses a new password, once, within an hour; until then the old one holds"
    ));
    Ok(())
}

async fn change_role(store: Store, login: String, (role, remit): Post) -> Result<(), Failure> {
    is_expected(&store, &login, false).await?;
    let changed = store
        .by(Actor::Terminal)
        .change_role(&login, role, remit, SystemClock.now())
        .await
        .context("the role was not changed")?;
    say(&match changed {
        RoleChanged::Done => format!("“{login}” is {role} from now on; earlier sessions have ended"),
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
    let mut lines = String::from("login\trole\torganisations\tmunicipalities\tsources\n");
    for user in store.users().await.context("the logins cannot be read")? {
        let joined = |names: &BTreeSet<String>| Vec::from_iter(names.iter().map(String::as_str)).join(", ");
        let sources: Vec<&str> = user.remit.sources.iter().map(SourceId::as_str).collect();
        let cells = [
            user.login.clone(),
            user.role.to_string(),
            joined(&user.remit.organisations),
            joined(&user.remit.municipalities),
            sources.join(", "),
        ];
        lines.extend([cells.join("\t").as_str(), "\n"]);
    }
    write(Path::new("-"), lines.as_bytes())
}
