/** The connections of the client: one pool for each way in which feeds want to be asked, opened when first needed. */
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import type { RequestManner } from '../../core/feed/poll/request-manner.ts';
import { MINUTE, SECOND } from '../../core/time/duration.ts';
import { type AllowList, allowList } from '../../core/feed/allow-list.ts';
import { guardedConnector, type Resolve } from './guarded-connector.ts';

export type DispatcherOptions = {
  readonly allow: AllowList;
  readonly resolve: Resolve;
};

/** How a connection is to be made. */
export type DispatchRoute = Pick<RequestManner, 'proxy' | 'insecureTls'> & {
  /** True where the address is one that the operator opened and the feed's own line names. */
  readonly opened: boolean;
  /** True where the server speaks HTTP/2 only. */
  readonly http2?: boolean;
};

const CONNECT_TIMEOUT = 10 * SECOND;
/** News sites send policies of several kilobytes. */
const MOST_HEADERS = 64 * 1024;
/** Feeds of one host come a second or two apart: a connection is worth keeping that long, and not until the next poll. */
const KEEP_ALIVE = 5 * SECOND;
/** The deadline of a fetch bounds its answer; this is there for the case that a deadline is not kept. */
const LAST_RESORT = 10 * MINUTE;
const NOBODY = allowList([]);

/**
 * Pools by way. Only on an opened way does the allow-list count: on every other, a name or redirect that leads into a
 * private network is refused, whoever it was opened for.
 */
export function createDispatchers({ allow, resolve }: DispatcherOptions) {
  const pools = new Map<string, Dispatcher>();

  const connectorFor = ({
    opened,
    insecureTls = false,
    http2 = false,
  }: DispatchRoute): buildConnector.connector =>
    guardedConnector({
      allow: opened ? allow : NOBODY,
      resolve,
      connectTimeout: CONNECT_TIMEOUT,
      build: (options) =>
        buildConnector({ ...options, allowH2: http2, ...(insecureTls ? { rejectUnauthorized: false } : {}) }),
    });

  const open = (way: DispatchRoute): Dispatcher => {
    const manners = {
      connections: 1,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE,
      keepAliveMaxTimeout: MINUTE,
      maxHeaderSize: MOST_HEADERS,
      headersTimeout: LAST_RESORT,
      bodyTimeout: LAST_RESORT,
    };
    const { proxy, insecureTls = false, http2 = false } = way;
    if (proxy === undefined) return new Agent({ ...manners, connect: connectorFor(way), allowH2: http2 });
    return new ProxyAgent({
      ...manners,
      uri: proxy,
      proxyTunnel: false,
      requestTls: { timeout: CONNECT_TIMEOUT, rejectUnauthorized: !insecureTls },
    });
  };

  return {
    connectorFor,
    dispatcherFor: (way: DispatchRoute): Dispatcher => {
      const key = JSON.stringify([way.opened, way.proxy, way.insecureTls === true, way.http2 === true]);
      const known = pools.get(key);
      if (known !== undefined) return known;
      const opened = open(way);
      pools.set(key, opened);
      return opened;
    },
    close: async (): Promise<void> => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

export type Dispatchers = ReturnType<typeof createDispatchers>;
