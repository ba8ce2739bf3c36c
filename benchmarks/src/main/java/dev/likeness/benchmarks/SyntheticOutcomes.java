package dev.likeness.benchmarks;

import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.samples.SyntheticEmbedding;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The way of synthetic faces to the embeddings topic. */
final class SyntheticOutcomes {
  private SyntheticOutcomes() {}

  /** Publishes every face, shows it to {@code exact} on the way, and waits for the broker. */
  static void publish(
      SyntheticFaces faces, String bootstrap, String model, @Nullable ExactNeighbours exact)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 18);
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    try (KafkaProducer<byte[], Outcome> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new OutcomeSerde().serializer())) {
      for (int i = 0; i < faces.size(); i++) {
        float[] vector = faces.vector(i);
        if (exact != null) {
          exact.see(i, vector);
        }
        byte[] key = faces.key(i).toBytes();
        int partition = Partitions.of(key, Plan.PARTITIONS);
        Outcome outcome =
            SyntheticEmbedding.of(model, vector, new Source(partition, 0), Metadata.NONE);
        Future<?> _ =
            producer.send(
                new ProducerRecord<>(Topics.embeddings(model), partition, key, outcome),
                (_, e) -> {
                  if (e != null) {
                    failed.set(e);
                  }
                });
      }
      producer.flush();
    }
    if (failed.get() != null) {
      throw new ExecutionException("a synthetic face was not published", failed.get());
    }
  }
}
