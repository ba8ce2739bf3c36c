package dev.likeness.ingest;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.topics.MalformedOutcomeException;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import dev.likeness.wiring.Control;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Watches the ends of the embeddings topics for the outcomes that callers wait for. Of several
 * models' topics only the active one's count; the others are watched because one of them may become
 * it.
 *
 * <p>A caller takes a {@link Ticket} before it publishes, so an outcome cannot slip by between the
 * two. Safe for all threads; one thread of its own reads the topic.
 */
final class OutcomeWatch implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(OutcomeWatch.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Control control;
  private final IntSupplier partitions;
  private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::watch, "outcome-watch");
  private volatile boolean running;

  /**
   * @param consumer of no group; closed by this object
   * @param partitions how many each topic has; asked from the start on
   */
  OutcomeWatch(Consumer<byte[], byte[]> consumer, Control control, IntSupplier partitions) {
    this.consumer = consumer;
    this.control = control;
    this.partitions = partitions;
  }

  /** Starts collecting the outcomes of {@code key}, until the ticket is closed. */
  Ticket expect(FaceKey key) {
    Ticket ticket = new Ticket(key);
    tickets.add(ticket);
    return ticket;
  }

  @Override
  public void start() {
    assign();
    running = true;
    thread.start();
  }

  /** Watches the wanted models' topics; a new one from its end, the others on from where it is. */
  private void assign() {
    int count = partitions.getAsInt();
    Set<TopicPartition> wanted =
        control.state().models().stream()
            .flatMap(model -> IntStream.range(0, count).mapToObj(p -> place(model, p)))
            .collect(Collectors.toSet());
    if (!wanted.equals(consumer.assignment())) {
      Set<TopicPartition> added = new HashSet<>(wanted);
      added.removeAll(consumer.assignment());
      consumer.assign(wanted);
      consumer.seekToEnd(added);
      added.forEach(consumer::position);
    }
  }

  private static TopicPartition place(String model, int partition) {
    return new TopicPartition(Topics.embeddings(model), partition);
  }

  @Override
  public void stop() {
    running = false;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch() {
    try (consumer) {
      while (running) {
        watchOnce();
      }
    } catch (WakeupException e) {
      log.debug("stopped");
    }
  }

  private void watchOnce() {
    try {
      assign();
      consumer.poll(POLL).forEach(this::hand);
    } catch (RetriableException e) {
      log.debug("the broker is away", e);
    }
  }

  private void hand(ConsumerRecord<byte[], byte[]> record) {
    if (tickets.isEmpty() || !record.topic().equals(Topics.embeddings(control.active().model()))) {
      return;
    }
    try {
      FaceKey key = FaceKey.fromBytes(record.key());
      for (Ticket ticket : tickets) {
        if (ticket.key.equals(key)) {
          ticket.outcomes.add(OutcomeSerde.read(record.headers(), record.value()));
        }
      }
    } catch (InvalidFaceKeyException | MalformedOutcomeException e) {
      log.warn("passed over {}-{}@{}", record.topic(), record.partition(), record.offset());
    }
  }

  /** One caller's interest in one face. */
  final class Ticket implements AutoCloseable {
    private final FaceKey key;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    private Ticket(FaceKey key) {
      this.key = key;
    }

    /** The outcome of the enrollment at {@code source}; empty if it does not come in time. */
    Optional<Outcome> await(Source source, Duration patience) {
      long end = System.nanoTime() + patience.toNanos();
      try {
        while (true) {
          Outcome next = outcomes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (next == null || next.source().equals(source)) {
            return Optional.ofNullable(next);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      tickets.remove(this);
    }
  }
}
