/** Why a capture does not hold a request's body in full. */
export type CaptureGap =
  /** The command sends a form with -F. */
  | 'curl-form'
  | 'curl-no-body'
  | 'curl-unclosed'
  /** Only the beginning of the body was kept. */
  | 'har-cut'
  /** Nobody can tell whether there was a body. */
  | 'har-no-body'
  /** There was a body, and the writer of the capture left it out. */
  | 'omitted'
  /** The request was sent without a body. */
  | 'none-sent'
  /** The code builds the body where this text does not show it. */
  | 'computed'
  | 'result-no-body'
  /** A log or code names the request alone. */
  | 'text-no-body';

/** Why a text that should be JSON is not. `messages/` has the words. */
export type NotJson =
  /** `[object Object]`: an object was sent where its JSON was meant. */
  | 'object-object'
  /** Fields of a form, `a=b&c=d` or one in each line. */
  | 'form'
  /** Code hands over an object of which its library makes a form. */
  | 'form-of-object'
  /** The parts of a form with files. */
  | 'multipart'
  | 'xml'
  /** `undefined`: a variable that has no value was sent. */
  | 'undefined'
  /** `[object Blob]`, `[object Promise]`. */
  | 'object-text'
  /** gzip, by its first bytes. */
  | 'compressed'
  /** A shell took the quotation marks away. */
  | 'shell-quotes'
  | 'url-encoded'
  | 'base64'
  /** JSON within a JSON string. */
  | 'double-encoded'
  | 'html-entities'
  /** Backslashes, doubled quotes or carets that a shell or a programming language needs, and JSON does not. */
  | 'escaped-quotes'
  /** What Python prints of a dict. */
  | 'python'
  /** What Java prints of a Map. */
  | 'java-map'
  /** What another language prints of an object: Ruby, PHP, Swift, Objective-C, Go, Kotlin, C#. */
  | 'printed'
  /** A mark of the byte order stands before the JSON. */
  | 'byte-order-mark'
  /** An object as JavaScript writes it: keys without quotes, single quotes. */
  | 'js-literal'
  | 'smart-quotes'
  /** The tree of the browser's developer tools, of which parts are collapsed. */
  | 'devtools-tree';

/** What a word processor, a chat or a web page did to a command, so that no shell would run it as it was meant. */
export type BentCommand = 'dashes' | 'quotes' | 'blank-lines' | 'spaces';

/** The part of a URL that still holds a placeholder. */
export type UrlPart = 'host' | 'session' | 'path' | 'query';

/** What a file is that holds no text, by its first bytes. */
export type BinaryKind =
  | 'bzip2'
  | 'charles-session'
  | 'class-or-executable'
  /** A gzip archive that cannot be unpacked. */
  | 'gzip-damaged'
  | 'image'
  | 'pcap'
  | 'pdf'
  | 'plist'
  | 'rar'
  | 'rtf'
  | 'sevenzip'
  | 'sqlite'
  | 'tar'
  | 'unknown'
  | 'video'
  | 'xz'
  | 'zip'
  | 'zstd';

/** The paths of this API, by what is sent to them. */
export type RequestPath = 'session' | 'event' | 'batch';

/** Why a request has no response, as its recorder reported it. */
export type NoResponse =
  | 'aborted'
  /** By an extension or a filter within the browser: nothing left it. */
  | 'blocked-by-client'
  /** By the browser itself, a policy or an administrator. */
  | 'blocked'
  /** None was made. */
  | 'connection'
  /** It broke, perhaps after the request had been sent. */
  | 'connection-lost'
  | 'cors'
  | 'dns'
  /** The browser reported a failure without naming it. */
  | 'failed'
  | 'mixed-content'
  | 'offline'
  | 'proxy'
  /** By the browser, after it had come: a policy of the page or of the response. */
  | 'response-blocked'
  | 'timeout'
  | 'tls'
  /** The capture has a place for responses, and none here. */
  | 'not-recorded';

/** Which API, or which kind of document, something is that this API is taken for. */
export type OtherApi =
  | 'analytics'
  | 'assurance'
  /** An error response of the Media Edge API, as a document. */
  | 'edge-error'
  | 'edge-interact'
  | 'heartbeat'
  | 'media-edge'
  | 'postman-environment'
  | 'preflight'
  | 'schema'
  | 'sdk-config'
  /** A CONNECT to a host of this API: what went through it is encrypted. */
  | 'tunnel'
  | 'unknown-json'
  /** A host of this API, or a body of it, with a path that it does not have. */
  | 'wrong-path';

/** What keeps a page from another origin from reading a response. */
export type CorsProblem =
  /** The OPTIONS before it was refused, or its response allows no such request; `headers`: those that it does not allow. */
  | { problem: 'preflight-refused'; pageOrigin?: string; status: number; headers?: string[] }
  | { problem: 'no-allow-origin' | 'location-not-exposed'; pageOrigin: string };

/** The forms of captures, by the names that `recogniseForm` gives them. */
export type CaptureForm =
  | 'body'
  | 'bruno'
  | 'charles'
  | 'curl'
  | 'fetch'
  | 'har'
  | 'har-entry'
  | 'http'
  | 'insomnia'
  | 'json'
  | 'ndjson'
  | 'newman'
  | 'postman'
  | 'powershell'
  | 'result'
  /** Any text in which bodies were found. */
  | 'text';

/** What is known about a request or a document that belongs elsewhere. */
export interface OtherFacts {
  api: OtherApi;
  host?: string;
  path?: string;
  method?: string;
  status?: number;
  /** Placeholders left in the URL. */
  placeholders?: readonly string[];
  /** What the Media Edge API's own 400 says. */
  details?: readonly { name: string; reason: string }[];
  /** The keys at the root of a JSON document that nobody knows. */
  keys?: readonly string[];
}
