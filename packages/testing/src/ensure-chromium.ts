import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { findProgram } from '@rollcall/stack/find-program'
import { installPackage } from '@rollcall/stack/install-package'
import { StackError } from '@rollcall/stack/stack-error'
import { execa } from 'execa'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium that runs here: the machine's, Playwright's own, or one installed now. */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium()
  if (found) return found
  process.stdout.write('Installing Chromium …\n')
  if (await installPackage({ 'apt-get': 'chromium', dnf: 'chromium', apk: 'chromium' })) {
    const installed = await findChromium()
    if (installed) return installed
  }
  throw new StackError(
    'The browser journeys need a Chromium: run npx playwright install chromium, install Chromium or Google Chrome, or ' +
      'name one in CHROMIUM_PATH.',
  )
}

async function findChromium(): Promise<string | undefined> {
  const onPath = await Promise.all(programs.map((name) => findProgram([name])))
  const candidates = [process.env.CHROMIUM_PATH, ...onPath, chromium.executablePath(), ...macApps]
  for (const path of candidates) {
    // Ubuntu's chromium can be a stub that asks for a snap, so it has to prove itself.
    if (
      path &&
      existsSync(path) &&
      (await execa(path, ['--version'], { reject: false, timeout: 20_000 })).exitCode === 0
    ) {
      return path
    }
  }
  return undefined
}
