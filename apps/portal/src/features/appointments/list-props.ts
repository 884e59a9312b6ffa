/**
 * How a field's list opens: inside the page's landmark, after everything the Tab key stops at; and scrolling by
 * itself, since a scrolling box within a listbox would have to take the focus.
 */
export const listProps = {
  comboboxProps: { portalProps: { target: '#content' } },
  withScrollArea: false,
  styles: { options: { maxHeight: 352, overflowY: 'auto' } },
} as const
