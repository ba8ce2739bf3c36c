package dev.likeness.ingest;

import dev.likeness.ingest.deadletters.DeadLettersConfiguration;
import dev.likeness.vision.PhotoNormalizer;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.WebConfiguration;
import dev.likeness.wiring.Control;
import dev.likeness.wiring.EngineConfiguration;
import dev.likeness.wiring.Engines;
import dev.likeness.wiring.KafkaClients;
import dev.likeness.wiring.KafkaTopics;
import dev.likeness.wiring.LikenessProperties;
import dev.likeness.wiring.TopicsConfiguration;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the desk between HTTP and the log. */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  EngineConfiguration.class,
  TopicsConfiguration.class,
  EnrollController.class,
  DeadLettersConfiguration.class
})
public class IngestConfiguration {
  private static final int WAITING_PER_PLACE = 32;
  private static final long PATIENCE_MILLIS = 5_000;

  @Bean
  Producer<byte[], byte[]> enrollmentProducer(KafkaProperties kafka) {
    return KafkaClients.writer(kafka);
  }

  @Bean
  OutcomeWatch outcomeWatch(KafkaProperties kafka, KafkaTopics topics, Control control) {
    return new OutcomeWatch(
        KafkaClients.reader(kafka, "latest"), control::state, topics::partitions);
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
      LikenessProperties properties, Engines engines, EnrollmentLog log, OutcomeWatch watch) {
    int cores = properties.parallelism();
    return new EnrollmentDesk(
        new PhotoNormalizer(() -> engines.of(properties.model())),
        new AdmissionGate(cores, cores * WAITING_PER_PLACE, PATIENCE_MILLIS),
        log,
        watch);
  }
}
