package dev.likeness.search.store;

import dev.likeness.index.IndexSettings;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The search service's topology: the embeddings topic feeds the index, and nothing comes out. */
final class SearchTopology {
  static final String EMBEDDINGS = "embeddings";
  static final String INDEX = "index";
  static final String UPDATE = "update-index";

  /**
   * Streams commits after records only: the last ones may have come too soon, and merges later. And
   * that nothing comes shows here only.
   */
  private static final Duration TEND_EVERY = Duration.ofSeconds(5);

  private SearchTopology() {}

  /**
   * @param settings name the model, and so the topic
   * @param ends of that topic
   * @param positions how far the consumers have read it
   * @param epochs by whom what they read was written
   * @param history whether it is still what an index was read from
   * @param signal raised whenever the index has changed
   * @param commitEvery the least time from its opening, and from one commit of the index, to the
   *     next
   */
  static Topology build(
      IndexSettings settings,
      EndOffsets ends,
      ReadPositions positions,
      LeaderEpochs epochs,
      LogHistory history,
      UpdateNotifier signal,
      Duration commitEvery) {
    String topic = Topics.embeddings(settings.model());
    Semaphore turn = new Semaphore(1);
    return new Topology()
        .addReadOnlyStateStore(
            new FaceStoreBuilder(
                INDEX,
                () ->
                    new FaceStore(
                        INDEX,
                        topic,
                        settings,
                        ends,
                        positions,
                        epochs,
                        history,
                        signal,
                        commitEvery,
                        turn)),
            EMBEDDINGS,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topic,
            UPDATE,
            Updater::new);
  }

  private static final class Updater implements Processor<byte[], byte @Nullable [], Void, Void> {
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable FaceStore store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      FaceStore opened = context.getStateStore(INDEX);
      this.context = context;
      this.store = opened;
      opened.takeOver();
      context.schedule(TEND_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> opened.tend());
    }

    @Override
    public void process(Record<byte[], byte @Nullable []> record) {
      if (context == null || store == null) {
        throw new IllegalStateException("process was called before init");
      }
      long offset = context.recordMetadata().map(RecordMetadata::offset).orElseThrow();
      store.apply(offset, record.key(), record.headers(), record.value());
    }
  }
}
