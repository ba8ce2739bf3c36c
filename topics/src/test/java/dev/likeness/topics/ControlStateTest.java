package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

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

  private static ControlState after(ControlState state, ProducerRecord<byte[], byte[]> record) {
    return state.after(record.key(), record.value());
  }
}
