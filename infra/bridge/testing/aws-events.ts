/** Events as AWS documents them, whole: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export function objectCreatedEvent(object: {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}) {
  return {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '111122223333',
    time: '2021-11-12T00:00:00Z',
    region: 'eu-west-1',
    resources: [`arn:aws:s3:::${object.bucket}`],
    detail: {
      version: '0',
      bucket: { name: object.bucket },
      object: { key: object.key, size: object.size, etag: object.etag, sequencer: '00617F08299329D189' },
      'request-id': 'N4N7GDK58NMKJ12R',
      requester: '123456789012',
      'source-ip-address': '1.2.3.4',
      reason: 'CompleteMultipartUpload',
    },
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html, of a task that ended. */
export function taskStoppedEvent(taskArn: string) {
  return {
    version: '0',
    id: '3317b2af-7005-947d-b652-f55e762e571a',
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: '111122223333',
    time: '2026-11-22T17:57:58Z',
    region: 'eu-west-1',
    resources: [taskArn],
    detail: {
      attachments: [
        { id: '1789bcae-ddfb-4d10-8ebe-8ac87ddba5b8', type: 'eni', status: 'DELETED', details: [] },
      ],
      availabilityZone: 'eu-west-1b',
      clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/sluice',
      containers: [
        {
          containerArn: 'arn:aws:ecs:eu-west-1:111122223333:container/cf159fd6',
          exitCode: 0,
          lastStatus: 'STOPPED',
          name: 'transcoder',
          runtimeId: 'cf159fd6',
          taskArn,
          networkInterfaces: [],
          cpu: '0',
        },
      ],
      createdAt: '2026-11-22T17:50:58.000Z',
      launchType: 'FARGATE',
      cpu: '2048',
      memory: '4096',
      desiredStatus: 'STOPPED',
      group: 'family:sluice-transcoder',
      lastStatus: 'STOPPED',
      overrides: { containerOverrides: [{ name: 'transcoder' }] },
      connectivity: 'CONNECTED',
      startedAt: '2026-11-22T17:51:09.000Z',
      stoppedAt: '2026-11-22T17:57:58.000Z',
      stoppingAt: '2026-11-22T17:57:45.000Z',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      updatedAt: '2026-11-22T17:57:58.000Z',
      taskArn,
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/sluice-transcoder:1',
      version: 5,
      platformVersion: '1.4.0',
    },
  } as const;
}
