import { Job, type JobJson, type JobsOptions, type Queue } from 'bullmq'

/** A job whose data is JSON text already. Encoding it again would cost the relay and every subscriber a third more. */
class TextJob extends Job {
  override asJSON(): JobJson {
    const text: string = this.data
    this.data = ''
    try {
      return { ...super.asJSON(), data: text }
    } finally {
      this.data = text
    }
  }
}

/** Adds one job for each JSON text, all or none. The worker finds the parsed value as the job's data. */
export async function addTexts(queue: Queue, texts: string[], options: JobsOptions): Promise<void> {
  await TextJob.createBulk(
    queue,
    texts.map((data) => ({ name: 'user-events', data, opts: options })),
  )
}
