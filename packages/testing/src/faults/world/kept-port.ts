import { randomInt } from 'node:crypto'
import getPort, { portNumbers } from 'get-port'

/**
 * A free port below the range from which systems take ports for outgoing connections, so that a server that is down
 * for a while finds its port free when it comes back.
 */
export function keptPort(): Promise<number> {
  const first = randomInt(15_000, 29_000)
  return getPort({ host: '127.0.0.1', port: portNumbers(first, first + 1000), reserve: true })
}
