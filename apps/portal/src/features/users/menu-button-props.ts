/** What a button says of a menu that isn't its child: the menu takes its ids from the button's. */
export const menuButtonProps = (id: string, opened: boolean) => ({
  id,
  'aria-haspopup': 'menu' as const,
  'aria-expanded': opened,
  'aria-controls': opened ? `${id}-dropdown` : undefined,
})
