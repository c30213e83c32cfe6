import { EVENT_TYPES } from '../model/event-types.ts';
import { SENDABLE_TYPES } from '../rules/bundled-schema.ts';
import { closest } from '../rules/closest.ts';
import { type ParamSpec, paramSpecs } from '../rules/params.ts';

/**
 * What an option must mean that has the name of a param as its own in other commands would be: `--param media.ad.id=<value>` for
 * `--ad-id`. Only the params of the event are looked at that is among the arguments, or of all events but sessionStart.
 */
export function paramMeant(flag: string, args: readonly string[], exact: boolean): string | undefined {
  const type = args.find((one) => EVENT_TYPES.includes(one));
  const specs = (type === undefined ? SENDABLE_TYPES : [type]).flatMap(paramSpecs).filter(isNoQuality);
  const flags = specs.map((spec) => spec.flag);
  const meant = exact
    ? flag
    : `--${closest(
        flag.replace(/^-+/, ''),
        flags.map((one) => one.slice(2)),
      )}`;
  const spec = specs.find((one) => one.flag === meant);
  return spec && `--param ${spec.key}=<value>`;
}

/** Quality data has an option of its own. */
const isNoQuality = ({ group }: ParamSpec): boolean => group !== 'Quality';
