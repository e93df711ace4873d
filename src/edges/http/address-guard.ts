/** Which addresses may be connected to: public ones, and the hosts that the operator allows. */
import ipaddr from 'ipaddr.js';

/** Cloud machines find their keys at these. Azure's is a public address; the others get a clearer name here. */
const METADATA = new Set(['169.254.169.254', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200']);

/** Ranges whose last or middle 32 bits are an IPv4 address that the connection ends at. */
const NAT64 = [ipaddr.IPv6.parse('64:ff9b::'), 96] as const;
const SIX_TO_FOUR = [ipaddr.IPv6.parse('2002::'), 16] as const;
const COMPATIBLE = [ipaddr.IPv6.parse('::'), 96] as const;
/** The only IPv6 addresses handed out for use on the public internet (RFC 4291 §2.4, IANA). */
const GLOBAL_UNICAST = [ipaddr.IPv6.parse('2000::'), 3] as const;

const NAMES: Readonly<Record<string, string>> = {
  unspecified: 'an unspecified address',
  broadcast: 'a broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'a link-local address',
  loopback: 'a loopback address',
  private: 'a private address',
  uniqueLocal: 'a private address',
  deprecatedSiteLocal: 'a private address',
  carrierGradeNat: "an address behind a carrier's NAT",
};

/**
 * Why an IP address may not be connected to, in words such as `a loopback address`; undefined where it may. Only
 * public unicast addresses may, looking through IPv4-mapped, NAT64 (RFC 6052) and 6to4 (RFC 3056) ones at the IPv4
 * address inside. What is not an IP address at all is refused.
 */
export function whyForbidden(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'not an IP address';
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return 'a cloud metadata address';
  if (parsed.kind() === 'ipv4') return nameOf(parsed.range());
  const inner = embedded(ipaddr.IPv6.parse(address));
  if (inner !== undefined) return METADATA.has(inner) ? 'a cloud metadata address' : nameOfIpv4(inner);
  const range = parsed.range();
  if (range === 'unicast' && !parsed.match(...GLOBAL_UNICAST)) return 'a reserved address';
  return nameOf(range);
}

function nameOf(range: string): string | undefined {
  return range === 'unicast' ? undefined : (NAMES[range] ?? 'a reserved address');
}

function nameOfIpv4(address: string): string | undefined {
  const name = nameOf(ipaddr.IPv4.parse(address).range());
  return name === undefined ? undefined : `${name} (${address} inside an IPv6 one)`;
}

/** The IPv4 address that an IPv6 one stands for, where it stands for one. */
function embedded(address: ipaddr.IPv6): string | undefined {
  const bytes = address.toByteArray();
  if (address.match(...NAT64)) return bytes.slice(12, 16).join('.');
  if (address.match(...SIX_TO_FOUR)) return bytes.slice(2, 6).join('.');
  // `::` and `::1` are names of their own; the rest of ::/96 once meant IPv4 (RFC 4291 §2.5.5.1).
  if (address.match(...COMPATIBLE) && address.range() === 'unicast') return bytes.slice(12, 16).join('.');
  return undefined;
}
