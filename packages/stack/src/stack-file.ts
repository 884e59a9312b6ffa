import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile } from './json-file.js'

const pid = z.number().int().positive().nullable()
const served = z.object({ url: z.string(), pid })

/** What stack.json tells scripts: addresses, and pids kept true; a pid is null while (or where) no process is ours. */
export const stackFileSchema = z.object({
  portal: served,
  authService: served,
  userService: served,
  chatService: served,
  postgres: z.object({ pid }),
  databases: z.object({ auth: z.string(), user: z.string(), chat: z.string() }),
  queueRedis: served,
  cacheRedis: served,
})

export type StackFile = z.infer<typeof stackFileSchema>
export type StackPart = Exclude<keyof StackFile, 'databases'>

export function stackFilePath(dataDir: string): string {
  return join(dataDir, 'stack.json')
}

export function readStackFile(dataDir: string): Promise<StackFile | undefined> {
  return readJsonFile(stackFilePath(dataDir), stackFileSchema, 'Delete it and run npm start again.')
}
