import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { wholeProgram } from '../../src/cli/read.ts';
import type { Verb } from '../../src/cli/verb.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { hasProgram, run } from '../helpers/cli.ts';
import { fakeContext } from '../helpers/context.ts';
import { type Desk, desk } from '../helpers/desk.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { readJunit } from '../helpers/xml.ts';

const PAGES = ['README.md', 'docs/ci.md']
  .map((page) => readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8'))
  .join('\n');
const ID = /^[0-9a-f]{64}$/;

/** The recipes of README and docs by name, each the text of its code block. */
const RECIPES = new Map(
  [...PAGES.matchAll(/<!-- recipe: (\S+) -->\n```(?:sh|yaml)\n([\s\S]*?)```/g)].map(
    ([, name = '', text = '']) => [name, text],
  ),
);

function recipe(name: string): string {
  const text = RECIPES.get(name);
  if (text === undefined) throw new Error(`no page has the recipe ${name}`);
  return text;
}

const bash = hasProgram('bash');

/** npm asks nobody for a newer npm. */
const NPM = { npm_config_update_notifier: 'false' };

/** A project whose test suite plays a clip, and leaves its sessionComplete out if FORGETS is set. */
function playerSuite({ cwd }: Desk): void {
  const suite = `
    const url = process.env.PLAYER_ENDPOINT ?? process.env.MEDIA_SESSION_ENDPOINT;
    const { params } = JSON.parse(require('node:fs').readFileSync('body.json', 'utf8'));
    const begin = Date.now();
    const post = (path, eventType, seconds, more) => {
      const playerTime = { playhead: Math.floor(seconds), ts: begin + seconds * 1000 };
      return fetch(url + path, { method: 'POST', body: JSON.stringify({ eventType, playerTime, ...more }) });
    };
    (async () => {
      const session = (await post('/api/v1/sessions', 'sessionStart', 0, { params })).headers.get('location');
      const send = (eventType, seconds) => post(session + '/events', eventType, seconds);
      await send('play', 0.1);
      for (const seconds of [10, 20, 30, 40, 50]) await send('ping', seconds);
      if (!process.env.FORGETS) await send('sessionComplete', 60);
      await send('sessionEnd', 60.1);
    })();
  `;
  writeFileSync(join(cwd, 'suite.cjs'), suite);
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ scripts: { test: 'node suite.cjs' } }));
}

describe.skipIf(!bash)(`recipes of README and docs${bash ? '' : ' (bash is not on this machine)'}`, () => {
  test('every one is run here', () => {
    expect([...RECIPES.keys()].sort()).toEqual(
      ['github', 'gitlab', 'har', 'life', 'nightly', 'play', 'player', 'profiles', 'shell'].sort(),
    );
  });

  test('shell: a success, and each failure', async () => {
    const at = await desk();
    const text = recipe('shell');
    const good = await run([], { cwd: at.cwd, env: { ...at.env, SCRIPT: text }, shell: 'sh -c "$SCRIPT"' });
    expect([good.code, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toMatch(/^session [0-9a-f]{64}\n$/);
    const env = { ...at.env, SCRIPT: text, MEDIA_SESSION_ENDPOINT: 'http://127.0.0.1:1' };
    const away = await run([], { cwd: at.cwd, env, shell: 'sh -ec "$SCRIPT"' });
    expect([away.code, away.stdout]).toEqual([6, '']);
    expect(away.stderr).toMatch(/\nnothing was sent: try again later\n$/);
    const { url } = await rawServer({ answer: (socket) => socket.destroy() });
    const lost = { ...env, MEDIA_SESSION_ENDPOINT: url };
    const unknown = await run([], { cwd: at.cwd, env: lost, shell: 'sh -ec "$SCRIPT"' });
    expect([unknown.code, unknown.stdout]).toEqual([7, '']);
    expect(unknown.stderr).toMatch(/\nno verdict: a session may exist\n$/);
    const wrong = { ...env, MEDIA_SESSION_ENDPOINT: '<your-collection-api-host>' };
    expect((await run([], { cwd: at.cwd, env: wrong, shell: 'sh -ec "$SCRIPT"' })).code).toBe(2);
  });

  test('life: every step succeeds', async () => {
    const outcome = await (await desk()).bash(recipe('life'));
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout.trim()).toMatch(ID);
  });

  test('player: a suite whose player is right, and one whose player is not', async () => {
    const at = await desk();
    playerSuite(at);
    const good = await at.bash(recipe('player'), NPM);
    expect([good.code, good.stderr, good.stdout]).toEqual([
      0,
      '',
      expect.stringContaining('Content completes'),
    ]);
    const bad = await at.bash(recipe('player'), { ...NPM, FORGETS: '1' });
    expect(bad.code).toBe(2);
    expect(bad.stdout).toContain('Session 1: contentCompletes is 0, not 1.');
    expect(bad.stdout).toContain('[complete-missing]');
  });

  test('profiles', async () => {
    const at = await desk();
    const outcome = await at.bash(recipe('profiles'));
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout).toMatch(/^(staging|prod)\t[0-9a-f]{64}\n(staging|prod)\t[0-9a-f]{64}\n$/);
    const output = readJsonOutput({ ...outcome, stdout: at.read('sessions.json') });
    expect(output.runs?.map(({ profile }) => profile)).toEqual(['staging', 'prod']);
  });

  test('play: listed, tried, planned, and played with a content ID of its own', async () => {
    const at = await desk();
    const outcome = await at.bash(recipe('play'));
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout).toContain('timeline-1, view-to-end-of-content: 88 s');
    expect(outcome.stdout).toMatch(/content ID \(dimension Content\): proof-\d+\n/);
    expect(outcome.stdout.match(/15 of 15 expectations met\./g)).toHaveLength(3);
    expect(readJunit(at.read('play.xml')).length).toBeGreaterThan(20);
  });

  test('har: explained, shown, sent again', async () => {
    const at = await desk();
    const outcome = await at.bash(recipe('har'));
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout).toMatch(/^entry 1: .*: valid; answered 201: a session was created\n/);
    expect(outcome.stdout).toContain('"eventType":"sessionStart"');
    expect(outcome.stdout.trim().slice(-64)).toMatch(ID);
    expect(JSON.parse(at.read('ours.har')).log.entries[0].response.status).toBe(201);
  });
});

