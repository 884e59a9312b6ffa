import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../../../', import.meta.url))

export function fromRepository(...parts: string[]): string {
  return join(repositoryRoot, ...parts)
}

/** A file of a dependency, as the workspace `workspace` would find it. */
export function fromDependency(workspace: string, packageName: string, ...parts: string[]): string {
  const manifest = createRequire(fromRepository(workspace, 'package.json')).resolve(`${packageName}/package.json`)
  return join(dirname(manifest), ...parts)
}
