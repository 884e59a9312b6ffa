import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireFreePort } from '@rollcall/stack/free-ports'
import { execa } from 'execa'
import { repositoryRoot } from './test-servers.js'

export interface ProductionStack {
  url: string
  demoPassword: string
  stackFile: string
  /** Where an empty directory gets its first administrator; null where the demo stands. */
  setupUrl: string | null
  stop: () => Promise<void>
}

interface StackSettings {
  /** Added to the stack's environment. */
  env?: Record<string, string>
  /** Whether the demo organisation is made; without it the directory is empty. */
  demo?: boolean
}

const startTimeoutMs = 240_000

/** `npm start` with a data folder and ports of its own: what the journeys visit. */
export async function startProductionStack({ env = {}, demo = true }: StackSettings = {}): Promise<ProductionStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-stack-'))
  const base = await findPortBase()
  const demoPassword = randomBytes(12).toString('base64url')
  const args = ['start', '--data-dir', dataDir, '--port-base', String(base), ...(demo ? [] : ['--no-demo'])]
  const child = execa(process.execPath, [join(repositoryRoot, 'packages/stack/bin/rollcall.mjs'), ...args], {
    env: { DEMO_PASSWORD: demoPassword, SIGN_IN_LIMIT_PER_MINUTE: '1000', CI: 'true', ...env },
    stdin: 'ignore',
    all: true,
    reject: false,
    forceKillAfterDelay: 40_000,
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await child
    await rm(dataDir, { recursive: true, force: true })
  }
  let output = ''
  const running = new Promise<boolean>((resolve) => {
    child.all.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (output.includes('Ctrl-C stops it.')) resolve(true)
    })
    child.once('exit', () => resolve(false))
    setTimeout(() => resolve(false), startTimeoutMs).unref()
  })
  if (await running) {
    const setupUrl = /\S+\/setup#\S+/.exec(output)?.[0] ?? null
    return { url: `http://localhost:${base}`, demoPassword, stackFile: join(dataDir, 'stack.json'), setupUrl, stop }
  }
  await stop()
  throw new Error(`The production stack did not start:\n${output.slice(-6_000)}`)
}

async function findPortBase(): Promise<number> {
  for (;;) {
    const base = randomInt(20_000, 30_000)
    const attempts = [0, 1, 2, 3].map((offset) => requireFreePort(base + offset, '127.0.0.1', 'test'))
    if ((await Promise.allSettled(attempts)).every((attempt) => attempt.status === 'fulfilled')) return base
  }
}
