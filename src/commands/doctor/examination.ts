import { buildBody } from '../../body/build.ts';
import type { BodyOptions } from '../../body/options.ts';
import { type LookupResult, lookupHost } from '../../client/lookup.ts';
import { targetOf } from '../../client/socket.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import { missingSettings, resolveSettings, type Settings } from '../../config/resolve.ts';
import { clockSkew } from '../../diagnosis/explain.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Exchange, Stage } from '../../model/exchange.ts';
import { type Finding, isError } from '../../model/finding.ts';
import type { RunHooks } from '../../model/hooks.ts';
import { type Ignore, isHeard, silence } from '../../model/ignore.ts';
import type { Reports } from '../../model/reports.ts';
import type { Asking, DoctorResult, ResultError, Step, StepDetail } from '../../model/result.ts';
import { notASchema } from '../schema.ts';
import { type Connection, prepareConnection } from '../shared/connection.ts';
import type { Interruption } from '../shared/interruption.ts';
import { fetchSchema, type LiveSchema } from '../shared/live-schema.ts';
import {
  bodyFindings,
  driftFindings,
  hostFindings,
  type StepName,
  settingsInForce,
  tlsDetail,
  unknownServer,
  withSkipped,
} from './steps.ts';

/** What `doctor` was asked to do. */
export interface DoctorOptions {
  connection: SettingsChoice;
  body: BodyOptions;
  report: Reports;
}

/** The steps as they are taken. Each rests on those before it. */
export class Examination {
  readonly #options: DoctorOptions;
  readonly #context: Context;
  readonly #hooks: Pick<RunHooks, 'step'>;
  readonly #interruption: Interruption;
  readonly #steps: Step[] = [];
  #error: ResultError | undefined;
  #ignore: Ignore = new Map();
  #exchange: Exchange | undefined;
  #request: Asking['request'];

  constructor(
    options: DoctorOptions,
    context: Context,
    hooks: Pick<RunHooks, 'step'>,
    interruption: Interruption,
  ) {
    this.#options = options;
    this.#context = context;
    this.#hooks = hooks;
    this.#interruption = interruption;
  }

  async run(): Promise<void> {
    const { toolVersion, nodeVersion } = this.#context;
    this.#add('tool', { about: 'tool', toolVersion, nodeVersion });
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

  result(): DoctorResult {
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
      ...(this.#exchange && { exchange: this.#exchange }),
      ...(this.#request && { request: this.#request }),
      ...(error && { error }),
    };
  }

  #add(
    name: StepName,
    detail: StepDetail,
    more: { findings?: readonly Finding[]; elapsed?: number; failed?: boolean } = {},
  ): void {
    const findings = this.#silence(more.findings ?? []);
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

  #silence(findings: readonly Finding[]): Finding[] {
    return silence(findings, this.#ignore);
  }

  async #checkSettings(): Promise<Settings | undefined> {
    const settings = await resolveSettings(this.#options.connection, this.#context, { tolerant: true });
    this.#ignore = settings.ignore;
    this.#add(
      'config',
      { about: 'config', path: settings.config?.path },
      {
        findings: settings.warnings,
      },
    );
    const findings = [...settings.problems, ...missingSettings(settings)];
    this.#add('settings', { about: 'settings', settings: settingsInForce(settings) }, { findings });
    const count = findings.filter(isError).length;
    if (count === 0) return settings;
    this.#error = { code: 'config', args: { count } };
    return undefined;
  }

  #checkHosts(settings: Settings): void {
    const findings = this.#silence(hostFindings(settings, this.#context));
    this.#add('hosts', { about: 'hosts', clean: !findings.some(isHeard) }, { findings });
  }

  /** The proxy, and the certificates of `caCert`: what a connection needs before it is tried. */
  async #checkProxy(settings: Settings, endpoint: URL): Promise<Connection | undefined> {
    try {
      const { signal } = this.#interruption;
      const connection = await prepareConnection(settings, endpoint, this.#context, signal);
      this.#add('proxy', { about: 'proxy', use: connection.proxyUse });
      return connection;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#add('proxy', { about: 'proxy', use: undefined }, { findings: error.findings });
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
    const byProxy = connection.base.proxy !== undefined;
    const { elapsed } = own;
    this.#add('dns', addressesOf(host, own, byProxy), { elapsed, failed: !own.ok && !byProxy });
    if (!own.ok && !byProxy) {
      this.#error = { code: own.code, args: { host, port, limitMs: limit, systemCode: own.systemCode } };
      return false;
    }
    const server = settings.values.trackingServer?.value ?? '';
    const other = await lookupHost(server, connection.deadline.left(limit), signal);
    const findings = other.ok ? [] : [unknownServer(server)];
    this.#add('tracking server', addressesOf(server, other, false), { elapsed: other.elapsed, findings });
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
    const way: StepDetail = { about: 'connection', address: exchange.peer.address };
    const before = ['dns', 'connect', 'proxy'] as const;
    if (!this.#passed('connect', before, reached, way, proxy ?? connect))
      return this.#failed(live, connection);
    const detail: StepDetail = secure ? tlsDetail(exchange, this.#context.now()) : { about: 'plain-http' };
    if (!this.#passed('tls', ['tls'], reached, detail, tls)) return this.#failed(live, connection);
    if (!live.ok) {
      this.#add('schema', { about: 'schema', path: url.pathname, found: false }, { failed: true });
      return this.#failed(live, connection);
    }
    const found: StepDetail = { about: 'schema', path: url.pathname, found: true };
    this.#add('schema', found, firstByte === undefined ? {} : { elapsed: firstByte });
    const skew = exchange.kind === 'answer' ? clockSkew(exchange, this.#context.now()) : [];
    this.#add('clock', { about: 'clock', agrees: skew.length === 0 }, { findings: skew });
    return live;
  }

  #passed(
    name: StepName,
    stages: readonly Stage[],
    reached: Stage,
    detail: StepDetail,
    elapsed: number | undefined,
  ): boolean {
    const failed = stages.includes(reached);
    this.#add(name, failed ? { about: 'failed' } : detail, {
      failed,
      ...(elapsed !== undefined && { elapsed }),
    });
    return !failed;
  }

  #failed(live: LiveSchema, connection: Connection): LiveSchema {
    const { error, findings } = notASchema(live.exchange, live.url, [], connection.facts);
    this.#error = error;
    const step = this.#steps.at(-1) as Step;
    step.findings.push(...this.#silence(findings));
    step.detail = this.#interruption.signal.aborted ? { about: 'interrupted' } : { about: 'error', error };
    return live;
  }

  #compare(live: LiveSchema & { ok: true }): void {
    const findings = this.#silence(driftFindings(live.schema));
    this.#add('drift', { about: 'drift', differences: findings.filter(isHeard).length }, { findings });
  }

  async #checkBody(settings: Settings, live: LiveSchema & { ok: true }): Promise<void> {
    const built = await buildBody(
      'sessionStart',
      { ...this.#options.body, smoke: true },
      settings,
      this.#context,
    );
    const findings = this.#silence(bodyFindings(built, live.schema, settings, this.#context));
    this.#add('body', { about: 'body', accepted: !findings.some(isHeard) }, { findings });
  }
}

function addressesOf(host: string, found: LookupResult, byProxy: boolean): StepDetail {
  return { about: 'addresses', host, addresses: found.ok ? found.addresses : [], byProxy };
}
