/** A failure that a person can act on: its message says what happened and what to do, so no stack trace is shown. */
export class StackError extends Error {
  override name = 'StackError'
}

const systemReasons: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space and start again',
  EDQUOT: 'the disk quota is used up. Free some space and start again',
  EACCES: 'permission was denied. Give this user write access, or pick another folder with --data-dir',
  EPERM: 'permission was denied. Give this user write access, or pick another folder with --data-dir',
  EROFS: 'the file system is read-only. Pick another folder with --data-dir',
  ENOTDIR: 'a part of the path is a file, not a folder. Pick another folder with --data-dir',
}

/** The `code` of a Node or PostgreSQL error, or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The sentence for whatever failed in `dataDir`: a full disk is named, anything unforeseen says where to look. */
export function describeFailure(error: unknown, dataDir: string): string {
  if (error instanceof StackError) return error.message
  const text = `${errorCode(error)} ${errorMessage(error)}`
  if (/ENOSPC|53100|No space left/i.test(text)) {
    return `The disk that holds ${dataDir} is full: free some space and start again.`
  }
  return `Something unforeseen went wrong: ${errorMessage(error)}\nThe logs in ${dataDir}/logs may say more.`
}

/** Turns a file system failure at `path` into a sentence; anything else is returned as it is. */
export function explainFileError(error: unknown, path: string): unknown {
  const reason = systemReasons[errorCode(error) ?? '']
  return reason ? new StackError(`Can't write to ${path}: ${reason}.`, { cause: error }) : error
}