interface Step {
  name?: string;
  id?: string;
  run?: string;
  env?: Record<string, string>;
}

/** Runs the steps of a workflow as GitHub's runner does, but for those that fetch or install the program. */
async function workflow(at: Desk, text: string, vars: Record<string, string>) {
  const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> };
  const outputs: Record<string, string> = {};
  const printed: string[] = [];
  const fill = (value: string): string =>
    value.replace(/\$\{\{ (\S+) \}\}/g, (_all, name: string) => vars[name] ?? outputs[name] ?? '');
  for (const step of Object.values(jobs).flatMap((job) => job.steps)) {
    if (step.run === undefined || step.name === 'install') continue;
    const files = { GITHUB_OUTPUT: join(at.cwd, 'output'), GITHUB_STEP_SUMMARY: join(at.cwd, 'summary') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const given = Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)]);
    const env = { ...files, GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: at.cwd, ...Object.fromEntries(given) };
    const outcome = await at.bash(fill(step.run), env);
    printed.push(outcome.stdout);
    for (const line of at.read('output').split('\n').filter(Boolean)) {
      const [name = '', ...value] = line.split('=');
      outputs[`steps.${step.id}.outputs.${name}`] = value.join('=');
    }
    if (outcome.code !== 0) return { ...outcome, printed, outputs };
  }
  return { code: 0, stderr: '', printed, outputs };
}

