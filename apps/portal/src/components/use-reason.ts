'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ReasonFieldProps } from './reason-field'
import { type ReasonedDeed, readReason, reasonsFor } from './reasons'

/** Why something is done: what the field shows, and the reason once there is one. */
export function useReason(deed: ReasonedDeed) {
  const t = useTranslations('reasons')
  const { words, ready } = reasonsFor[deed]
  const [value, setValue] = useState(() => (ready ? t(`words.${words[0]}`) : ''))
  const [tried, setTried] = useState(false)
  const reason = readReason(value)
  /** The reason; null shows at the field that there is none yet. */
  const read = () => {
    setTried(true)
    return reason
  }
  const field: ReasonFieldProps = {
    deed,
    value,
    onChange: setValue,
    error: tried && reason === null ? t('missing') : undefined,
  }
  return { field, read }
}
