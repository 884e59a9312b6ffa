'use client'

import { Button, type ButtonProps } from '@mantine/core'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** A link that looks like a button; usable from server components, which can't hand over `component={Link}`. */
export function LinkButton({
  href,
  children,
  ...rest
}: ButtonProps & { href: string; title?: string; children: ReactNode }) {
  return (
    <Button component={Link} href={href} {...rest}>
      {children}
    </Button>
  )
}
