import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type WriterAnswer, type WriterOrder, writerAnswerSchema } from './writer-messages.js'

export interface EventWriter {
  /** One order at a time. */
  tell: (order: WriterOrder) => Promise<WriterAnswer>
}

/** Runs `work` beside a process that writes to the same cache. */
export async function withWriter<T>(url: string, work: (writer: EventWriter) => Promise<T>): Promise<T> {
  const child = fork(fileURLToPath(new URL('./event-writer.js', import.meta.url)))
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`the writing process ended with ${code}`)
  })
  died.catch(() => {})
  const tell = async (order: WriterOrder) => {
    const answered = once(child, 'message')
    child.send(order)
    const [answer] = await Promise.race([answered, died])
    return writerAnswerSchema.parse(answer)
  }
  try {
    await tell({ kind: 'open', url })
    return await work({ tell })
  } finally {
    child.disconnect()
    await died.catch(() => {})
  }
}
