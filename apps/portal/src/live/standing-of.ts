import type { LiveNews } from './live-news'

/** What a message tells of how the road stands, as words to compare; null when it tells of something else. */
export function standingOf(news: LiveNews): string | null {
  if (news.kind === 'overview') {
    const { held, malformed, outbox, subscribers } = news.overview
    const queues = subscribers.map(({ paused, queue }) => [paused?.at, queue?.paused, queue?.missed])
    return JSON.stringify([held, malformed, outbox.held, queues])
  }
  if (news.kind === 'reconcile') return `${news.run.id} ${news.run.state}`
  if (news.kind === 'status') return JSON.stringify([news.status.parked, news.status.retrying])
  return null
}
