import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'

/** The baseline of one edit: one BullMQ job from `add` to its processor, idle, on the same Redis. Milliseconds each. */
export async function measureBullMqHops(redisUrl: string, hops: number): Promise<number[]> {
  const name = `bench-hop-${process.pid}`
  const connection = { url: redisUrl, maxRetriesPerRequest: null }
  const queue = new Queue(name, { connection })
  const arrivals = new Map<number, (at: number) => void>()
  const worker = new Worker<{ hop: number }>(name, async (job) => arrivals.get(job.data.hop)?.(performance.now()), {
    connection,
  })
  await worker.waitUntilReady()
  const sample: number[] = []
  for (let hop = 0; hop < hops; hop++) {
    const arrived = new Promise<number>((resolve) => arrivals.set(hop, resolve))
    const start = performance.now()
    await queue.add('hop', { hop }, { removeOnComplete: true })
    sample.push((await arrived) - start)
    arrivals.delete(hop)
  }
  await worker.close()
  await queue.obliterate({ force: true })
  await queue.close()
  return sample
}

/** The floor of any road over Redis: XADD until a blocked XREAD has the entry, idle. Milliseconds each. */
export async function measureStreamHops(redisUrl: string, hops: number): Promise<number[]> {
  const stream = `bench-stream-${process.pid}`
  const [writer, reader] = [new Redis(redisUrl), new Redis(redisUrl)]
  const sample: number[] = []
  let last = '0'
  for (let hop = 0; hop < hops; hop++) {
    const arrived = reader.xread('BLOCK', 5000, 'STREAMS', stream, last)
    // The read is blocked before the entry is written, as a subscriber's would be.
    await new Promise((resolve) => setTimeout(resolve, 2))
    const start = performance.now()
    const id = await writer.xadd(stream, '*', 'hop', hop)
    await arrived
    sample.push(performance.now() - start)
    last = id ?? last
  }
  await writer.del(stream)
  writer.disconnect()
  reader.disconnect()
  return sample
}
