import type { Context } from '../model/context.ts';
import type { JsonObject } from '../model/json.ts';

/** Content metadata that nobody can mistake for a real view; used for what --smoke finds missing. */
export function smokeParams(context: Pick<Context, 'toolVersion'>): JsonObject {
  return {
    'media.id': 'media-session-smoke-test',
    'media.name': 'media-session smoke test (not a real view)',
    'media.length': 60,
    'media.contentType': 'vod',
    'media.playerName': `media-session ${context.toolVersion}`,
    'media.channel': 'media-session-smoke-test',
    'media.streamType': 'video',
  };
}
