// The few of them that are used; reached through lazy-charts alone.
export { AreaChart, BarChart, ChartTooltip, LineChart } from '@mantine/charts'
