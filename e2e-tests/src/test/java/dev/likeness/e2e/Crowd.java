package dev.likeness.e2e;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.samples.SyntheticEmbedding;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/** Many faces that no worker had to embed: random vectors, as outcomes. */
final class Crowd {
  private Crowd() {}

  /** Publishes so many faces, each of a subject of its own, and waits until the log has them. */
  static void publish(Log log, String gallery, int faces) {
    String topic = Topics.embeddings(DefaultModel.ID);
    int partitions = log.partitions(topic);
    Random random = new Random(1);
    try (Serializer<Outcome> serializer = new OutcomeSerde().serializer()) {
      Stream<ProducerRecord<byte[], byte[]>> records =
          IntStream.range(0, faces)
              .mapToObj(i -> {
                byte[] key = new FaceKey(gallery, "subject-" + i, "1").toBytes();
                int partition = Partitions.of(key, partitions);
                Outcome outcome = stranger(new Source(partition, 0), random);
                return new ProducerRecord<>(
                    topic,
                    partition,
                    key,
                    serializer.serialize(topic, new RecordHeaders(), outcome));
              });
      log.publishAll(records);
    }
  }

  private static Embedding stranger(Source source, Random random) {
    float[] direction = new float[DefaultModel.DIMENSION];
    for (int d = 0; d < DefaultModel.DIMENSION; d++) {
      direction[d] = (float) random.nextGaussian();
    }
    return SyntheticEmbedding.of(DefaultModel.ID, direction, source, Metadata.NONE);
  }
}
