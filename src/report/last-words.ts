import { exitCode } from '../model/exit-codes.ts';
import { type Result, sessionOf } from '../model/result.ts';
import { safeJson, sanitize } from './sanitize.ts';

/** A result in as few words as it can be told with: for stdout with --json, for stderr, and the exit code. */
export interface LastWords {
  json: string;
  text: string;
  code: number;
}

/**
 * Reports a result in short after the full report has failed. Uses only what is loaded already, since loading may be what
 * failed, and of the result only its sessions and its reason.
 */
export function lastWords(result: Result): LastWords {
  const { command, error } = result;
  const runs = 'runs' in result ? result.runs : undefined;
  const known = error?.code ?? 'internal';
  const code = exitCode(
    known === 'internal-after-start' ? 'follow-up-failed' : known === 'internal' ? 'internal' : 'input',
  );
  const id = error?.args?.['id'];
  const reason = error?.args?.['thrown'] ?? result.findings.map((finding) => finding.code).join(', ');
  const whose = id === undefined ? '' : `Session ${id} was started, but then `;
  const message = `${whose}media-session failed: ${reason}.`;
  const part = (one: Result, failed: boolean): object => ({
    ok: !failed,
    exitCode: failed ? code : 0,
    session: sessionOf(one) ?? null,
    sent: one.sent,
    http: null,
    request: null,
    findings: [],
    ignored: {},
    error: failed ? { code: known, message, fix: '' } : null,
  });
  const all = runs?.map((run) => ({ profile: run.profile, ...part(run.result, false) }));
  const document = { schemaVersion: 1, command, ...part(result, true), ...(all && { runs: all }) };
  return { json: `${safeJson(document, 2)}\n`, text: `error: ${sanitize(message)} [${known}]\n`, code };
}
