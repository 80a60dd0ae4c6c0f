import { queueHasDeadLetterQueue } from './reliability/queue-has-dead-letter-queue.js'
import type { Rule } from './rule.js'

/** Every rule, by pillar and then by id. */
export const ALL_RULES: readonly Rule[] = [queueHasDeadLetterQueue]
