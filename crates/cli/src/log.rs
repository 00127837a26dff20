//! Sets up the log on standard error (`begin`): text or JSON (`LogFormat`), the level from `RUST_LOG`, and a panic hook
//! that leaves the message out. Events whose target does not begin with `karavan` are left out, because those of
//! libraries may quote what people wrote. Results and messages for people are in `output.rs`.

use crate::failure::Failure;
use clap::ValueEnum;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::PanicHookInfo;
use tracing::Metadata;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{EnvFilter, FilterFn, ParseError};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

/// The usual name of the variable that says which events are told, e.g. `debug` or `karavan_api=debug,info`.
const LEVELS: &str = "RUST_LOG";
/// How the names of our rooms begin.
const OURS: &str = "karavan";

/// How an event is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A line of JSON for programs.
    Json,
}

/// Begins to write the log; events below `usual` are left out unless `RUST_LOG` says otherwise.
pub(crate) fn begin(format: LogFormat, usual: LevelFilter) -> Result<(), Failure> {
    let levels = match std::env::var(LEVELS) {
        Ok(wanted) if !wanted.trim().is_empty() => EnvFilter::try_new(&wanted).map_err(|error| refused(&error))?,
        _ => EnvFilter::default().add_directive(usual.into()),
    };
    let line = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false);
    let line: Box<dyn Layer<Registry> + Send + Sync> = match format {
        LogFormat::Text => line.boxed(),
        LogFormat::Json => line.json().flatten_event(true).with_current_span(false).boxed(),
    };
    let line = line.with_filter(levels).with_filter(FilterFn::new(is_ours));
    // The bridge of the older `log` crate stays closed: only libraries use it.
    let installed = tracing::subscriber::set_global_default(Registry::default().with(line));
    installed.map_err(anyhow::Error::from)?;
    std::panic::set_hook(Box::new(tell_panic));
    Ok(())
}

/// Whether an event is of one of our own rooms.
fn is_ours(event: &Metadata<'_>) -> bool {
    event.target().starts_with(OURS)
}

fn refused(error: &ParseError) -> Failure {
    Failure::input(format!(
        "{LEVELS}: {error}; write a level (error, warn, info, debug, trace) or room=level, e.g. karavan_api=debug"
    ))
}

/// Says where a thread broke off. What it says itself is left out: it may quote what a person wrote.
fn tell_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or_default();
    let backtrace = Backtrace::capture();
    match backtrace.status() {
        BacktraceStatus::Captured => {
            tracing::error!(place, thread, %backtrace, "a thread panicked");
        }
        _ => tracing::error!(place, thread, "a thread panicked"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{LogFormat, is_ours};
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::filter::FilterFn;
    use tracing_subscriber::layer::{Layer, SubscriberExt};

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_library_is_silent_and_a_room_is_not() {
        let page = Page::default();
        let writer = page.clone();
        let line = tracing_subscriber::fmt::layer().with_writer(move || writer.clone());
        let log = tracing_subscriber::registry().with(line.with_filter(FilterFn::new(is_ours)));
        tracing::subscriber::with_default(log, || {
            tracing::error!(target: "sqlx::query", "SELECT 'Иванов'");
            tracing::error!(target: "log", "Иванов");
            tracing::trace!(target: "karavan_api::edge", "answered");
        });
        let told = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
        assert!(told.contains("answered") && !told.contains("Иванов"), "{told}");
    }

    #[test]
    fn text_is_the_usual_form() {
        assert_eq!(LogFormat::default(), LogFormat::Text);
    }
}
