import { quote } from '../../body/curl-command.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import type { Session } from '../../model/result.ts';

/** The command that ends a session, with what it needs of the options to reach the same endpoint. */
export function endCommand(session: Session, { flags, config, noConfig, profiles }: SettingsChoice): string {
  const given = [
    ['--config', config],
    ['--profile', profiles[0]],
    ['--endpoint', flags['endpoint']],
    ['--cacert', flags['caCert']],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quote(value)}`]));
  return ['media-session end', session.id, ...given, ...(noConfig ? ['--no-config'] : [])].join(' ');
}
