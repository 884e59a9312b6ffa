/** What each deed is usually done for; the keys of `reasons.words`. The first is offered already chosen where `ready`. */
export const reasonsFor = {
  retry: { words: ['causeFixed', 'serviceBack', 'seeWhether'], ready: true },
  discard: { words: ['unreadable', 'overtaken', 'settledByHand', 'testData'], ready: false },
  pause: { words: ['maintenance', 'upgrade', 'investigation'], ready: false },
  resume: { words: ['maintenanceDone', 'causeFixed', 'pausedByMistake'], ready: true },
  replay: { words: ['seemsMissing', 'restoredCopy', 'trial'], ready: true },
  stop: { words: ['notNeeded', 'slowsOthers', 'startedByMistake'], ready: true },
  reconcile: { words: ['routineCheck', 'afterFault', 'differenceReported'], ready: true },
  repair: { words: ['differenceReported', 'neededNow', 'afterFault'], ready: true },
  approve: { words: ['intended', 'peopleLeft', 'agreed'], ready: false },
  reject: { words: ['wasMistake', 'wrongPeople', 'notAgreed'], ready: false },
  brake: { words: ['sizeChanged', 'actsTooOften', 'actsTooLate'], ready: false },
  invalidate: { words: ['outOfDate', 'afterFault', 'trial'], ready: true },
  prewarm: { words: ['coldCache', 'afterFault', 'trial'], ready: true },
  reassign: { words: ['clinicianLeft', 'clinicianAbsent', 'sharedWork'], ready: true },
  erase: { words: ['personAsked', 'timeOver', 'createdByMistake'], ready: false },
} as const
export type ReasonedDeed = keyof typeof reasonsFor

export const longestReason = 500

/** The reason as it is kept; null when there is none to keep. */
export function readReason(text: string): string | null {
  const reason = text.trim()
  return reason.length > 0 && reason.length <= longestReason ? reason : null
}
