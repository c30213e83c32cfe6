function sink() {
  let text = '';
  return {
    isTTY: false,
    columns: 80,
    discarded: false,
    write: async (more) => {
      text += more;
    },
    text: () => text,
  };
}

/** A context for the program in the working directory, whose output stays in memory; nothing in the environment. */
export function context() {
  return {
    env: {},
    cwd: process.cwd(),
    home: process.cwd(),
    stdout: sink(),
    stderr: sink(),
    toolVersion: '0.0.0-bench',
    nodeVersion: process.versions.node,
    platform: process.platform,
    uid: process.getuid?.(),
    now: () => Date.now(),
    readStdin: async () => new Uint8Array(),
    stdinChunks: async function* () {},
    stdinIsTerminal: () => false,
    inDirectory: (directory, work) => {
      const before = process.cwd();
      process.chdir(directory);
      try {
        return work();
      } finally {
        process.chdir(before);
      }
    },
    onSignal: () => () => {},
    lastWords: () => {},
    onCrash: () => {},
    exitNow: () => {},
  };
}
