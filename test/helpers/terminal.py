"""Types into a program on a terminal of its own; Node has no pseudo-terminals.

stdin: {"argv": [...], "cwd": "...", "env": {...}, "prompt": "...", "steps": [[text to type, text to wait for], ...]}
stdout: JSON list of what the terminal showed after each step. Exit 1: the awaited text did not come.

Each step also waits for the prompt behind the awaited text: until then the terminal itself edits what is typed.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

LIMIT_SECONDS = 20


def read_until(fd, wanted, prompt):
    shown = b""
    end = time.monotonic() + LIMIT_SECONDS
    while prompt.encode() not in shown.partition(wanted.encode())[2]:
        ready, _, _ = select.select([fd], [], [], max(0, end - time.monotonic()))
        try:
            chunk = os.read(fd, 65536) if ready else b""
        except OSError:
            chunk = b""
        if not chunk:
            return shown, False
        shown += chunk
    return shown, True


def main():
    job = json.load(sys.stdin)
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(job["cwd"])
        os.execvpe(job["argv"][0], job["argv"], job["env"])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
    screens = []
    done = True
    for text, wanted in job["steps"]:
        os.write(fd, text.encode())
        shown, done = read_until(fd, wanted, job["prompt"])
        screens.append(shown.decode(errors="replace"))
        if not done:
            break
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    json.dump(screens, sys.stdout)
    sys.exit(0 if done else 1)


main()
