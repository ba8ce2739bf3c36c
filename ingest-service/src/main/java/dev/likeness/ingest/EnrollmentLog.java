package dev.likeness.ingest;

import dev.likeness.faces.Source;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writing end of the enrollments topic. Safe for all threads. */
final class EnrollmentLog {
  private static final Logger log = LoggerFactory.getLogger(EnrollmentLog.class);

  private final Producer<byte[], byte[]> producer;

  /**
   * @param producer configured for acks=all
   */
  EnrollmentLog(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Appends a record and returns where it stands once the broker has it.
   *
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker did not say that it has it. It
   *     may have it all the same; sending the record again is harmless.
   */
  Source append(ProducerRecord<byte[], byte[]> record) {
    try {
      RecordMetadata stored = producer.send(record).get();
      return new Source(stored.partition(), stored.offset());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the service is stopping; try again");
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      log.warn("the broker did not store an enrollment: {}", String.valueOf(cause));
      throw Problem.of(
          Code.BROKER_UNAVAILABLE,
          "the Kafka broker did not store the photo in time; nothing was acknowledged, try again");
    }
  }
}
