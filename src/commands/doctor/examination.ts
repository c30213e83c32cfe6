import { buildBody } from '../../body/build.ts';
import type { BodyOptions } from '../../body/options.ts';
import { type LookupResult, lookupHost } from '../../client/lookup.ts';
import { targetOf } from '../../client/socket.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import { resolveSettings, type Settings } from '../../config/resolve.ts';
import { clockSkew } from '../../diagnosis/explain.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Exchange, Stage } from '../../model/exchange.ts';
import { type Finding, isError } from '../../model/finding.ts';
import type { RunHooks } from '../../model/hooks.ts';
import { isHeard, silence } from '../../model/ignore.ts';
import type { Reports } from '../../model/reports.ts';
import type { Asking, DoctorResult, ResultError, StepDetail } from '../../model/result.ts';
import { notASchema } from '../schema.ts';
import { type Connection, prepareConnection } from '../shared/connection.ts';
import { hostFindings } from '../shared/host-findings.ts';
import type { Interruption } from '../shared/interruption.ts';
import { fetchSchema, type LiveSchema } from '../shared/live-schema.ts';
import { startCommand } from '../shared/next-command.ts';
import { lookUpDetail, unknownServer } from './names.ts';
import { StepRecord } from './record.ts';
import {
  bodyFindings,
  driftFindings,
  STEP_OF_WAIT,
  type StepName,
  settingsFindings,
  settingsInForce,
  tlsDetail,
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
  readonly #record: StepRecord;
  #exchange: Exchange | undefined;
  #request: Asking['request'];

  constructor(
    options: DoctorOptions,
    context: Context,
    hooks: Pick<RunHooks, 'step'>,
    interruption: Interruption,
  ) {
    this.#options = options;
    this.#record = new StepRecord(options.connection.strict);
    this.#context = context;
    this.#hooks = hooks;
    this.#interruption = interruption;
  }

  async run(): Promise<void> {
    const { toolVersion, nodeVersion } = this.#context;
    this.#record.add('tool', { about: 'tool', toolVersion, nodeVersion });
    const settings = await this.#checkSettings();
    if (!settings?.endpoint) return;
    const { endpoint } = settings;
    const hosts = this.#checkHosts(settings);
    if (!hosts) return;
    const connection = await this.#checkProxy(settings, endpoint.url);
    if (!connection) return;
    if (!(await this.#checkNames(settings, endpoint.url, connection, hosts))) return;
    const live = await this.#reach(connection, endpoint.url);
    if (!live.ok) return;
    this.#compare(live);
    await this.#checkBody(settings, live);
  }

  result(): DoctorResult {
    const { steps } = this.#record;
    const findings = steps.flatMap((step) => step.findings);
    const failed = steps.filter((step) => step.status === 'failed').length;
    const error =
      this.#record.error ??
      (failed > 0 ? { code: 'check-failed' as const, args: { failed, steps: true } } : undefined);
    const next = startCommand(this.#options.connection);
    return {
      command: 'doctor',
      sent: this.#exchange?.sent ?? 'no',
      findings,
      steps,
      ...(this.#exchange && { exchange: this.#exchange }),
      ...(this.#request && { request: this.#request }),
      ...(error ? { error } : { next }),
    };
  }

  async #checkSettings(): Promise<Settings | undefined> {
    this.#hooks.step('config');
    const settings = await resolveSettings(this.#options.connection, this.#context, { tolerant: true });
    this.#record.ignore = settings.ignore;
    const { warnings, missing } = settingsFindings(settings);
    this.#record.add('config', { about: 'config', path: settings.config?.path }, { findings: warnings });
    const findings = [...settings.problems, ...missing];
    this.#record.add('settings', { about: 'settings', settings: settingsInForce(settings) }, { findings });
    return this.#stoppedBy(findings) ? undefined : settings;
  }

  /** What there is to say of the hosts; undefined where `start` would refuse them: then nobody is asked. */
  #checkHosts(settings: Settings): readonly Finding[] | undefined {
    const findings = hostFindings(settings, this.#context);
    const heard = this.#record.heard(findings);
    this.#record.add('hosts', { about: 'hosts', clean: !heard.some(isHeard) }, { findings });
    // Warnings that --strict makes errors are no reason to leave the other steps out.
    return this.#stoppedBy(silence(findings, this.#record.ignore)) ? undefined : heard;
  }

  /** Whether there are errors in the settings, which are then what ends the examination. */
  #stoppedBy(findings: readonly Finding[]): boolean {
    const count = findings.filter(isError).length;
    if (count > 0) this.#record.error = { code: 'config', args: { count } };
    return count > 0;
  }

  /** The proxy, and the certificates of `caCert`: what a connection needs before it is tried. */
  async #checkProxy(settings: Settings, endpoint: URL): Promise<Connection | undefined> {
    this.#hooks.step('proxy');
    try {
      const { signal } = this.#interruption;
      const connection = await prepareConnection(settings, endpoint, this.#context, signal, {
        waitsFor: (wait) => this.#hooks.step(STEP_OF_WAIT[wait.for]),
      });
      this.#record.add('proxy', { about: 'proxy', use: connection.proxyUse });
      return connection;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#record.add('proxy', { about: 'proxy', use: undefined }, { findings: error.findings });
      this.#record.error = { code: error.code, args: { count: error.findings.length } };
      return undefined;
    }
  }

  /** DNS of both hosts. Behind a proxy, names are looked up where the proxy is, and not here. */
  async #checkNames(
    settings: Settings,
    endpoint: URL,
    connection: Connection,
    hosts: readonly Finding[],
  ): Promise<boolean> {
    const { signal } = this.#interruption;
    const limitMs = settings.connectTimeoutMs.value;
    const lookUp = (name: StepName, host: string): Promise<LookupResult> => {
      this.#hooks.step(name);
      return lookupHost(host, connection.deadline.left(limitMs), signal);
    };
    if (connection.base.proxy) {
      for (const name of ['dns', 'tracking server'] as const) this.#record.omit(name, 'proxy');
      return true;
    }
    const { host, port } = targetOf(endpoint);
    const own = await lookUp('dns', host);
    const { elapsed } = own;
    if (!own.ok) {
      this.#record.add('dns', { about: 'failed' }, { elapsed, failed: true });
      this.#fail({ code: own.code, args: { host, port, limitMs, systemCode: own.systemCode } });
      return false;
    }
    this.#record.add('dns', lookUpDetail(host, own), { elapsed });
    const server = settings.values.trackingServer?.value ?? '';
    if (hosts.some(({ code }) => code === 'tracking-server-form')) {
      this.#record.omit('tracking server', 'no-host-name');
      return true;
    }
    const other = await lookUp('tracking server', server);
    const findings = unknownServer(server, other);
    this.#record.add('tracking server', lookUpDetail(server, other), { elapsed: other.elapsed, findings });
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
      this.#record.add('schema', { about: 'schema', path: url.pathname, found: false }, { failed: true });
      return this.#failed(live, connection);
    }
    const found: StepDetail = { about: 'schema', path: url.pathname, found: true };
    this.#record.add('schema', found, { elapsed: firstByte });
    const skew = exchange.kind === 'answer' ? clockSkew(exchange, this.#context.now()) : [];
    this.#record.add('clock', { about: 'clock', agrees: skew.length === 0 }, { findings: skew });
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
    this.#record.add(name, failed ? { about: 'failed' } : detail, { failed, elapsed });
    return !failed;
  }

  #failed(live: LiveSchema, connection: Connection): LiveSchema {
    const { error, findings } = notASchema(live.exchange, live.url, [], connection.facts);
    this.#fail(error, findings);
    return live;
  }

  /** The last step is the one that failed, and the command with it. */
  #fail(error: ResultError, findings: readonly Finding[] = []): void {
    const isStopped = this.#interruption.signal.aborted;
    this.#record.fail(error, isStopped ? { about: 'interrupted' } : { about: 'error', error }, findings);
  }

  #compare(live: LiveSchema & { ok: true }): void {
    const findings = this.#record.heard(driftFindings(live.schema));
    this.#record.add('drift', { about: 'drift', differences: findings.filter(isHeard).length }, { findings });
  }

  async #checkBody(settings: Settings, live: LiveSchema & { ok: true }): Promise<void> {
    this.#hooks.step('body');
    const built = await buildBody(
      'sessionStart',
      { ...this.#options.body, smoke: true },
      settings,
      this.#context,
    );
    const findings = this.#record.heard(bodyFindings(built, live.schema, settings, this.#context));
    this.#record.add('body', { about: 'body', accepted: !findings.some(isHeard) }, { findings });
  }
}
