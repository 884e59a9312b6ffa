import { z } from 'zod'

const version = z.int().positive()

/** What the writing process can be told. */
export const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), url: z.string() }),
  z.object({ kind: z.literal('write'), user: z.int(), version }),
  z.object({ kind: z.literal('publish'), channel: z.string(), text: z.string() }),
  z.object({ kind: z.literal('stream'), users: z.int(), perSecond: z.int(), version }),
  z.object({ kind: z.literal('stop') }),
])
export type WriterOrder = z.infer<typeof orderSchema>

export const writerAnswerSchema = z.object({
  /** When it began to obey, and when it had. */
  askedAtNs: z.number(),
  doneAtNs: z.number(),
  /** Events applied by streams so far. */
  applied: z.number(),
})
export type WriterAnswer = z.infer<typeof writerAnswerSchema>

/** The machine's own clock since it started: the same in all of its processes, and never set. */
export const nowNs = (): number => Number(process.hrtime.bigint())
