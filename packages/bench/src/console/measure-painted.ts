import type { Page } from '@playwright/test'
import { type Percentiles, percentiles } from '../percentiles.js'

/** In the page: from the person's last key or click to the frame after the rows have become others. */
interface Stopwatch {
  start: () => void
  painted: () => Promise<number>
}
declare global {
  interface Window {
    rollcallStopwatch: Stopwatch
  }
}

// Of letters that every keyboard has: others come without the key's own event, with which the time begins.
const names = ['moyo', 'diallo', 'okafor', 'dubois', 'chirwa', 'smith', 'kamau', 'traore']

/** Milliseconds from a key or a click to the painted rows of the users' list. */
export async function measurePainted(page: Page, times: number): Promise<Record<string, Percentiles>> {
  await page.addInitScript(installStopwatch)
  await openList(page)
  const search: number[] = []
  const next: number[] = []
  const last: number[] = []
  const first: number[] = []
  const box = page.getByRole('main').getByRole('searchbox')
  for (let time = 0; time < times; time++) {
    const name = names[time % names.length] ?? ''
    // From everyone to those of this name: its last letter alone would often leave the rows as they are.
    search.push(await timed(page, () => box.pressSequentially(name)))
    await settle(page)
    await box.press('ControlOrMeta+a')
    await timed(page, () => box.press('Backspace'))
    await settle(page)
    next.push(await timed(page, () => page.getByRole('button', { name: 'Next page' }).click()))
    await settle(page)
    last.push(await timed(page, () => page.getByRole('button', { name: 'Last page' }).click()))
    await settle(page)
    first.push(await timed(page, () => page.getByRole('button', { name: 'First page' }).click()))
    await settle(page)
  }
  return {
    searchKeyToRows: percentiles(search),
    nextPage: percentiles(next),
    lastPage: percentiles(last),
    firstPage: percentiles(first),
    page100ByAddress: percentiles(await timePage100(page, times)),
  }
}

async function openList(page: Page): Promise<void> {
  await page.goto('/users')
  await page.locator('tbody tr [href^="/users/"], tbody tr [data-user]').first().waitFor()
}

async function timed(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => window.rollcallStopwatch.start())
  await act()
  return page.evaluate(() => window.rollcallStopwatch.painted())
}

/** Until the list's answer stands: what is measured next begins at rest. */
async function settle(page: Page): Promise<void> {
  await page.locator('table[aria-busy="false"]').first().waitFor()
  await page.waitForLoadState('networkidle')
}

// Page 100 is reached as people reach it: by its address, with the cursor that somebody shared.
async function timePage100(page: Page, times: number): Promise<number[]> {
  await openList(page)
  for (let step = 1; step < 100; step++) {
    await timed(page, () => page.getByRole('button', { name: 'Next page' }).click())
    await page.locator('table[aria-busy="false"]').first().waitFor()
  }
  const sample: number[] = []
  for (let time = 0; time < times; time++) {
    await timed(page, () => page.getByRole('button', { name: 'Previous page' }).click())
    await settle(page)
    sample.push(await timed(page, () => page.getByRole('button', { name: 'Next page' }).click()))
    await settle(page)
  }
  return sample
}

function installStopwatch(): void {
  let startedAt = 0
  let waiting = false
  let rowsBefore = ''
  let done: (ms: number) => void = () => undefined
  let result = Promise.resolve(0)
  const rows = () => document.querySelector('tbody')?.textContent ?? ''
  const isStill = () => document.querySelector('table')?.getAttribute('aria-busy') !== 'true'
  for (const kind of ['keydown', 'pointerdown'] as const) {
    window.addEventListener(
      kind,
      (event) => {
        if (waiting) startedAt = event.timeStamp
      },
      { capture: true },
    )
  }
  const look = () => {
    if (!waiting || startedAt === 0 || rows() === rowsBefore || !isStill()) return
    waiting = false
    // The frame that shows them, and the task after it.
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - startedAt)))
  }
  document.addEventListener('DOMContentLoaded', () => {
    const observer = new MutationObserver(look)
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  window.rollcallStopwatch = {
    start: () => {
      startedAt = 0
      rowsBefore = rows()
      waiting = true
      result = new Promise((resolve) => {
        done = resolve
      })
    },
    painted: () => result,
  }
}
