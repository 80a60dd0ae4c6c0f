// Cloud assemblies of three apps that are alike: `node cdk-synth-run.mjs FOLDER`. A program of its own, because aws-cdk-lib takes its settings
// from the environment of the process.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib'
import { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import { CfnTopic } from 'aws-cdk-lib/aws-sns'
import { CfnQueue } from 'aws-cdk-lib/aws-sqs'

const folder = process.argv[2]
const code = join(folder, 'code')
mkdirSync(code, { recursive: true })
writeFileSync(join(code, 'index.js'), 'exports.handler = async () => 1\n')

function synthesize(name, context) {
  const app = new App({ analyticsReporting: false, outdir: join(folder, name, 'cdk.out'), context })
  const stage = new Stage(app, 'Prod', { env: { account: '111122223333', region: 'eu-west-1' } })
  const data = new Stack(stage, 'Data')
  const queue = new CfnQueue(data, 'Queue')
  const api = new Stack(stage, 'Api')
  const asset = new Asset(api, 'Code', { path: code })
  const worker = new CfnFunction(api, 'Worker', {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    role: 'arn:aws:iam::111122223333:role/worker',
    code: { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey },
    environment: { variables: { QUEUE_URL: queue.ref } },
  })
  asset.addResourceMetadata(worker, 'Code')
  const shop = new Stack(app, 'Shop', { stackName: 'shop-stack' })
  const nested = new NestedStack(shop, 'Alerts')
  const topic = new CfnTopic(nested, 'Topic')
  const orders = new CfnQueue(shop, 'Orders', { tags: [{ key: 'topic', value: topic.ref }] })
  orders.addMetadata('made', name)
  app.synth()
}

synthesize('strong', { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true })
synthesize('weak', { '@aws-cdk/core:defaultCrossStackReferences': 'weak' })
