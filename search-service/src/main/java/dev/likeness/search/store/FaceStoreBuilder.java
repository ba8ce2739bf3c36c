package dev.likeness.search.store;

import dev.likeness.index.IndexSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes the store of each partition. Neither caching nor a changelog of its own applies. */
final class FaceStoreBuilder implements StoreBuilder<FaceStore> {
  private final String name;
  private final String topic;
  private final IndexSettings settings;
  private final AppliedSignal signal;
  private final Duration commitEvery;

  FaceStoreBuilder(
      String name,
      String topic,
      IndexSettings settings,
      AppliedSignal signal,
      Duration commitEvery) {
    this.commitEvery = commitEvery;
    this.name = name;
    this.topic = topic;
    this.settings = settings;
    this.signal = signal;
  }

  @Override
  public FaceStore build() {
    return new FaceStore(name, topic, settings, signal, commitEvery);
  }

  @Override
  public StoreBuilder<FaceStore> withCachingEnabled() {
    return this;
  }

  @Override
  public StoreBuilder<FaceStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<FaceStore> withLoggingEnabled(Map<String, String> config) {
    return this;
  }

  @Override
  public StoreBuilder<FaceStore> withLoggingDisabled() {
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return Map.of();
  }

  @Override
  public boolean loggingEnabled() {
    return false;
  }

  @Override
  public String name() {
    return name;
  }
}
