import { chromium } from '@playwright/test'
import { mkdirSync } from 'node:fs'
const base = 'http://localhost:4300', password = 'walk-through-2026-appointments', out = '/tmp/appt-shots'
mkdirSync(out, { recursive: true })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const only = process.argv[2]
const paths = JSON.parse(process.env.PATHS)
const variants = { 'wide-light-en': [1440, 900, 'light', 'en-GB'], 'wide-dark-fr': [1440, 900, 'dark', 'fr-FR'], 'narrow-light-fr': [390, 844, 'light', 'fr-FR'], 'narrow-dark-en': [390, 844, 'dark', 'en-GB'] }
for (const [name, [width, height, colorScheme, locale]] of Object.entries(variants)) {
  if (only && !name.includes(only)) continue
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale, timezoneId: process.env.TZID ?? 'Africa/Harare', baseURL: base })
  const page = await context.newPage()
  const errors = []
  page.on('console', (m) => { if (m.type() === 'error') errors.push(m.text().slice(0, 300)) })
  page.on('pageerror', (e) => errors.push(String(e).slice(0, 300)))
  await page.request.post(base + '/api/auth/sign-in/email', { data: { email: 'admin@rollcall.test', password }, headers: { origin: base } })
  for (const [label, path, act] of paths) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle').catch(() => {})
    if (act) { try { await new Function('page', `return (async () => { ${act} })()`)(page) } catch (e) { console.log(label, String(e).slice(0, 300)) } await page.waitForTimeout(400) }
    await page.screenshot({ path: `${out}/${label}-${name}.png` })
  }
  console.log(name, errors)
  await context.close()
}
await browser.close()
