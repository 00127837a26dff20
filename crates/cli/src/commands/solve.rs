//! `karavan solve`: a published instance in, its answer out.

use super::plan::options;
use crate::args::{Format, Solve};
use crate::failure::Failure;
use crate::output;
use crate::watch::Terminal;
use karavan_plan::formats::city::CityInstance;
use karavan_solver::{SolveOptions, Watch, solve};

pub(crate) fn run(args: &Solve) -> Result<(), Failure> {
    let name = args.file.display();
    let bytes = output::read(&args.file)?;
    let Format::City = args.format;
    let instance = CityInstance::parse(&bytes).map_err(|error| Failure::input(format!("{name}: {error}")))?;
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
