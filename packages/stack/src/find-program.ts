import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

// Where package managers put programs that a bare PATH (cron, sudo, an IDE) leaves out.
const usualFolders = ['/usr/bin', '/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin', '/snap/bin']

/** The full path of the first of `names` that can be run here. */
export async function findProgram(names: string[]): Promise<string | undefined> {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...usualFolders]
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name)
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (found) return path
    }
  }
  return undefined
}
