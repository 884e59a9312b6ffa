// The standalone server serves only what lies beside it, and Next leaves out what a CDN could serve.
import { cpSync, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const app = fileURLToPath(new URL('../', import.meta.url))
const server = `${app}.next/standalone/apps/portal/`
const copies = [
  [`${app}.next/static`, `${server}.next/static`],
  [`${app}public`, `${server}public`],
]
for (const [from, to] of copies) {
  if (existsSync(from)) cpSync(from, to, { recursive: true })
}
