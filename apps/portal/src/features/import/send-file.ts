import { TRPCClientError } from '@trpc/client'
import { isRecord } from '@/read/is-record'
import { isText } from '@/read/is-text'
import { toClientError } from '@/trpc/to-client-error'

export interface FileToSend {
  content: Blob
  name?: string
  encoding?: string
  separator?: string
}

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
      if (request.status === 200 && isRecord(body) && isText(body.id)) resolve(body.id)
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
