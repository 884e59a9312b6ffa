import {
  type ActionIconProps,
  type AnchorProps,
  type ButtonProps,
  type CSSVariablesResolver,
  createTheme,
  type DrawerProps,
  type MantineColorsTuple,
  type MenuProps,
  type ModalProps,
  mergeThemeOverrides,
  type NumberInputProps,
  type PaperProps,
  type PopoverProps,
  type SelectProps,
  type SkeletonProps,
  type TooltipProps,
} from '@mantine/core'

// Every pair that carries text was chosen for a contrast of 4.5 or more in its colour scheme.
const teal: MantineColorsTuple = [
  '#ecf8f7',
  '#d2efec',
  '#a5ddd8',
  '#73c8c2',
  '#45aea8',
  '#23938e',
  '#127a77',
  '#0b6664',
  '#085351',
  '#063f3e',
]
const slate: MantineColorsTuple = [
  '#f7f9fa',
  '#eff3f5',
  '#e3e8ec',
  '#d1d9df',
  '#aebac4',
  '#7f8d9a',
  '#566572',
  '#43515d',
  '#2d3944',
  '#1a232b',
]
const night: MantineColorsTuple = [
  '#e1e8ed',
  '#c0cbd4',
  '#9fadb9',
  '#748492',
  '#35424e',
  '#27323c',
  '#1c252d',
  '#141b21',
  '#0f151a',
  '#0a0f13',
]

const red: MantineColorsTuple = [
  '#fdecea',
  '#fbd5d1',
  '#f6aaa3',
  '#f08379',
  '#e8695f',
  '#d6473c',
  '#c4322a',
  '#b3261e',
  '#92201a',
  '#701813',
]

const swift = { duration: 120 }
// A dialog's <header> would otherwise be a second banner of the page.
const plainHeader = { header: { role: 'presentation' } }
const boldTitle = { title: { fontWeight: 600, lineHeight: '24px' } }

const theme = createTheme({
  colors: { teal, red, gray: slate, dark: night },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#1a232b',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  // Plain objects and no `Component.extend`: that would bring every one of these components into every page.
  components: {
    // A link within a text must not be told by its colour alone.
    Anchor: { defaultProps: { underline: 'always' } satisfies AnchorProps },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } satisfies ActionIconProps },
    Button: { defaultProps: { size: 'sm' } satisfies ButtonProps },
    Drawer: {
      defaultProps: {
        transitionProps: swift,
        position: 'right',
        size: 480,
        attributes: plainHeader,
        styles: boldTitle,
      } satisfies Partial<DrawerProps>,
    },
    Menu: { defaultProps: { transitionProps: swift, shadow: 'sm' } satisfies MenuProps },
    Modal: {
      defaultProps: {
        transitionProps: swift,
        centered: true,
        attributes: plainHeader,
        styles: boldTitle,
      } satisfies Partial<ModalProps>,
    },
    // The arrow keys do what these two would, which are too small to be hit.
    NumberInput: { defaultProps: { hideControls: true } satisfies NumberInputProps },
    Paper: { defaultProps: { withBorder: true, shadow: undefined } satisfies PaperProps },
    Popover: { defaultProps: { transitionProps: swift, shadow: 'sm' } satisfies PopoverProps },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } satisfies SelectProps },
    Skeleton: { defaultProps: { animate: false } satisfies SkeletonProps },
    Tooltip: { defaultProps: { transitionProps: swift, openDelay: 200 } satisfies Partial<TooltipProps> },
  },
})

/** The theme, with the names of its wordless buttons in the viewer's language. */
export function themeWithLabels(closeLabel: string) {
  const defaultProps = { closeButtonProps: { 'aria-label': closeLabel } }
  return mergeThemeOverrides(theme, {
    components: { Notification: { defaultProps }, Modal: { defaultProps }, Drawer: { defaultProps } },
  })
}

/** Mantine's own placeholder, error and dimmed colours are too faint for WCAG AA. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-placeholder': slate[6],
    '--mantine-color-dimmed': slate[6],
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': slate[3],
    '--mantine-color-anchor': teal[7],
    '--mantine-color-gray-text': slate[7],
    '--mantine-color-gray-light-color': slate[8],
  },
  dark: {
    '--mantine-color-placeholder': night[2],
    '--mantine-color-dimmed': night[2],
    '--mantine-color-error': '#ff9b90',
    '--mantine-color-default-border': night[4],
    '--mantine-color-anchor': teal[3],
    '--mantine-color-teal-light': '#12302f',
    '--mantine-color-teal-light-hover': '#163a39',
    '--mantine-color-teal-light-color': teal[2],
    '--mantine-primary-color-light': '#12302f',
    '--mantine-primary-color-light-hover': '#163a39',
    '--mantine-primary-color-light-color': teal[2],
    '--mantine-color-gray-text': night[1],
    '--mantine-color-gray-light-color': night[0],
  },
})
