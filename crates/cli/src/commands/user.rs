//! `karavan user`: a way back in for who lost a password.

use super::database::DatabaseOf;
use crate::failure::Failure;
use crate::output::{say, secret};
use anyhow::Context;
use clap::{Args, Subcommand};
use karavan_service::{Clock, SystemClock};
use karavan_store::Store;

const LOGIN_MAX: usize = 64;

/// People who log in.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Give a login a new password, printed once; its sessions end. The server may be running.
    #[command(after_help = "Example: karavan user password coordinator --data-dir karavan-data")]
    Password(Password),
}

#[derive(Debug, Args)]
pub(crate) struct Password {
    /// The login.
    login: String,
    /// Make this login, which must not be there yet.
    #[arg(long)]
    new: bool,
    #[command(flatten)]
    database: DatabaseOf,
}

pub(crate) fn run(command: UserCommand) -> Result<(), Failure> {
    let UserCommand::Password(Password { login, new, database }) = command;
    let fits = |letter: char| letter.is_alphanumeric() || "._-@".contains(letter);
    if login.is_empty() || login.chars().count() > LOGIN_MAX || !login.chars().all(fits) {
        return Err(Failure::input(format!(
            "“{}”: a login is 1 to {LOGIN_MAX} letters, digits and . _ - @",
            login.escape_debug()
        )));
    }
    database.with(|store| password(store, login, new))
}

async fn password(store: Store, login: String, new: bool) -> Result<(), Failure> {
    let logins = store.logins().await.context("the logins cannot be read")?;
    match (logins.contains(&login), new) {
        (true, true) => {
            return Err(Failure::input(format!(
                "the login “{login}” is there already; leave --new out"
            )));
        }
        (false, false) => {
            let there = match logins.is_empty() {
                true => "there is none yet".to_owned(),
                false => format!("there are: {}", logins.join(", ")),
            };
            return Err(Failure::input(format!(
                "there is no login “{login}” ({there}); correct it, or say --new to make it"
            )));
        }
        (true, false) | (false, true) => {}
    }
    let (password, user) = karavan_api::new_user(&login).await.context("no password can be made")?;
    // Shown first: what is kept and was never seen opens nothing for anybody.
    secret("password", &password)?;
    let kept = store.put_user(user, SystemClock.now()).await;
    kept.context("the password shown was not kept and opens nothing; the old one still holds")?;
    say(&format!(
        "“{login}” logs in with this password from now on; earlier sessions have ended"
    ));
    Ok(())
}
