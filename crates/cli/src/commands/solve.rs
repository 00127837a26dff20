//! `karavan solve`: a published instance in, its answer out.

use super::plan::options;
use crate::args::{self, Solve};
use crate::failure::Failure;
use crate::output;
use crate::watch::Terminal;
use karavan_plan::formats::{Format, Precision, Published};
use karavan_solver::{SolveOptions, Watch, solve};

pub(crate) fn run(args: &Solve) -> Result<(), Failure> {
    let bytes = output::read(&args.file)?;
    let precision = if args.exact {
        Precision::Exact
    } else {
        Precision::Published
    };
    let instance = Published::read(&bytes, args.format.map(Format::from), precision).map_err(|error| {
        let name = args.file.display();
        let faults = error.faults();
        Failure::Input(faults.iter().map(|fault| format!("{name}: {fault}")).collect())
    })?;
    let terminal = Terminal::new();
    let options = options(&args.search);
    let options = SolveOptions {
        seed: options.seed,
        threads: options.threads,
        budget: options.budget,
    };
    let solution = solve(instance.problem(), &options, &terminal);
    terminal.finish();
    let mut answer = instance.answer(&solution.plan);
    answer["rounds"] = solution.rounds.into();
    answer["seconds"] = terminal.elapsed().as_secs_f64().into();
    output::write_json(&args.out, &answer)
}

impl From<args::Format> for Format {
    fn from(named: args::Format) -> Self {
        match named {
            args::Format::City => Self::City,
            args::Format::Solomon => Self::Solomon,
            args::Format::Lilim => Self::Lilim,
            args::Format::Vrplib => Self::Vrplib,
        }
    }
}
