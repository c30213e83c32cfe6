import { describe, expect, test } from 'vitest';
import { hasProgram, run } from '../helpers/cli.ts';
import { tempDirectory } from '../helpers/temp.ts';

/** A config whose `config show` is far more than a pipe holds (64 KiB). */
const MANY = 5000;
const files = {
  '.mediarc': JSON.stringify({
    params: Object.fromEntries(Array.from({ length: MANY }, (_, at) => [`media.p${at}`, `value ${at}`])),
  }),
};

/** Runs `config show` with stdout on a pipe that was made non-blocking, and reads it slowly. */
const NON_BLOCKING = `
import fcntl, os, select, subprocess, sys
r, w = os.pipe()
fcntl.fcntl(w, fcntl.F_SETFL, fcntl.fcntl(w, fcntl.F_GETFL) | os.O_NONBLOCK)
child = subprocess.Popen([os.environ['NODE'], os.environ['BIN'], 'config', 'show'], stdout=w)
os.close(w)
out = b''
while True:
    select.select([], [], [], 0.01)  # time.sleep fails where the clock is faked
    chunk = os.read(r, 8192)
    if not chunk:
        break
    out += chunk
sys.stdout.buffer.write(out)
sys.exit(child.wait())
`;

describe('an output larger than a pipe', () => {
  test('arrives whole at a slow reader', async () => {
    const cwd = tempDirectory(files);
    const shell = '"$NODE" "$BIN" config show | { sleep 0.3; cat; }';
    const { stdout } = await run([], { cwd, shell });
    expect(stdout.match(/^params\.media\.p\d+ /gm)).toHaveLength(MANY);
  });

  test('arrives whole through a pipe that does not block', async ({ skip }) => {
    if (!hasProgram('python3')) return skip('python3 is not on this machine');
    const cwd = tempDirectory(files);
    const { stdout, code } = await run([], {
      cwd,
      env: { SCRIPT: NON_BLOCKING },
      shell: 'python3 -c "$SCRIPT"',
    });
    expect(code).toBe(0);
    expect(stdout.match(/^params\.media\.p\d+ /gm)).toHaveLength(MANY);
  });

  test('a reader that leaves early ends it without a word', async () => {
    const cwd = tempDirectory(files);
    const { stdout, stderr } = await run([], {
      cwd,
      shell: '{ "$NODE" "$BIN" config show; echo "code $?" >&2; } | head -n 1',
    });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('code 0\n');
  });
});
