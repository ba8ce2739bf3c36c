package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.FaceKey;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartitionsTest {
  @ParameterizedTest
  @CsvSource({"default/ada/1, 4", "default/grace/1, 4", "zürich/李小龍/a, 12", "g/s/f, 1"})
  void shouldAgreeWithTheProducersPartitioner(String key, int partitions) {
    // Given
    byte[] bytes = FaceKey.parse(key).toBytes();

    // Then
    assertThat(Partitions.of(bytes, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, partitions))
        .isBetween(0, partitions - 1);
  }
}
