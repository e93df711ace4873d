/** Reads a file that is named on the command line, or what comes in on standard input. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

/** `-` is standard input, whatever it is: a pipe, a file or a socket. Throws where the file cannot be read. */
export async function readInput(file: string): Promise<Uint8Array> {
  if (file === '-') return buffer(process.stdin);
  return readFile(file).catch((error: unknown) => {
    throw new Error(`${file} cannot be read; check the name`, { cause: error });
  });
}
