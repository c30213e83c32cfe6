import { SETTINGS } from '../config/settings.ts';
import type { UsageNote } from '../model/mistakes.ts';
import { table } from '../model/table.ts';

/**
 * What people type who know other tools, and what they mean by it here: the one table of meanings, by kind. What is only
 * misspelled is found by its spelling and stands nowhere here.
 */
export interface Meanings {
  /** Options of ours in order of preference: the first one that the command has is meant. */
  options: Readonly<Record<string, readonly string[]>>;
  /** Options whose value says what is meant, such as `-o json`. */
  formats: readonly string[];
  /** What the value of such an option comes to; a file name goes by its end. */
  formatValues: Readonly<Record<string, readonly string[]>>;
  /** Commands as they are to be typed after `media-session`. */
  commands: Readonly<Record<string, readonly string[]>>;
  /** The same of the commands of a family, by its name. */
  families: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Event types. */
  events: Readonly<Record<string, string>>;
  /** What nothing here does, and why; what one command does not do, by the last word of its name. */
  notes: { options: Readonly<Record<string, UsageNote>>; commands: Readonly<Record<string, UsageNote>> };
}

type Row<T> = readonly [words: string, meaning: T];

/** Several words with one meaning. */
function all<T>(...rows: readonly Row<T>[]): Readonly<Record<string, T>> {
  return table(
    Object.fromEntries(rows.flatMap(([words, meaning]) => words.split(' ').map((word) => [word, meaning]))),
  );
}

/** Names as options: `rsid suite` becomes `--rsid --suite`. */
function flagsOf(names: string): string {
  return names.replace(/\S+/g, (name) => `--${name}`);
}

const SEND_EVENT = 'event <session-id>';

