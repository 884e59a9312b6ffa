import { z } from 'zod'
import { appUrl } from './apps.js'
import type { StackOptions } from './options.js'

const answerSchema = z.object({ open: z.boolean() })

/** How to get into a stack without the demo: an empty directory is opened with a link that works once. */
export async function describeFirstRun(options: StackOptions, setupToken: string): Promise<string> {
  const response = await fetch(`${appUrl(options, 'authService')}/auth/setup`, { signal: AbortSignal.timeout(5000) })
  const { open } = answerSchema.parse(await response.json())
  if (!open) return 'Started without the demo organisation.'
  return `The directory is empty. Create its first administrator: ${appUrl(options, 'portal')}/setup#${setupToken}`
}
