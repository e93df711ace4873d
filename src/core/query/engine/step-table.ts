/** A hash table of how phrases go on: from a step and the next word's pattern to the next step. */

export type StepTable = {
  readonly mask: number;
  /** Three numbers a slot: step + 1 (0 is free), pattern, next step. */
  readonly slots: Int32Array;
  /** 1 for each step from which some phrase goes on; most phrases end where they have two words. */
  readonly goesOn: Uint8Array;
};

const WIDTH = 3;

/** Builds the table of triples of step, pattern and next step. */
export function createStepTable(
  steps: readonly (readonly [step: number, pattern: number, next: number])[],
): StepTable {
  const size = 2 ** Math.max(4, Math.ceil(Math.log2(steps.length * 2 + 1)));
  const mask = size - 1;
  const slots = new Int32Array(size * WIDTH);
  const goesOn = new Uint8Array(steps.reduce((most, [step]) => Math.max(most, step + 1), 0));
  for (const [step, pattern, next] of steps) {
    let slot = mix(step, pattern) & mask;
    while (slots[slot * WIDTH] !== 0) slot = (slot + 1) & mask;
    slots.set([step + 1, pattern, next], slot * WIDTH);
    goesOn[step] = 1;
  }
  return { mask, slots, goesOn };
}

/** The step that a pattern leads to from a step; -1 where no phrase goes on so. */
export function nextStep({ mask, slots }: StepTable, step: number, pattern: number): number {
  for (let slot = mix(step, pattern) & mask; ; slot = (slot + 1) & mask) {
    const at = slot * WIDTH;
    const found = slots[at] ?? 0;
    if (found === 0) return -1;
    if (found === step + 1 && slots[at + 1] === pattern) return slots[at + 2] ?? -1;
  }
}

function mix(step: number, pattern: number): number {
  const mixed = Math.imul(step, 0x9e3779b1) ^ Math.imul(pattern, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
