/** A template of `count` resources of eight types that refer to each other, as YAML with short forms; about 780 bytes each. Same count, same bytes. */
export function syntheticTemplate(count) {
  const blocks = [queue, table, role, lambda, bucket, topic, alarm, logs]
  const parts = [HEAD]
  for (let index = 0; index < count; index += 1) parts.push(blocks[index % blocks.length](Math.floor(index / blocks.length)))
  return parts.join('')
}

const HEAD = `AWSTemplateFormatVersion: "2010-09-09"
Description: A synthetic template for measurements
Parameters:
  Environment:
    Type: String
    Default: dev
    AllowedValues: [dev, test, prod]
  Team:
    Type: String
    Default: platform
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
  IsTest: !Equals [!Ref Environment, test]
  KeepsMore: !Or [!Condition IsProd, !Condition IsTest]
Resources:
`

const tags = (name) => `      Tags:
        - Key: Name
          Value: !Sub "\${AWS::StackName}-${name}"
        - Key: Team
          Value: !Ref Team
        - Key: Environment
          Value: !Ref Environment
        - Key: Purpose
          Value: measured by the benchmarks of this repository and by nothing else
`

const queue = (n) => `  Queue${n}:
    Type: AWS::SQS::Queue
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Metadata:
      Note: Work that arrives faster than it is done waits here until a function has time for it
    Properties:
      QueueName: !Sub "\${AWS::StackName}-queue-${n}"
      VisibilityTimeout: 180
      MessageRetentionPeriod: !If [KeepsMore, 1209600, 345600]
      SqsManagedSseEnabled: true
      RedriveAllowPolicy:
        redrivePermission: denyAll
${tags(`queue-${n}`)}`

const table = (n) => `  Table${n}:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - AttributeName: pk
          AttributeType: S
        - AttributeName: sk
          AttributeType: S
      KeySchema:
        - AttributeName: pk
          KeyType: HASH
        - AttributeName: sk
          KeyType: RANGE
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: !If [IsProd, true, false]
      SSESpecification:
        SSEEnabled: true
${tags(`table-${n}`)}`

const role = (n) => `  Role${n}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: work
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action:
                  - dynamodb:GetItem
                  - dynamodb:PutItem
                Resource: !GetAtt Table${n}.Arn
              - Effect: Allow
                Action: sqs:SendMessage
                Resource: !GetAtt Queue${n}.Arn
${tags(`role-${n}`)}`

const lambda = (n) => `  Function${n}:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Role: !GetAtt Role${n}.Arn
      MemorySize: !If [IsProd, 1024, 512]
      Timeout: 30
      Architectures: [arm64]
      Environment:
        Variables:
          TABLE: !Ref Table${n}
          QUEUE: !Ref Queue${n}
          STAGE: !Ref Environment
      Code:
        ZipFile: |
          def handler(event, context):
              return {"statusCode": 200, "body": "measured"}
${tags(`function-${n}`)}`

const bucket = (n) => `  Bucket${n}:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: AES256
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
      VersioningConfiguration:
        Status: !If [KeepsMore, Enabled, Suspended]
      LifecycleConfiguration:
        Rules:
          - Id: uploads
            Status: Enabled
            AbortIncompleteMultipartUpload:
              DaysAfterInitiation: 7
${tags(`bucket-${n}`)}`

const topic = (n) => `  Topic${n}:
    Type: AWS::SNS::Topic
    Metadata:
      Note: Who wants to know that something happened subscribes here and is told of it
    Properties:
      DisplayName: !Sub "\${AWS::StackName} topic ${n}"
      KmsMasterKeyId: alias/aws/sns
      Subscription:
        - Protocol: sqs
          Endpoint: !GetAtt Queue${n}.Arn
        - Protocol: lambda
          Endpoint: !GetAtt Function${n}.Arn
${tags(`topic-${n}`)}`

const alarm = (n) => `  Alarm${n}:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: The oldest message waits for more than five minutes, so that the function does not keep up with its work
      Namespace: AWS/SQS
      MetricName: ApproximateAgeOfOldestMessage
      Dimensions:
        - Name: QueueName
          Value: !GetAtt Queue${n}.QueueName
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 5
      Threshold: !If [IsProd, 300, 900]
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
      AlarmActions:
        - !Ref Topic${n}
${tags(`alarm-${n}`)}`

const logs = (n) => `  Logs${n}:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Metadata:
      Note: What the function writes is kept for a month in production and for a week anywhere else
    Properties:
      LogGroupName: !Sub "/aws/lambda/\${Function${n}}"
      RetentionInDays: !If [IsProd, 30, 7]
${tags(`logs-${n}`)}`
