'use client'

import { Group } from '@mantine/core'
import { LanguageSwitch } from '@/frame/language-switch'
import { ThemeSwitch } from '@/frame/theme-switch'

export function EntrySwitches() {
  return (
    <Group justify="center" gap="xs">
      <LanguageSwitch />
      <ThemeSwitch />
    </Group>
  )
}
