import { didYouMean, type MapTree } from '#core/index.js'
import { callIn, takesMore } from '../../functions.js'
import type { Located } from '../model.js'
import { atEntry, type Place } from '../../place.js'
import type { Walk } from '../../references.js'
import { eachItem, hasHole, textWithHoles } from './texts.js'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html, read 2026-11. */
const FORMS: Readonly<Record<string, { readonly form: RegExp; readonly want: string }>> = {
  AWS: {
    form: /^(?:\*|\d{12}|A[A-Z0-9]{15,}|arn:[\w-]+:(?:iam|sts)::(?:\d{12}:(?:root|(?:user|role|assumed-role|federated-user)\/[^*?]+)|cloudfront:user\/.+))$/,
    want: 'an account id of 12 digits, the ARN of an account, user, role or session, or *',
  },
  Service: {
    form: /^(?:[\w-]+\.)+[a-z]+$/,
    want: 'the name of a service such as lambda.amazonaws.com',
  },
  Federated: {
    form: /^(?:arn:[\w-]+:iam::\d{12}:(?:saml-provider|oidc-provider)\/.+|\*|[\w-]+(?:\.[\w-]+)+)$/,
    want: 'the ARN of an identity provider, or its name such as cognito-identity.amazonaws.com',
  },
  CanonicalUser: { form: /^(?:[0-9a-f]{64}|\*)$/, want: 'the canonical id of a user, 64 hexadecimal digits' },
}
const KINDS = Object.keys(FORMS)

/** Checks `Principal` and `NotPrincipal`. */
export function checkPrincipal(principal: Located, walk: Walk): void {
  const { tree, place } = principal
  if (callIn(tree) !== undefined || takesMore(tree)) return
  if (tree.kind === 'map') return checkKinds(tree, place, walk)
  const text = tree.kind === 'scalar' ? String(tree.value) : undefined
  if (text === '*' || text?.includes('${') === true) return
  const what = text === undefined ? 'a list' : `"${text}"`
  complain(`${what} is no principal; write * or a map such as { AWS: … } or { Service: … }`, place, walk)
}

function complain(message: string, place: Place, { report }: Walk): void {
  report.add({ code: 'policy-malformed', message, place, atValue: true })
}

function checkKinds(tree: MapTree, place: Place, walk: Walk): void {
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    const form = Object.hasOwn(FORMS, entry.key) ? FORMS[entry.key] : undefined
    if (form === undefined && !entry.key.startsWith('Fn::'))
      complain(`there is no kind of principal "${entry.key}"${didYouMean(entry.key, KINDS)}`, at, walk)
    if (form === undefined) continue
    for (const item of eachItem({ tree: entry.value, place: at })) {
      const text = textWithHoles(item.tree, walk.declared.typeOf)
      if (text !== undefined && !hasHole(text) && !form.form.test(text))
        complain(`"${text}" is no principal of the kind ${entry.key}; write ${form.want}`, item.place, walk)
    }
  }
}
