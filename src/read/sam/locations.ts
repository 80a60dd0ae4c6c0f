import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isObj, type Obj, obj, type Value, isThere } from './values.js'

/** A place in S3 as SAM takes it: bucket, key and version. */
export interface Location {
  readonly bucket: Value
  readonly key: Value
  readonly version: Value | undefined
  readonly mode?: Value | undefined
}

/** `[TOKEN.25]` and the like are no bucket: they are what a tool did not fill in. */
const S3_URI = /^s3:\/\/([^/?#[\]]+)\/+([^?#]+)(?:\?(.*))?$/

const LARGE_SECRET = /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^}]*\/[^}]*\}\}/

/** Reads a property that names a place in S3; reports what is none. Where files may still be local, there is no place yet. */
function locationOf(expansion: Expansion, source: Source, property: string): Location | undefined {
  const given = source.properties[property]
  const reject = (message: string): undefined =>
    expansion.lenient ? undefined : expansion.reject(source.id, `'${property}' ${message}`, ['Properties', property])
  if (isObj(given)) {
    const { Bucket: bucket, Key: key, Version: version, StorageMode: mode } = given
    return isThere(bucket) && isThere(key) ? { bucket, key, version, mode } : reject('requires Bucket and Key properties to be specified')
  }
  if (typeof given !== 'string') return reject('must be a map or a string')
  if (LARGE_SECRET.test(given)) return reject('cannot be a dynamic reference; write a map with Bucket and Key')
  const [, bucket, key, query] = S3_URI.exec(given) ?? []
  if (bucket === undefined || key === undefined)
    return reject('is not an S3 URI of the form s3://bucket/key with an optional versionId; package local files first')
  return { bucket, key, version: /(?:^|&)versionId=([^&]+)/.exec(query ?? '')?.[1] }
}

/** The same as the `Code` of a function or the `Content` of a layer. */
export function codeFrom(expansion: Expansion, source: Source, property: string): Obj {
  const place = locationOf(expansion, source, property)
  return place === undefined
    ? {}
    : obj({ S3Bucket: place.bucket, S3Key: place.key, S3ObjectVersion: place.version, S3ObjectStorageMode: place.mode })
}

/** The same as `BodyS3Location`, `DefinitionS3Location` and the like. */
export function s3Location(expansion: Expansion, source: Source, property: string): Obj | undefined {
  const place = locationOf(expansion, source, property)
  return place === undefined ? undefined : obj({ Bucket: place.bucket, Key: place.key, Version: place.version })
}
