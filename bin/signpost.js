#!/usr/bin/env node
/* Starts the bundled program. Plain JavaScript without an import before the check, so that an old Node can read it, too. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 16)) {
  process.stderr.write(
    `signpost needs Node 22.16 or newer and this is ${process.version}; see https://nodejs.org\n`,
  );
  process.exitCode = 1;
} else {
  // Node 22 says of its own SQLite that it is experimental, once a start, to people who did not ask.
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).startsWith('SQLite is an experimental feature'))
      emitWarning.call(process, warning, ...rest);
  };
  await import('../dist/main.js');
}
