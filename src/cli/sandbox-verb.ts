import { FAULTS } from '../sandbox/faults.ts';
import { valueOption } from './command.ts';
import { columns, type Entry } from './help.ts';
import { addOutputOptions } from './options.ts';
import type { Filling } from './verb.ts';

/** `sandbox`. */
export const SANDBOX: Filling = {
  fill(verb, reading, found) {
    verb
      .addOption(valueOption('--port <n>', 'port to listen on (default: one that is free)', reading))
      .addOption(valueOption('--fault <name>', 'misbehave on every POST; see the list below', reading))
      .addOption(valueOption('--latency <time>', 'wait before every answer, such as 200ms', reading))
      .addOption(
        valueOption(
          '--tls <file>',
          'serve https with a throw-away certificate, written to this file for --cacert',
          reading,
        ),
      );
    addOutputOptions(verb);
    verb.action(() => {
      const given = verb.opts();
      const text = (name: string): string | undefined => given[name] as string | undefined;
      const options = {
        port: text('port'),
        fault: text('fault'),
        latency: text('latency'),
        tls: text('tls'),
      };
      found({ verb: 'sandbox', options, warnings: reading.warnings });
    });
  },
  more: faultHelp,
};

/** The faults that the sandbox can rehearse. */
function faultHelp(width: number): string {
  const faults = Object.entries(FAULTS).map(
    ([name, { summary, how }]): Entry => [name, `${summary}: ${how}`],
  );
  const head = 'Faults (also per request: header X-Sandbox-Fault, or ?fault=<name>):';
  return `${head}\n${columns(faults, width)}`;
}
