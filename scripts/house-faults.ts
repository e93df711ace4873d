/** What is wrong with the structure of the source tree, measured against what docs/architecture.md promises. */
import type { HouseMeasures } from './measure-house.ts';

export const HOUSE_LIMITS = { rooms: 12, files: 25 } as const;

/** One line a fault; empty where the house is in order. */
export function houseFaults(measures: HouseMeasures): readonly string[] {
  const { rooms, folders, circles, retired } = measures;
  return [
    ...(rooms.length > HOUSE_LIMITS.rooms ? [`app has ${rooms.length} rooms: ${rooms.join(', ')}`] : []),
    ...folders
      .filter(({ files }) => files > HOUSE_LIMITS.files)
      .map(({ folder, files }) => `src/${folder} holds ${files} files`),
    ...circles.map((circle) => `these import each other in a circle: ${circle.join(', ')}`),
    ...retired.map((use) => `a retired word: src/${use}`),
  ];
}
