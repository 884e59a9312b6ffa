import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const processSchema = z.object({ url: z.string(), pid: z.number().nullable() })
const stackSchema = z.object({
  portal: processSchema,
  authService: processSchema,
  userService: processSchema,
  chatService: processSchema,
  databases: z.object({ auth: z.string(), user: z.string(), chat: z.string() }),
  queueRedis: processSchema,
  cacheRedis: processSchema,
})
export type RunningStack = z.infer<typeof stackSchema>

/** The stack that `npm start` brought up, from the file it keeps. */
export async function readRunningStack(dataDir: string): Promise<RunningStack> {
  const file = join(dataDir, 'stack.json')
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file} is not there. Start the stack first: npm start`)
  })
  return stackSchema.parse(JSON.parse(text))
}
