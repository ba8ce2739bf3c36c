package dev.likeness.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.faces.Box;
import dev.likeness.faces.Metadata;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockPart;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.json.JsonMapper;

final class FieldsTest {
  private static final MockMvc HTTP = http();

  record Form(
      @NotNull(message = "send a photo") byte[] photo,
      @Segment(Segment.Of.GALLERY) @Schema(defaultValue = "default") String gallery,
      @Min(1) @Max(1000) @Schema(defaultValue = "5") int k,
      @DecimalMin("-1") @DecimalMax("1") @Nullable Double threshold,
      @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") @Nullable Double fpir,
      @Schema(defaultValue = "false") boolean candidates,
      @Nullable Choice faces,
      @Nullable Box box,
      @Nullable Metadata filter,
      @JsonProperty("wait") @DurationMin @DurationMax(minutes = 1) @Nullable Duration patience) {
    enum Choice {
      @JsonProperty("largest")
      LARGEST,
      @JsonProperty("all")
      ALL
    }
  }

  record Page(@Min(1) @Max(1000) @Schema(defaultValue = "100") int limit) {}

  record Lists(@Nullable List<Long> offsets, @Nullable String key) {}

  @EnableWebMvc
  private static final class Mvc {}

  @RestController
  static final class Asked {
    @PostMapping("/v1/form")
    Map<String, String> form(@Fields(Fields.In.FORM) Form form) {
      return Map.of(
          "photo",
          new String(form.photo(), StandardCharsets.UTF_8),
          "gallery",
          form.gallery(),
          "k",
          "" + form.k(),
          "fpir",
          "" + form.fpir(),
          "faces",
          "" + form.faces(),
          "wait",
          "" + form.patience(),
          "box",
          form.box() == null ? "" : form.box().text(),
          "filter",
          form.filter() == null ? "" : form.filter().json());
    }

    @GetMapping("/v1/galleries/{gallery}")
    String page(@Fields(Fields.In.PATH) GalleryPath gallery, @Fields(Fields.In.QUERY) Page page) {
      return gallery.gallery() + page.limit();
    }

    @DeleteMapping("/v1/galleries/{gallery}")
    String delete(@Fields(Fields.In.PATH) GalleryPath gallery) {
      throw new AssertionError("deleted " + gallery);
    }

    @PutMapping("/v1/lists")
    Lists lists(@Fields(Fields.In.JSON) Lists lists) {
      return lists;
    }
  }

