import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isObj, type Obj, obj, type Value } from './values.js'

/** A place in S3 as SAM takes it: bucket, key and version. */
export interface Location {
  readonly bucket: Value
  readonly key: Value
  readonly version: Value | undefined
}

const S3_URI = /^s3:\/\/([^/?]+)\/([^?]+)(?:\?versionId=(.+))?$/

/** Reads a property that names a place in S3; reports what is none. */
function locationOf(expansion: Expansion, source: Source, property: string): Location | undefined {
  const value = expansion.resolve(source.properties[property] ?? null)
  const given = source.properties[property]
  if (isObj(given) && ('Bucket' in given || 'Key' in given)) {
    const { Bucket, Key } = given
    if (Bucket !== undefined && Key !== undefined) return { bucket: Bucket, key: Key, version: given['Version'] }
    expansion.reject(source.id, `'${property}' requires Bucket and Key properties to be specified`, ['Properties', property])
    return undefined
  }
  const found = typeof value === 'string' ? S3_URI.exec(value) : null
  const [, bucket, key, version] = found ?? []
  if (bucket !== undefined && key !== undefined) return { bucket, key, version }
  expansion.reject(
    source.id,
    `'${property}' is not an S3 URI of the form s3://bucket/key with an optional versionId; package local files first`,
    ['Properties', property],
  )
  return undefined
}

/** The same as the `Code` of a function or the `Content` of a layer. */
export function codeFrom(expansion: Expansion, source: Source, property: string): Obj {
  const place = locationOf(expansion, source, property)
  return place === undefined ? {} : obj({ S3Bucket: place.bucket, S3Key: place.key, S3ObjectVersion: place.version })
}

/** The same as `BodyS3Location`, `DefinitionS3Location` and the like. */
export function s3Location(expansion: Expansion, source: Source, property: string): Obj | undefined {
  const place = locationOf(expansion, source, property)
  return place === undefined ? undefined : obj({ Bucket: place.bucket, Key: place.key, Version: place.version })
}
