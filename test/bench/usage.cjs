// Loaded into a measured process by NODE_OPTIONS: says at its end what it used, in a file of its own.
const { writeFileSync } = require('node:fs');

const file = process.env.BENCH_USAGE;
if (file) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ kilobytes: maxRSS, cpu: (userCPUTime + systemCPUTime) / 1000 }));
  });
}
