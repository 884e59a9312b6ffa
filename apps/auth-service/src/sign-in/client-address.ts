import { BlockList, isIP } from 'node:net'

/**
 * Whom a request comes from: the socket's address, or what a trusted proxy says. Of a chain the rightmost address that
 * is no proxy of ours counts; what stands left of it is the client's own claim.
 */
export function createClientAddress(trustedProxies: readonly string[]) {
  const trusted = new BlockList()
  for (const entry of trustedProxies) addEntry(trusted, entry)
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  return (socketAddress: string, forwardedFor: string | undefined): string => {
    let address = plainAddress(socketAddress)
    const claimed = (forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim()))
    while (isIP(address) !== 0 && isTrusted(address)) {
      const previous = claimed.pop()
      if (!previous || isIP(previous) === 0) return address
      address = previous
    }
    return address
  }
}

const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

function addEntry(list: BlockList, entry: string): void {
  const [address = '', prefix] = entry.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(address) === 0) throw new Error(`TRUSTED_PROXIES: ${entry} is not an address or a network`)
  if (prefix === undefined) list.addAddress(address, family)
  else list.addSubnet(address, Number(prefix), family)
}
