"""
trial: a private installation for a test, made by deploy/cluster.sh, with faults on demand.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FROM, TO = "2023-01-01", "2023-12-25"
MAY = "dossiers,catalogue,organisation,figures"


def build_folder():
    """The build whose programs are tried; CMake says which."""
    return os.environ.get("THUOCDO_BUILD", str(ROOT / "build" / "release"))


class Trial:
    def __init__(self, build=None):
        self.build = build or build_folder()
        self.folder = tempfile.mkdtemp(prefix="thuocdo-test.", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.place = pathlib.Path(self.folder) / "trial"
        self.environment = None

    def __enter__(self):
        try:
            self.shell("place_open; place_start")
        except BaseException:
            self.remove()
            raise
        printed = self.shell("place_environment; env -0")
        self.environment = dict(
            line.split("=", 1) for line in printed.split("\0") if "=" in line)
        return self

    def __exit__(self, kind, *rest):
        if kind:
            self.print_logs()
        self.remove()

    def remove(self):
        self.shell("if [ -e \"$DIR/$MARK\" ]; then place_paths; place_remove; fi", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def print_logs(self):
        for log in sorted((self.place / "logs").glob("*.log")):
            print(f"---- {log.name}", *log.read_text(errors="replace").splitlines()[-25:], sep="\n")

    def shell(self, commands, check=True):
        script = (f"set -eu; ROOT='{ROOT}'; DIR='{self.place}'; BUILD='{self.build}'; "
                  f". \"$ROOT/deploy/cluster.sh\"; {commands}")
        done = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        if check and done.returncode:
            raise AssertionError(f"{commands}: status {done.returncode}\n"
                                 f"{done.stdout}\n{done.stderr}")
        return done.stdout

    # ---- the tool ----

    def start(self, *arguments, **options):
        return subprocess.Popen(["thuocdo", *arguments], env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(self, *arguments, status=0):
        done = subprocess.run(["thuocdo", *arguments], env=self.environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert done.returncode == status, \
            f"thuocdo {' '.join(arguments)}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def ask(self, *arguments):
        return self.run(*arguments).stdout

    def add_source(self, name="binhdinh", units="H08", may=MAY):
        self.run("source", "add", name, "--kind", "provincial", "--units", units, "--may", may)

    def send(self, *files, source="binhdinh", status=0, **options):
        extra = [f"--{name}" for name, on in options.items() if on]
        return self.run("send", *map(str, files), "--source", source, "--quiet", *extra,
                        status=status)

    def wait(self):
        self.run("wait", "--timeout", "10m")

    def report(self, form, *more):
        text = self.ask("report", form, "--from", FROM, "--to", TO, "--format", "json", *more)
        return without_as_of(text)

    def recount(self):
        assert " 0 differences" in self.ask("recount")

    def ledger(self, source="binhdinh"):
        return next(row for row in self.status()["ledger"] if row["source"] == source)

    def status(self):
        return json.loads(self.ask("status", "--format", "json"))

    def query(self, sql):
        return subprocess.run(["psql", "-X", "-A", "-t", "-c", sql], env=self.environment,
                              text=True, check=True, stdout=subprocess.PIPE).stdout.strip()

    def as_owner(self, sql):
        """Runs statements as the schema's owner: what no role of a service may do."""
        url = pathlib.Path(self.environment["THUOCDO_DATABASE_FILE"]).read_text().strip()
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, url],
                       env=self.environment, check=True)

    def second(self, service, **settings):
        """Another process of a service, as the same user, with some settings of its own."""
        lines = self.shell(f"place_paths; service_settings {service}").splitlines()
        environment = {"PATH": "/usr/bin:/bin", **dict(line.split("=", 1) for line in lines)}
        environment.update({name: text.replace("{sockets}", str(self.place / "sockets"))
                            for name, text in settings.items()})
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] \
            if os.geteuid() == 0 else []
        log = open(self.place / "logs" / f"second-{service}.log", "wb")
        with log:
            return subprocess.Popen([*user, self.place / "bin" / f"thuocdo-{service}"],
                                    env=environment, stderr=log, cwd="/")

    # ---- faults ----

    def kill(self, service):
        pid = int((self.place / "pids" / service).read_text())
        os.kill(pid, signal.SIGKILL)
        while self.alive(pid):
            time.sleep(0.01)

    @staticmethod
    def alive(pid):
        try:
            stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return False
        return stat.rsplit(")", 1)[1].split()[0] != "Z"

    def kill_database(self):
        pid = int((self.place / "database" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        while self.alive(pid):
            time.sleep(0.01)

    def restart(self, what):
        if what == "database":
            # Its backends may live a moment longer than the postmaster, and hold its memory.
            for _ in range(60):
                try:
                    return self.shell("place_paths; cluster_start")
                except AssertionError:
                    time.sleep(0.5)
            raise AssertionError("PostgreSQL does not start again")
        else:
            return self.shell(f"place_paths; service_start {what}")


def without_as_of(text):
    """The bytes of a report with `as_of` taken out, which says when it was asked for."""
    start = text.index('"as_of"')
    end = text.index("}", start) + 1
    assert text[end] == ","
    return text[:start] + text[end + 1:].lstrip()


def year():
    """A simulated year, made once for all the tests of a build; THUOCDO_AGENCIES plays fewer."""
    agencies = os.environ.get("THUOCDO_AGENCIES")
    folder = pathlib.Path(build_folder()) / "tests" / "system" / f"year-{agencies or 'whole'}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        tool = pathlib.Path(build_folder()) / "services" / "thuocdo" / "thuocdo"
        extra = ["--agencies", agencies] if agencies else []
        subprocess.run([tool, "simulate", str(folder), *extra], check=True,
                       env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
        (folder / "done").touch()
    return folder
