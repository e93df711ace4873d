import { describe, expect, it } from 'vitest';
import { releaseFaults } from '../../scripts/release-faults.ts';

const GOOD = {
  packageJson: '{ "version": "1.2.3" }',
  lock: '{ "version": "1.2.3", "packages": { "": { "version": "1.2.3" } } }',
  changelog: '# Changelog\n\n## [1.2.3] - 2026-12-01\n\n## [1.2.2] - 2026-11-01\n',
  dockerfile: 'LABEL org.opencontainers.image.version="1.2.3"\n',
  tags: ['v1.2.3'],
};

describe('a release', () => {
  it('may be made where everything agrees, tagged or not yet', () => {
    expect(releaseFaults(GOOD)).toEqual([]);
    expect(releaseFaults({ ...GOOD, tags: [] })).toEqual([]);
  });

  it.each([
    [
      'the lock file',
      { lock: GOOD.lock.replaceAll('1.2.3', '1.2.2') },
      /package-lock\.json is of 1\.2\.2.*npm install/,
    ],
    [
      'the changelog',
      { changelog: '# Changelog\n\n## [1.2.2] - 2026-11-01\n' },
      /begins with 1\.2\.2 and not 1\.2\.3/,
    ],
    ['its day', { changelog: '## [1.2.3] - unreleased\n' }, /gives 1\.2\.3 no day but "unreleased"/],
    ['the image', { dockerfile: 'LABEL x="y"\n' }, /labels the image with no version/],
    ['the tag', { tags: ['v1.2.2'] }, /tagged v1\.2\.2.*tag it v1\.2\.3/],
  ])('may not where %s says something else', (_, wrong, said) => {
    const faults = releaseFaults({ ...GOOD, ...wrong });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
  });
});
