import { randomBytes } from 'node:crypto';
import type { IgnoreChoice } from '../../config/choice.ts';
import { readIgnore } from '../../config/ignore.ts';
import type { Context } from '../../model/context.ts';
import type { InputError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { OptionProblem } from '../../model/mistakes.ts';
import type { OutputMode } from '../../model/output-mode.ts';
import { type SystemCode, systemCodeOf } from '../../model/system-code.ts';
import { shownLines, textOf, textOptionsFor } from '../../report/blocks.ts';
import { startLines } from '../../report/sandbox-lines.ts';
import type { Controls } from '../../sandbox/controls.ts';
import { createInspector } from '../../sandbox/inspector.ts';
import { isLoopback } from '../../sandbox/listen.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { Store } from '../../sandbox/store.ts';
import { keptCertificate } from './certificate.ts';
import { createForwarder } from './forwarding.ts';
import type { SandboxChoice } from './options.ts';
import { createRecorder } from './recorder.ts';
import { badForm } from './refused.ts';
import { RequestLog } from './request-log.ts';

/** How a sandbox was asked for. */
export interface SandboxRun {
  choice: SandboxChoice;
  ignore: IgnoreChoice;
}

/** A sandbox that runs, with all that watches it. */
export interface OpenSandbox {
  url: string;
  /** The page; with the token where one is needed. */
  page: string;
  /** The certificate to trust. */
  certificate?: string;
  store: Store;
  /** What is worth a warning. */
  findings: Finding[];
  /** Says on stderr where it is. */
  tellStart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a sandbox with its store, its page and its log, which `tells` of every request. Throws InputError for what it cannot do: listen there, use that
 * certificate.
 */
export async function openSandbox(
  { choice, ignore }: SandboxRun,
  context: Context,
  output: OutputMode,
  { tells }: { tells: boolean },
): Promise<OpenSandbox> {
  const { host, tls, tlsNames, keep, fault, noRedact } = choice;
  const store = new Store(keep, await readIgnore(ignore, context));
  const isOpen = host !== undefined && !isLoopback(host);
  const token = isOpen ? randomBytes(16).toString('hex') : undefined;
  const names = [...(host === undefined ? [] : [host]), ...tlsNames];
  const certificate = tls === undefined ? undefined : await keptCertificate(tls, names, context);
  const recorder = choice.record === undefined ? undefined : await createRecorder(choice.record, context);
  const forwarder = choice.forward && (await createForwarder(choice.forward, choice.prefix, context));
  const text = await textOptionsFor(undefined, context.stderr, output, context.env);
  const log = new RequestLog(store, { output, text, noRedact }, context);
  const scheme = certificate ? 'https' : 'http';
  const server = await startSandbox({
    port: choice.port,
    ...(host !== undefined && { host }),
    prefix: choice.prefix,
    now: context.now,
    latencyMs: choice.latencyMs,
    log: (received) => void store.add(received),
    ...(fault && { fault }),
    ...(forwarder && { forward: forwarder.forward }),
    ...(certificate && { tls: certificate }),
    inspector: (controls: Controls, url) => {
      if (tells) log.start(controls.api);
      const failed = (code: SystemCode): void => log.say(lostRecord(choice, code));
      recorder?.start(store, { noRedact, url, failed });
      return createInspector({
        ...controls,
        store,
        guard: { names, token, scheme },
        url,
        version: context.toolVersion,
        ...(forwarder && { forward: forwarder.endpoint }),
      });
    },
  }).catch((error: unknown) => {
    throw cannotListen(choice, systemCodeOf(error));
  });
  const url = `${server.url}${choice.prefix}`;
  const page = `${server.url}/${token === undefined ? '' : `?token=${token}`}`;
  const findings: Finding[] = isOpen
    ? [{ code: 'sandbox-open', severity: 'warning', args: { host, tls: certificate !== undefined } }]
    : [];
  return {
    url,
    page,
    ...(certificate && { certificate: certificate.path }),
    store,
    findings,
    tellStart: async () => {
      if (output.json || output.quiet) return;
      const isWanted = text.terminal || token !== undefined || forwarder !== undefined;
      const lines = [
        ...shownLines(findings, text),
        ...(isWanted
          ? startLines({ page, certificate: certificate?.path, forward: forwarder?.endpoint }, text)
          : []),
      ];
      await context.stderr.write(textOf(lines)).catch(() => {});
    },
    close: async () => {
      forwarder?.close();
      await server.close();
      recorder?.close();
      await log.stop();
    },
  };
}

function lostRecord({ record = '' }: SandboxChoice, reason: SystemCode): Finding {
  return { code: 'report-not-written', severity: 'warning', args: { name: record, reason } };
}

function cannotListen({ host, port }: SandboxChoice, code: SystemCode): InputError {
  const reason: OptionProblem =
    code === 'EADDRINUSE' ? { problem: 'port-taken' } : { problem: 'system', code };
  const isAddress = ['EADDRNOTAVAIL', 'EINVAL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
  return isAddress && host !== undefined
    ? badForm('--host', 'own-address', host, { problem: 'system', code })
    : badForm('--port', 'free-port', `${port}`, reason);
}
