package dev.likeness.ingest.deadletters;

import dev.likeness.faces.Source;
import dev.likeness.runtime.KafkaClients;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the dead letters; whoever imports this has a {@link Publisher}. */
@Configuration(proxyBeanMethods = false)
@Import(DeadLettersController.class)
public class DeadLettersConfiguration {
  /** Publishes a record and says where it stands once the broker has it. */
  @FunctionalInterface
  public interface Publisher extends Function<ProducerRecord<byte[], byte[]>, Source> {}

  @Bean
  DeadLetterReader deadLetterReader(KafkaProperties kafka) {
    return new DeadLetterReader(() -> KafkaClients.reader(kafka, "earliest"));
  }

  @Bean
  DeadLetterReplay deadLetterReplay(
      DeadLetterReader letters, KafkaProperties kafka, Publisher publisher) {
    return new DeadLetterReplay(
        letters, new LaterRecords(() -> KafkaClients.reader(kafka, "earliest")), publisher);
  }
}
