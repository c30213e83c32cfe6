import type { SecureContext } from 'node:tls';
import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Sourced } from '../../model/origin.ts';
import { absolutePath } from '../../parse/paths.ts';
import { readTextFile } from '../../parse/read-text.ts';

const PEM =
  'a PEM file, in which every certificate begins with -----BEGIN CERTIFICATE----- on a line of its own';
const FROM_BINARY =
  'a PEM file, such as openssl x509 -inform der -in <file> -out ca.pem makes of a binary one';

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
  const reason = certificatesProblem(pem);
  if (reason !== undefined) throw noCertificates(caCert, reason);
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
    if (finding.code === 'file-encoding' && Number(finding.args?.['offset']) < 4)
      throw noCertificates(caCert, 'the file is not text, as PEM is', FROM_BINARY);
    const { origin } = caCert;
    const args = { ...finding.args, via: `caCert ("${value}")`, fromConfig: origin.kind === 'file' };
    throw new InputError('file', [{ ...finding, origin, args }]);
  }
}

function noCertificates({ value, origin }: Sourced<string>, reason: string, expected = PEM): InputError {
  return new InputError('config', [
    {
      code: 'setting-invalid',
      severity: 'error',
      path: 'caCert',
      expected,
      actual: JSON.stringify(value),
      origin,
      args: { key: 'caCert', flag: '--cacert', reason },
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
