import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue, pointer } from '../model/json.ts';
import { followRefs } from './prepare.ts';

/** One key of a body as a schema has it. */
interface SchemaKey {
  type: string;
  required: boolean;
}

/**
 * What the endpoint's schema of an event type says differently from the bundled one, key by key: added, removed,
 * of another type, required or no longer. Empty when they agree on all of these.
 */
export function diffSchemas(bundled: JsonObject, live: JsonObject): Finding[] {
  const ours = keysOf(bundled);
  const theirs = keysOf(live);
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return paths.flatMap((path) => compare(path, ours.get(path), theirs.get(path)));
}

function compare(path: string, ours: SchemaKey | undefined, theirs: SchemaKey | undefined): Finding[] {
  const base = { severity: 'error', path, evidence: 'live-schema' } as const;
  if (!ours)
    return theirs ? [{ ...base, code: 'schema-added', actual: theirs.type, args: { ...theirs } }] : [];
  if (!theirs) return [{ ...base, code: 'schema-removed', expected: ours.type }];
  const findings: Finding[] = [];
  if (ours.type !== theirs.type)
    findings.push({ ...base, code: 'schema-retyped', expected: ours.type, actual: theirs.type });
  if (ours.required !== theirs.required) {
    findings.push({ ...base, code: 'schema-required', args: { required: theirs.required } });
  }
  return findings;
}

/** Every key down to two levels (`/params/media.id`), which is as deep as the API's schemas name keys. */
function keysOf(root: JsonObject): Map<string, SchemaKey> {
  const keys = new Map<string, SchemaKey>();
  const body = followRefs(root, root);
  for (const [name, part] of propertiesOf(body)) {
    const node = followRefs(root, part);
    keys.set(pointer([name]), { type: typeOf(node), required: isRequired(body, name) });
    for (const [key, value] of propertiesOf(node)) {
      keys.set(pointer([name, key]), {
        type: typeOf(followRefs(root, value)),
        required: isRequired(node, key),
      });
    }
  }
  return keys;
}

function propertiesOf(node: JsonObject | undefined): [string, JsonValue][] {
  return isObject(node?.['properties']) ? Object.entries(node['properties']) : [];
}

function isRequired(node: JsonObject | undefined, key: string): boolean {
  const required = node?.['required'];
  return Array.isArray(required) && required.includes(key);
}

function typeOf(node: JsonObject | undefined): string {
  const type = node?.['type'];
  if (Array.isArray(type)) return type.map(String).sort().join(' or ');
  return typeof type === 'string' ? type : isObject(node?.['properties']) ? 'object' : 'any';
}
