package dev.likeness.ingest;

import dev.likeness.ingest.deadletters.DeadLettersConfiguration;
import dev.likeness.vision.PhotoNormalizer;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.WebConfiguration;
import dev.likeness.wiring.Control;
import dev.likeness.wiring.KafkaTopics;
import dev.likeness.wiring.LikenessProperties;
import dev.likeness.wiring.TopicsConfiguration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the desk between HTTP and the log. */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  TopicsConfiguration.class,
  EnrollController.class,
  DeadLettersConfiguration.class
})
public class IngestConfiguration {
  private static final int WAITING_PER_PLACE = 32;
  private static final long PATIENCE_MILLIS = 5_000;

  @Bean
  Producer<byte[], byte[]> enrollmentProducer(KafkaProperties kafka) {
    Map<String, Object> config = kafka.buildProducerProperties();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  OutcomeWatch outcomeWatch(KafkaProperties kafka, KafkaTopics topics, Control control) {
    Map<String, Object> config = kafka.buildConsumerProperties();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return new OutcomeWatch(
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        control,
        topics.partitions());
  }

  @Bean
  EnrollmentLog enrollmentLog(Producer<byte[], byte[]> enrollmentProducer) {
    return new EnrollmentLog(enrollmentProducer);
  }

  @Bean
  DeadLettersConfiguration.Publisher deadLetterPublisher(EnrollmentLog log) {
    return log::append;
  }

  @Bean
  EnrollmentDesk enrollmentDesk(
      LikenessProperties properties, EnrollmentLog log, OutcomeWatch watch) {
    int cores = properties.parallelism();
    return new EnrollmentDesk(
        new PhotoNormalizer(),
        new AdmissionGate(cores, cores * WAITING_PER_PLACE, PATIENCE_MILLIS),
        log,
        watch);
  }
}
