import { readFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import { expect } from 'vitest';
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import { FINDING_CODES } from '../../src/model/finding.ts';
import type { Outcome } from './cli.ts';

const schema = JSON.parse(readFileSync(new URL('../../schemas/output.schema.json', import.meta.url), 'utf8'));
const validator = new Validator(schema, '7', false);

/** The shape of `--json`, as far as tests read it. */
export interface JsonOutput {
  command: string;
  ok: boolean;
  exitCode: number;
  session: { id: string; apiVersion: string; url: string; ended: boolean } | null;
  sent: 'no' | 'yes' | 'unknown';
  http: { status: number; headers: Record<string, string>; timings: Record<string, number> } | null;
  request: { method: string; url: string; body?: Record<string, Record<string, unknown>> } | null;
  findings: {
    code: string;
    severity: string;
    path?: string;
    expected?: string;
    actual?: string;
    message: string;
    fix?: string;
    evidence?: string;
    origin?: { kind: string; name: string; line?: number; column?: number };
  }[];
  ignored: Record<string, number>;
  error: { code: string; message: string; fix: string } | null;
  settings?: { key: string; value: string; origin: { kind: string; name: string; line?: number } }[];
  config?: string | null;
  steps?: { name: string; status: string; detail: string }[];
  runs?: (Omit<JsonOutput, 'command'> & { profile: string })[];
  checked?: { bodies: number; failed: number; findingsLeftOut: number };
  requests?: {
    label: string;
    kind: string;
    status?: number;
    error: { code: string } | null;
    findings: { code: string; path?: string }[];
  }[];
  sessions?: {
    id: string | null;
    startedAt: number | null;
    endedAt: number | null;
    numbers: Record<string, unknown>;
    findings: {
      code: string;
      severity: string;
      effect: string;
      events: number[];
      origin: { line?: number };
    }[];
    events: { eventType: string; label: string }[];
  }[];
  scenario?: { name: string; length: number; mode: string; sandbox: boolean };
  events?: {
    session: number;
    at: number;
    eventType: string;
    ts: number;
    playhead: number;
    label: string;
    sent: string;
    status: number | null;
    late?: number;
    added?: string;
    error: { code: string } | null;
  }[];
  started?: {
    id: string;
    state: string;
    reportSuite: string | null;
    contentId: string | null;
    endWith: string | null;
  }[];
  expectations?: { session: number; about: string; met: boolean; message?: string }[];
  scenarios?: { name: string; aliases: string[]; title: string; about: string; length: number }[];
  metrics?: Record<string, { name: string; analytics: string; xdm: string }>;
}

/** Parses the one JSON document on stdout, and holds it to the published schema and to the process's exit code. */
export function readJsonOutput(outcome: Outcome): JsonOutput {
  const output = JSON.parse(outcome.stdout) as JsonOutput;
  const { errors } = validator.validate(output);
  expect(errors).toEqual([]);
  expect(output.exitCode).toBe(outcome.code);
  expect(output.ok).toBe(outcome.code === 0);
  expect(outcome.stderr).toBe('');
  if (output.error) expect(Object.keys(ERROR_CODES)).toContain(output.error.code);
  for (const finding of output.findings) expect(FINDING_CODES).toContain(finding.code);
  return output;
}
