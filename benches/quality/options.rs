//! The command line of `quality` (`Quality`): `compare` with its options (`Compare`), and `ours`, one run of our solver
//! (`Own`); and the `Solver`s it knows.

use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The twelve instances with time windows whose best known costs are in their files.
const TWELVE: &str = "C1_2_1,R1_2_3,RC2_2_5,C2_4_8,R2_4_2,RC1_4_10,R1_8_5,RC2_8_7,C1_10_2,R1_10_8,R2_10_4,RC1_10_6";

#[derive(Debug, Parser)]
#[command(about = "Solvers side by side, every answer judged", max_term_width = 100)]
pub(crate) struct Quality {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run solvers one after the other and print the tables.
    Compare(Compare),
    /// One run of ours; started by `compare` as every other solver is.
    Ours(Own),
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Folder of `check.py`, the other solvers' drivers and `instances/`.
    #[arg(long, env = "KARAVAN_BENCH", value_name = "DIR")]
    pub(crate) bench: PathBuf,
    /// A Python that has the other solvers and numpy.
    #[arg(long, env = "KARAVAN_PEERS", value_name = "PYTHON", default_value = "python3")]
    pub(crate) python: PathBuf,
    /// The program of reinterpretcat/vrp.
    #[arg(long, env = "VRP_CLI", value_name = "PROGRAM", default_value = "vrp-cli")]
    pub(crate) vrp_cli: PathBuf,
    /// Names without ending, e.g. `C1_2_1,city500`.
    #[arg(long, value_delimiter = ',', default_value = TWELVE)]
    pub(crate) instances: Vec<String>,
    /// The solvers to compare, separated by commas.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "karavan,pyvrp,vroom,ortools"
    )]
    pub(crate) solvers: Vec<Solver>,
    /// Time limits of one run, in seconds, separated by commas.
    #[arg(long, value_delimiter = ',', default_value = "1,10")]
    pub(crate) limits: Vec<f64>,
    /// Runs of each, from seed 1 on; solvers without randomness run once.
    #[arg(long, default_value_t = 3)]
    pub(crate) seeds: u64,
    /// Threads of ours; the others use one.
    #[arg(long, default_value_t = 1)]
    pub(crate) threads: usize,
    /// Cores that every run is bound to, as `taskset -c` takes them; by default as many as `--threads`, from 0 on.
    #[arg(long)]
    pub(crate) cores: Option<String>,
    /// Gaps in per cent whose time is told.
    #[arg(long, value_delimiter = ',', default_value = "5,3,2,1")]
    pub(crate) targets: Vec<f64>,
}

#[derive(Debug, Args)]
pub(crate) struct Own {
    /// Solomon's text or a city morning.
    pub(crate) instance: PathBuf,
    /// Time limit of one run, in seconds.
    pub(crate) limit: f64,
    pub(crate) seed: u64,
    /// The answer: routes, rounds, and the cost after each improvement.
    pub(crate) out: PathBuf,
    #[arg(default_value_t = 1)]
    pub(crate) threads: usize,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Solver {
    Karavan,
    Pyvrp,
    Vroom,
    Ortools,
    /// The `vrp-cli` of reinterpretcat/vrp.
    VrpCli,
}

impl Solver {
    /// Its name in tables.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Karavan => "karavan",
            Self::Pyvrp => "pyvrp",
            Self::Vroom => "vroom",
            Self::Ortools => "ortools",
            Self::VrpCli => "vrp-cli",
        }
    }

    /// Whether randomness has no part in it: another seed is the same run.
    pub(crate) const fn is_repeatable(self) -> bool {
        matches!(self, Self::Vroom | Self::Ortools)
    }
}

impl Compare {
    /// Where answers lie while they are looked at.
    pub(crate) fn work_folder(&self) -> anyhow::Result<PathBuf> {
        let folder = std::env::temp_dir().join(format!("karavan-quality-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(folder)
    }

    pub(crate) fn cores(&self) -> String {
        let own = || format!("0-{}", self.threads.max(1) - 1);
        self.cores.clone().unwrap_or_else(own)
    }
}
