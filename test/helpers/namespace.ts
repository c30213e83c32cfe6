import { type ChildProcess, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE, type Outcome, run } from './cli.ts';
import { tempDirectory } from './temp.ts';
import type { Pair } from './tls-server.ts';

/** How a resolver answers for addresses of one family. */
type Answer = readonly string[] | 'SILENT' | 'SERVFAIL' | 'NXDOMAIN';

/** What the program meets in a network of its own. */
export interface FarEnd {
  /** How many resolvers /etc/resolv.conf names. */
  resolvers: number;
  records: { A: Answer; AAAA: Answer };
  /** A server with TLS, which answers every request with a new session. */
  pair?: Pair;
  /** The address at which it appears after a while; packets that come before are lost. Within 10.9.0.0/24. */
  address?: string;
  appearsAfterMs?: number;
}

const FAR_END = fileURLToPath(new URL('./far-end.js', import.meta.url));

/** Why a test that needs a network namespace cannot run here, if so. */
export const NO_NAMESPACE: string | undefined =
  spawnSync('unshare', ['-n', '-m', 'ip', 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1'])
    .status === 0
    ? undefined
    : 'needs unshare, iproute2 and the right to make network namespaces (root)';

/**
 * Runs the built binary in a network namespace of its own, with resolvers of its own. Whatever is sent to 10.9.0.0/24 or
 * fd09::/64 is lost on the way: these networks lie behind a cable of which nobody listens at the other end.
 */
export function runInNamespace(
  farEnd: FarEnd,
  args: readonly string[],
  started?: (child: ChildProcess) => void,
): Promise<Outcome> {
  const resolvers = Array.from({ length: farEnd.resolvers }, (_, at) => `127.0.0.${53 + at}`);
  const files = tempDirectory({
    'resolv.conf': resolvers.map((address) => `nameserver ${address}\n`).join(''),
  });
  const ready = join(files, 'ready');
  const script = `
    ip link set lo up
    ip link add v0 type veth peer name v1
    ip link set v0 arp off up
    ip link set v1 up
    ip address add 10.9.0.1/24 dev v0
    ip address add fd09::1/64 dev v0 nodad || true
    mount --bind "$FILES/resolv.conf" /etc/resolv.conf
    "$RUNNER" "$FAR_END" "$BEHAVIOUR" >/dev/null 2>&1 &
    while [ ! -e "$FILES/ready" ]; do sleep 0.05; done
    exec "$NODE" "$BIN" "$@"`;
  const env = { FILES: files, RUNNER: process.execPath, FAR_END, NODE, SCRIPT: script };
  const behaviour = JSON.stringify({ ...farEnd, resolvers, ready });
  const words = args.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return run([], {
    env: { ...env, BEHAVIOUR: behaviour },
    shell: `exec unshare -n -m sh -ec "$SCRIPT" sh ${words}`,
    ...(started && { started }),
  });
}
