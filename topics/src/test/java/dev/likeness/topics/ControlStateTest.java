package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlStateTest {
  private static final Generation FIRST = new Generation("m", 1);
  private static final Generation SECOND = new Generation("other", 2);

  @Test
  void shouldSayWhatTheRecordsSaid() {
    // When
    ControlState begun = after(ControlState.NOTHING, ControlState.activate(FIRST));
    ControlState building = after(begun, ControlState.build(SECOND));
    ControlState switched = after(building, ControlState.activate(SECOND));
    ControlState done = after(switched, ControlState.build(null));

    // Then
    assertThat(ControlState.NOTHING.models()).isEmpty();
    assertThat(begun).isEqualTo(new ControlState(FIRST, null));
    assertThat(building.building()).isEqualTo(SECOND);
    assertThat(building.models()).containsExactly("m", "other");
    assertThat(building.nextNumber()).isEqualTo(3);
    assertThat(switched.active()).isEqualTo(SECOND);
    assertThat(switched.building()).isNull();
    assertThat(done).isEqualTo(new ControlState(SECOND, null));
    assertThat(done.models()).containsExactly("other");
  }

  @Test
  void shouldPassOverKeysItDoesNotKnowAndRefuseValuesItCannotRead() {
    // Given
    ControlState begun = after(ControlState.NOTHING, ControlState.activate(FIRST));

    // Then
    assertThat(begun.after("later".getBytes(StandardCharsets.UTF_8), null)).isEqualTo(begun);
    assertThat(begun.after(null, null)).isEqualTo(begun);
    assertThatThrownBy(() ->
            begun.after(
                ControlState.ACTIVE.getBytes(StandardCharsets.UTF_8), new byte[] {'m', '/'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model/number");
  }

  @Test
  void shouldKnowTheRatesOfGalleriesWhateverGenerationAnswers() {
    // Given
    GalleryRates strict = new GalleryRates(1e-6, 0.001);
    GalleryRates search = new GalleryRates(null, 0.05);

    // When
    ControlState set =
        after(
            after(
                after(ControlState.NOTHING, ControlState.rates("staff", strict)),
                ControlState.rates("a visitor's", search)),
            ControlState.activate(FIRST));
    ControlState changed = after(set, ControlState.rates("staff", search));
    ControlState removed = after(changed, ControlState.rates("staff", null));

    // Then
    assertThat(set.rates()).containsExactly(entry("a visitor's", search), entry("staff", strict));
    assertThat(set.active()).isEqualTo(FIRST);
    assertThat(set.ratesOf("staff")).isEqualTo(strict);
    assertThat(set.ratesOf("nobody's")).isEqualTo(GalleryRates.NONE);
    assertThat(changed.ratesOf("staff")).isEqualTo(search);
    assertThat(removed.rates()).containsOnlyKeys("a visitor's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.01", "{\"fmr\":0}", "{\"fmr\":1.5}", "{\"fpir\":-1}", "{\"fmr\":"})
  void shouldRefuseRatesThatAreNone(String value) {
    byte[] key = "gallery/staff".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> ControlState.NOTHING.after(key, value.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldPassOverMembersOfRatesItDoesNotKnow() {
    // Given
    byte[] value = "{\"later\":{\"fmr\":7},\"fmr\":0.01}".getBytes(StandardCharsets.UTF_8);

    // When
    ControlState state =
        ControlState.NOTHING.after("gallery/staff".getBytes(StandardCharsets.UTF_8), value);

    // Then
    assertThat(state.ratesOf("staff")).isEqualTo(new GalleryRates(0.01, null));
  }

  private static ControlState after(ControlState state, ProducerRecord<byte[], byte[]> record) {
    return state.after(record.key(), record.value());
  }
}
