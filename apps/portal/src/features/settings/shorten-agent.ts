const saidByAll = /^Mozilla\/5\.0 |AppleWebKit\/[\d.]+ |\(KHTML, like Gecko\) /g

/** A browser's own words about itself, without those that all browsers say; null when it said nothing. */
export function shortenAgent(agent: string | null): string | null {
  return agent?.replace(saidByAll, '').trim() || null
}
