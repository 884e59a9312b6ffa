import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { percentiles } from '../percentiles.js'
import { readyPage } from './measure-weight.js'
import { type OpenConsole, withFreshContext } from './open-console.js'

declare global {
  interface Window {
    webVitals: Record<
      'onLCP' | 'onINP' | 'onCLS',
      (report: (metric: { value: number }) => void, options: object) => void
    >
    rollcallVitals: { lcp?: number; inp?: number; cls?: number }
  }
}

const webVitals = join(dirname(createRequire(import.meta.url).resolve('web-vitals')), 'web-vitals.iife.js')

/** How much slower than this machine's the browser's processor is made. */
export const slowdown = 4

/** Largest contentful paint (ms) of each page opened first, on a processor made slower: the median of `times`. */
export async function measurePaints(opened: OpenConsole, paths: Record<string, string>, times: number) {
  const paints: Record<string, number> = {}
  for (const [name, path] of Object.entries(paths)) {
    const sample: number[] = []
    for (let time = 0; time < times; time++) {
      sample.push(
        await withFreshPage(opened, async (page) => {
          await page.goto(path, { waitUntil: 'load' })
          await readyPage(page)
          return readVital(page, 'lcp')
        }),
      )
    }
    paints[name] = Math.round(percentiles(sample).p50)
  }
  return paints
}

/** Interaction to next paint (ms) and layout shift of a walk through the users' list, on a processor made slower. */
export async function measureInteractions(opened: OpenConsole) {
  return withFreshPage(opened, async (page) => {
    await page.goto('/users', { waitUntil: 'load' })
    await page.locator('table[aria-busy="false"]').first().waitFor()
    const box = page.getByRole('main').getByRole('searchbox')
    await box.click()
    await page.keyboard.type('tendai moyo', { delay: 80 })
    await page.waitForLoadState('networkidle')
    await box.fill('')
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Next page' }).click()
    await page.waitForLoadState('networkidle')
    for (const key of ['j', 'j', 'x', 'j', 'x', 'k']) await page.keyboard.press(key)
    await page.locator('tbody tr').nth(4).locator('td').nth(1).click()
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('Escape')
    await page.waitForLoadState('networkidle')
    return { inp: await readVital(page, 'inp'), layoutShift: await readVital(page, 'cls') }
  })
}

function withFreshPage<T>(opened: OpenConsole, work: (page: Page) => Promise<T>): Promise<T> {
  return withFreshContext(opened, async (context) => {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await page.addInitScript(`${await readFile(webVitals, 'utf8')}; window.webVitals = webVitals`)
    await page.addInitScript(() => {
      window.rollcallVitals = {}
      const keep = (name: 'lcp' | 'inp' | 'cls') => (metric: { value: number }) => {
        window.rollcallVitals[name] = metric.value
      }
      window.webVitals.onLCP(keep('lcp'), { reportAllChanges: true })
      window.webVitals.onINP(keep('inp'), { reportAllChanges: true, durationThreshold: 16 })
      window.webVitals.onCLS(keep('cls'), { reportAllChanges: true })
    })
    return work(page)
  })
}

const readVital = (page: Page, name: 'lcp' | 'inp' | 'cls') =>
  page.evaluate((wanted) => window.rollcallVitals[wanted] ?? 0, name)
