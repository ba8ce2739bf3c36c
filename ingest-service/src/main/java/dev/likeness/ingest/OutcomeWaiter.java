package dev.likeness.ingest;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.runtime.ConsumerLoop;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import dev.likeness.topics.MalformedOutcomeException;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
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
final class OutcomeWaiter implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(OutcomeWaiter.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final Supplier<ControlState> control;
  private final IntSupplier partitions;
  private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();
  private final ConsumerLoop loop;
  private final CountDownLatch watching = new CountDownLatch(1);

  /**
   * @param consumer of no group; closed by this object
   * @param control names the active model and the others that are wanted
   * @param partitions how many each topic has
   */
  OutcomeWaiter(
      Consumer<byte[], byte[]> consumer, Supplier<ControlState> control, IntSupplier partitions) {
    this.consumer = consumer;
    this.control = control;
    this.partitions = partitions;
    this.loop = new ConsumerLoop("outcome-watch", consumer, this::watch);
  }

  /**
   * Starts collecting the outcomes of {@code key}, until the ticket is closed. Returns once what is
   * published from now on is seen. If the broker has been away since the start, that takes two
   * seconds and is not certain.
   */
  Ticket expect(FaceKey key) {
    Ticket ticket = new Ticket(key);
    tickets.add(ticket);
    try {
      var _ = watching.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ticket;
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop();
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }

  private void watch() {
    try {
      assign(consumer.assignment());
      watching.countDown();
      consumer.poll(POLL).forEach(this::hand);
    } catch (RetriableException e) {
      log.debug("the broker is away", e);
    }
  }

  /** Watches the wanted models' topics; the partitions that are new among them from their end. */
  private void assign(Set<TopicPartition> known) {
    int count = partitions.getAsInt();
    Set<TopicPartition> wanted =
        control.get().models().stream()
            .flatMap(model -> IntStream.range(0, count).mapToObj(p -> place(model, p)))
            .collect(Collectors.toSet());
    if (!wanted.equals(known)) {
      Set<TopicPartition> added = new HashSet<>(wanted);
      added.removeAll(known);
      consumer.assign(wanted);
      consumer.seekToEnd(added);
      added.forEach(consumer::position);
    }
  }

  private static TopicPartition place(String model, int partition) {
    return new TopicPartition(Topics.embeddings(model), partition);
  }

  private void hand(ConsumerRecord<byte[], byte[]> record) {
    Generation active = control.get().active();
    if (tickets.isEmpty()
        || active == null
        || !record.topic().equals(Topics.embeddings(active.model()))) {
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
