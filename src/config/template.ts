import { table } from '../model/table.ts';
import { SETTINGS, type SettingSpec, STRUCTURE_KEYS } from './settings.ts';

const HEAD = `# Settings for media-session, in YAML. The nearest .mediarc counts, from the working
# directory up to the repository root or home. Flags and MEDIA_SESSION_* variables win over it.
# Keep values in quotes: without them, YAML reads an ID such as 12345 as a number.
# For completion in an editor: media-session schema show config > mediarc.schema.json, and
# begin this file with: # yaml-language-server: $schema=mediarc.schema.json
`;

/** Values for the commented lines of settings that have no default. */
const SAMPLES = table({ caCert: './certificates/our-ca.pem' });

/**
 * The config file that `config init` writes, as YAML, because JSON has no comments. What every account must
 * fill in stands as a placeholder, which is refused by name until it is replaced; the rest is commented out. `given` has values
 * by the keys of settings.
 */
export function configTemplate(given: Readonly<Record<string, string | undefined>> = {}): string {
  const required = SETTINGS.filter((spec) => spec.required).map((spec) => lines(spec, given));
  const optional = SETTINGS.filter((spec) => !spec.required).map((spec) => lines(spec, given));
  return [HEAD, ...required, ...optional, structure()].join('\n');
}

function lines(spec: SettingSpec, given: Readonly<Record<string, string | undefined>>): string {
  const value = given[spec.key];
  const comment = spec.required || value !== undefined ? '' : '# ';
  // JSON's quotes are YAML's, too.
  const text = JSON.stringify(value ?? spec.placeholder ?? spec.default ?? SAMPLES[spec.key] ?? '');
  return `# ${sentence(spec.description)}.\n# Also ${spec.flag} or ${spec.env}.\n${comment}${spec.key}: ${text}\n`;
}

/** The settings that still have a placeholder in a file of {@link configTemplate}, with their lines, from 1. */
export function openPlaceholders(text: string): { key: string; line: number }[] {
  return text.split('\n').flatMap((line, at) => {
    const spec = SETTINGS.find(
      (one: SettingSpec) => line === `${one.key}: ${JSON.stringify(one.placeholder)}`,
    );
    return spec ? [{ key: spec.key, line: at + 1 }] : [];
  });
}

function structure(): string {
  return `# ${sentence(STRUCTURE_KEYS.params)}.
# params:
#   media.playerName: "our-player"
#   media.channel: "our-channel"

# ${sentence(STRUCTURE_KEYS.customMetadata)}.
# customMetadata:
#   environment: "test"

# ${sentence(STRUCTURE_KEYS.ignore)}.
# Also --ignore.
# ignore: ["content-type-unknown"]

# ${sentence(STRUCTURE_KEYS.profiles)}.
# profiles:
#   staging:
#     reportSuite: "<your-staging-report-suite>"
`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
