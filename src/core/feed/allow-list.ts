/** The hosts inside the operator's own network that may be asked and posted to, `polling.allow_hosts`. */

export type AllowList = {
  /** `port` as a number; `host` without brackets. */
  readonly allows: (host: string, port: number) => boolean;
};

/**
 * The operator's allow-list: entries are `host`, `host:port` or `[v6]:port`. Both sides are read as addresses are, so
 * that capitals, a dot at the end, decimal IPv4 and long IPv6 mean the host that they mean in an address.
 */
export function allowList(entries: readonly string[]): AllowList {
  const known = new Set(entries.map(readEntry));
  return {
    allows: (host, port) => {
      const name = plainHost(host);
      return known.has(name) || known.has(`${name}:${port}`);
    },
  };
}

function readEntry(entry: string): string {
  const written = entry.trim();
  // More than one colon outside of brackets is an IPv6 address by itself.
  const [, host = written, port = ''] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(written) ?? [];
  return `${plainHost(host)}${port === '' ? '' : `:${Number(port)}`}`;
}

/** A host as addresses spell it: in small letters, IPv6 in brackets and shortened, without a dot at the end. */
function plainHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '');
  const read = URL.parse(`http://${bare.includes(':') ? `[${bare}]` : bare}/`);
  return (read?.hostname ?? bare.toLowerCase()).replace(/\.$/, '');
}
