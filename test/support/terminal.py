"""Runs a program at a terminal of its own and answers it: argv is JSON {argv, cwd, env, steps: [[wait for, then type]]}.

Prints JSON {output, code, missing}: what the terminal showed, the exit code (128 + n after signal n), and the text that
never came.
"""
import json
import os
import pty
import select
import signal
import sys
import time

want = json.loads(sys.argv[1])
pid, master = pty.fork()
if pid == 0:
    os.chdir(want["cwd"])
    os.execve(want["argv"][0], want["argv"], want["env"])

shown = b""
seen = 0
missing = None
deadline = time.time() + want["seconds"]
steps = [(wait.encode(), keys.encode()) for wait, keys in want["steps"]]

while True:
    ready, _, _ = select.select([master], [], [], 0.05)
    if ready:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # the other side is closed
            chunk = b""
        if not chunk:
            break
        shown += chunk
    if steps and steps[0][0] in shown[seen:]:
        seen += shown[seen:].index(steps[0][0]) + len(steps[0][0])
        time.sleep(0.1)  # the prompt sets up its keys after it is drawn
        os.write(master, steps.pop(0)[1])
    if time.time() > deadline:
        missing = steps[0][0].decode() if steps else "the end"
        os.kill(pid, signal.SIGKILL)
        break

_, status = os.waitpid(pid, 0)
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
if steps and missing is None:
    missing = steps[0][0].decode()
print(json.dumps({"output": shown.decode("utf-8", "replace"), "code": code, "missing": missing}))
