package dev.likeness.ingest.deadletters;

import dev.likeness.faces.Source;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
    Map<String, Object> config = kafka.buildConsumerProperties();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new DeadLetterReader(() ->
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  @Bean
  DeadLetterReplay deadLetterReplay(DeadLetterReader letters, Publisher publisher) {
    return new DeadLetterReplay(letters, publisher);
  }
}