  private static MockMvc http() {
    AnnotationConfigWebApplicationContext web = new AnnotationConfigWebApplicationContext();
    web.setServletContext(new MockServletContext());
    web.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("json", JsonMapper.shared()));
    web.register(Mvc.class, WebConfiguration.class, Asked.class);
    web.refresh();
    return MockMvcBuilders.webAppContextSetup(web)
        .addFilter(web.getBean(UrlHandlerFilter.class))
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private ResultActions json(String members) throws Exception {
    return HTTP.perform(
        post("/v1/form")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"photo\":\"" + base64("pixels") + "\"" + members + "}"));
  }

  private static MockPart part(String name, String value) {
    return new MockPart(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static MockPart photo() {
    return new MockPart("photo", "photo.jpg", "pixels".getBytes(StandardCharsets.UTF_8));
  }

  private static ResultMatcher detail(String text) {
    return jsonPath("$.detail", is(text));
  }

  @Test
  void shouldReadTheSameFromAFormAndFromJson() throws Exception {
    String expected =
        "{\"photo\":\"pixels\",\"gallery\":\"caf\u00e9\",\"k\":\"3\",\"fpir\":\"1.0E-7\","
            + "\"faces\":\"ALL\",\"wait\":\"PT5S\",\"box\":\"1,2,3,4\",\"filter\":\"{\\\"a\\\":1}\"}";
    HTTP.perform(
            multipart("/v1/form")
                .part(photo(), part("gallery", "cafe\u0301"), part("k", "3"), part("fpir", "1e-7"))
                .part(part("faces", "all"), part("wait", "5s"), part("box", "1,2,3,4"))
                .part(part("filter", "{\"a\":1}")))
        .andExpect(status().isOk())
        .andExpect(content().json(expected));
    json(",\"gallery\":\"cafe\\u0301\",\"k\":3,\"fpir\":1e-7,\"faces\":\"all\",\"wait\":\"PT5S\""
            + ",\"box\":\"1,2,3,4\",\"filter\":{\"a\":1}")
        .andExpect(content().json(expected));
  }

  @Test
  void shouldUseTheDefaultOfWhatIsNotGiven() throws Exception {
    json(",\"k\":null")
        .andExpect(jsonPath("$.gallery").value("default"))
        .andExpect(jsonPath("$.k").value("5"))
        .andExpect(jsonPath("$.fpir").value("null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k          | 0       | a whole number from 1 to 1000",
        "k          | many    | a whole number from 1 to 1000",
        "k          | 1.5     | a whole number from 1 to 1000",
        "threshold  | NaN     | a number from -1 to 1",
        "threshold  | 1.01    | a number from -1 to 1",
        "fpir       | 0       | a rate above 0 and at most 1",
        "fpir       | 7       | a rate above 0 and at most 1",
        "fpir       | rare    | a rate above 0 and at most 1",
        "candidates | yes     | true or false",
        "faces      | best    | largest or all",
        "wait       | PT61S   | a duration from PT0S to PT1M, such as 5 (seconds), 5s or PT5S",
        "wait       | -1s     | a duration from PT0S to PT1M, such as 5 (seconds), 5s or PT5S",
        "wait       | soon    | a duration from PT0S to PT1M, such as 5 (seconds), 5s or PT5S"
      })
  void shouldNameFieldValueAndRemedy(String field, String value, String expected) throws Exception {
    String told = "field '" + field + "' is '" + value + "', expected " + expected;
    HTTP.perform(multipart("/v1/form").part(photo(), part(field, value)))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("BAD_FIELD"))
        .andExpect(jsonPath("$.field").value(field))
        .andExpect(detail(told));
    json(",\"" + field + "\":\"" + value + "\"").andExpect(detail(told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gallery | a/b                    | BAD_KEY",
        "gallery | likeness.x             | BAD_KEY",
        "gallery | ${7*7} {x}             | OK",
        "gallery | ${7*7}/{x}             | BAD_KEY",
        "box     | 1,2,3                  | BAD_BOX",
        "filter  | [1]                    | BAD_METADATA"
      })
  void shouldKeepTheCodesOfKeysBoxesAndMetadata(String field, String value, String code)
      throws Exception {
    ResultActions answer = HTTP.perform(multipart("/v1/form").part(photo(), part(field, value)));
    if (code.equals("OK")) {
      answer.andExpect(status().isOk());
    } else {
      answer
          .andExpect(status().isBadRequest())
          .andExpect(jsonPath("$.code").value(code))
          .andExpect(jsonPath("$.field").value(field));
    }
  }

  @Test
  void shouldNameWhatIsMissing() throws Exception {
    HTTP.perform(multipart("/v1/form").part(part("k", "3")))
        .andExpect(jsonPath("$.code").value("MISSING_FIELD"))
        .andExpect(detail("field 'photo' is missing: send a photo"));
  }

  @Test
  void shouldRefuseAPhotoThatIsText() throws Exception {
    HTTP.perform(multipart("/v1/form").part(part("photo", "photo.jpg")))
        .andExpect(
            detail("field 'photo' is 'text', expected a file part, or base64 in a JSON body"));
    HTTP.perform(
            post("/v1/form").contentType(MediaType.APPLICATION_JSON).content("{\"photo\":\"?!\"}"))
        .andExpect(detail("field 'photo' is 'text', expected an image in base64"));
  }

  @Test
  void shouldRefuseWhatIsNotKnownOrGivenTwice() throws Exception {
    HTTP.perform(multipart("/v1/form").part(photo(), part("treshold", "0.5")))
        .andExpect(jsonPath("$.field").value("treshold"))
        .andExpect(
            jsonPath(
                "$.detail", containsString("field 'treshold' is not known here, known are [box")));
    HTTP.perform(multipart("/v1/form").part(photo(), photo()))
        .andExpect(detail("field 'photo' is given twice: give it once"));
    json(",\"k\":1,\"k\":2")
        .andExpect(jsonPath("$.code").value("BAD_REQUEST"))
        .andExpect(jsonPath("$.detail", containsString("Duplicate")));
    json(",\"x\":1").andExpect(jsonPath("$.field").value("x"));
    HTTP.perform(multipart("/v1/form").part(photo()).queryParam("k", "3"))
        .andExpect(detail("parameter 'k' is not known here, known are none"));
  }

  @Test
  void shouldDeleteNothingWhenAParameterOrABodyIsNotKnown() throws Exception {
    HTTP.perform(delete("/v1/galleries/staff?dry_run=true"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.field").value("dry_run"));
    HTTP.perform(delete("/v1/galleries/staff").content("{\"dry_run\":true}"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("BAD_REQUEST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=1&limit=2", "limit=0", "limit=", "offset=3", "&x"})
  void shouldRefuseParametersOfAPage(String query) throws Exception {
    HTTP.perform(get(URI.create("/v1/galleries/staff?" + query)))
        .andExpect(status().isBadRequest());
  }

  @Test
  void shouldReadParametersOfAPage() throws Exception {
    HTTP.perform(get("/v1/galleries/staff?limit=7")).andExpect(content().string("staff7"));
    HTTP.perform(get("/v1/galleries/staff")).andExpect(content().string("staff100"));
  }

  @Test
  void shouldReadListsAndNothingInTheirPlace() throws Exception {
    lists("{\"offsets\":[3,5]}").andExpect(content().json("{\"offsets\":[3,5]}"));
    lists("{\"offsets\":[\"3\"]}").andExpect(status().isBadRequest());
    lists("{\"offsets\":\"[3]\"}").andExpect(status().isBadRequest());
    lists("{\"key\":{\"a\":1}}").andExpect(detail("field 'key' is '{\"a\":1}', expected a text"));
    HTTP.perform(put("/v1/lists")).andExpect(status().isOk());
    HTTP.perform(put("/v1/lists").contentType(MediaType.TEXT_PLAIN).content("x"))
        .andExpect(status().isUnsupportedMediaType());
  }

  private ResultActions lists(String body) throws Exception {
    return HTTP.perform(put("/v1/lists").contentType(MediaType.APPLICATION_JSON).content(body));
  }

  @Test
  void shouldSayWhichMethodsARouteHas() throws Exception {
    HTTP.perform(post("/v1/galleries/staff"))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(jsonPath("$.code").value("METHOD_NOT_ALLOWED"))
        .andExpect(header().string("Allow", "DELETE, GET, HEAD, OPTIONS"));
    HTTP.perform(options("/v1/galleries/staff"))
        .andExpect(status().isOk())
        .andExpect(header().string("Allow", containsString("DELETE")));
  }

  @Test
  void shouldSendASlashTooManyWhereItBelongs() throws Exception {
    HTTP.perform(get("/v1/galleries/staff/"))
        .andExpect(status().isPermanentRedirect())
        .andExpect(header().string("Location", "/v1/galleries/staff"));
  }
}
