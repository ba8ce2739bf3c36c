package dev.likeness.search.rates;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.likeness.search.Http;
import dev.likeness.topics.ControlState;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

final class RatesControllerTest {
  private static final String PATH = "/v1/admin/rates";

  private final RateProperties server = new RateProperties(0.001, 0.01);
  private ControlState state = ControlState.NOTHING;
  private final DefaultRates rates = new DefaultRates(server, () -> state);
  private final MockMvc http = Http.of(new RatesController(server, rates, this::write));
  private boolean isBrokerAway;

  private void write(ProducerRecord<byte[], byte[]> record) throws ExecutionException {
    if (isBrokerAway) {
      throw new ExecutionException(new TimeoutException("gone"));
    }
    state = state.after(record.key(), record.value());
  }

  @Test
  void shouldSetShowAndRemoveTheRatesOfAGallery() throws Exception {
    // When
    set("staff", "{\"fpir\":1e-4}")
        .andExpect(status().isOk())
        .andExpect(
            content()
                .json(
                    "{\"gallery\":\"staff\",\"fmr\":0.001,\"fpir\":1e-4,\"own\":{\"fpir\":1e-4}}"));

    // Then
    http.perform(get(PATH + "/staff"))
        .andExpect(jsonPath("$.fpir").value(1e-4))
        .andExpect(jsonPath("$.own.fmr").doesNotExist());
    http.perform(get(PATH))
        .andExpect(jsonPath("$.fmr").value(0.001))
        .andExpect(jsonPath("$.fpir").value(0.01))
        .andExpect(jsonPath("$.galleries.length()").value(1))
        .andExpect(jsonPath("$.galleries[0].gallery").value("staff"));

    // When
    set("staff", "{\"fmr\":\"1e-5\"}").andExpect(jsonPath("$.own.fpir").doesNotExist());

    // Then
    http.perform(get(PATH + "/staff"))
        .andExpect(jsonPath("$.fmr").value(1e-5))
        .andExpect(jsonPath("$.fpir").value(0.01));

    // When
    http.perform(delete(PATH + "/staff")).andExpect(status().isOk());

    // Then
    http.perform(get(PATH + "/staff"))
        .andExpect(jsonPath("$.fmr").value(0.001))
        .andExpect(jsonPath("$.own").isEmpty());
    http.perform(get(PATH)).andExpect(jsonPath("$.galleries").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "staff | {\"fpir\":0}           | BAD_FIELD     | fpir",
        "staff | {\"fpir\":-0.01}       | BAD_FIELD     | fpir",
        "staff | {\"fmr\":1.0001}       | BAD_FIELD     | fmr",
        "staff | {\"fmr\":\"NaN\"}      | BAD_FIELD     | fmr",
        "staff | {\"threshold\":0.5}    | BAD_FIELD     | threshold",
        "staff | {\"fpir\":null}        | MISSING_FIELD | fpir"
      })
  void shouldRefuseWhatIsNoRate(String gallery, String body, String code, String field)
      throws Exception {
    // When, Then
    set(gallery, body)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value(code))
        .andExpect(jsonPath("$.field").value(field));
    http.perform(get(PATH)).andExpect(jsonPath("$.galleries").isEmpty());
  }

  @Test
  void shouldRefuseNamesThatNoGalleryCanHave() throws Exception {
    set("x".repeat(129), "{\"fpir\":0.1}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("BAD_KEY"))
        .andExpect(jsonPath("$.field").value("gallery"));
  }

  @Test
  void shouldNameTheRange() throws Exception {
    set("staff", "{\"fpir\":7}")
        .andExpect(
            jsonPath("$.detail")
                .value("field 'fpir' is '7', expected a rate above 0 and at most 1"));
  }

  @Test
  void shouldSayThatTheBrokerIsAway() throws Exception {
    // Given
    isBrokerAway = true;

    // When, Then
    set("staff", "{\"fpir\":0.1}")
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.code").value("BROKER_UNAVAILABLE"));
  }

  private ResultActions set(String gallery, String body) throws Exception {
    return http.perform(
        put(PATH + "/{gallery}", gallery).contentType(MediaType.APPLICATION_JSON).content(body));
  }
}
