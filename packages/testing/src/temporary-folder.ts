import { mkdtempSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeJsonFile } from '@rollcall/stack/json-file'
import { endProcess, identifyProcess, isSameProcess, type ProcessRef } from '@rollcall/stack/process-identity'

const prefix = 'rollcall-test-'
const ownerFile = 'owner.json'

interface Owner {
  owner: ProcessRef
  children: ProcessRef[]
}

/** A temporary folder that the next test run removes, with the processes working in it, should this one be killed. */
export interface TemporaryFolder {
  path: string
  remember: (pid: number) => Promise<void>
  remove: () => Promise<void>
}

export async function createTemporaryFolder(): Promise<TemporaryFolder> {
  await sweepAbandonedFolders()
  const path = mkdtempSync(join(tmpdir(), prefix))
  const self = identifyProcess(process.pid)
  const children: ProcessRef[] = []
  // One after the other: several processes may be started at once.
  let written: Promise<void> = Promise.resolve()
  const write = () => {
    written = written.then(async () => {
      if (self) await writeJsonFile(join(path, ownerFile), { owner: self, children } satisfies Owner)
    })
    return written
  }
  await write()
  return {
    path,
    remember: async (pid) => {
      const child = identifyProcess(pid)
      if (child) children.push(child)
      await write()
    },
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}

async function sweepAbandonedFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix))
  for (const name of names) {
    const path = join(tmpdir(), name)
    const found = await readFile(join(path, ownerFile), 'utf8').catch(() => undefined)
    if (found === undefined) continue
    const { owner, children }: Owner = JSON.parse(found)
    if (isSameProcess(owner)) continue
    for (const child of children) await endProcess(child, 'SIGINT', 2_000)
    await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}
