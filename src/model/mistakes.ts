import type { SystemCode } from './system-code.ts';

/** What is wrong with a text that is to be JSON. `bracket` is the one that the mistake is about. */
export type JsonMistake =
  | {
      mistake:
        | 'after-root'
        | 'backticks'
        | 'comment'
        | 'control-character'
        | 'curly-quotes'
        | 'decimal-comma'
        | 'ellipsis'
        | 'empty'
        | 'escape'
        | 'extra-colon'
        | 'extra-comma'
        | 'key-not-string'
        | 'leading-zero'
        | 'markup'
        | 'missing-colon'
        | 'missing-comma'
        | 'missing-value'
        | 'missing-value-before-comma'
        | 'number-form'
        | 'single-quotes'
        | 'template'
        | 'unclosed-string'
        | 'unicode-escape'
        | 'unfinished-number';
    }
  | { mistake: 'cut-off' | 'missing-value-before-bracket' | 'trailing-comma'; bracket: string }
  | { mistake: 'wrong-bracket'; bracket: string; open: string }
  | { mistake: 'invisible'; codePoint: number }
  | { mistake: 'literal' | 'unquoted-key' | 'unquoted-string'; text: string };

/** What of a YAML text is not read. */
export type YamlMistake =
  | {
      mistake:
        | 'alias'
        | 'anchor'
        | 'bad-dq-escape'
        | 'bad-indent'
        | 'deep-indent'
        | 'block-as-implicit-key'
        | 'block-in-flow'
        | 'brace-in-value'
        | 'comment-space'
        | 'directive'
        | 'documents'
        | 'key'
        | 'key-over-1024-chars'
        | 'merge'
        | 'missing-char'
        | 'missing-colon'
        | 'missing-comma'
        | 'missing-quote'
        | 'missing-space'
        | 'multiline-implicit-key'
        | 'not-yaml'
        | 'tab-as-indent'
        | 'tag'
        | 'unexpected-token';
    }
  | { mistake: 'bad-scalar-start'; character: string }
  | { mistake: 'unclosed-bracket'; bracket: string }
  | { mistake: 'unclosed-quote'; quote: string };

/** Why a file cannot be read: the system's code, or what is there is no file. */
export type UnreadableReason = SystemCode | 'dangling-link' | 'not-regular';

/** What is wrong with the text of a setting, whatever it is for. */
export type EdgeProblem = 'empty' | 'line-break' | 'control-character' | 'outer-blanks';

/** Why the certificates of a PEM file cannot be used. */
export type PemProblem =
  | { reason: 'no-certificate' | 'joined-lines' | 'certificate-unreadable' }
  /** The file holds something else, by its own word. */
  | { reason: 'other-pem'; label: string }
  /** One of several, counted from 1. */
  | { reason: 'one-certificate-unreadable'; number: number; count: number };

/** Why a setting cannot be used. */
export type SettingProblem =
  | { reason: EdgeProblem | 'not-a-duration' | 'not-a-count' | 'not-text' | 'not-a-url' }
  | { reason: 'proxy-scheme'; scheme: string }
  | PemProblem;

/** Why an endpoint cannot be used. */
export type EndpointProblem =
  | {
      reason:
        | 'backslash'
        | 'blanks'
        | 'control-character'
        | 'empty'
        | 'fragment'
        | 'host-form'
        | 'no-host'
        | 'no-port'
        | 'port-zero'
        | 'query'
        | 'quotes'
        | 'scheme-slashes';
    }
  | { reason: 'port-number'; port: string }
  | { reason: 'scheme'; scheme: string };

/** Why the value of an option cannot be used. */
export type OptionProblem =
  | { problem: 'json'; json: JsonMistake }
  | { problem: 'system' | 'write'; code: SystemCode }
  | { problem: 'port-taken' | 'other-content' };

/** What to do about the value of an option, where that is more than to give another one. */
export type OptionAdvice =
  /** Write one of these. */
  | { advice: 'write'; words: readonly string[] }
  | { advice: 'meant'; suggestion: string }
  | { advice: 'faults' | 'id-empty' | 'id-from-start' }
  /** The ID within what was given. */
  | { advice: 'id-alone'; given: string };

/** Why there is nothing here that does what a word of the command line does elsewhere. */
export type UsageNote =
  | 'certificates'
  | 'check-runs'
  | 'config-by-hand'
  | 'help-one'
  | 'http-status'
  | 'http-version'
  | 'no-credentials'
  | 'no-login'
  | 'no-overwrite'
  | 'no-prompts'
  | 'no-telemetry'
  | 'no-update'
  | 'proxy'
  | 'redirects'
  | 'request-fixed'
  | 'topics';

/** What to do about a word of the command line that means nothing where it stands. */
export type UsageAdvice =
  /** One of these is meant; they are as they are to be typed. */
  | { advice: 'meant'; words: readonly string[] }
  /** The option is one of these commands. */
  | { advice: 'elsewhere'; option: string; commands: readonly string[] }
  | { advice: 'note'; note: UsageNote };

/** Where in a body, or in which events, a key belongs. */
export type Belongs =
  /** The setting, and no part of a body. */
  | 'endpoint'
  | 'params'
  | 'playerTime'
  | 'qoeData'
  | 'top'
  | { events: readonly string[] }
  | { paramsOf: readonly string[] };

/** Where people have a name from: reports of Adobe Analytics, XDM and the Media Edge API, or the settings of an SDK. */
export type NamingSystem = 'analytics' | 'xdm' | 'sdk';

/** An argument that is no event type. */
export interface EventArgument {
  argument: true;
  key: string;
  name: string;
  /** What comes before it, as it is typed after `media-session`. */
  before: string;
  suggestion?: string;
  /** The command in its right order. */
  swapped?: string;
}
