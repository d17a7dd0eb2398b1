"""One question to a reporter, for the tests written in Python."""
import json
import os
import subprocess


class Refused(Exception):
    """The answer was no, or not yet."""

    def __init__(self, status, error):
        super().__init__(f"status {status}: {error}")
        self.status = status
        self.error = error


def text(question, **arguments):
    """The body; `begin` stands for the argument from, which is a word of Python."""
    names = {"begin": "from"}
    command = [os.environ["ASK"], os.environ["REPORTER_LISTEN"], question]
    command += [f"{names.get(name, name)}={value}" for name, value in arguments.items()]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise Refused(answer.returncode, answer.stderr.strip())
    return answer.stdout


def value(question, **arguments):
    return json.loads(text(question, format="json", **arguments))


def rows(statement):
    """What PostgreSQL says to the reader role, as lists of texts."""
    answer = subprocess.run(["psql", "-q", "-A", "-t", "-F", "\t", "-U", "thuocdo_reader", "-c",
                             statement], capture_output=True, text=True, check=True)
    return [line.split("\t") for line in answer.stdout.splitlines()]
