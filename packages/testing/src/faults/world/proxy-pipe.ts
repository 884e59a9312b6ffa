import type { Socket } from 'node:net'

/** up: from the client to the server; down: the answers. */
export type Direction = 'up' | 'down'

/** Rewrites what passes on one connection; made anew for each, so that it may remember half a message. */
export type PipeFilter = (chunk: Buffer) => Buffer

/** What is wrong with the line now. One object for all connections of a proxy. */
export interface LineFaults {
  stalled: Set<Direction>
  delayMs: number
}

interface Parcel {
  due: number
  /** null: the sender has finished. */
  chunk: Buffer | null
}

const maxUnsentBytes = 4 * 1024 * 1024

export interface Pipe {
  /** Sends on what may go; called again when a fault ends. */
  pump: () => void
  /** From now on what is sent vanishes, and neither end is told. */
  abandon: () => void
}

/** Carries bytes one way, in order, as late as the line's faults have it. */
export function createPipe(options: {
  from: Socket
  to: Socket
  direction: Direction
  faults: LineFaults
  filter: PipeFilter | undefined
  onChunk: (chunk: Buffer, direction: Direction) => void
}): Pipe {
  const { from, to, direction, faults, filter, onChunk } = options
  const parcels: Parcel[] = []
  let timer: NodeJS.Timeout | undefined
  let abandoned = false

  const send = ({ chunk }: Parcel) => {
    if (chunk === null) to.end()
    else if (chunk.length > 0) to.write(chunk)
    if (to.writableLength <= maxUnsentBytes) return
    from.pause()
    to.once('drain', () => from.resume())
  }
  const pump = () => {
    clearTimeout(timer)
    for (let next = parcels[0]; next && !faults.stalled.has(direction); next = parcels[0]) {
      const waitMs = next.due - Date.now()
      if (waitMs > 0) {
        timer = setTimeout(pump, waitMs)
        return
      }
      parcels.shift()
      send(next)
    }
  }
  const take = (chunk: Buffer | null) => {
    if (abandoned) return
    parcels.push({ due: Date.now() + faults.delayMs, chunk })
    pump()
  }
  from.on('data', (chunk: Buffer) => {
    // Before it is sent on: whoever watches may stall the line in front of this very chunk.
    if (!abandoned) onChunk(chunk, direction)
    take(filter ? filter(chunk) : chunk)
  })
  from.on('end', () => take(null))
  return {
    pump,
    abandon: () => {
      abandoned = true
      parcels.length = 0
      clearTimeout(timer)
    },
  }
}
