import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { isAlive } from './process-identity.js'
import { createSupervisor } from './supervisor.js'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-supervisor-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const ends = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('up')"
const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"

function setUp(script: string, options: { restart: boolean; stopTimeoutMs?: number }) {
  const pids: (number | undefined)[] = []
  const notices: string[] = []
  const logFile = join(folder, `${Math.random()}.log`)
  const supervisor = createSupervisor<'worker'>({
    restart: options.restart,
    onPid: (_, pid) => pids.push(pid),
    onNotice: (sentence) => notices.push(sentence),
    ...{ firstDelayMs: 50, maxDelayMs: 200 },
  })
  const start = () =>
    supervisor.start({
      ...{ name: 'worker', title: 'The worker', logFile },
      command: { file: process.execPath, args: ['-e', script] },
      ...{ stopSignal: 'SIGTERM', stopTimeoutMs: options.stopTimeoutMs ?? 5_000, hurrySignal: 'SIGKILL' },
    })
  const isUp = () => vi.waitFor(() => expect(readFileSync(logFile, 'utf8')).toContain('up'), 5_000)
  return { supervisor, pids, notices, start, isUp, lastPid: () => pids.at(-1) ?? 0 }
}

test('a killed process is started again, with its new pid told', async () => {
  const { supervisor, pids, notices, start, isUp, lastPid } = setUp(ends, { restart: true })
  await start()
  await isUp()
  const first = lastPid()
  process.kill(first, 'SIGKILL')
  await vi.waitFor(() => expect(pids.length).toBe(3), 5_000)
  expect(pids[1]).toBeUndefined()
  expect(lastPid()).not.toBe(first)
  expect(notices[0]).toBe('The worker was ended by SIGKILL; starting it again in 0.05 s.')
  await supervisor.stop('worker')
})

test('the delay doubles up to its bound while the process keeps dying', async () => {
  const { supervisor, notices, start } = setUp('process.exit(3)', { restart: true })
  await start()
  await vi.waitFor(() => expect(notices.length).toBeGreaterThanOrEqual(4), 10_000)
  expect(notices.slice(0, 4).map((notice) => notice.split(' in ')[1])).toEqual([
    '0.05 s.',
    '0.1 s.',
    '0.2 s.',
    '0.2 s.',
  ])
  await supervisor.stop('worker')
})

test('without restart a dead process stays dead', async () => {
  const { supervisor, pids, notices, start } = setUp('process.exit(3)', { restart: false })
  await start()
  await vi.waitFor(
    () => expect(notices).toEqual(['The worker ended with code 3 and stays down (--no-restart).']),
    5_000,
  )
  await supervisor.stop('worker')
  expect(pids.length).toBe(2)
})

test('a stopped process is not started again, and nothing it started outlives it', async () => {
  const withChild = `require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore' }); ${ends}`
  const { supervisor, pids, start, isUp, lastPid } = setUp(withChild, { restart: true })
  await start()
  await isUp()
  const group = lastPid()
  await supervisor.stop('worker')
  await vi.waitFor(() => expect(() => process.kill(-group, 0)).toThrow(), 5_000)
  expect(pids.length).toBe(2)
})

test('a process that ignores SIGTERM is killed when its time is over', async () => {
  const { supervisor, start, isUp, lastPid } = setUp(stubborn, { restart: true, stopTimeoutMs: 300 })
  await start()
  await isUp()
  const pid = lastPid()
  await supervisor.stop('worker')
  expect(isAlive(pid)).toBe(false)
})

test('hurrying ends a stop that waits', async () => {
  const { supervisor, start, isUp } = setUp(stubborn, { restart: true, stopTimeoutMs: 60_000 })
  await start()
  await isUp()
  const stopped = supervisor.stop('worker')
  supervisor.hurry()
  await stopped
})