/** See {@link Meanings}. */
export const MEANINGS: Meanings = {
  options: all(
    ...SETTINGS.map(({ names, flag }): Row<readonly string[]> => [flagsOf(names), [flag]]),
    ['--ecid --mid --mcid --marketing-cloud-id --experience-cloud-id', ['--marketing-cloud-user-id']],
    ['--vid --visitor --user-id', ['--visitor-id']],
    ['--media-id --video-id --content-id --asset', ['--id']],
    ['--title --media-name --video-name', ['--name']],
    ['--duration --media-length', ['--length']],
    ['--type --media-type --kind', ['--content-type']],
    ['--player', ['--player-name']],
    ['--series', ['--show']],
    ['--position --offset --seconds --current-time', ['--playhead']],
    ['--time --timestamp --date', ['--ts']],
    ['--data --data-raw --data-binary -d --payload --json-body --json-file --content', ['--body', '--from']],
    ['--file -f --input --in --stdin', ['--body', '--from']],
    ['--capture --replay --har-in --from-har --from-curl', ['--from']],
    ['--meta --metadata --custom-metadata --context-data', ['--custom']],
    ['--set --field -F', ['--param', '--custom']],
    ['--quality --qos', ['--qoe']],
    ['--debug --trace --verbosity --log --loud --vv --details --show-headers', ['--verbose']],
    ['--silent --no-warnings --no-output -s', ['--quiet']],
    ['--dryrun --dry --noop --no-op --no-send --simulate --preview --print --print-body -n', ['--dry-run']],
    ['--as-curl --to-curl --print-curl --export-curl', ['--curl']],
    ['--mock --fake --local --offline --stub --emulate', ['--sandbox']],
    ['--sandbox-url --sandbox-endpoint --mock-url', ['--endpoint']],
    ['--env --environment -e --stage --account --context', ['--profile']],
    ['--all --every-profile', ['--all-profiles']],
    ['--conf --config-file --config-path --rcfile --rc --settings -c', ['--config']],
    ['-m -t', ['--timeout']],
    ['--xunit --xml --test-report', ['--junit']],
    ['--html --markdown --md --page', ['--report']],
    ['--save-har --har-out --export-har', ['--har']],
    ['--env-file --env-out', ['--dotenv']],
    ['--actions --github-actions --gha --ci', ['--github']],
    ['--force --skip-validation --skip-check --no-check --no-validation --unchecked', ['--no-validate']],
    ['--allow-extra --additional-properties --lenient --loose', ['--allow-unknown']],
    ['--test --smoke-test --test-data --sample', ['--smoke']],
    ['--close --finish --stop --auto-end --end-session', ['--end', '--complete']],
    ['--completed --played', ['--complete']],
    ['--listen -p', ['--port']],
    ['--delay --slow', ['--latency']],
    ['--error --fail --status --break --chaos', ['--fault']],
    ['--https --ssl', ['--tls', '--enable-ssl']],
    ['--fail-on-warnings --fail-on-warning --werror --pedantic --max-warnings', ['--strict']],
    ['--suppress --disable --exclude --skip --rule --allow', ['--ignore']],
    ['--colour --colors --ansi', ['--color']],
    ['--plain --no-colors --no-ansi --monochrome --bw', ['--no-color']],
    ['--raw --show-secrets --unredacted --no-mask --no-redaction', ['--no-redact']],
    ['--live-schema --online --remote', ['--live']],
    ['-v --ver', ['--version']],
    ['-? --usage --man', ['--help']],
  ),
  formats: ['-o', '--output', '--format', '--output-format', '--out', '--reporter', '--as', '--export'],
  formatValues: all(
    ['json jsonl ndjson', ['--json']],
    ['har', ['--har <file>']],
    ['junit xml xunit', ['--junit <file>']],
    ['html htm page md markdown', ['--report <file>']],
    ['dotenv env', ['--dotenv <file>']],
    ['github annotations', ['--github']],
    ['curl', ['--curl']],
  ),
  commands: all(
    ['validate lint verify dry-run dryrun', ['check']],
    ['init setup configure create-config', ['config init']],
    ['settings show-config whoami', ['config show']],
    ['test smoke smoke-test try', ['start --smoke']],
    ['begin create open new session sessionStart sessionstart run', ['start']],
    ['send post track emit', [`${SEND_EVENT} <type>`]],
    ['ping heartbeat', [`${SEND_EVENT} ping`, 'doctor']],
    ['stop close finish quit sessionEnd sessionend', ['end <session-id>']],
    ['complete sessionComplete sessioncomplete', ['end <session-id> --complete']],
    ['mock server serve listen fake stub emulator simulator devserver', ['sandbox']],
    ['status health connect diagnose network preflight', ['doctor']],
    ['analyze analyse inspect debug har read parse decode capture report reports', ['explain <file>']],
    ['replay resend repeat', ['start --from <file>', 'play --from <file>']],
    ['simulate rehearse scenario scenarios', ['play']],
    ['show list ls get', ['config show', 'schema show']],
    ['log logs', ['explain <file>']],
    ['batch offline upload download', ['downloaded <file>']],
    ['schemas spec', ['schema show']],
    ['diff compare drift', ['schema diff']],
    ['codes errors findings', ['help findings']],
    ['events', [`${SEND_EVENT} <type>`, 'help events']],
    ...['options', 'params', 'faults', 'environment', 'exit-codes'].map(
      (topic): Row<readonly string[]> => [topic, [`help ${topic}`]],
    ),
    ['topics', ['help']],
    ['autocomplete completions complete-shell', ['completion <shell>']],
    ['curl', ['start --curl']],
    ['version', ['--version']],
    ['man usage docs', ['help']],
    ['profiles', ['config show --all-profiles']],
  ),
  families: table({
    config: all(
      ['get list ls view print dump cat', ['config show']],
      ['where file find which', ['config path']],
      ['create new generate write make', ['config init']],
      ['validate check test lint', ['config show --strict']],
      ['schema', ['schema show config']],
    ),
    schema: all(
      ['get print list ls dump view cat', ['schema show']],
      ['compare check drift verify', ['schema diff']],
      ['config mediarc', ['schema show config']],
    ),
  }),
  events: all(
    ['pause paused pausestart seek seekStart seeking', 'pauseStart'],
    ['resume unpause playing continue seekComplete bufferEnd bufferComplete pauseEnd pauseComplete', 'play'],
    ['buffer buffering stall rebuffer waiting', 'bufferStart'],
    ['heartbeat keepalive keep-alive beat progress tick timeupdate', 'ping'],
    ['complete completed finished contentComplete', 'sessionComplete'],
    ['end ended stop stopped close quit', 'sessionEnd'],
    ['bitrate quality bitratechange', 'bitrateChange'],
    ['ad ad-start advert', 'adStart'],
    ['adEnd adStop adFinish ad-complete', 'adComplete'],
    ['adBreak break pod podStart midroll preroll', 'adBreakStart'],
    ['adBreakEnd breakEnd podEnd podComplete', 'adBreakComplete'],
    ['chapter', 'chapterStart'],
    ['chapterEnd', 'chapterComplete'],
    ['fail failure exception', 'error'],
    ['state', 'stateStart'],
  ),
  notes: {
    options: all<UsageNote>(
      [
        '--insecure -k --no-verify-ssl --no-check-certificate --allow-insecure --skip-tls --no-tls',
        'certificates',
      ],
      [
        '--token --access-token --api-key --apikey --key --secret --client-id --client-secret',
        'no-credentials',
      ],
      ['--user -u --username --password --auth --authorization --bearer --jwt --oauth', 'no-credentials'],
      ['--header --headers -H --method --request -X', 'request-fixed'],
      ['--proxy -x --http-proxy --https-proxy --noproxy', 'proxy'],
      ['--location -L --follow --follow-redirects --max-redirs', 'redirects'],
      ['--interactive -i --yes -y --no-input --prompt', 'no-prompts'],
      ['--no-telemetry --telemetry --no-update-check', 'no-telemetry'],
      ['--http2 --http3 --http1.1', 'http-version'],
      ['init:--force init:-f init:--overwrite', 'no-overwrite'],
    ),
    commands: all<UsageNote>(
      ['login logout auth signin authenticate token', 'no-login'],
      [
        'config:set config:edit config:add config:unset config:remove config:rm config:delete',
        'config-by-hand',
      ],
      ['update upgrade self-update', 'no-update'],
    ),
  },
};