describe.skipIf(!bash)(`workflows of the docs${bash ? '' : ' (bash is not on this machine)'}`, () => {
  test('github: the step output reaches the next step', async () => {
    const at = await desk();
    const { code, printed, outputs } = await workflow(at, recipe('github'), {
      'vars.REPORT_SUITE': 'ci-rsid',
    });
    const id = outputs['steps.start.outputs.session-id'];
    expect([code, id]).toEqual([0, expect.stringMatching(ID)]);
    expect(printed).toEqual([`${id}\n`, `session ${id}\n`]);
    expect(readJunit(at.read('media-session.xml'))).toHaveLength(1);
  });

  test('github: a wrong setting fails the job and is annotated in the config file', async () => {
    const at = await desk();
    const text = at.read('.mediarc').replace('analytics.example.com', '<your-tracking-server>');
    writeFileSync(join(at.cwd, '.mediarc'), text);
    const { code, stderr } = await workflow(at, recipe('github'), { 'vars.REPORT_SUITE': 'ci-rsid' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^::error file=\.mediarc,line=3,col=\d+,title=media-session%3A placeholder::/m);
  });

  test('gitlab: the ID in the dotenv report, the verdict in the JUnit report', async () => {
    const at = await desk();
    const { 'media-session': job } = parse(recipe('gitlab')) as Record<
      string,
      { script: string[]; artifacts: { reports: { dotenv: string; junit: string } } }
    >;
    const outcome = await at.bash(job?.script.join('\n') ?? '');
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    const { dotenv = '', junit = '' } = job?.artifacts.reports ?? {};
    expect(at.read(dotenv)).toBe(`MEDIA_SESSION_ID=${outcome.stdout}`);
    expect(readJunit(at.read(junit))).toHaveLength(1);
  });

  test('nightly: 0 when equal; a failure fails the job', async () => {
    const at = await desk();
    expect((await workflow(at, recipe('nightly'), {})).code).toBe(0);
    const gone = recipe('nightly').replace(
      'run: |',
      'env:\n          MEDIA_SESSION_ENDPOINT: 127.0.0.1:1\n        run: |',
    );
    expect((await workflow(at, gone, {})).code).toBe(6);
  });
});

/** Every example of the help, with the words of its command. */
async function examplesOfHelp(): Promise<(readonly [string, string])[]> {
  const below = (verb: Verb): Verb[] => [verb, ...verb.visible.flatMap(below)];
  return below(await wholeProgram(COMMANDS, fakeContext())).flatMap(({ path, definition }) =>
    (definition?.examples ?? [])
      .join('\n')
      .split(/(?<!\\)\n/)
      .filter(Boolean)
      .map((line) => [path, line] as const),
  );
}

const EXAMPLES = await examplesOfHelp();

describe.skipIf(!bash)(`examples of the help${bash ? '' : ' (bash is not on this machine)'}`, () => {
  const examples = EXAMPLES;

  test.each(examples.filter(([verb]) => verb !== 'sandbox'))('%s: %s', async (verb, line) => {
    const at = await desk();
    if (verb.startsWith('config') && line.includes('init')) rmSync(join(at.cwd, '.mediarc'));
    // The only tracking server that can be looked up without leaving this machine.
    const outcome = await at.bash(
      line,
      verb === 'doctor' ? { MEDIA_SESSION_TRACKING_SERVER: 'localhost' } : {},
    );
    expect([outcome.code, outcome.stderr.replace(/^note(?:\[[a-z-]+\])?: .*\n/, '')]).toEqual([0, '']);
  });

  const isCheck = (line: string): boolean => line.includes('--check');

  test.each(examples.filter(([, line]) => isCheck(line)))('%s: %s', async (_verb, line) => {
    const at = await desk();
    playerSuite(at);
    expect((await at.bash(line, NPM)).code).toBe(0);
  });

  const serving = examples.filter(([verb, line]) => verb === 'sandbox' && !isCheck(line));

  test.each(serving)('%s: %s', async (_verb, line) => {
    const at = await desk();
    const script = `${line} >url & for i in $(seq 100); do sleep 0.1; test -s url && break; done; kill $!; cat url`;
    expect((await at.bash(script)).stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
  });
});

test('.mediarc.example, with its placeholders replaced, starts a session', async () => {
  const at = await desk();
  const endpoint = JSON.parse(at.read('.mediarc')).endpoint as string;
  const example = readFileSync(new URL('../../.mediarc.example', import.meta.url), 'utf8');
  const filled = example
    .replace('<your-collection-api-host>', endpoint)
    .replace('<your-tracking-server>', 'analytics.example.com')
    .replace('<your-report-suite>', 'example-rsid')
    .replace('<your-org-id>', '0123456789ABCDEF01234567@AdobeOrg');
  const cwd = tempDirectory({ '.mediarc': filled });
  const outcome = await run(['start', '--smoke'], { cwd });
  expect([outcome.code, outcome.stderr]).toEqual([0, '']);
  // Every line that is only a suggestion is valid, too.
  const all = filled.replace(/^# (?=\s*\S+:(?: |$))/gm, '').replace('<your-staging-report-suite>', 'staging');
  const everything = tempDirectory({ '.mediarc': all, 'certificates/our-ca.pem': '' });
  const shown = readJsonOutput(
    await run(['config', 'show', '--json', '--profile', 'staging'], { cwd: everything }),
  );
  expect(shown.settings).toContainEqual(expect.objectContaining({ key: 'reportSuite', value: 'staging' }));
});
