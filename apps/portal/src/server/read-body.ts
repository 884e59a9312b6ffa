import { RequestFailure } from './failure'

export const maxBodyBytes = 1024 * 1024

const tooLarge = () => new RequestFailure('TOO_LARGE', 'The request is larger than 1 MB. Send less at a time.')

/** The request's body up to `maxBodyBytes`; stops reading at the first byte too many, whatever the headers claim. */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!request.body || request.method === 'GET' || request.method === 'HEAD') return undefined
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBodyBytes) {
      await reader.cancel()
      throw tooLarge()
    }
    chunks.push(value)
  }
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}
