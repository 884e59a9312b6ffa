import type { EventBatch, EventBus } from '@rollcall/event-bus/port'

/** For tests: a bus that keeps what it accepts. The port is the seam at which transports are swapped. */
export function createRecordingBus() {
  const accepted: EventBatch[] = []
  const behaviour = {
    /** What the broker does with messages before it accepts them. */
    before: async (_batches: EventBatch[]): Promise<void> => {},
  }
  const bus: EventBus = {
    createPublisher: () => ({
      publish: async (batches) => {
        await behaviour.before(batches)
        accepted.push(...batches)
        return { missed: [] }
      },
      check: async () => {},
      close: async () => {},
    }),
    createConsumer: () => {
      throw new Error('a relay does not consume')
    },
    createInspector: () => {
      throw new Error('a relay does not inspect')
    },
  }
  return { bus, accepted, behaviour }
}
