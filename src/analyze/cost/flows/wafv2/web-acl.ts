import { monthly } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { guardedBy, guardedLoad } from './guarded.js'

export const webAcl: Flow = defineFlow({
  type: 'AWS::WAFv2::WebACL',
  refs: ['https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html'],
  receives: [],
  after: guardedBy,
  flow(node, _incoming, context) {
    const load = guardedLoad(node, context)
    return load === undefined ? NOTHING : { quantities: [monthly('requests', 'request', load)] }
  },
})
