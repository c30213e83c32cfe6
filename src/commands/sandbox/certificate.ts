import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entryAt } from '../../config/entry.ts';
import type { Context } from '../../model/context.ts';
import type { InputError } from '../../model/errors.ts';
import { systemCodeOf } from '../../model/system-code.ts';
import { writePrivately } from '../../output/write-file.ts';
import { absolutePath } from '../../parse/paths.ts';
import type { SandboxCertificate } from '../../sandbox/certificate.ts';
import { badForm } from './refused.ts';

/** The names of the two files; the first is for others to trust. */
const CERTIFICATE = 'sandbox-cert.pem';
const KEY = 'sandbox-key.pem';

/** A certificate, and where it is. */
export interface KeptCertificate extends SandboxCertificate {
  path: string;
}

/**
 * The certificate of a directory and its key, made anew where there are none yet, or none that will do: so that whoever trusts it
 * need not be told again. Throws InputError for files that are somebody else's, or that cannot be written.
 */
export async function keptCertificate(
  directory: string,
  names: readonly string[],
  context: Context,
): Promise<KeptCertificate> {
  const { isSandboxCertificate, isUsable, makeCertificate } = await import('../../sandbox/certificate.ts');
  const place = absolutePath(directory, context) ?? directory;
  const [path, keyPath] = [join(place, CERTIFICATE), join(place, KEY)];
  const [cert, key] = [await textOf(path), await textOf(keyPath)];
  if (cert !== undefined && !isSandboxCertificate(cert)) throw unfit(directory, { problem: 'other-content' });
  if (key !== undefined && !key.includes('PRIVATE KEY')) throw unfit(directory, { problem: 'other-content' });
  try {
    if (cert !== undefined && key !== undefined && isUsable({ cert, key }, names, context.now())) {
      await chmod(keyPath, 0o600);
      return { cert, key, path };
    }
    const made = await makeCertificate(context.now(), names);
    await mkdir(place, { recursive: true, mode: 0o700 });
    await writePrivately(keyPath, made.key);
    await writePrivately(path, made.cert);
    return { ...made, path };
  } catch (error) {
    throw unfit(directory, { problem: 'write', code: systemCodeOf(error) });
  }
}

/** What a file holds; nothing for a pipe or a device, and where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  return entryAt(path)?.isFile() ? readFile(path, 'utf8').catch(() => undefined) : undefined;
}

function unfit(directory: string, reason: Parameters<typeof badForm>[3]): InputError {
  return badForm('--tls', 'certificate-directory', directory, reason);
}
