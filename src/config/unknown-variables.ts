import type { Context } from '../model/context.ts';
import type { Finding } from '../model/finding.ts';
import { closest } from '../rules/closest.ts';
import { knownKey } from './nearest-key.ts';
import { CONFIG_ENV, PROFILE_ENV, SETTINGS } from './settings.ts';

/** How the names of this program's variables begin, and those of them that it writes, for a profile or without one. */
const OWN = /^MEDIA_?SESSION_/i;
const WRITTEN = /^MEDIA_SESSION_ID(?:_|$)/;

const READ: readonly string[] = [...SETTINGS.map(({ env }) => env), CONFIG_ENV, PROFILE_ENV];

/** Variables that are named like those of this program but that it does not read, as warnings `variable-unknown`. */
export function unknownVariables({ env }: Context): Finding[] {
  return Object.keys(env)
    .sort()
    .filter((name) => env[name] !== undefined && isMistaken(name, env))
    .map((name): Finding => {
      const suggestion = meant(name);
      const args = { env: name, ...(suggestion !== undefined && { suggestion }) };
      return {
        code: 'variable-unknown',
        severity: 'warning',
        path: name,
        origin: { kind: 'env', name },
        args: { ...args, ...keyOf(suggestion) },
      };
    });
}

function isMistaken(name: string, env: Context['env']): boolean {
  if (READ.includes(name) || WRITTEN.test(name)) return false;
  // Where the system takes capitals and small letters for the same, such a name is read.
  const capitals = name.toUpperCase();
  if (READ.includes(capitals) && env[capitals] === env[name]) return false;
  return OWN.test(name) || isMisspelt(name);
}

/** Whether a name is misspelt in the part that all have in common, such as `MEDIA_SESION_ENDPOINT`. */
function isMisspelt(name: string): boolean {
  return /^MED/i.test(name) && closest(name, READ) !== undefined;
}

/** The variable that was meant: by the names that its setting has elsewhere, or by its spelling. */
function meant(name: string): string | undefined {
  const known = knownKey(name.replace(OWN, ''));
  const setting = SETTINGS.find(({ key }) => key === known?.suggestion);
  return setting?.env ?? closest(name, READ);
}

function keyOf(variable: string | undefined): { key?: string } {
  const setting = SETTINGS.find(({ env }) => env === variable);
  return setting ? { key: setting.key } : {};
}
