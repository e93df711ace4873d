/** Tells a database server from a file by how it is written; loads no client of either. */

/** True for an address such as `postgres://user:password@host:5432/name`; everything else is an SQLite path. */
export function isPostgresUrl(target: string): boolean {
  return /^postgres(ql)?:\/\//i.test(target);
}

/** Where a database is, for people: server and name, never the user or the password. */
export function describeTarget(target: string): string {
  if (!isPostgresUrl(target)) return target;
  const url = URL.parse(target);
  if (url === null) return 'PostgreSQL';
  const host = url.hostname === '' ? (url.searchParams.get('host') ?? 'its local socket') : url.hostname;
  const port = url.port === '' ? '' : `:${url.port}`;
  return `PostgreSQL at ${host}${port}${decodeURIComponent(url.pathname)}`;
}
