"""
A copy of the tree, built without optimisation or sanitizers, in which one thing at a time is made
wrong. The tree itself is never touched.

What somebody has built once is kept: the next copy takes over only the files that differ.
"""
import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("CMakeLists.txt", "proto", "services", "tests", "deploy")
SILENT = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}


class Trouble(Exception):
    """The harness itself cannot go on: not a bug caught, not a bug missed."""


def files_of(tree):
    """Every file that a build may read, relative to the tree."""
    for name in SHIPPED:
        top = tree / name
        if top.is_file():
            yield Path(name)
        for path in sorted(top.rglob("*")) if top.is_dir() else ():
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(tree)


def copy_tree(source, target):
    wanted = set(files_of(source))
    for path in set(files_of(target)) - wanted:
        (target / path).unlink()
    for path in sorted(wanted):
        old, new = source / path, target / path
        if new.exists() and old.stat().st_mode == new.stat().st_mode and \
                old.read_bytes() == new.read_bytes():
            continue
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(old, new)


def run(command, seconds=None, **options):
    """Exit status and what was printed; status None when the time was up."""
    with subprocess.Popen(command, start_new_session=True, **{**SILENT, **options}) as process:
        try:
            printed, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            return None, b""
    return process.returncode, printed


class Workshop:
    def __init__(self, folder, jobs):
        self.tree, self.build, self.jobs = folder / "tree", folder / "build", jobs
        self.tests = {}

    def prepare(self):
        self.tree.mkdir(parents=True, exist_ok=True)
        copy_tree(ROOT, self.tree)
        self.must(["cmake", "-S", self.tree, "-B", self.build, "-G", "Ninja", "-Wno-dev",
                   "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_C_FLAGS=-O0 -g0",
                   "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"])
        told = self.must(["ctest", "--test-dir", self.build, "--show-only=json-v1"])
        # What is not built yet is told without its command.
        self.tests = {test["name"]: test.get("command") for test in json.loads(told)["tests"]}

    def must(self, command, **options):
        status, printed = run(command, **options)
        if status != 0:
            raise Trouble(f"{' '.join(map(str, command))}\n{printed.decode()}")
        return printed

    def programs(self, test):
        """What has to be built before a test can run."""
        if test not in self.tests:
            raise Trouble(f"{test}: no such test")
        if self.tests[test] is None:
            return [test.replace(".", "_") + "_test"]
        inside = str(self.build) + "/"
        return [part[len(inside):] for part in self.tests[test] if part.startswith(inside)]

    def make(self, targets):
        return run(["cmake", "--build", self.build, "-j", str(self.jobs), "--target", *targets])

    def test(self, name, seconds=300):
        """None when the test passes, else what it said."""
        status, printed = run(["ctest", "--test-dir", self.build, "--output-on-failure",
                               "-R", f"^{name}$", "--timeout", str(seconds)])
        return None if status == 0 else printed.decode(errors="replace")
