import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { z } from 'zod'
import { errorCode, explainFileError, StackError } from './stack-error.js'

/** Writes a private file whole or not at all. */
export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${process.pid}.new`
  try {
    await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw explainFileError(error, path)
  }
}

/** Reads a file that we wrote; undefined when there is none. `advice` says what to do with one that is damaged. */
export async function readJsonFile<T>(path: string, schema: z.ZodType<T>, advice: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined
    throw explainFileError(error, path)
  })
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new StackError(`${path} is damaged and can't be read. ${advice}`, { cause })
  }
}
