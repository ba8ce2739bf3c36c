package dev.likeness.topics;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Topics#CONTROL} says: which generation of the index answers, and which is being built
 * to follow it. Every process reads the same, and a restart remembers it.
 *
 * <p>The topic is compacted and has one partition. Its keys are {@value #ACTIVE} and {@value
 * #BUILDING}, its values generations as text, such as {@code dlib-resnet-128/2}. Other keys are
 * passed over.
 *
 * @param active null before the first start
 * @param building null if none is being built
 */
public record ControlState(@Nullable Generation active, @Nullable Generation building) {
  /** The key of the generation that answers. */
  public static final String ACTIVE = "active";

  /** The key of the generation that is being built; a null value ends the building. */
  public static final String BUILDING = "building";

  /** Before anything was decided. */
  public static final ControlState NOTHING = new ControlState(null, null);

  /** The generation being built; null also once it has taken over. */
  @Override
  public @Nullable Generation building() {
    return building == null || building.equals(active) ? null : building;
  }

  /** The models whose embeddings are wanted, the active one first. */
  public Set<String> models() {
    Set<String> models = new LinkedHashSet<>();
    if (active != null) {
      models.add(active.model());
    }
    if (building != null) {
      models.add(building.model());
    }
    return models;
  }

  /** The number of the generation to be built next. */
  public int nextNumber() {
    return 1 + Math.max(number(active), number(building));
  }

  private static int number(@Nullable Generation generation) {
    return generation == null ? 0 : generation.number();
  }

  /**
   * The state after one more record.
   *
   * @throws IllegalArgumentException if a known key has a value that is no generation
   */
  public ControlState after(byte @Nullable [] key, byte @Nullable [] value) {
    Generation generation =
        value == null ? null : Generation.parse(new String(value, StandardCharsets.UTF_8));
    return switch (key == null ? "" : new String(key, StandardCharsets.UTF_8)) {
      case ACTIVE -> new ControlState(generation, building);
      case BUILDING -> new ControlState(active, generation);
      default -> this;
    };
  }

  /** The record that makes {@code generation} the one that answers. */
  public static ProducerRecord<byte[], byte[]> activate(Generation generation) {
    return record(ACTIVE, generation);
  }

  /** The record that begins the building of {@code generation}; null ends it. */
  public static ProducerRecord<byte[], byte[]> build(@Nullable Generation generation) {
    return record(BUILDING, generation);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String key, @Nullable Generation generation) {
    return new ProducerRecord<>(
        Topics.CONTROL,
        key.getBytes(StandardCharsets.UTF_8),
        generation == null ? null : generation.toString().getBytes(StandardCharsets.UTF_8));
  }
}
