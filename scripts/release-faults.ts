/** What keeps a state of the repository from being released: its version must be the same wherever it is written. */
import { z } from 'zod';

const Package = z.looseObject({ version: z.string() });
const Lock = z.looseObject({
  version: z.string(),
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

type Texts = {
  readonly packageJson: string;
  readonly lock: string;
  readonly changelog: string;
  readonly dockerfile: string;
  /** Tags of the commit, none where it has not been tagged yet. */
  readonly tags: readonly string[];
};

/** One line a fault, each with how to mend it; empty where all agree. */
export function releaseFaults({ packageJson, lock, changelog, dockerfile, tags }: Texts): readonly string[] {
  const { version } = Package.parse(JSON.parse(packageJson));
  const locked = Lock.parse(JSON.parse(lock));
  const [, heading, day] = /^## \[([^\]]+)\] - (\S+)/m.exec(changelog) ?? [];
  const [, label] = /image\.version="([^"]+)"/.exec(dockerfile) ?? [];
  const wrongTag = tags.find((tag) => /^v\d/.test(tag) && tag !== `v${version}`);
  return [
    ...(locked.version === version && locked.packages['']?.version === version
      ? []
      : [`package-lock.json is of ${locked.version} and package.json of ${version}; run npm install`]),
    ...(heading === version
      ? []
      : [
          `CHANGELOG.md begins with ${heading ?? 'no version'} and not ${version}; write ## [${version}] - DATE`,
        ]),
    ...(day === undefined || /^\d{4}-\d{2}-\d{2}$/.test(day)
      ? []
      : [
          `CHANGELOG.md gives ${heading} no day but "${day}"; write the day of the release, such as 2026-12-01`,
        ]),
    ...(label === version
      ? []
      : [`the Dockerfile labels the image ${label ?? 'with no version'}; write image.version="${version}"`]),
    ...(wrongTag === undefined
      ? []
      : [`the commit is tagged ${wrongTag} and package.json says ${version}; tag it v${version}`]),
  ];
}
