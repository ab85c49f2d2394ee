"""Run one program, and tell how long it took and how much memory it and its children had."""

import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

PATIENCE_S = 900
SAMPLE_S = 0.2


class Failed(Exception):
    """A program did not do its work; the text is the reason that it gave."""


@dataclass
class Run:
    output: str
    seconds: float
    peak_mb: float


def family(pid):
    """A process and all that descend from it."""
    members = [pid]
    for member in members:
        try:
            for task in os.listdir(f"/proc/{member}/task"):
                with open(f"/proc/{member}/task/{task}/children", encoding="ascii") as file:
                    members += map(int, file.read().split())
        except OSError:
            continue
    return members


def proportional_kb(pid):
    """Memory of a process, where a page that several share is divided among them."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


class Watch(threading.Thread):
    """Samples the memory of a family of processes until it is stopped."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid = pid
        self.peak_kb = 0
        self.over = threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(SAMPLE_S):
            self.peak_kb = max(self.peak_kb, sum(map(proportional_kb, family(self.pid))))


def stop_rest(group):
    """End what a program has left behind."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run(command, environment, watched=False):
    """Run a command to its end. Its memory is the sampled peak of the family, or the exact one of
    the first process if that is more, as it is for all that have one process."""
    begin = time.monotonic()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment,
                                   start_new_session=True)
        watch = Watch(process.pid) if watched else None
        killer = threading.Timer(PATIENCE_S, os.killpg, (process.pid, signal.SIGKILL))
        killer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - begin
        finally:
            killer.cancel()
            stop_rest(process.pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        if watch:
            watch.over.set()
            watch.join()
        for file in (output, errors):
            file.seek(0)
        if process.returncode != 0:
            if seconds >= PATIENCE_S:
                raise Failed(f"not ready after {PATIENCE_S} s")
            said = errors.read().strip().splitlines() or ["it said nothing"]
            # Python tells the error last, Node.js and Java before the trace.
            reason = next((line for line in said if re.match(r"(\w+\.)*\w*(Error|Exception)\b", line)), said[-1])
            raise Failed(f"status {process.returncode}: {reason}")
        peak_kb = max(usage.ru_maxrss, watch.peak_kb if watch else 0)
        return Run(output.read(), seconds, peak_kb / 1024)
