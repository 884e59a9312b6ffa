import { mkdtempSync, statSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import { openDataFolder } from './data-folder.js'
import { identifyProcess, isAlive } from './process-identity.js'
import { loadSecrets } from './secrets.js'
import { StackError } from './stack-error.js'
import { readStackFile } from './stack-file.js'

const root = mkdtempSync(join(tmpdir(), 'rollcall-folder-'))
afterAll(() => rm(root, { recursive: true, force: true }))

let count = 0
const freshPath = () => join(root, `data-${count++}`)
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

test('folders are 0700 and files 0600', async () => {
  const path = freshPath()
  const folder = await openDataFolder(path)
  await loadSecrets(path)
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(path, 'logs')).mode & 0o777).toBe(0o700)
  for (const name of ['run.json', 'secrets.json']) expect(statSync(join(path, name)).mode & 0o777, name).toBe(0o600)
  await folder.release()
})

test('a second supervisor is told who runs and what to do', async () => {
  const path = freshPath()
  const folder = await openDataFolder(path)
  await expect(openDataFolder(path)).rejects.toThrow(`already runs from ${path} (process ${process.pid})`)
  await folder.release()
  await (await openDataFolder(path)).release()
})

test('processes of a supervisor that was killed are stopped before the next start', async () => {
  const path = freshPath()
  await mkdir(path)
  const orphan = execa('sleep', ['60'], { reject: false, cleanup: false, detached: true })
  const supervisor = { pid: 2 ** 22 - 1, startedAt: 'long ago' }
  const children = { authService: identifyProcess(orphan.pid ?? 0) }
  await writeFile(join(path, 'run.json'), JSON.stringify({ supervisor, children }))
  const folder = await openDataFolder(path)
  expect((await orphan).signal).toBe('SIGTERM')
  await folder.release()
})

test('a stranger who got the pid of a dead child is left alone', async () => {
  const path = freshPath()
  await mkdir(path)
  const stranger = execa('sleep', ['60'], { reject: false })
  const pid = stranger.pid ?? 0
  const supervisor = { pid: 2 ** 22 - 1, startedAt: 'long ago' }
  const children = { authService: { pid, startedAt: 'another time' } }
  await writeFile(join(path, 'run.json'), JSON.stringify({ supervisor, children }))
  const folder = await openDataFolder(path)
  expect(isAlive(pid)).toBe(true)
  stranger.kill()
  await folder.release()
})

test("somebody else's folder is refused and left as it is", async () => {
  const path = freshPath()
  await mkdir(path)
  await writeFile(join(path, 'thesis.txt'), 'dear')
  await chmod(path, 0o755)
  await expect(openDataFolder(path)).rejects.toThrow('holds other things (thesis.txt)')
  expect(statSync(path).mode & 0o777).toBe(0o755)
})

test('a file in the place of the folder gets a sentence', async () => {
  const path = freshPath()
  await writeFile(path, '')
  expect(await rejection(openDataFolder(path))).toBeInstanceOf(StackError)
  expect(await rejection(openDataFolder(join(path, 'below')))).toBeInstanceOf(StackError)
})

test.each(['secrets.json', 'stack.json', 'run.json'])('a broken %s is named, with what to do', async (name) => {
  const path = freshPath()
  await mkdir(path)
  await writeFile(join(path, name), '{ "half')
  const reads = { 'secrets.json': loadSecrets, 'stack.json': readStackFile, 'run.json': openDataFolder }
  const read = Object.entries(reads).find(([file]) => file === name)?.[1] ?? openDataFolder
  const error = await rejection(read(path))
  expect(error).toBeInstanceOf(StackError)
  expect(String(error)).toMatch(new RegExp(`${name} is damaged .*(restore|delete)`, 'i'))
  expect(await readFile(join(path, name), 'utf8')).toBe('{ "half')
})

test('secrets stay the same from start to start', async () => {
  const path = freshPath()
  await mkdir(path)
  expect(await loadSecrets(path)).toEqual(await loadSecrets(path))
})

test('a folder of an earlier version gets the passwords and keys that it lacks, and keeps its own', async () => {
  const path = freshPath()
  await mkdir(path)
  const {
    authDatabasePassword: _,
    userDatabasePassword: __,
    chatDatabasePassword: ___,
    eventKeys,
    ...old
  } = await loadSecrets(path)
  await writeFile(join(path, 'secrets.json'), JSON.stringify(old))
  const mended = await loadSecrets(path)
  expect(mended).toMatchObject({ ...old, eventKeys: expect.stringMatching(/^stack-[\d-]{10}:[\w+/]{43}=$/) })
  expect(mended.eventKeys).not.toBe(eventKeys)
  expect(new Set(Object.values(mended)).size).toBe(Object.keys(old).length + 4)
  expect(await loadSecrets(path)).toEqual(mended)
})

test("a refused second start leaves the running stack's folder as it is", async () => {
  const path = freshPath()
  const folder = await openDataFolder(path)
  // What PostgreSQL's own account needs when root started the stack.
  await chmod(path, 0o710)
  await rejection(openDataFolder(path))
  expect(statSync(path).mode & 0o777).toBe(0o710)
  await folder.release()
})
