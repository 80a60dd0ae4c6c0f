import type { BoxKind, Category } from './model.js'

/** Neutral colours of our own. `line` has a contrast of at least 4.5 to 1 on white. */
export const PALETTE: Readonly<Record<Category, { readonly title: string; readonly line: string; readonly fill: string }>> = {
  client: { title: 'Client', line: '#3e4c59', fill: '#f5f7fa' },
  network: { title: 'Network', line: '#5145a8', fill: '#f3f1fc' },
  compute: { title: 'Compute', line: '#9a5b13', fill: '#fdf6ec' },
  data: { title: 'Database and stream', line: '#1f5fa6', fill: '#eef5fc' },
  storage: { title: 'Storage', line: '#2a7147', fill: '#eef8f1' },
  messaging: { title: 'Messaging', line: '#a3306f', fill: '#fcf0f7' },
  security: { title: 'Security and identity', line: '#b3342d', fill: '#fdf0ef' },
  management: { title: 'Management', line: '#52606d', fill: '#f2f4f7' },
  other: { title: 'Other', line: '#616e7c', fill: '#f7f7f7' },
}

export const BOX_STYLE: Readonly<Record<BoxKind, { readonly line: string; readonly fill: string; readonly dash?: string }>> = {
  outside: { line: '#9aa5b1', fill: '#ffffff', dash: '2 4' },
  account: { line: '#3e4c59', fill: '#ffffff' },
  global: { line: '#7b8794', fill: '#fafafa', dash: '8 4' },
  region: { line: '#0b7285', fill: '#f8fcfd', dash: '8 4' },
  vpc: { line: '#5145a8', fill: '#fbfaff' },
  zone: { line: '#829ab1', fill: '#ffffff', dash: '6 4' },
  subnet: { line: '#bcccdc', fill: '#f4f7fa' },
}
