/** Failures of message brokers, queues and clusters that must agree. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const brokerFailures: readonly KnownFailure[] = [
  {
    id: 'slowConsumer', category: 'PERF', minutes: 30, depth: depth.service, grade: 'failure',
    expression: /\bSlow Consumer (?:Detected|\()|Closed: Slow Consumer|client .{0,60}(?:closed|scheduled to be closed).{0,60}output buffer limits/i,
    means: 'A consumer does not keep up; the broker drops messages or cuts it off.',
    check: 'Look at what the consumer does more slowly than before (its own latency, a deploy, a dependency); raising limits only hides it.',
    samples: ['10.7.0.21:41822 - cid:31 - Slow Consumer Detected: MaxPending of 67108864 Exceeded', 'Client id=3 closed for overcoming of output buffer limits.'],
    counters: ['slow consumers: 0'],
  },
  {
    id: 'brokerAlarm', category: 'DISK', minutes: 20, depth: depth.store, grade: 'outage',
    expression: /(?:memory|disk) (?:resource )?(?:limit )?alarm (?:set|is set)|(?:vm_memory_)?high_?watermark (?:set|reached)|memory resource limit alarm|free disk space (?:is )?insufficient|Free bytes:\d{1,15}\. Limit:\d{1,15}|connection\.blocked|blocked by (?:broker|server).{0,30}(?:low|alarm)|jetstream.{0,30}(?:insufficient|out of) (?:resources|storage)|maximum (?:bytes|messages) exceeded/i,
    means: 'The broker is short of memory or disk and stops taking messages.',
    check: 'See which queue grows and why nobody consumes it, free disk, then the watermark.',
    samples: ['[warning] memory resource limit alarm set on node rabbit@mq1.', 'disk resource limit alarm set on node rabbit@mq1', 'Free disk space is insufficient. Free bytes:12. Limit:50000000', 'nats: JetStream insufficient resources'],
  },
  {
    id: 'consumerLag', category: 'PERF', minutes: 30, depth: depth.service, grade: 'degraded',
    expression: /(?:consumer|queue|topic|partition|group|event|message|processing|stream)\w{0,3}[ _-]?(?:is )?lag(?:ging)?\b.{0,60}(?:[1-9]|above|exceed|behind|grow|high|increas)(?! ?0\b)|(?:queue|backlog)\b.{0,30}(?:grow(?:s|ing)|(?:is )?backing up|backed up|(?:depth|length|size).{0,12}(?:above|exceed|high|threshold|over))|backlog (?:of|is|at|now) \d{3,}|(?:queue|buffer|channel|mailbox|inbox)\w{0,4} (?:is |was )?(?:full|overflow\w{0,4}|saturated)|QueueFull|queue\.Full|BufferExhausted|slow consumer|적체|큐.{0,12}(?:가득|초과|밀림|적체)|대기열.{0,12}(?:초과|증가|가득)/i,
    means: 'Messages come in faster than they are handled.',
    check: 'Look at the consumers: are they running, slow, or stuck on one message? Then at the rate of the producers.',
    samples: ['consumer lag for group billing is 81234 and growing', 'queue depth above threshold: 12000', 'WARN backlog of 4102 messages', 'queue.Full', 'nats: slow consumer, messages dropped', 'work queue is full', '주문 큐 적체 4021건', 'org.apache.kafka.clients.producer.BufferExhaustedException: Failed to get a buffer'],
    counters: ['consumer lag: 0', 'queue length 3'],
  },
  {
    id: 'rebalance', category: 'PERF', minutes: 30, depth: depth.service, grade: 'degraded',
    expression: /RebalanceInProgress|CommitFailed(?:Error|Exception)|IllegalGeneration|UnknownMemberId|rebalance.{0,40}(?:fail|loop|timeout|timed out|again)|max\.poll\.interval\.ms|leaving group due to consumer poll timeout|(?:Offset commit|Attempt to heartbeat).{0,60}(?:failed|rebalanc|expired)|Member .{1,80} (?:was removed|sending LeaveGroup)|FencedInstanceId|ProducerFenced/i,
    means: 'Consumers of a group are thrown out and work is shared out anew again and again.',
    check: 'Handling one batch takes longer than max.poll.interval: make batches smaller or handling faster; look for long pauses.',
    samples: ['org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group', 'consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms', 'Attempt to heartbeat failed since group is rebalancing', 'KafkaJSNumberOfRetriesExceeded: UnknownMemberId'],
  },
  {
    id: 'brokerLeader', category: 'NETWORK', minutes: 25, depth: depth.store, grade: 'outage',
    expression: /LEADER_NOT_AVAILABLE|LeaderNotAvailable|NOT_LEADER_(?:FOR_PARTITION|OR_FOLLOWER)|NotLeader(?:ForPartition|OrFollower)|leader not available|There is no leader|NOT_ENOUGH_REPLICAS|NotEnoughReplicas|under[- ]?replicated|UnderReplicated|Shrinking ISR|(?:no |all |\d\/\d{1,3} )brokers? (?:available|down|are down|unavailable)|NoBrokersAvailable|Broker .{0,30}(?:may not be available|transport failure)|BrokerNotAvailable|Connection to node -?\d{1,6} .{0,60}could not be established|Bootstrap broker .{1,80} disconnected|NetworkException: The server disconnected/i,
    means: 'The broker that leads a partition is not there, or too few copies are alive.',
    check: 'Look at the brokers\' own logs and disks; check advertised.listeners when only clients complain.',
    samples: ['{1=LEADER_NOT_AVAILABLE}', 'org.apache.kafka.common.errors.NotEnoughReplicasException: Messages are rejected since there are fewer in-sync replicas than required.', 'kafka.errors.NoBrokersAvailable: NoBrokersAvailable', 'Connection to node 1 (kafka/10.0.0.7:9092) could not be established. Broker may not be available.', '1/1 brokers are down', '[Partition orders-0 broker=1] Shrinking ISR from 1,2,3 to 1'],
    counters: ['leader elected: broker 2'],
  },
  {
    id: 'offsetRange', category: 'DB', minutes: 25, depth: depth.service, grade: 'failure',
    expression: /OFFSET_OUT_OF_RANGE|OffsetOutOfRange|offset.{0,40} (?:is )?out of range|NoOffsetForPartition|UNKNOWN_TOPIC_OR_PARTITION|UnknownTopicOrPart\w{0,12}|topic .{1,60} (?:not present in metadata|does not exist|not found)|RecordTooLarge|MESSAGE_TOO_LARGE|message (?:is )?too large|MessageSizeTooLarge|SerializationException|Unknown magic byte/i,
    means: 'A topic or position is not there, or a message does not fit.',
    check: 'Check the topic name, its retention against how far the consumer is behind, and the size limits of producer and broker.',
    samples: ['Fetch position FetchPosition{offset=12} is out of range for partition orders-0', 'OFFSET_OUT_OF_RANGE', 'UNKNOWN_TOPIC_OR_PARTITION: This server does not host this topic-partition', 'org.apache.kafka.common.errors.RecordTooLargeException: The message is 2097152 bytes', 'Topic orders not present in metadata after 60000 ms.'],
  },
  {
    id: 'amqpChannel', category: 'NETWORK', minutes: 20, depth: depth.service, grade: 'failure',
    expression: /PRECONDITION_FAILED|precondition[ _-]failed|RESOURCE_LOCKED|NOT_FOUND - no (?:queue|exchange)|ACCESS_REFUSED|CHANNEL_ERROR|channel (?:is |was )?(?:already )?closed(?: by (?:server|broker))?|ChannelClosed\w{0,20}|(?:missed|no) heartbeats? from|AMQPConnectionError|AMQP(?:Channel|Connection)?(?:Error|Exception)|unknown delivery tag|(?:basic\.|message )?(?:nack|dead[- ]?letter)(?:ed|ing)?\b.{0,30}(?:queue|exchange|message|DLQ)|moved to (?:the )?(?:DLQ|dead[- ]letter)/i,
    means: 'Client and broker disagree: a queue with other settings, an unknown name, a missed heartbeat or acknowledgement.',
    check: 'Compare how both sides declare the queue; look for handlers that block the connection longer than its heartbeat.',
    samples: ["PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'jobs'", "pika.exceptions.ChannelClosedByBroker: (404, \"NOT_FOUND - no queue 'jobs'\")", 'missed heartbeats from client, timeout: 60s', 'pika.exceptions.AMQPConnectionError', 'message moved to DLQ after 5 deliveries'],
    counters: ['channel opened'],
  },
  {
    id: 'quorumLost', category: 'NETWORK', minutes: 30, depth: depth.platform, grade: 'outage',
    expression: /(?:no|lost|losing|without|not enough .{0,20}for) quorum|quorum (?:is |was |has been )?(?:lost|not (?:met|reached|available))|split[- ]?brain|(?:lost|losing|failed to (?:renew|acquire)) (?:the )?(?:leader(?:ship| election)?|lease|lock)\b|leader(?:ship| election)? (?:was |has been )?(?:lost|failed)|leaderelection lost|no leader\b|etcdserver: (?:request timed out|no leader|leader changed|mvcc: database space exceeded|too many requests)|apply (?:request|entries) took too long|failed to send out heartbeat on time|member .{1,60} (?:is )?unreachable|network partition|ZooKeeper.{0,60}(?:session expired|connection loss|Unable)|KeeperErrorCode = (?:ConnectionLoss|SessionExpired)|SessionExpiredException|raft.{0,40}(?:election timeout|failed to)/i,
    means: 'Members of a cluster no longer agree who leads.',
    check: 'Check network and disk latency between members (etcd needs fast fsync), clocks, and which members are down.',
    samples: ['etcdserver: request timed out, possibly due to connection lost', 'leaderelection lost', 'failed to renew lease kube-system/kube-controller-manager: timed out', 'KeeperErrorCode = ConnectionLoss for /brokers', 'cluster has lost quorum', 'WARNING split-brain detected between node1 and node2', 'failed to send out heartbeat on time; server is likely overloaded'],
    counters: ['acquired leadership', 'quorum reached'],
  },
];
