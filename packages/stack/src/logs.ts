import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explainFileError } from './stack-error.js'

const maxLogBytes = 10 * 1024 * 1024
const ansiCodes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** The log file of a process; emptied first when it has grown over 10 MB. */
export async function openLog(dataDir: string, name: string): Promise<string> {
  const path = join(dataDir, 'logs', `${name}.log`)
  try {
    const file = await open(path, 'a', 0o600)
    if ((await file.stat()).size > maxLogBytes) await file.truncate()
    await file.close()
  } catch (error) {
    throw explainFileError(error, path)
  }
  return path
}

/** The last lines, to be shown beneath a failure. */
export async function tailLog(path: string, lines = 15): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.replace(ansiCodes, '').trimEnd().split('\n').slice(-lines).join('\n')
}
