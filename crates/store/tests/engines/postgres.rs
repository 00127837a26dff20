//! `Cluster`: a temporary PostgreSQL server for tests (unix socket, no TCP, no fsync), stopped when dropped. It makes
//! databases, and can be stopped, crashed and have its backends killed. Where PostgreSQL is not installed `start`
//! answers `None`, unless `CI` or `KARAVAN_REQUIRE_POSTGRES=1` insists.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Where Debian keeps the server's programs, beside `PATH`.
const DEBIAN: &str = "/usr/lib/postgresql";
/// PostgreSQL refuses to run as root; root runs it as this user.
const USER: &str = "postgres";

pub(crate) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    owner: Option<(u32, u32)>,
}

impl Cluster {
    /// `None` when the programs are not installed and nobody insists on them.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            let insisted = std::env::var_os("CI").is_some()
                || std::env::var("KARAVAN_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
            assert!(!insisted, "initdb and pg_ctl are not in PATH nor under {DEBIAN}");
            eprintln!("SKIPPED: PostgreSQL is not installed, so nothing was tried on it (needs initdb and pg_ctl)");
            return None;
        };
        let cluster = Self {
            folder: TempDir::new().unwrap(),
            programs,
            owner: owner(),
        };
        if let Some((user, group)) = cluster.owner {
            std::os::unix::fs::chown(cluster.folder.path(), Some(user), Some(group)).unwrap();
        }
        let data = cluster.data();
        cluster.run("initdb", |command| {
            command.args(["--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
            command.args(["--username", USER, "--pgdata"]).arg(&data);
        });
        cluster.begin();
        Some(cluster)
    }

    /// Starts the server, also again.
    pub(crate) fn begin(&self) {
        let (socket, data) = (self.folder.path().display().to_string(), self.data());
        self.run("pg_ctl", |command| {
            let options = format!("-k {socket} -c listen_addresses='' -c fsync=off -c max_connections=100");
            command
                .args(["start", "--wait", "--silent", "--log"])
                .arg(data.with_extension("log"));
            command.arg("--pgdata").arg(&data).args(["--options", &options]);
        });
    }

    /// Stops the server as a failure would: nobody is waited for.
    pub(crate) fn stop(&self) {
        self.run("pg_ctl", |command| {
            command
                .args(["stop", "--mode=immediate", "--silent", "--pgdata"])
                .arg(self.data());
        });
    }

    /// Makes an empty database and tells its URL.
    pub(crate) fn database(&self, name: &str) -> String {
        self.run("createdb", |command| {
            command
                .arg("--host")
                .arg(self.folder.path())
                .args(["--username", USER, name]);
        });
        self.url(name)
    }

    /// The URL of a database.
    pub(crate) fn url(&self, name: &str) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://{USER}@{socket}/{name}")
    }

    /// Stops it at once, as a power cut would, and starts it again.
    #[allow(dead_code, reason = "only some tests crash it")]
    pub(crate) fn crash(&self) {
        let log = self.data().with_extension("log");
        self.run("pg_ctl", |command| {
            command
                .args(["restart", "--mode=immediate", "--wait", "--silent", "--log"])
                .arg(log);
            command.arg("--pgdata").arg(self.data());
        });
    }

    /// Kills the processes that serve one database, and so makes the server recover.
    #[allow(dead_code, reason = "only some tests kill them")]
    pub(crate) fn kill_backends(&self, database: &str) {
        let lock = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let server = format!("PPid:\t{}\n", lock.lines().next().unwrap());
        for process in std::fs::read_dir("/proc").unwrap().flatten() {
            let read = |name: &str| std::fs::read_to_string(process.path().join(name)).unwrap_or_default();
            let serves = read("cmdline").contains(&format!(" {database} ")) && read("status").contains(&server);
            if serves {
                // One that ended meanwhile is as good as killed.
                let _killed = Command::new("kill")
                    .arg("-KILL")
                    .arg(process.file_name())
                    .output()
                    .unwrap();
            }
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: impl FnOnce(&mut Command)) {
        let mut command = Command::new(self.programs.join(program));
        arguments(&mut command);
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        let log = self.folder.path().join(format!("{program}.out"));
        let output = std::fs::File::create(&log).unwrap();
        let command = command
            .current_dir(self.folder.path())
            .env_remove("PGHOST")
            .stdin(Stdio::null())
            // A file and not a pipe: the server keeps it open after pg_ctl has ended.
            .stdout(output.try_clone().unwrap())
            .stderr(output);
        let status = command.status().unwrap();
        assert!(
            status.success(),
            "{program}: {}",
            std::fs::read_to_string(&log).unwrap()
        );
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The folder of `initdb`: on `PATH`, or the newest that Debian installed.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(versions) = std::fs::read_dir(DEBIAN) {
        let mut versions: Vec<PathBuf> = versions.flatten().map(|entry| entry.path().join("bin")).collect();
        versions.sort();
        folders.extend(versions.into_iter().rev());
    }
    let complete = |folder: &Path| {
        ["initdb", "pg_ctl", "createdb"]
            .iter()
            .all(|name| folder.join(name).is_file())
    };
    folders.into_iter().find(|folder| complete(folder))
}

/// The user and group to run as when we are root.
fn owner() -> Option<(u32, u32)> {
    if number("-u", None)? != 0 {
        return None;
    }
    Some((number("-u", Some(USER))?, number("-g", Some(USER))?))
}

fn number(flag: &str, user: Option<&str>) -> Option<u32> {
    let output = Command::new("id").arg(flag).args(user).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
