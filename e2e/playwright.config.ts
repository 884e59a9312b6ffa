import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

// `npm test` and `npm run e2e` name both; for a run by hand against `npm start` these are the usual places.
const usualBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = process.env.CHROMIUM_PATH ?? usualBrowsers.find((path) => existsSync(path))
const jsonReport = process.env.E2E_JSON_REPORT

// What these do is felt by everyone on the stack: queues that pause, counts of doctors, figures of the cache.
const alone = /(02|04|05|08|09|11|20|31)-[^/]+\.spec\.ts$/
// 300,000 people stay behind, so it comes after all others.
const large = /90-[^/]+\.spec\.ts$/

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  projects: [
    { name: 'alone', testMatch: alone, workers: 1 },
    { name: 'together', testIgnore: [alone, large] },
    { name: 'large', testMatch: large, workers: 1 },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ...(jsonReport ? [['json', { outputFile: jsonReport }] as const] : [])],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3100',
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's sandbox refuses to start as root, which is what a CI container usually is.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
