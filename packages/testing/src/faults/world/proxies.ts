import type { Servers } from './servers.js'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js'

/** Every line that a service has to something else, as `who.whom`. */
export const lineNames = [
  'auth.postgres',
  'auth.queue',
  'clinical.postgres',
  'clinical.queue',
  'clinical.directory',
  'chat.postgres',
  'chat.queue',
  'chat.cache',
  'chat.directory',
] as const
export type LineName = (typeof lineNames)[number]

export interface Lines {
  line: (name: LineName) => TcpProxy
  /** Those whose name ends so: all lines to one kind of server. */
  linesTo: (whom: 'postgres' | 'queue' | 'cache' | 'directory') => TcpProxy[]
  passAll: () => void
  close: () => Promise<void>
}

/** One proxy for each line, so that a fault can hit one service and leave the others alone. */
export async function startLines(servers: Servers, authPort: number): Promise<Lines> {
  const ports = {
    postgres: servers.postgres.port,
    queue: servers.queueRedis.port,
    cache: servers.cacheRedis.port,
    directory: authPort,
  }
  const proxies = new Map<LineName, TcpProxy>()
  for (const name of lineNames) {
    const whom = lineEnd(name)
    proxies.set(name, await startTcpProxy(ports[whom]))
  }
  const line = (name: LineName): TcpProxy => {
    const proxy = proxies.get(name)
    if (!proxy) throw new Error(`there is no line ${name}`)
    return proxy
  }
  return {
    line,
    linesTo: (whom) => lineNames.filter((name) => lineEnd(name) === whom).map(line),
    passAll: () => {
      for (const proxy of proxies.values()) {
        proxy.filterAnswers(undefined)
        proxy.pass()
      }
    },
    close: async () => {
      await Promise.all([...proxies.values()].map((proxy) => proxy.close()))
    },
  }
}

function lineEnd(name: LineName): 'postgres' | 'queue' | 'cache' | 'directory' {
  if (name.endsWith('.postgres')) return 'postgres'
  if (name.endsWith('.queue')) return 'queue'
  return name.endsWith('.cache') ? 'cache' : 'directory'
}
