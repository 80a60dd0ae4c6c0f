import type { EventEntry, Source, Target } from './types.js'
import { didYouMean } from '#core/index.js'
import { apiEvent, httpApiEvent } from './api-events.js'
import { EVENT_PROPERTIES } from './event-properties.js'
import { EVENT_SOURCES, eventSource } from './event-sources.js'
import type { Expansion } from './expansion.js'
import { alexa, cognito, iotRule, logs, s3 } from './push-events.js'
import { rule, schedule, scheduler } from './rules.js'
import { sns } from './sns-event.js'
import { isIntrinsic, isNoValue, isObj, text } from './values.js'

type Handler = (expansion: Expansion, target: Target, event: EventEntry) => void

const HANDLERS: Readonly<Record<string, Handler>> = {
  Api: apiEvent,
  HttpApi: httpApiEvent,
  S3: s3,
  SNS: sns,
  Schedule: schedule,
  ScheduleV2: scheduler,
  CloudWatchEvent: rule,
  EventBridgeRule: rule,
  CloudWatchLogs: logs,
  IoTRule: iotRule,
  AlexaSkill: alexa,
  Cognito: cognito,
}

/** Expands the `Events` of a function. */
export function expandEvents(expansion: Expansion, target: Target): void {
  for (const event of eventsOf(expansion, target.source)) {
    const handler = HANDLERS[event.type]
    if (handler !== undefined) handler(expansion, target, event)
    else if (EVENT_SOURCES[event.type] !== undefined) eventSource(expansion, target, event)
    else unknownEvent(expansion, target.source, event, [...Object.keys(HANDLERS), ...Object.keys(EVENT_SOURCES)])
  }
}

export function unknownEvent(expansion: Expansion, source: Source, event: EventEntry, known: readonly string[]): void {
  expansion.rejectEvent(
    source,
    event.name,
    `there is no event of type "${event.type}" here${didYouMean(event.type, known)}; there are ${known.join(', ')}`,
  )
}

/** The entries of `Events` that are well formed; reports the others. */
export function eventsOf(expansion: Expansion, source: Source): readonly EventEntry[] {
  const given = source.properties['Events']
  if (given === undefined || given === null) return []
  if (!isObj(given)) {
    expansion.reject(source.id, "'Events' must be a map", ['Properties', 'Events'])
    return []
  }
  return Object.entries(given).flatMap(([name, event]) => {
    if (isNoValue(event)) return []
    const type = isObj(event) ? text(event['Type']) : undefined
    const properties = isObj(event) ? (event['Properties'] ?? {}) : {}
    if (type === undefined) expansion.rejectEvent(source, name, 'an event needs a Type')
    else if (!isObj(properties) || isIntrinsic(properties)) expansion.rejectEvent(source, name, 'Properties should be a map')
    else if (knownProperties(expansion, source, { name, type, keys: Object.keys(properties) }))
      return [{ name, type, properties, id: `${source.id}${name}` }]
    return []
  })
}

/** Whether an event has only properties that are expanded; one that would be dropped is an error. */
function knownProperties(
  expansion: Expansion,
  source: Source,
  event: { readonly name: string; readonly type: string; readonly keys: readonly string[] },
): boolean {
  const known = EVENT_PROPERTIES[event.type]
  const unknown = known === undefined ? [] : event.keys.filter((key) => !known.includes(key))
  for (const key of unknown)
    expansion.rejectEvent(
      source,
      event.name,
      `an event of type ${event.type} has no property "${key}" that is expanded${didYouMean(key, known ?? [])}`,
    )
  return unknown.length === 0
}
