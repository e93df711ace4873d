/** `npm run measures`: prints what docs/architecture.md promises of the structure, and ends with 1 where it is broken. */
import { join } from 'node:path';
import { HOUSE_LIMITS, houseFaults } from './house-faults.ts';
import { measureHouse } from './measure-house.ts';

const measures = measureHouse(join(import.meta.dirname, '../src'));
const [fullest] = measures.folders;
console.log(
  `rooms in app: ${measures.rooms.length} (at most ${HOUSE_LIMITS.rooms}): ${measures.rooms.join(', ')}`,
);
console.log(
  `fullest folder: ${fullest?.folder} with ${fullest?.files} files (at most ${HOUSE_LIMITS.files})`,
);
console.log(`import circles: ${measures.circles.length} (none)`);
console.log(`retired words: ${measures.retired.length} (none)`);
const faults = houseFaults(measures);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
