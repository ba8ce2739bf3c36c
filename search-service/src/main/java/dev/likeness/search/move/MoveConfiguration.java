package dev.likeness.search.move;

import dev.likeness.runtime.KafkaClients;
import dev.likeness.runtime.LikenessProperties;
import dev.likeness.runtime.OpenTransactions;
import dev.likeness.search.http.Probes;
import dev.likeness.search.log.EnrollmentReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires moving faces to the log. */
@Configuration(proxyBeanMethods = false)
@Import(MoveController.class)
public class MoveConfiguration {
  /**
   * Its transactional id is the instance's: the one that takes its place ends what it left open.
   */
  @Bean
  MoveLog moveLog(LikenessProperties properties, KafkaProperties kafka) {
    String directory = properties.stateDirectory().toAbsolutePath().normalize().toString();
    String id =
        "likeness-move-"
            + UUID.nameUUIDFromBytes((host() + ":" + directory).getBytes(StandardCharsets.UTF_8));
    return new MoveLog(() -> KafkaClients.transactionalWriter(kafka, id));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Bean
  FaceMover faceMover(
      EnrollmentReader enrollments, Probes probes, MoveLog log, OpenTransactions transactions) {
    return new FaceMover(enrollments, probes, log, transactions::holding);
  }
}
