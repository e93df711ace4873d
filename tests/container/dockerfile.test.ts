/** The container's files keep the rules that let it build anywhere and run locked down. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { execForm, readDockerfile } from './read-dockerfile.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, ROOT), 'utf8');
const text = read('Dockerfile');
const instructions = readDockerfile(text);
const named = (name: string) => instructions.filter((each) => each.name === name).map((each) => each.args);
const place = (name: string, having = '') =>
  instructions.findIndex((each) => each.name === name && each.args.includes(having));

const HEALTHCHECK = execForm(named('HEALTHCHECK')[0]?.split('CMD')[1] ?? '') ?? [];

/** The exit code of the image's health check, run on this machine; the port is left where a bot would leave it. */
async function runHealthcheck(port: number): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-health-'));
  try {
    await writeFile(join(folder, 'signpost-web-port'), `${port}\n`);
    const script = fileURLToPath(new URL('bin/healthcheck.sh', ROOT));
    return await new Promise((resolve) => {
      execFile('bash', [script], { env: { ...process.env, TMPDIR: folder } }).on('exit', resolve);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the health check asks of a server that answers with `status`, and its exit code. */
async function healthcheckAgainst(status: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const code = await runHealthcheck(port);
  await new Promise((resolve) => server.close(resolve));
  return { asked, code, port };
}

describe('Dockerfile', () => {
  it('builds on the slim Node 24 image and nothing else', () => {
    expect(named('ARG')).toEqual(['NODE_IMAGE=node:24-bookworm-slim']);
    expect(named('FROM')).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
  });

  it('needs no newer builder: no syntax line, heredoc, linked copy, mount or start interval', () => {
    expect(text).not.toMatch(/^#\s*syntax\s*=/im);
    expect(text).not.toMatch(/<<-?\s*["']?\w/);
    expect(text).not.toMatch(/--(?:link|parents|mount|chmod|start-interval)/);
    expect(named('ADD')).toEqual([]);
  });

  it('takes the bundle of the first stage, and installs beside it what the lock file says without development packages', () => {
    expect(place('COPY', '--from=build /build/dist')).toBeGreaterThan(place('RUN', 'node scripts/build.ts'));
    expect(Object.keys(packageJson.dependencies)).toEqual(['@resvg/resvg-js']);
    expect(named('RUN').some((args) => /^npm ci --omit=dev(?: |$)/.test(args))).toBe(true);
    expect(named('RUN').join('\n')).not.toMatch(/npm install|apt-get|curl|wget/);
    expect(place('COPY', 'package-lock.json')).toBeLessThan(place('RUN', 'npm ci'));
    expect(place('RUN', 'npm ci')).toBeLessThan(place('COPY', 'src'));
  });

  it('gives the data folder to the unprivileged user before it becomes a volume', () => {
    expect(named('USER')).toEqual(['node']);
    expect(named('VOLUME')).toEqual(['["/app/data"]']);
    const owned = place('RUN', 'chown node:node /app/data');
    expect(owned).toBeGreaterThan(-1);
    expect(owned).toBeLessThan(place('VOLUME'));
    expect(owned).toBeLessThan(place('USER'));
  });

  it('starts node itself, so that SIGTERM reaches it, and takes other commands', () => {
    const [start] = named('ENTRYPOINT').map(execForm);
    expect(start).toEqual(['node', '--max-semi-space-size=4', '--optimize-for-size', '/app/bin/signpost.js']);
    expect(packageJson.scripts.start).toContain(start?.slice(0, 3).join(' '));
    expect(named('CMD').map(execForm)).toEqual([['run']]);
    expect(named('STOPSIGNAL')).toEqual([]);
  });

  it('says the version that package.json says', () => {
    expect(named('LABEL').join(' ')).toContain(`org.opencontainers.image.version="${packageJson.version}"`);
  });

  it('copies only what exists and what .dockerignore lets in', () => {
    const ignore = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(ignore[0]).toBe('*');
    const allowed = ignore.slice(1).map((line) => line.replace(/^!/, ''));
    expect(ignore.slice(1).every((line) => line.startsWith('!'))).toBe(true);
    const sources = named('COPY')
      .filter((args) => !args.startsWith('--from='))
      .flatMap((args) => args.split(/\s+/).slice(0, -1));
    expect([...new Set(sources)].toSorted()).toEqual(allowed.toSorted());
    expect(sources.filter((source) => !existsSync(new URL(source, ROOT)))).toEqual([]);
  });

  it('reports health by what /healthz answers', async () => {
    expect(HEALTHCHECK).toEqual(['bash', '/app/bin/healthcheck.sh']);
    const healthy = await healthcheckAgainst(200);
    expect(healthy).toMatchObject({ asked: ['GET /healthz'], code: 0 });
    expect(await healthcheckAgainst(503)).toMatchObject({ asked: ['GET /healthz'], code: 1 });
    expect(await runHealthcheck(healthy.port)).toBe(1);
  });
});

const Addition = z.looseObject({
  services: z.strictObject({
    signpost: z.looseObject({ environment: z.strictObject({ DATABASE_URL: z.string() }) }),
    postgres: z.looseObject({
      environment: z.looseObject({ POSTGRES_USER: z.string(), POSTGRES_DB: z.string() }),
    }),
  }),
});
const Compose = z.strictObject({
  services: z.strictObject({
    signpost: z.strictObject({
      build: z.literal('.'),
      image: z.string(),
      env_file: z.tuple([z.strictObject({ path: z.literal('.env'), required: z.literal(false) })]),
      volumes: z.array(z.string()),
      read_only: z.literal(true),
      tmpfs: z.tuple([z.literal('/tmp')]),
      cap_drop: z.tuple([z.literal('ALL')]),
      security_opt: z.tuple([z.literal('no-new-privileges:true')]),
      mem_limit: z.string(),
      pids_limit: z.number(),
      logging: z.strictObject({
        driver: z.literal('json-file'),
        options: z.strictObject({ 'max-size': z.string(), 'max-file': z.string() }),
      }),
      restart: z.literal('unless-stopped'),
      stop_grace_period: z.literal('15s'),
    }),
  }),
  volumes: z.strictObject({ data: z.null() }),
});

describe('compose.postgres.yaml', () => {
  it('adds a server and an address to the bot, and leaves how the bot is locked down alone', () => {
    const added = Addition.parse(parseYaml(read('compose.postgres.yaml')));
    expect(Object.keys(added.services.signpost)).toEqual(['environment', 'depends_on']);
    const url = new URL(added.services.signpost.environment.DATABASE_URL.replace(/\$\{[^}]+\}/, 'secret'));
    expect([url.protocol, url.hostname, url.port]).toEqual(['postgres:', 'postgres', '5432']);
    const { POSTGRES_USER, POSTGRES_DB } = added.services.postgres.environment;
    expect([url.username, url.pathname]).toEqual([POSTGRES_USER, `/${POSTGRES_DB}`]);
  });
});

describe('compose.yaml', () => {
  const { signpost } = Compose.parse(parseYaml(read('compose.yaml'))).services;

  it('keeps data in a volume and mounts what people edit read-only', () => {
    expect(signpost.volumes).toEqual(['data:/app/data', './config:/app/config:ro', './feeds:/app/feeds:ro']);
  });
});

describe('.env.example', () => {
  it('names every token and channel once, empty, each after a line that says where to get it', () => {
    const lines = read('.env.example').trim().split('\n');
    const names = lines.filter((line) => !line.startsWith('#'));
    expect(names).toEqual([
      'DISCORD_TOKEN=',
      'DISCORD_CHANNEL=',
      'SLACK_BOT_TOKEN=',
      'SLACK_APP_TOKEN=',
      'SLACK_CHANNEL=',
    ]);
    const unexplained = names.filter((name) => !/^# \w+: .+\.$/.test(lines[lines.indexOf(name) - 1] ?? ''));
    expect(unexplained).toEqual([]);
  });
});

describe('.ci/run', () => {
  it('is an executable that installs cleanly and verifies, from any folder', () => {
    expect(statSync(new URL('.ci/run', ROOT)).mode & 0o111).toBe(0o111);
    const script = read('.ci/run');
    expect(script.startsWith('#!/bin/sh\n')).toBe(true);
    const steps = ['set -eu', 'cd "$(dirname "$0")/.."', '\nnpm ci\n', '\nnpm run verify\n'];
    expect(steps.map((step) => script.indexOf(step))).toEqual(
      steps.map((step) => script.indexOf(step)).toSorted((a, b) => a - b),
    );
    expect(steps.every((step) => script.includes(step))).toBe(true);
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    expect(scripts['verify']).toContain('npm test');
    expect(scripts['verify:full']).toContain('npm run verify');
  });
});
