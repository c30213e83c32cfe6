import { type Result, sessionOf } from '../model/result.ts';

const NAME = 'MEDIA_SESSION_ID';

/**
 * Session IDs as variables: `MEDIA_SESSION_ID=<id>`, or for several profiles `MEDIA_SESSION_ID_<PROFILE>=<id>`. Without a
 * session the value is empty, so that the ID of an earlier run, in the file or in the shell, is not taken for one of this. IDs hold nothing that a
 * shell would act on (see client/session-id).
 */
export function renderDotenv(result: Result): string {
  if (!('runs' in result)) return `${NAME}=${sessionOf(result)?.id ?? ''}\n`;
  const seen = new Set<string>();
  return result.runs
    .map((run) => `${nameFor(run.profile, seen)}=${sessionOf(run.result)?.id ?? ''}\n`)
    .join('');
}

/** `eu-west` becomes `MEDIA_SESSION_ID_EU_WEST`; a name that is taken gets a number. */
function nameFor(profile: string, seen: Set<string>): string {
  const base = `${NAME}_${profile.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  let name = base;
  for (let count = 2; seen.has(name); count += 1) name = `${base}_${count}`;
  seen.add(name);
  return name;
}
