package dev.likeness.ingest;

import dev.likeness.ingest.access.AccessRoutesConfiguration;
import dev.likeness.ingest.deadletters.DeadLettersConfiguration;
import dev.likeness.runtime.Control;
import dev.likeness.runtime.EngineConfiguration;
import dev.likeness.runtime.Engines;
import dev.likeness.runtime.KafkaClients;
import dev.likeness.runtime.KafkaTopics;
import dev.likeness.runtime.LikenessProperties;
import dev.likeness.runtime.TopicsConfiguration;
import dev.likeness.runtime.Unreadable;
import dev.likeness.vision.PhotoNormalizer;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.BodyLimit;
import dev.likeness.web.WebConfiguration;
import dev.likeness.web.access.WebAccessConfiguration;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires enrolment: HTTP to the enrollments topic. */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  WebAccessConfiguration.class,
  EngineConfiguration.class,
  TopicsConfiguration.class,
  EnrollController.class,
  DeadLettersConfiguration.class,
  AccessRoutesConfiguration.class
})
public class IngestConfiguration {
  @Bean
  Producer<byte[], byte[]> enrollmentProducer(KafkaProperties kafka) {
    return KafkaClients.writer(kafka);
  }

  @Bean
  OutcomeWaiter outcomeWatch(
      KafkaProperties kafka, KafkaTopics topics, Control control, Unreadable unreadable) {
    return new OutcomeWaiter(
        KafkaClients.steadyReader(kafka, "latest", unreadable), control::state, topics::partitions);
  }

  @Bean
  BodyLimit deadLettersBody() {
    return new BodyLimit("/v1/admin/dead-letters", BodyLimit.SETTINGS);
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
  EnrollmentService enrollmentDesk(
      LikenessProperties properties, Engines engines, EnrollmentLog log, OutcomeWaiter watch) {
    return new EnrollmentService(
        new PhotoNormalizer(() -> engines.of(properties.model())),
        AdmissionGate.ofCores("enroll", properties.parallelism()),
        log,
        watch);
  }
}
