package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.topics.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class AuditLogTest {
  private static final int STARTS = 20;

  @Test
  void shouldSendWhatItIsGivenHoweverSoonItsThreadRuns() {
    for (int start = 0; start < STARTS; start++) {
      // Given
      MockProducer<byte[], byte[]> producer =
          new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      AuditLog log = new AuditLog(() -> producer, 10, false);
      log.start();
      Thread.yield();

      // When
      log.add(
          new AuditEvent(
              Instant.EPOCH, null, "GET /v1/galleries", null, 200, null, null, List.of()));

      // Then
      await("start " + start)
          .atMost(Duration.ofSeconds(20))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .untilAsserted(() -> assertThat(producer.history()).hasSize(1));
      log.stop();
    }
  }
}
