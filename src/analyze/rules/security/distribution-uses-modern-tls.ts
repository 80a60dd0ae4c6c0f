import { demand, isTrue, scalarOf } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

const MODERN = /^TLSv1\.[23]_20(?:18|19|21|25)$/
const VIEWER = 'DistributionConfig.ViewerCertificate'

export const distributionUsesModernTls: Rule = defineRule({
  id: 'distribution-uses-modern-tls',
  pillar: 'security',
  severity: 'medium',
  title: 'CloudFront accepts TLS 1.2 or newer',
  why: 'TLS 1.0 and 1.1 have known weaknesses, and standards such as PCI DSS refuse them.',
  fix: 'Use a certificate of your own with MinimumProtocolVersion TLSv1.2_2021; the certificate of *.cloudfront.net always takes TLS 1.0 too.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html'],
  types: ['AWS::CloudFront::Distribution'],
  maps: { 'cdk-nag': ['CloudFrontDistributionHttpsViewerNoOutdatedSSL', 'AwsSolutions-CFR4'], checkov: ['CKV_AWS_174'], cfn_nag: ['W70'] },
  examples: {
    fail: [
      { name: 'certificate of CloudFront', props: { DistributionConfig: { Enabled: true } } },
      {
        name: 'TLS 1.0',
        props: { DistributionConfig: { ViewerCertificate: { AcmCertificateArn: 'arn:aws:acm:c', MinimumProtocolVersion: 'TLSv1' } } },
      },
    ],
    pass: [
      {
        name: 'TLS 1.2',
        props: {
          DistributionConfig: { ViewerCertificate: { AcmCertificateArn: 'arn:aws:acm:c', MinimumProtocolVersion: 'TLSv1.2_2021' } },
        },
      },
    ],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Tls: { Type: 'String' } } },
        props: {
          DistributionConfig: { ViewerCertificate: { AcmCertificateArn: 'arn:aws:acm:c', MinimumProtocolVersion: { Ref: 'Tls' } } },
        },
      },
    ],
  },
  check: (node, q) => {
    const certificate = q.read(node, VIEWER)
    const ofCloudFront = isTrue(scalarOf(q.read(node, `${VIEWER}.CloudFrontDefaultCertificate`)))
    if (ofCloudFront || (certificate.known && certificate.value === undefined))
      return { is: 'fail', what: 'the certificate of *.cloudfront.net takes TLS 1.0 too', path: VIEWER, severity: 'low' }
    return demand(node, q, {
      path: `${VIEWER}.MinimumProtocolVersion`,
      good: (value) => typeof value === 'string' && MODERN.test(value),
      what: (value) => (value === undefined ? 'no MinimumProtocolVersion' : `${String(value)} is accepted`),
    })
  },
})
