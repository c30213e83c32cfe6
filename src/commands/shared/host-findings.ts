import type { BuiltBody } from '../../body/build.ts';
import type { Settings } from '../../config/resolve.ts';
import { SETTINGS } from '../../config/settings.ts';
import type { Context } from '../../model/context.ts';
import type { Finding } from '../../model/finding.ts';
import type { JsonObject } from '../../model/json.ts';
import type { OriginLookup } from '../../model/origin.ts';
import { checkBody } from './check-body.ts';

/** What is implausible about the hosts and IDs of the settings, before any of them is asked. */
export function hostFindings(settings: Settings, context: Context): Finding[] {
  const { trackingServer, orgId, reportSuite } = settings.values;
  const params: JsonObject = {
    'analytics.trackingServer': trackingServer?.value ?? '',
    'visitor.marketingCloudOrgId': orgId?.value ?? '',
    'analytics.reportSuite': reportSuite?.value ?? '',
  };
  const originOf: OriginLookup = ([, param]) =>
    SETTINGS.flatMap((one) =>
      'param' in one && one.param === param ? [settings.values[one.key]?.origin] : [],
    )[0];
  const built: BuiltBody = { body: { eventType: 'sessionStart', params }, originOf, notes: [] };
  return checkBody(built, settings, context, {}).filter(
    ({ evidence, severity, ignored }) => evidence === 'plausibility' && (ignored ?? severity) !== 'info',
  );
}
