import type { SecureContext } from 'node:tls';
import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { Form } from '../../model/finding-values.ts';
import type { SettingProblem } from '../../model/mistakes.ts';
import type { Sourced } from '../../model/origin.ts';
import { absolutePath } from '../../parse/paths.ts';
import { readTextFile } from '../../parse/read-text.ts';

/**
 * What TLS is to trust: the certificates of Node and those of the setting `caCert`. Undefined where there is no TLS to come
 * (`secure`); the file is read and checked all the same.
 * @throws InputError `file` when the file cannot be read, `config` (`setting-invalid`) when it holds no certificates: OpenSSL
 *   would say nothing, and the server's certificate would get the blame
 */
export async function readTrust(
  { values: { caCert } }: Settings,
  secure: boolean,
  context: Context,
): Promise<SecureContext | undefined> {
  if (!caCert && !secure) return undefined;
  const { certificatesProblem, secureContext } = await import('../../client/trust.ts');
  if (!caCert) return secureContext();
  const pem = readPem(caCert, context);
  const problem = certificatesProblem(pem);
  if (problem) throw noCertificates(caCert, problem, 'pem-file');
  if (!secure) return undefined;
  const file = context.env['NODE_EXTRA_CA_CERTS'];
  return secureContext({ pem, nodeExtra: () => (file ? readIfThere(file) : undefined) });
}

function readPem(caCert: Sourced<string>, context: Context): string {
  const { value } = caCert;
  try {
    return readTextFile(absolutePath(value, context) ?? value, value);
  } catch (error) {
    const [finding] = error instanceof InputError ? error.findings : [];
    if (!finding) throw error;
    // A certificate in binary form (DER, PKCS #12) is no text from its first bytes on.
    if (finding.code === 'file-encoding' && finding.args.offset < 4)
      throw noCertificates(caCert, { reason: 'not-text' }, 'pem-from-binary');
    throw new InputError('file', [namedBy(caCert, finding)]);
  }
}

/** A finding about a file, as one about the setting that names it. */
function namedBy({ value, origin }: Sourced<string>, finding: Finding): Finding {
  const via = { via: 'caCert', given: value, fromConfig: origin.kind === 'file' };
  switch (finding.code) {
    case 'file-missing':
    case 'file-empty':
      return { ...finding, origin, args: { ...finding.args, ...via } };
    case 'file-unreadable':
      return { ...finding, origin, args: { ...finding.args, ...via } };
    default:
      return { ...finding, origin };
  }
}

function noCertificates({ value, origin }: Sourced<string>, problem: SettingProblem, form: Form): InputError {
  return new InputError('config', [
    {
      code: 'setting-invalid',
      severity: 'error',
      path: 'caCert',
      expected: { kind: 'form', form },
      actual: { type: 'text', value },
      origin,
      args: { key: 'caCert', flag: '--cacert', ...problem },
    },
  ]);
}

/** Node itself goes on without a file that it cannot read, too. */
function readIfThere(path: string): string | undefined {
  try {
    return readTextFile(path, path);
  } catch {
    return undefined;
  }
}
