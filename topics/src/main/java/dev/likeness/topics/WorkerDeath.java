package dev.likeness.topics;

import dev.likeness.faces.Source;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One death of a worker with one record in hand: a key of {@link Topics#SUSPECTS}. A worker dies
 * once, so a death that is published twice is one death, and workers need not agree on a count.
 *
 * @param suspect what was in hand
 * @param worker the name of the dead worker, unique for each start of a process; no {@code /}
 */
public record WorkerDeath(Suspect suspect, String worker) {
  private static final byte[] PRESENT = "1".getBytes(StandardCharsets.UTF_8);

  public WorkerDeath {
    if (worker.isEmpty() || worker.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "worker is '" + worker + "', expected a name that is not empty and has no '/'");
    }
  }

  /**
   * Reads a record key, {@code MODEL/partition:offset/WORKER}.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static WorkerDeath fromKey(byte[] key) {
    String text = new String(key, StandardCharsets.UTF_8);
    int first = text.indexOf('/');
    int last = text.lastIndexOf('/');
    if (first == last) {
      throw new IllegalArgumentException(
          "key '" + text + "' is not of the form MODEL/partition:offset/WORKER");
    }
    Source source = Source.parse(text.substring(first + 1, last));
    return new WorkerDeath(new Suspect(text.substring(0, first), source), text.substring(last + 1));
  }

  /** The record that tells every worker of this death. */
  public ProducerRecord<byte[], byte[]> published() {
    return new ProducerRecord<>(Topics.SUSPECTS, key(), PRESENT);
  }

  /** The record that takes this death back, once it is known what became of the suspect. */
  public ProducerRecord<byte[], byte[]> settled() {
    return new ProducerRecord<>(Topics.SUSPECTS, key(), null);
  }

  private byte[] key() {
    return (suspect + "/" + worker).getBytes(StandardCharsets.UTF_8);
  }
}
