import { Avatar } from '@mantine/core'
import { initialsOf } from './initials'

export interface UserAvatarProps {
  name: string
  src?: string | null
  size?: number
}

/** A picture, or initials while there is none. The name stands beside it, so it is decoration. */
export function UserAvatar({ name, src = null, size = 32 }: UserAvatarProps) {
  return (
    <Avatar
      src={src}
      size={size}
      color="teal"
      radius="100%"
      alt=""
      aria-hidden
      imageProps={{ referrerPolicy: 'no-referrer' }}
    >
      {initialsOf(name)}
    </Avatar>
  )
}
