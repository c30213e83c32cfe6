import type { FindingCode } from '../model/finding.ts';
import type { HostKind } from '../model/finding-args.ts';
import { plain, wanted } from './values.ts';
import { orFlag, suggested } from './what-to-type.ts';
import type { Ways, Wording } from './wording.ts';

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
const swap = ({ flags }: Ways): string =>
  flags
    ? 'They are swapped: the collection host goes into --endpoint, the Analytics host into --tracking-server.'
    : 'They are swapped: requests go to the collection host, and analytics.trackingServer is the Analytics host.';

/** The words for {@link AccountCode}. */
export const ACCOUNT_WORDING: Wording<AccountCode> = {
  placeholder: {
    summary: 'a placeholder that was not replaced',
    say: (finding, ways) => ({
      message: `${finding.args.key} still holds a placeholder${finding.actual === undefined ? '' : `: ${plain(finding.actual)}`}.`,
      fix: `Put your own value in its place${orFlag(finding, ways)}.`,
    }),
  },
  'tracking-server-form': {
    summary: 'a tracking server that is not a bare host name',
    say: (finding, ways) => ({
      message: `${finding.args.key} must be a bare host name, without scheme, port or path, but is ${plain(finding.actual)}. The API may take it and lose the data.`,
      fix: suggested(finding, ways, 'Write the host name alone, such as company.sc.omtrdc.net.'),
    }),
  },
  'tracking-server-host': {
    summary: 'a tracking server that is a host of another service',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}, ${finding.args.same ? 'the host that this request goes to' : HOST_KINDS[finding.args.kind]}, not an Analytics tracking server.`,
      fix: finding.args.swapped
        ? swap(ways)
        : `${finding.args.endpoint ? `Write it as endpoint${ways.flags ? ' (--endpoint)' : ''}, and give` : 'Give'} the host that your Analytics data goes to${orFlag(finding, ways)}.`,
    }),
  },
  'endpoint-host': {
    summary: 'an endpoint that is a host of another service',
    say: (finding, ways) => ({
      message: `The endpoint ${plain(finding.actual)} is ${HOST_KINDS[finding.args.kind]}, not a collection API host.`,
      fix: finding.args.swapped
        ? swap(ways)
        : suggested(
            finding,
            ways,
            `${ways.flags ? 'Write --endpoint' : 'Send it to'} <company>.hb-api.omtrdc.net.`,
          ),
    }),
  },
  'report-suite-form': {
    summary: 'a report suite that is not one plain ID',
    say: (finding, ways) => ({
      message: finding.args.several
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
