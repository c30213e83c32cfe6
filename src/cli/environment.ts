import { CONFIG_ENV, PROFILE_ENV } from '../config/settings.ts';
import type { Entry } from './help.ts';

/** Variables that are read besides those of the settings, for help and docs; a test finds any that is missing here. */
export const ENVIRONMENT: readonly Entry[] = [
  [CONFIG_ENV, 'the config file, as --config'],
  [PROFILE_ENV, 'the profile, as --profile'],
  ['HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY', 'proxies, also in lower case, which wins'],
  ['NODE_EXTRA_CA_CERTS', 'further certificate authorities, as for every Node program'],
  ['NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM', 'colour, unless --color or --no-color says so'],
  ['LC_ALL, LC_CTYPE, LANG', 'whether signs beyond ASCII are shown: the first that is set must name UTF-8'],
  ['XDG_CONFIG_HOME, HOME, USERPROFILE', "where the user's own config file is looked for"],
  ['SUDO_UID', 'for root under sudo: whose config files are used besides those of root'],
  ['GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_WORKSPACE', 'set by GitHub Actions, for --github'],
];
