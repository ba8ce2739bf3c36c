package dev.likeness.ingest.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class ReplayRequestTest {
  @Test
  void shouldReadOffsetsInOrderAndOnce() {
    assertThat(read("{\"offsets\":[5,3,5]}").offsets()).containsExactly(3L, 5L);
    assertThat(read("{\"offsets\":[5],\"all\":false}").key()).isEmpty();
  }

  @Test
  void shouldReadTheKeyOfASingleOne() {
    assertThat(read("{\"offsets\":[5],\"key\":\"g/s/f\"}").key()).contains(FaceKey.parse("g/s/f"));
  }

  @Test
  void shouldReadAllAsNoOffsets() {
    assertThat(read("{\"all\":true}").offsets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                              | JSON object",
        "{}                              | field 'offsets' is missing",
        "{\"all\":false}                 | field 'offsets' is missing",
        "{\"offsets\":[]}                | a list of 1 to 1000 offsets",
        "{\"offsets\":3}                 | field 'offsets' is '3'",
        "{\"offsets\":[-1]}              | field 'offsets' is '-1'",
        "{\"offsets\":[1.5]}             | field 'offsets' is '1.5'",
        "{\"offsets\":[\"3\"]}           | a list of 1 to 1000 offsets",
        "{\"offsets\":[99999999999999999999]} | a list of 1 to 1000 offsets",
        "{\"offsets\":null}              | a list of 1 to 1000 offsets",
        "{\"all\":\"yes\"}               | field 'all'",
        "{\"all\":true,\"offsets\":[1]}  | not both",
        "{\"all\":true,\"key\":\"g/s/f\"} | exactly one offset",
        "{\"offsets\":[1,2],\"key\":\"g/s/f\"} | exactly one offset",
        "{\"offsets\":[1],\"key\":7}     | field 'key' is '7'",
        "{\"offset\":[1]}                | field 'offset' is not known here"
      })
  void shouldNameTheFieldAtFault(String body, String message) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.class).hasMessageContaining(message);
  }

  @Test
  void shouldRefuseAKeyThatIsNone() {
    assertThatThrownBy(() -> read("{\"offsets\":[1],\"key\":\"no-key\"}"))
        .isInstanceOf(InvalidFaceKeyException.class);
  }

  private static ReplayRequest read(String body) {
    return ReplayRequest.of(JsonMapper.shared().readTree(body));
  }
}
