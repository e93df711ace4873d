/** Measures the structure of a source tree: rooms, files a folder, import circles, and words that are retired. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

export type HouseMeasures = {
  /** Folders at the top of `app`. */
  readonly rooms: readonly string[];
  /** Files that a folder holds directly, subfolders apart, fullest first. */
  readonly folders: readonly { readonly folder: string; readonly files: number }[];
  /** Each circle of imports, those of types too, as the files in it. */
  readonly circles: readonly (readonly string[])[];
  /** `file: word` for every file name or identifier that uses a retired word. */
  readonly retired: readonly string[];
};

/**
 * Words that a newcomer had to learn and that the field has better ones for, as parts of names: `mend` finds `mendMarks`
 * and not `amendment`. docs/architecture.md says what took their place.
 */
const RETIRED = [
  'mend',
  'wish',
  'wishes',
  'flavour',
  'fate',
  'fates',
  'along',
  'standin',
  'stand in',
  'stand ins',
  'breathe',
  'breather',
  'turns',
  'roster',
  'judge',
  'judgement',
];

/** Measures the tree below `src`; paths in the result begin at `src`. */
export function measureHouse(src: string): HouseMeasures {
  const files = sourcesBelow(src);
  const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));
  const imports = new Map(
    [...texts].map(([file, text]) => [file, importsOf(file, text).filter((each) => texts.has(each))]),
  );
  const perFolder = Map.groupBy(files, (file) => dirname(file));
  return {
    rooms: readdirSync(join(src, 'app')).filter((name) => statSync(join(src, 'app', name)).isDirectory()),
    folders: [...perFolder]
      .map(([folder, own]) => ({ folder, files: own.length }))
      .toSorted((a, b) => b.files - a.files || a.folder.localeCompare(b.folder)),
    circles: circlesIn(imports),
    retired: [...texts].flatMap(([file, text]) => retiredIn(file, text)),
  };
}

function sourcesBelow(src: string): readonly string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.split(sep).join('/'))
    .toSorted();
}

function importsOf(file: string, text: string): readonly string[] {
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    relative('.', normalize(join(dirname(file), path)))
      .split(sep)
      .join('/'),
  );
}

/** Strongly connected components of more than one file, by Tarjan's algorithm (SIAM J. Comput. 1(2), 1972). */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file) ?? 0);
    stack.push(file);
    open.add(file);
    for (const next of imports.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (open.has(next)) low.set(file, Math.min(low.get(file) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    for (const each of circle) open.delete(each);
    if (circle.length > 1) circles.push(circle.toSorted());
  };
  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return circles;
}

function retiredIn(file: string, text: string): readonly string[] {
  const code = withoutProse(text);
  const names = new Set([...code.matchAll(/[A-Za-z_$][\w$]*/g)].map(([name]) => name));
  names.add(file.split('/').at(-1)?.replace(/\.ts$/, '') ?? '');
  return [...names].filter((name) => usesRetired(name)).map((name) => `${file}: ${name}`);
}

/** The code with comments and the letters of strings taken out; what stands in `${…}` of a template stays. */
function withoutProse(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) =>
      [...template.matchAll(/\$\{([^}]*)\}/g)].map(([, part]) => part).join(' '),
    );
}

function usesRetired(name: string): boolean {
  const words = ` ${name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_$]/g, ' ')
    .toLowerCase()} `;
  return RETIRED.some((word) => words.includes(` ${word} `));
}
