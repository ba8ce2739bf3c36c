package dev.likeness.search.compare;

import static dev.likeness.web.Fields.In.FORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.likeness.faces.Thresholds;
import dev.likeness.faces.Thresholds.Threshold;
import dev.likeness.search.Http;
import dev.likeness.search.rates.DefaultRates;
import dev.likeness.search.rates.RateProperties;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.GalleryRates;
import dev.likeness.web.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

final class AimTest {
  /** At similarity 1 the rate is 1e-8. */
  private static final Thresholds THRESHOLDS =
      new Thresholds(
          List.of(new Threshold(1e-2, 0.4f), new Threshold(1e-4, 0.6f), new Threshold(1e-5, 0.7f)));

  private static final MockMvc HTTP = Http.of(new Asked());

  @RestController
  static final class Asked {
    private final DefaultRates rates =
        new DefaultRates(
            new RateProperties(0.001, 0.01),
            () -> new ControlState(null, null, Map.of("strict", new GalleryRates(1e-5, 1e-4))));

    @PostMapping("/verify")
    Decision verify(@Fields(FORM) VerifyRequest request) {
      return Aim.of(request, rates).decide(THRESHOLDS, 1);
    }

    @PostMapping("/find/{searched}")
    Decision find(@PathVariable long searched, @Fields(FORM) FindRequest request) {
      return Aim.of(request, rates).decide(THRESHOLDS, searched);
    }
  }

  @Test
  void shouldDecideByTheGallerysRatesOrTheServers() throws Exception {
    ask("/verify/any", Map.of())
        .andExpect(jsonPath("$.fmr").value(0.001))
        .andExpect(near("threshold", 0.5, 1e-6))
        .andExpect(jsonPath("$.extrapolated").value(false));
    ask("/verify/strict", Map.of()).andExpect(jsonPath("$.fmr").value(1e-5));
    ask("/find/any/100", Map.of())
        .andExpect(jsonPath("$.fpir").value(0.01))
        .andExpect(jsonPath("$.fmr").value(1.005e-4))
        .andExpect(jsonPath("$.searched").value(100))
        .andExpect(jsonPath("$.extrapolated").value(false));
    ask("/find/strict/100", Map.of())
        .andExpect(jsonPath("$.fpir").value(1e-4))
        .andExpect(jsonPath("$.fmr").value(1e-6))
        .andExpect(near("threshold", 0.8, 1e-4))
        .andExpect(jsonPath("$.extrapolated").value(true));
  }

  @Test
  void shouldAskForMoreTheMoreFacesThereAre() throws Exception {
    ask("/find/any/1", Map.of("fpir", "0.01")).andExpect(near("threshold", 0.4, 1e-6));
    ask("/find/any/1000", Map.of("fpir", "0.01"))
        .andExpect(jsonPath("$.fpir").value(0.01))
        .andExpect(near("threshold", 0.7, 1e-3));
    ask("/find/any/0", Map.of("fpir", "0.01"))
        .andExpect(jsonPath("$.fpir").value(0.0))
        .andExpect(near("threshold", 0.4, 1e-6));
  }

  @Test
  void shouldStateTheRatesOfAnyThreshold() throws Exception {
    ask("/find/any/500", Map.of("threshold", "-1"))
        .andExpect(jsonPath("$.fpir").value(1.0))
        .andExpect(jsonPath("$.fmr").value(1.0));
    ask("/find/any/500", Map.of("threshold", "0.6"))
        .andExpect(jsonPath("$.fmr").value(1e-4))
        .andExpect(jsonPath("$.fpir").value(0.04877));
    ask("/verify/any", Map.of("threshold", "1"))
        .andExpect(near("fmr", 1e-8, 1e-11))
        .andExpect(jsonPath("$.extrapolated").value(true));
    ask("/find/any/500", Map.of("fmr", "1e-4"))
        .andExpect(near("threshold", 0.6, 1e-6))
        .andExpect(jsonPath("$.fpir").value(0.04877));
  }

  @ParameterizedTest
  @CsvSource({
    "/find/any/500, fpir, 0",
    "/find/any/500, fpir, 1.1",
    "/find/any/500, fmr, -1",
    "/find/any/500, fpir, rare",
    "/find/any/500, threshold, 1.5",
    "/find/any/500, threshold, NaN",
    "/verify/any, fmr, 0",
    "/verify/any, fmr, 1e-9",
    "/find/any/500, fmr, 9e-9",
    "/find/any/500, fpir, 1e-6"
  })
  void shouldRefuseWhatCannotBeHad(String path, String field, String value) throws Exception {
    ask(path, Map.of(field, value))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("BAD_FIELD"))
        .andExpect(jsonPath("$.field").value(field));
  }

  @Test
  void shouldNameTheRangeThatTheModelAndTheGalleryLeave() throws Exception {
    ask("/find/any/500", Map.of("fpir", "1e-6"))
        .andExpect(
            jsonPath("$.detail")
                .value(
                    "field 'fpir' is '1.0E-6', expected a rate from 5.0E-6 to 1: that is the rate"
                        + " at similarity 1, the highest there is, among 500 faces"));
    ask("/verify/any", Map.of("fmr", "2"))
        .andExpect(
            jsonPath("$.detail")
                .value("field 'fmr' is '2', expected a rate above 0 and at most 1"));
  }

  @Test
  void shouldRefuseTwoFiguresOfWhichEachImpliesTheOther() throws Exception {
    ask("/find/any/500", Map.of("threshold", "0.5", "fpir", "0.1"))
        .andExpect(status().isBadRequest())
        .andExpect(
            jsonPath("$.detail")
                .value("fields 'threshold' and 'fpir' were both given; each implies the other"));
  }

  private static ResultMatcher near(String member, double figure, double distance) {
    return result ->
        assertThat(
                JsonMapper.shared()
                    .readTree(result.getResponse().getContentAsString())
                    .path(member)
                    .asDouble())
            .as(member)
            .isCloseTo(figure, within(distance));
  }

  /** Asks in the gallery that stands first in the path. */
  private ResultActions ask(String path, Map<String, String> fields) throws Exception {
    String[] steps = path.split("/", 4);
    Map<String, String> body = new HashMap<>(fields);
    body.put("photo", "");
    body.put("gallery", steps[2]);
    return HTTP.perform(
        post("/" + steps[1] + (steps.length > 3 ? "/" + steps[3] : ""))
            .contentType(MediaType.APPLICATION_JSON)
            .content(JsonMapper.shared().writeValueAsBytes(body)));
  }
}
