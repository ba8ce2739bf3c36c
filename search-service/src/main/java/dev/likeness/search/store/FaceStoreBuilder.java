package dev.likeness.search.store;

import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;

/** Makes the store of each partition. Neither caching nor a changelog of its own applies. */
final class FaceStoreBuilder extends AbstractStoreBuilder<byte[], byte[], FaceStore> {
  private final Supplier<FaceStore> stores;

  FaceStoreBuilder(String name, Supplier<FaceStore> stores) {
    super(name, Serdes.ByteArray(), Serdes.ByteArray(), Time.SYSTEM);
    this.stores = stores;
    var _ = withLoggingDisabled();
  }

  @Override
  public FaceStore build() {
    return stores.get();
  }
}
