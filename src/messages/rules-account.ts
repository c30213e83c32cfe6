import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { HostKind } from '../model/finding-args.ts';
import { type Origin, placeOf } from '../model/origin.ts';
import { listed, shellWord } from './phrases.ts';
import { plain, wanted } from './values.ts';
import { instruct, isWritten, orFlag, suggested, toType } from './what-to-type.ts';
import type { Ways, Wording, Words } from './wording.ts';

/** Codes about whose data it is and where it goes. */
export type AccountCode = Extract<
  FindingCode,
  | `tracking-server-${string}`
  | 'endpoint-host'
  | 'report-suite-form'
  | 'org-id-form'
  | 'ecid-form'
  | 'placeholder'
>;

const HOST_KINDS: Readonly<Record<HostKind, string>> = {
  collection: 'a collection API host',
  heartbeat: 'a host of the older heartbeat service',
  analytics: 'an Analytics tracking server',
  edge: 'an Edge Network host',
  unknown: 'a host of another service',
};
function ownValue(finding: FindingOf<'placeholder'>, ways: Ways): string {
  const typed = toType({ ...finding, expected: { kind: 'type', types: ['string'] } }, ways);
  if (!isWritten(finding))
    return typed === undefined ? 'Write your own value.' : `Write your own value: ${typed}`;
  return `Write your own value there${typed === undefined ? '.' : `, or pass ${typed}`}`;
}

/** What the sandbox did with placeholders of the config file. */
function replaced(keys: readonly string[], origin: Origin | undefined): Words {
  const [are, s] = keys.length === 1 ? ['is', ''] : ['are', 's'];
  return {
    message: `${listed(keys)} ${are} still ${s ? '' : 'a '}placeholder${s} in ${origin?.name}; the sandbox uses example values instead.`,
    fix: 'Write your own values there before you send anything to your endpoint.',
  };
}

/** Each of the two hosts where the other one stands. */
function swapped(finding: FindingOf<'endpoint-host'>, server: string, { flags }: Ways): Words {
  const host = finding.actual ? plain(finding.actual) : 'this host';
  const collection = String(finding.args.suggestion ?? server);
  const tracking = finding.actual && 'value' in finding.actual ? String(finding.actual.value) : host;
  const form = finding.args.apart ? 'line' : (placeOf(finding.origin)?.source.form ?? 'line');
  const message = `The endpoint and the tracking server are swapped: ${host} is ${HOST_KINDS[finding.args.kind]}, and ${server} is the collection API host.`;
  if (!flags)
    return {
      message,
      fix: `Swap them: send requests to ${collection}, and write "analytics.trackingServer": ${JSON.stringify(tracking)}`,
    };
  return {
    message,
    fix: form === 'line' ? 'Swap them:' : `Swap them in ${finding.origin?.name}:`,
    run: {
      yaml: [`endpoint: ${JSON.stringify(collection)}`, `trackingServer: ${JSON.stringify(tracking)}`],
      json: [`"endpoint": ${JSON.stringify(collection)}`, `"trackingServer": ${JSON.stringify(tracking)}`],
      line: [`--endpoint ${shellWord(collection)} --tracking-server ${shellWord(tracking)}`],
    }[form],
  };
}

function sendTo(finding: FindingOf<'endpoint-host'>, { flags }: Ways): string {
  const host = String(finding.args.suggestion ?? '<company>.hb-api.omtrdc.net');
  if (!flags) return `Send it to ${host}.`;
  return isWritten(finding) ? `Write the collection API host there: ${host}.` : `Write --endpoint ${host}.`;
}

/** The words for {@link AccountCode}. */
export const ACCOUNT_WORDING: Wording<AccountCode> = {
  placeholder: {
    summary: 'a placeholder that was not replaced',
    say: (finding, ways) => {
      if (finding.args.replaced) return replaced(finding.args.replaced, finding.origin);
      return {
        message: `${finding.args.key} is still the placeholder${finding.actual === undefined ? '' : ` ${plain(finding.actual)}`}.`,
        fix: ownValue(finding, ways),
      };
    },
  },
  'tracking-server-form': {
    summary: 'a tracking server that is not a bare host name',
    say: (finding, ways) => ({
      message: `${finding.args.key} must be a bare host name, without scheme, port or path, but is ${plain(finding.actual)}. The API may take it and lose the data.`,
      fix: suggested(finding, ways, 'Write the host name alone, such as company.sc.omtrdc.net.'),
    }),
  },
  'tracking-server-host': {
    summary: 'a tracking server that is a host of another service, or mistyped',
    say: (finding, ways) => ({
      message: finding.args.misspelt
        ? `${finding.args.key} is ${plain(finding.actual)}, which looks mistyped: Analytics tracking servers end in sc.omtrdc.net.`
        : `${finding.args.key} is ${plain(finding.actual)}, ${finding.args.same ? 'the host that this request goes to' : HOST_KINDS[finding.args.kind]}, not an Analytics tracking server.`,
      fix: finding.args.misspelt
        ? instruct(finding, ways)
        : `${finding.args.endpoint ? `Write it as endpoint${ways.flags ? ' (--endpoint)' : ''}, and give` : 'Give'} the host that your Analytics data goes to${orFlag(finding, ways)}.`,
    }),
  },
  'endpoint-host': {
    summary: 'an endpoint that is the host of another service, or mistyped',
    say: (finding, ways) =>
      finding.args.server !== undefined
        ? swapped(finding, finding.args.server, ways)
        : {
            message: finding.args.misspelt
              ? `The endpoint ${plain(finding.actual)} looks mistyped: collection API hosts end in hb-api.omtrdc.net.`
              : `The endpoint ${plain(finding.actual)} is ${HOST_KINDS[finding.args.kind]}, not a collection API host.`,
            fix: ways.flags ? suggested(finding, ways, sendTo(finding, ways)) : sendTo(finding, ways),
          },
  },
  'report-suite-form': {
    summary: 'a report suite that is not one plain ID',
    say: (finding, ways) => ({
      message: finding.args.org
        ? `${finding.args.key} is ${plain(finding.actual)}, which is an organisation ID.`
        : finding.args.several
          ? `${finding.args.key} takes one report suite, but ${plain(finding.actual)} holds a comma.`
          : `${finding.args.key} must be one report suite ID, but ${plain(finding.actual)} holds other characters than letters, digits, ".", "_" and "-".`,
      fix: suggested(finding, ways, `Give one report suite ID${orFlag(finding, ways)}.`),
    }),
  },
  'org-id-form': {
    summary: 'an organisation ID of an unusual form',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}; organisation IDs are ${wanted(finding.expected)}.`,
      fix: suggested(finding, ways, `Copy the ID from the Admin Console${orFlag(finding, ways)}.`),
    }),
  },
  'ecid-form': {
    summary: 'an Experience Cloud ID that is not 38 digits',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}; Experience Cloud IDs have ${wanted(finding.expected)}.`,
      fix: suggested(finding, ways, 'Leave the key out if there is no such ID.'),
    }),
  },
};
