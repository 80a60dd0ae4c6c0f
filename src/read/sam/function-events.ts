import type { EventEntry, Source, Target } from './types.js'
import { didYouMean } from '#core/index.js'
import { apiEvent, httpApiEvent } from './api-events.js'
import { FUNCTION_EVENTS } from './event-properties.js'
import { eventSource } from './event-sources.js'
import type { Expansion } from './expansion.js'
import { type PropertyTypes, wrongEntries } from './property-types.js'
import { alexa, cognito, iotRule, logs, s3 } from './push-events.js'
import { rule, schedule, scheduler } from './rules.js'
import { sns } from './sns-event.js'
import { isIntrinsic, isNoValue, isObj, own, text } from './values.js'

type Handler = (expansion: Expansion, target: Target, event: EventEntry) => void

/** The events that something pushes; Lambda polls the others. */
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
  const events = [...eventsOf(expansion, target.source, FUNCTION_EVENTS)].sort((a, b) => {
    const [first, second] = [orderOf(a), orderOf(b)]
    return first < second ? -1 : first > second ? 1 : 0
  })
  for (const event of events) (own(HANDLERS, event.type) ?? eventSource)(expansion, target, event)
}

/** By path, so that the default route of an HTTP API comes first; by name without one. */
function orderOf({ name, type, properties }: EventEntry): string {
  const path = text(properties['Path']) ?? ''
  if (path !== '') return path
  return type === 'HttpApi' ? '$default' : name
}

/** The entries of `Events` that are well formed; reports the others. */
export function eventsOf(expansion: Expansion, source: Source, known: Readonly<Record<string, PropertyTypes>>): readonly EventEntry[] {
  const given = source.properties['Events']
  if (given === undefined || given === null) return []
  if (!isObj(given)) {
    expansion.reject(source.id, "'Events' must be a map", ['Properties', 'Events'])
    return []
  }
  return Object.entries(given).flatMap(([name, event]) => {
    if (isNoValue(event)) return []
    const reject = (message: string): readonly EventEntry[] => {
      expansion.rejectEvent(source, name, message)
      return []
    }
    const type = isObj(event) ? text(event['Type']) : undefined
    if (!isObj(event) || type === undefined) return reject('an event needs a Type')
    const types = own(known, type)
    if (types === undefined)
      return reject(
        `there is no event of type "${type}" here${didYouMean(type, Object.keys(known))}; there are ${Object.keys(known).join(', ')}`,
      )
    const properties = event['Properties'] ?? {}
    if (!isObj(properties) || isIntrinsic(properties)) return reject('Properties should be a map')
    const wrong = wrongEntries(types, properties)
    for (const [key, why] of wrong) expansion.rejectEvent(source, name, `property '${key}' ${why}`)
    return wrong.length > 0 ? [] : [{ name, type, properties, id: `${source.id}${name}` }]
  })
}
