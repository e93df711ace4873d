/** Opens connections only to addresses that may be asked, so that no name and no redirect leads into a private network. */
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { addressRefusal } from './refusal.ts';
import type { AllowList } from '../../core/feed/allow-list.ts';
import { whyForbidden } from './address-guard.ts';

/** Resolves a name to IP addresses; rejects with a Node error where it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** The system's resolver, hosts file included. */
export const systemResolve: Resolve = (host) =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, found) => {
      if (error === null) resolve(found.map(({ address }) => address));
      else reject(error);
    });
  });

export type ConnectorOptions = {
  readonly allow: AllowList;
  readonly resolve: Resolve;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Makes what opens the connections; undici's own where left out. */
  readonly build?: typeof buildConnector;
};

/**
 * A connector for undici. A name is resolved once, and the connection goes to the very addresses that were checked: an
 * answer that changes afterwards changes nothing. Addresses written in the URL are checked before connecting (the URL
 * parser has turned decimal, octal and hexadecimal notations into dotted ones), and the peer of every connection once
 * more before a byte is sent to it.
 */
export function guardedConnector({
  allow,
  resolve,
  connectTimeout,
  build = buildConnector,
}: ConnectorOptions): buildConnector.connector {
  const connect = build({ timeout: connectTimeout, lookup: checkedLookup(resolve) });
  const connectAnywhere = build({ timeout: connectTimeout, lookup: plainLookup(resolve) });
  return (options, callback) => {
    const host = withoutBrackets(options.hostname);
    if (allow.allows(host, portOf(options))) {
      connectAnywhere(options, callback);
      return;
    }
    const why = isIP(host) === 0 ? undefined : whyForbidden(host);
    if (why !== undefined) {
      callback(addressRefusal(host, host, why), null);
      return;
    }
    connect(options, (error, socket) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const peer = socket.remoteAddress ?? 'nowhere';
      const late = whyForbidden(peer);
      if (late === undefined) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(addressRefusal(host, peer, late), null);
    });
  };
}

/** Passes on only the addresses that may be asked; an error where a name has no other. */
function checkedLookup(resolve: Resolve): LookupFunction {
  return lookupWith(async (host) => {
    const addresses = await resolve(host);
    const permitted = addresses.filter((address) => whyForbidden(address) === undefined);
    const [first] = addresses;
    if (permitted.length === 0 && first !== undefined)
      throw addressRefusal(host, first, whyForbidden(first) ?? 'not to be asked');
    return permitted;
  });
}

function plainLookup(resolve: Resolve): LookupFunction {
  return lookupWith(resolve);
}

/** Node asks in two ways: for all addresses, to try them in turn, or for one. */
function lookupWith(find: Resolve): LookupFunction {
  return (host, options, callback) => {
    find(host).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (first === undefined) callback(noAddress(host), '', 0);
        else if (options.all === true) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(asNodeError(error), '', 0),
    );
  };
}

function noAddress(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
}

function asNodeError(error: unknown): NodeJS.ErrnoException {
  return error instanceof Error ? error : new Error('the name could not be resolved', { cause: error });
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

function portOf({ port, protocol }: buildConnector.Options): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
