import { describe, expect, it } from 'vitest';
import { allowList } from '../../../src/core/feed/allow-list.ts';
import { whyForbidden } from '../../../src/edges/http/address-guard.ts';

describe('whyForbidden', () => {
  it.each([
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', "carrier's NAT"],
    ['100.100.100.200', 'metadata'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['168.63.129.16', 'metadata'],
    ['169.254.1.1', 'link-local'],
    ['169.254.169.254', 'metadata'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['192.168.0.1', 'private'],
    ['198.18.0.1', 'reserved'],
    ['203.0.113.1', 'reserved'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'private'],
    ['fc00::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fd00:ec2::254', 'metadata'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'reserved'],
    ['2001::1', 'reserved'],
    ['100::1', 'reserved'],
    ['4000::1', 'reserved'],
    // IPv4 inside IPv6
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['::ffff:0:127.0.0.1', 'reserved'],
    ['::127.0.0.1', 'loopback'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['64:ff9b:1::1', 'reserved'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:c0a8:101::1', 'private'],
    ['2002:a9fe:a9fe::', 'metadata'],
    // not addresses
    ['', 'not an IP address'],
    ['localhost', 'not an IP address'],
    ['127.0.0.1 ', 'not an IP address'],
  ])('of %j says %s', (address, why) => {
    expect(whyForbidden(address)).toContain(why);
  });

  it.each([
    '8.8.8.8',
    '93.184.216.34',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700::1111',
    '3ffe::1',
    '::8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::',
  ])('lets %s pass', (address) => {
    expect(whyForbidden(address)).toBeUndefined();
  });
});

describe('allowList', () => {
  const allow = allowList(['intranet.example', '127.0.0.1:8080', '[::1]:8080', 'fd00::7']);
  it.each([
    ['intranet.example', 80, true],
    ['INTRANET.example', 8443, true],
    ['127.0.0.1', 8080, true],
    ['127.0.0.1', 80, false],
    ['::1', 8080, true],
    ['::1', 80, false],
    ['fd00::7', 443, true],
    ['not-intranet.example', 80, false],
    ['sub.intranet.example', 80, false],
    ['intranet.example.', 80, true],
    ['0:0:0:0:0:0:0:1', 8080, true],
    ['[FD00:0::7]', 443, true],
  ])('of %s port %i says %s', (host, port, allowed) => {
    expect(allow.allows(host, port)).toBe(allowed);
  });

  it.each([
    ['Intranet.Example.', 'intranet.example', 80, true],
    ['2130706433:8080', '127.0.0.1', 8080, true],
    ['[0:0:0:0:0:0:0:1]:8080', '::1', 8080, true],
    ['intranet.example:080', 'intranet.example', 80, true],
    ['intranet.example:80', 'intranet.example', 443, false],
    ['  intranet.example:443 ', 'intranet.example', 443, true],
    ['', 'intranet.example', 80, false],
    ['*', 'intranet.example', 80, false],
    ['http://intranet.example', 'intranet.example', 80, false],
    ['intranet.example/path', 'other.example', 80, false],
  ])('reads the entry %j as an address is read: %s port %i is %s', (entry, host, port, allowed) => {
    expect(allowList([entry]).allows(host, port)).toBe(allowed);
  });
});
