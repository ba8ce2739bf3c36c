package dev.likeness.topics;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Topics#CONTROL} says: which generation of the index answers, which is being built to
 * follow it, and which galleries have error rates of their own. Every process reads the same, and a
 * restart remembers it.
 *
 * <p>The topic is compacted and has one partition. The values of the keys {@value #ACTIVE} and
 * {@value #BUILDING} are generations as text, such as {@code dlib-resnet-128/2}; the value of
 * {@code gallery/NAME} is {@link GalleryRates} as JSON. Other keys are passed over.
 *
 * @param active null before the first start
 * @param building null if none is being built
 * @param rates by gallery, in order, of those that have any
 */
public record ControlState(
    @Nullable Generation active, @Nullable Generation building, Map<String, GalleryRates> rates) {
  /** The key of the generation that answers. */
  public static final String ACTIVE = "active";

  /** The key of the generation that is being built; a null value ends the building. */
  public static final String BUILDING = "building";

  /** The keys of the rates of galleries begin like this; a null value removes them. */
  public static final String GALLERY = "gallery/";

  /** Before anything was decided. */
  public static final ControlState NOTHING = new ControlState(null, null);

  public ControlState {
    rates = Collections.unmodifiableMap(new TreeMap<>(rates));
  }

  /** Without rates of any gallery. */
  ControlState(@Nullable Generation active, @Nullable Generation building) {
    this(active, building, Map.of());
  }

  /** The rates of a gallery, {@link GalleryRates#NONE} where it has none of its own. */
  public GalleryRates ratesOf(String gallery) {
    return rates.getOrDefault(gallery, GalleryRates.NONE);
  }

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
   * @throws IllegalArgumentException if a known key has a value that is not what it should be
   */
  public ControlState after(byte @Nullable [] key, byte @Nullable [] value) {
    String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    return switch (name) {
      case ACTIVE -> new ControlState(generation(value), building, rates);
      case BUILDING -> new ControlState(active, generation(value), rates);
      default ->
          name.startsWith(GALLERY) ? withRates(name.substring(GALLERY.length()), value) : this;
    };
  }

  private static @Nullable Generation generation(byte @Nullable [] value) {
    return value == null ? null : Generation.parse(new String(value, StandardCharsets.UTF_8));
  }

  private ControlState withRates(String gallery, byte @Nullable [] value) {
    Map<String, GalleryRates> all = new TreeMap<>(rates);
    if (value == null) {
      all.remove(gallery);
    } else {
      all.put(gallery, GalleryRates.parse(value));
    }
    return new ControlState(active, building, all);
  }

  /** The record that makes {@code generation} the one that answers. */
  public static ProducerRecord<byte[], byte[]> activate(Generation generation) {
    return record(ACTIVE, generation);
  }

  /** The record that begins the building of {@code generation}; null ends it. */
  public static ProducerRecord<byte[], byte[]> build(@Nullable Generation generation) {
    return record(BUILDING, generation);
  }

  /** The record that gives a gallery rates of its own; null takes them away. */
  public static ProducerRecord<byte[], byte[]> rates(String gallery, @Nullable GalleryRates rates) {
    return record(GALLERY + gallery, rates == null ? null : rates.toBytes());
  }

  private static ProducerRecord<byte[], byte[]> record(
      String key, @Nullable Generation generation) {
    return record(
        key, generation == null ? null : generation.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
    return new ProducerRecord<>(Topics.CONTROL, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
