import type { ErrorArgs } from '../model/result.ts';

/** The option that named the endpoint; where it is that of all commands, with what else may have named it. */
export function endpointOption(args: ErrorArgs, orElse = ''): string {
  return args['forwarded'] ? '--forward' : `--endpoint${orElse}`;
}
