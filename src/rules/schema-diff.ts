import type { Finding } from '../model/finding.ts';
import type { Actual, Expected } from '../model/finding-values.ts';
import { isObject, type JsonObject, type JsonValue, pointer } from '../model/json.ts';
import { followRefs } from './prepare.ts';

/** One key of a body as a schema has it. */
interface SchemaKey {
  types: readonly string[];
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
    return theirs
      ? [{ ...base, code: 'schema-added', actual: found(theirs), args: { required: theirs.required } }]
      : [];
  if (!theirs) return [{ ...base, code: 'schema-removed', expected: wanted(ours) }];
  const findings: Finding[] = [];
  if (ours.types.join() !== theirs.types.join())
    findings.push({ ...base, code: 'schema-retyped', expected: wanted(ours), actual: found(theirs) });
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
    keys.set(pointer([name]), { types: typesOf(node), required: isRequired(body, name) });
    for (const [key, value] of propertiesOf(node)) {
      keys.set(pointer([name, key]), {
        types: typesOf(followRefs(root, value)),
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

function typesOf(node: JsonObject | undefined): string[] {
  const type = node?.['type'];
  if (Array.isArray(type)) return type.map(String).sort();
  return [typeof type === 'string' ? type : isObject(node?.['properties']) ? 'object' : 'any'];
}

const wanted = ({ types }: SchemaKey): Expected => ({ kind: 'type', types });

const found = ({ types }: SchemaKey): Actual => ({ type: 'schema', types });
