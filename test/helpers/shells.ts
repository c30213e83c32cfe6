import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BIN, cleanEnvironment, hasProgram, NODE } from './cli.ts';
import { tempDirectory } from './temp.ts';

const TERMINAL = fileURLToPath(new URL('terminal.py', import.meta.url));
/** Unlike anything that is typed or printed. */
const PROMPT = 'prompt> ';
const LIMIT_MS = 60_000;

/** A working directory, and an environment in which `media-session` is on the PATH. */
export interface Playground {
  cwd: string;
  home: string;
  env: Record<string, string>;
}

/**
 * A place to complete in. There `media-session` is the built binary for `completion` and its answers, unless `answers`
 * gives others. Of any other call it shows the arguments, so that a test sees what a completed line would have run.
 */
export function playground(files: Readonly<Record<string, string>>, answers?: readonly string[]): Playground {
  const root = tempDirectory({ 'home/': '', 'bin/': '' });
  const cwd = tempDirectory({ '.git/': '', ...files });
  const real = `exec '${NODE}' '${BIN}' "$@"`;
  const answer = answers ? `cat <<'END'\n${answers.join('\n')}\nEND\nexit` : real;
  const launcher = `#!/bin/sh
case $1 in
completion) ${real} ;;
__complete) ${answer} ;;
esac
printf 'ARGS'
for arg; do printf '[%s]' "$arg"; done
printf 'END\\n'
`;
  writeFileSync(join(root, 'bin', 'media-session'), launcher);
  chmodSync(join(root, 'bin', 'media-session'), 0o755);
  const home = join(root, 'home');
  const path = `${join(root, 'bin')}:${process.env['PATH']}`;
  return {
    cwd,
    home,
    env: cleanEnvironment(home, { PATH: path, TERM: 'xterm', INPUTRC: '/dev/null', PS1: PROMPT }),
  };
}

/** Runs a shell's script without a terminal. */
export function inShell(argv: readonly string[], { cwd, env }: Playground) {
  const [program = '', ...args] = argv;
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  return { stdout, stderr, code: status };
}

/** What a line led to that was typed into a shell on a terminal. */
export interface Typed {
  /** The arguments with which `media-session` was then called. */
  args: string[];
  screen: string;
}

/** Types lines into an interactive shell, Enter after each, once `setup` has been run in it. */
export function typeInto(
  argv: readonly string[],
  { cwd, env }: Playground,
  setup: string,
  lines: readonly string[],
): Typed[] {
  // The marks are typed in two halves, so that the echo of what is typed is not taken for the output.
  const steps = [[`${setup}; echo REA""DY\n`, 'READY'], ...lines.map((line) => [`${line}\n`, ']END'])];
  const { stdout, stderr, status } = spawnSync('python3', [TERMINAL], {
    input: JSON.stringify({ argv, cwd, env, prompt: PROMPT, steps }),
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  const screens = stdout === '' ? [] : (JSON.parse(stdout) as string[]);
  if (status !== 0) throw new Error(`the terminal fell silent: ${screens.at(-1)}${stderr}`);
  return screens.slice(1).map((screen) => ({ args: argumentsIn(screen), screen }));
}

function argumentsIn(screen: string): string[] {
  const [, list = ''] = /ARGS\[(.*)\]END/.exec(screen) ?? [];
  return list.split('][');
}

/** Why a test that needs these programs cannot run here; undefined when it can. */
export function missing(...programs: readonly string[]): string | undefined {
  const absent = programs.filter((name) => !hasProgram(name));
  return absent.length > 0 ? `not installed: ${absent.join(', ')}` : undefined;
}
