import type { SettingsOptions } from '../cli/options.ts';
import { lookupHost } from '../client/lookup.ts';
import { targetOf } from '../client/socket.ts';
import type { Exchange, Stage } from '../client/types.ts';
import { missingSettings, resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import { clockSkew } from '../diagnosis/explain.ts';
import { judge } from '../diagnosis/verdict.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, ResultError, Step } from '../model/result.ts';
import type { Reports } from '../report/reports.ts';
import { stepsText } from '../report/steps.ts';
import { loadAllWords, sayError } from '../report/wording/index.ts';
import { type BodyOptions, buildBody } from '../request/build.ts';
import { type Connection, prepareConnection } from './connection.ts';
import {
  bodyFindings,
  bodyText,
  type DoctorHooks,
  driftFindings,
  hostFindings,
  type StepName,
  settingsText,
  tlsText,
  unknownServer,
  withSkipped,
} from './doctor-steps.ts';
import { Interruption } from './interruption.ts';
import { fetchSchema, type LiveSchema } from './live-schema.ts';
import { notASchema } from './schema.ts';
import { settingsInput } from './settings.ts';

/** What `doctor` was asked to do. */
export interface DoctorOptions {
  connection: SettingsOptions;
  body: BodyOptions;
  report: Reports;
}

/**
 * Walks the way to the endpoint step by step: settings, hosts, DNS, proxy, TCP, TLS, is this the API, clock, schema, body.
 * Creates no session: GET only. After a failure the later steps are skipped, and say so.
 */
export async function doctor(options: DoctorOptions, context: Context, hooks: DoctorHooks): Promise<Result> {
  const interruption = new Interruption(context);
  const walk = new Walk(options, context, hooks, interruption);
  await loadAllWords();
  await walk.run();
  return interruption.apply(walk.result());
}

class Walk {
  readonly #options: DoctorOptions;
  readonly #context: Context;
  readonly #hooks: DoctorHooks;
  readonly #interruption: Interruption;
  readonly #steps: Step[] = [];
  #error: ResultError | undefined;
  #exchange: Exchange | undefined;
  #request: Result['request'];

  constructor(options: DoctorOptions, context: Context, hooks: DoctorHooks, interruption: Interruption) {
    this.#options = options;
    this.#context = context;
    this.#hooks = hooks;
    this.#interruption = interruption;
  }

  async run(): Promise<void> {
    const { toolVersion, nodeVersion } = this.#context;
    this.#add('tool', `media-session ${toolVersion}, Node ${nodeVersion}`);
    const settings = await this.#checkSettings();
    if (!settings?.endpoint) return;
    const { endpoint } = settings;
    this.#checkHosts(settings);
    const connection = await this.#checkProxy(settings, endpoint.url);
    if (!connection) return;
    if (!(await this.#checkNames(settings, endpoint.url, connection))) return;
    const live = await this.#reach(connection, endpoint.url);
    if (!live.ok) return;
    this.#compare(live);
    await this.#checkBody(settings, live);
  }

  result(): Result {
    const steps = withSkipped(this.#steps);
    const findings = steps.flatMap((step) => step.findings);
    const { strict } = this.#options.connection;
    const broken = steps.some((step) => step.status === 'failed' || (strict && step.status === 'warning'));
    const failed = steps.filter((step) => step.status === 'failed').length;
    const error =
      this.#error ?? (broken ? { code: 'check-failed' as const, args: { failed, steps: true } } : undefined);
    return {
      command: 'doctor',
      sent: this.#exchange?.sent ?? 'no',
      findings,
      steps,
      output: stepsText(steps),
      ...(this.#exchange && { exchange: this.#exchange }),
      ...(this.#request && { request: this.#request }),
      ...(error && { error }),
    };
  }

  #add(
    name: StepName,
    detail: string,
    more: { findings?: readonly Finding[]; elapsed?: number; failed?: boolean } = {},
  ): void {
    const findings = [...(more.findings ?? [])];
    const has = (severity: string): boolean => findings.some((finding) => finding.severity === severity);
    const status = more.failed || has('error') ? 'failed' : has('warning') ? 'warning' : 'ok';
    this.#steps.push({
      name,
      status,
      detail,
      findings,
      ...(more.elapsed !== undefined && { elapsed: more.elapsed }),
    });
    this.#hooks.step(name);
  }

  async #checkSettings(): Promise<Settings | undefined> {
    const input = settingsInput(this.#options.connection, this.#context);
    const settings = await resolveSettings({ ...input, tolerant: true });
    this.#add('config', settings.config ? settings.config.path : 'no config file', {
      findings: settings.warnings,
    });
    const findings = [...settings.problems, ...missingSettings(settings)];
    this.#add('settings', settingsText(settings), { findings });
    const count = findings.filter((finding) => finding.severity === 'error').length;
    if (count === 0) return settings;
    this.#error = { code: 'config', args: { count } };
    return undefined;
  }

  #checkHosts(settings: Settings): void {
    const findings = hostFindings(settings, this.#context);
    this.#add('hosts', findings.length === 0 ? 'nothing looks swapped or mistyped' : 'see below', {
      findings,
    });
  }

  /** The proxy, and the certificates of `caCert`: what a connection needs before it is tried. */
  async #checkProxy(settings: Settings, endpoint: URL): Promise<Connection | undefined> {
    try {
      const { signal } = this.#interruption;
      const connection = await prepareConnection(settings, endpoint, this.#context, signal);
      this.#add('proxy', connection.proxyText);
      return connection;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#add('proxy', 'no connection can be tried', { findings: error.findings });
      this.#error = { code: error.code, args: { count: error.findings.length } };
      return undefined;
    }
  }

  /** DNS of both hosts. Behind a proxy, it is the proxy that looks the endpoint up. */
  async #checkNames(settings: Settings, endpoint: URL, connection: Connection): Promise<boolean> {
    const { signal } = this.#interruption;
    const limit = connection.deadline.left(settings.connectTimeoutMs.value);
    const { host, port } = targetOf(endpoint);
    const own = await lookupHost(host, limit, signal);
    if (own.ok) this.#add('dns', own.addresses.join(', '), { elapsed: own.elapsed });
    else if (connection.base.proxy)
      this.#add('dns', 'not found here; the proxy looks it up', { elapsed: own.elapsed });
    else {
      this.#add('dns', `no address for ${host}`, { elapsed: own.elapsed, failed: true });
      this.#error = { code: own.code, args: { host, port, limitMs: limit, systemCode: own.systemCode } };
      return false;
    }
    const server = settings.values.trackingServer?.value ?? '';
    const other = await lookupHost(server, connection.deadline.left(limit), signal);
    const detail = other.ok ? other.addresses.join(', ') : `no address for ${server}`;
    const findings = other.ok ? [] : [unknownServer(server)];
    this.#add('tracking server', detail, { elapsed: other.elapsed, findings });
    return true;
  }

  /** TCP, TLS and the answer come from one exchange: its failure says how far it got. */
  async #reach(connection: Connection, endpoint: URL): Promise<LiveSchema> {
    const live = await fetchSchema(connection, endpoint, 'sessionStart');
    const { exchange, url } = live;
    this.#exchange = exchange;
    this.#request = { method: 'GET', url: url.href };
    const secure = endpoint.protocol === 'https:';
    const reached = exchange.kind === 'answer' ? 'sent' : exchange.stage;
    const { connect, proxy, tls, firstByte } = exchange.timings;
    const way = exchange.peer.address ?? 'connected';
    if (!this.#passed('connect', ['dns', 'connect', 'proxy'], reached, way, proxy ?? connect))
      return this.#failed(live, connection);
    if (
      !this.#passed(
        'tls',
        ['tls'],
        reached,
        secure ? tlsText(exchange, this.#context.now()) : 'plain http, on this machine',
        tls,
      )
    )
      return this.#failed(live, connection);
    if (!live.ok) {
      this.#add('schema', 'the answer is no schema of this API', { failed: true });
      return this.#failed(live, connection);
    }
    this.#add(
      'schema',
      `${url.pathname}: this is the API`,
      firstByte === undefined ? {} : { elapsed: firstByte },
    );
    const skew = exchange.kind === 'answer' ? clockSkew(exchange, this.#context.now()) : [];
    this.#add('clock', skew.length === 0 ? "agrees with the server's" : 'differs', { findings: skew });
    return live;
  }

  #passed(
    name: StepName,
    stages: readonly Stage[],
    reached: Stage,
    detail: string,
    elapsed: number | undefined,
  ): boolean {
    const failed = stages.includes(reached);
    this.#add(name, failed ? 'failed' : detail, { failed, ...(elapsed !== undefined && { elapsed }) });
    return !failed;
  }

  #failed(live: LiveSchema, connection: Connection): LiveSchema {
    const { error, findings } = notASchema(live.exchange, live.url, [], connection.facts);
    this.#error = error ?? judge(live.exchange, live.url, 'schema').error;
    const step = this.#steps.at(-1) as Step;
    step.findings.push(...findings);
    if (this.#interruption.signal.aborted) step.detail = 'interrupted';
    else if (this.#error) step.detail = sayError(this.#error).message;
    return live;
  }

  #compare(live: LiveSchema & { ok: true }): void {
    const findings = driftFindings(live.schema);
    const detail =
      findings.length === 0 ? 'the bundled schema is up to date' : `${findings.length} differences`;
    this.#add('drift', detail, { findings });
  }

  async #checkBody(settings: Settings, live: LiveSchema & { ok: true }): Promise<void> {
    const built = await buildBody(
      'sessionStart',
      { ...this.#options.body, smoke: true },
      settings,
      this.#context,
    );
    const findings = await bodyFindings(built, live.schema, settings, this.#context);
    this.#add('body', bodyText(findings), { findings });
  }
}
