import { TRPCClientError } from '@trpc/client'
import { z } from 'zod'
import { toClientError } from '@/trpc/to-client-error'

export interface FileToSend {
  content: Blob
  name?: string
  encoding?: string
  separator?: string
}

const answerSchema = z.object({ id: z.uuid() })

/**
 * Sends a file as it is, and answers the import's id. `fetch` doesn't tell how much has gone, so this is the older way.
 * @throws TRPCClientError like any procedure, so that pages show it alike
 */
export function sendFile(file: FileToSend, onProgress: (sent: number) => void, signal: AbortSignal): Promise<string> {
  const query = new URLSearchParams()
  if (file.name) query.set('name', file.name)
  if (file.encoding) query.set('encoding', file.encoding)
  if (file.separator) query.set('separator', file.separator)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/users/import?${query}`)
    request.setRequestHeader('content-type', 'text/csv')
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      const body = parseJson(request.responseText)
      const answer = answerSchema.safeParse(body)
      if (request.status === 200 && answer.success) resolve(answer.data.id)
      else reject(toClientError(body))
    }
    const lost = () => reject(TRPCClientError.from(new Error('no answer')))
    request.onerror = lost
    request.ontimeout = lost
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.onabort = () => reject(new DOMException('sending was stopped', 'AbortError'))
    request.send(file.content)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
