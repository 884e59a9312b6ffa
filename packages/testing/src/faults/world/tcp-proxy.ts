import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { createPipe, type Direction, type LineFaults, type Pipe, type PipeFilter } from './proxy-pipe.js'

export type ChunkListener = (chunk: Buffer, direction: Direction) => void

/** A line between a service and a server, with a hand on it. */
export interface TcpProxy {
  port: number
  /** Resets every open connection; new ones pass. */
  cut: () => void
  /** Resets every open connection and each new one, until `pass`. */
  refuse: () => void
  /** Bytes wait in the line, both ways unless one is named, until `pass`. Nothing is closed. */
  stall: (direction?: Direction) => void
  /** Every chunk arrives this much later, until `pass`. */
  delay: (ms: number) => void
  /** The open connections are dead for ever and neither end is told, as when a firewall forgot them; new ones pass. */
  abandon: () => void
  /** Connections that open from now on send the server's answers through a filter; undefined ends that. */
  filterAnswers: (createFilter: (() => PipeFilter) | undefined) => void
  /** Ends refusing, stalling and delaying; what waited is delivered. */
  pass: () => void
  /** Sees each chunk before it is sent on. Returns how to stop. */
  watch: (listener: ChunkListener) => () => void
  close: () => Promise<void>
}

interface Connection {
  client: Socket
  server: Socket
  pipes: Pipe[]
}

/** Listens on a free port of the loopback and carries every connection to `targetPort` there. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const faults: LineFaults = { stalled: new Set(), delayMs: 0 }
  const connections = new Set<Connection>()
  const listeners = new Set<ChunkListener>()
  const isAbandoned = new WeakSet<Connection>()
  const deadSockets: Socket[] = []
  let createFilter: (() => PipeFilter) | undefined
  let refusing = false

  const onChunk: ChunkListener = (chunk, direction) => {
    for (const listener of listeners) listener(chunk, direction)
  }
  const accept = (client: Socket) => {
    if (refusing) return void client.resetAndDestroy()
    const server = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
    const shared = { faults, onChunk }
    const connection: Connection = { client, server, pipes: [] }
    connection.pipes = [
      createPipe({ ...shared, from: client, to: server, direction: 'up', filter: undefined }),
      createPipe({ ...shared, from: server, to: client, direction: 'down', filter: createFilter?.() }),
    ]
    connections.add(connection)
    const end = () => {
      connections.delete(connection)
      if (!isAbandoned.has(connection)) for (const socket of [client, server]) socket.destroy()
    }
    for (const socket of [client, server]) {
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.on('close', end)
    }
  }
  const listener = createServer({ allowHalfOpen: true }, accept)
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  const cut = () => {
    for (const { client, server } of connections) for (const socket of [client, server]) socket.resetAndDestroy()
    connections.clear()
  }
  const pumpAll = () => {
    for (const { pipes } of connections) for (const pipe of pipes) pipe.pump()
  }
  return {
    port: address.port,
    cut,
    refuse: () => {
      refusing = true
      cut()
    },
    stall: (direction) => {
      for (const which of direction ? [direction] : (['up', 'down'] as const)) faults.stalled.add(which)
    },
    delay: (ms) => {
      faults.delayMs = ms
    },
    abandon: () => {
      for (const connection of connections) {
        isAbandoned.add(connection)
        deadSockets.push(connection.client, connection.server)
        for (const pipe of connection.pipes) pipe.abandon()
      }
      connections.clear()
    },
    filterAnswers: (create) => {
      createFilter = create
    },
    pass: () => {
      refusing = false
      faults.stalled.clear()
      faults.delayMs = 0
      pumpAll()
    },
    watch: (added) => {
      listeners.add(added)
      return () => listeners.delete(added)
    },
    close: async () => {
      cut()
      for (const socket of deadSockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}
