/** Where the code of a worker thread stands: beside its opener, in the sources and in the build alike. */

/**
 * The sources run as `.ts` by type stripping; a build puts every entry point beside the chunk that opens it, as `.js`.
 *
 * @param here `import.meta.url` of the opener
 * @param name the worker's file without its suffix, such as `draw-worker`
 */
export function workerAddress(here: string, name: string): URL {
  return new URL(here.endsWith('.ts') ? `./${name}.ts` : `./${name}.js`, here);
}
