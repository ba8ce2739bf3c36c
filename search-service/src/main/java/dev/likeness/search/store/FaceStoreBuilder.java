package dev.likeness.search.store;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes the store of each partition. Neither caching nor a changelog of its own applies. */
final class FaceStoreBuilder implements StoreBuilder<FaceStore> {
  private final String name;
  private final Supplier<FaceStore> stores;

  FaceStoreBuilder(String name, Supplier<FaceStore> stores) {
    this.name = name;
    this.stores = stores;
  }

  @Override
  public FaceStore build() {
    return stores.get();
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
