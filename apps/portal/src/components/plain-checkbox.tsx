'use client'

import type { ComponentProps } from 'react'
import classes from './plain-checkbox.module.css'

/** A checkbox without a label of its own, light enough for every row of a long table. */
export function PlainCheckbox({
  indeterminate = false,
  ...input
}: Omit<ComponentProps<'input'>, 'type' | 'ref' | 'className'> & { indeterminate?: boolean }) {
  return (
    <input
      {...input}
      type="checkbox"
      className={classes.box}
      // It has no attribute.
      ref={(box) => {
        if (box) box.indeterminate = indeterminate
      }}
    />
  )
}
