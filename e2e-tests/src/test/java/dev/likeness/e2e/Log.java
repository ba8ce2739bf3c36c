package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of a deployment, as an outside producer or consumer meets them. */
final class Log implements AutoCloseable {
  private final String bootstrap;
  private final Producer<byte[], byte[]> producer;

  Log(Deployment deployment) {
    this(deployment.bootstrap());
  }

  Log(String bootstrap) {
    this.bootstrap = bootstrap;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "max.request.size", 11 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Publishes as any client would: a key, a value, the default partitioner. */
  RecordMetadata publish(String topic, String key, byte @Nullable [] value) {
    return publish(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  RecordMetadata publish(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Publishes many records at once, and waits until the broker has them all. */
  void publishAll(Stream<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = records.map(producer::send).toList();
    producer.flush();
    assertThat(sent).allSatisfy(future -> assertThat(future).succeedsWithin(Duration.ZERO));
  }

  int partitions(String topic) {
    return producer.partitionsFor(topic).size();
  }

  /** Everything on a topic now, in order of partition and offset. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        all.add(new TopicPartition(topic, partition.partition()));
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
