'use client'
'use memo'

import { useState } from 'react'
import { initialsOf } from './initials'
import classes from './user-avatar.module.css'

export interface UserAvatarProps {
  name: string
  src?: string | null
  size?: number
}

/** A picture, or initials while there is none. The name stands beside it, so it is decoration. */
export function UserAvatar({ name, src = null, size = 32 }: UserAvatarProps) {
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span className={classes.avatar} style={{ width: size, height: size, fontSize: size / 2.5 }} aria-hidden>
      {src && src !== failed ? (
        // biome-ignore lint/performance/noImgElement: pictures stand at other sites, which this server doesn't fetch from
        <img src={src} alt="" referrerPolicy="no-referrer" onError={() => setFailed(src)} />
      ) : (
        initialsOf(name)
      )}
    </span>
  )
}
