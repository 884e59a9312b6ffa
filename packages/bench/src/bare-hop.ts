import { Queue, Worker } from 'bullmq'

/** The baseline of one edit: one BullMQ job from `add` to its processor, idle, on the same Redis. Milliseconds each. */
export async function measureBareHops(redisUrl: string, hops: number): Promise<number[]> {
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
