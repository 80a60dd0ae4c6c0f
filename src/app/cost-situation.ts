import { join } from 'node:path'
import type { PricedStack } from '#analyze/cost/index.js'
import type { Usage } from '#spec/index.js'
import { kindOf } from './discover.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'
import { type Stack, stacksOf, queryOfStack } from './stacks.js'
import type { Template } from './templates.js'
import { refuseUnread } from './usage-check.js'
import { type FileUsage, NO_USAGE, readUsage, USAGE_FILE, usageIn } from './usage-file.js'
import { trafficOfInput } from './usage-traffic.js'

export interface Terms {
  readonly paths: readonly string[]
  /** A usage file for all of them. */
  readonly usage: string | undefined
  readonly traffic: readonly string[]
  readonly assume: readonly string[]
  readonly region: string | undefined
  readonly asOf: string
  /** Derive what follows from traffic again, whether or not another traffic is asked for. */
  readonly anew: boolean
}

/** The stacks of templates with what is used of them. Throws where a usage file states what nothing reads. */
export async function pricedStacksOf(context: Context, templates: readonly Template[], terms: Terms): Promise<readonly PricedStack[]> {
  const { usage, paths, asOf } = terms
  const shared = usage === undefined ? undefined : await readUsage(context, usage)
  const all: PricedStack[] = []
  for (const path of paths) {
    const stated = shared ?? (await ownUsage(context, path))
    const own = templates.filter(({ from }) => from === path)
    const stacks = (await stacksOf(context, own, terms.region ?? stated.region)).map((stack) => pricedStack(stack, stated, terms))
    if (shared === undefined) await refuseUnread(join(path, USAGE_FILE), stated, asked(stacks, asOf))
    all.push(...stacks)
  }
  if (usage !== undefined && shared !== undefined) await refuseUnread(usage, shared, asked(all, asOf))
  return all
}

function asked(stacks: readonly PricedStack[], asOf: string): Parameters<typeof refuseUnread>[2] {
  return stacks.map((stack) => ({ name: stack.name, q: queryOfStack({ ...stack, templates: new Map(), title: '' }, asOf) }))
}

function pricedStack(stack: Stack, stated: Usage, { traffic, assume, anew }: Terms): PricedStack {
  const { name, graph, parameters, secrets, region } = stack
  if (region === undefined)
    throw stop(
      'usage.bad-argument',
      `prices differ between regions, and nothing says where "${stack.title}" runs`,
      'say --region, for example --region eu-west-1',
    )
  const points = trafficOfInput(stated, { traffic, assume })
  const own = points?.expected ?? (anew ? stated.traffic : undefined)
  return { name, graph, region, parameters, secrets, stated, traffic: own, points }
}

async function ownUsage(context: Context, path: string): Promise<FileUsage> {
  const found = (await kindOf(context.files, path)) === 'folder' ? await usageIn(context, path) : undefined
  return found ?? NO_USAGE
}

/** Throws `usage.bad-argument` where no stack has traffic that could be more or less. */
export function refuseWithoutTraffic(stacks: readonly PricedStack[]): void {
  if (stacks.some(({ traffic }) => traffic !== undefined)) return
  throw stop(
    'usage.bad-argument',
    '--load changes the traffic of a usage file, and there is none',
    'give a design, or a usage file with "traffic:" (kind, average, payload, data)',
  )
}
