package dev.likeness.ingest.deadletters;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.likeness.web.Fields;
import dev.likeness.web.WebConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.json.JsonMapper;

final class ReplayRequestTest {
  private static final MockMvc HTTP = http();

  @EnableWebMvc
  private static final class Mvc {}

  @RestController
  static final class Asked {
    @PostMapping("/replay")
    Map<String, Object> replay(@Fields(Fields.In.JSON) ReplayRequest request) {
      return Map.of(
          "offsets", request.wanted(), "key", request.under().map(Object::toString).orElse("none"));
    }
  }

  @Test
  void shouldReadOffsetsInOrderAndOnce() throws Exception {
    ask("{\"offsets\":[5,3,5]}")
        .andExpect(jsonPath("$.offsets.length()").value(2))
        .andExpect(jsonPath("$.offsets[0]").value(3))
        .andExpect(jsonPath("$.offsets[1]").value(5));
    ask("{\"offsets\":[5],\"all\":false}").andExpect(jsonPath("$.key").value("none"));
  }

  @Test
  void shouldReadTheKeyOfASingleOne() throws Exception {
    ask("{\"offsets\":[5],\"key\":\"g/s/f\"}").andExpect(jsonPath("$.key").value("g/s/f"));
  }

  @Test
  void shouldReadAllAsNoOffsets() throws Exception {
    ask("{\"all\":true}").andExpect(jsonPath("$.offsets").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                              | JSON object",
        "{}                              | field 'offsets' is missing",
        "{\"all\":false}                 | field 'offsets' is missing",
        "{\"offsets\":[]}                | a list of 1 to 1000 whole numbers",
        "{\"offsets\":3}                 | field 'offsets' is '3'",
        "{\"offsets\":[-1]}              | field 'offsets' is '[-1]'",
        "{\"offsets\":[1.5]}             | field 'offsets' is '[1.5]'",
        "{\"offsets\":[\"3\"]}           | a list of 1 to 1000 whole numbers",
        "{\"offsets\":[99999999999999999999]} | a list of 1 to 1000 whole numbers",
        "{\"offsets\":null}              | field 'offsets' is missing",
        "{\"all\":\"yes\"}               | field 'all'",
        "{\"all\":true,\"offsets\":[1]}  | not both",
        "{\"all\":true,\"key\":\"g/s/f\"} | exactly one offset",
        "{\"offsets\":[1,2],\"key\":\"g/s/f\"} | exactly one offset",
        "{\"offsets\":[1],\"key\":[7]}   | field 'key' is '[7]'",
        "{\"offset\":[1]}                | field 'offset' is not known here"
      })
  void shouldNameTheFieldAtFault(String body, String message) throws Exception {
    ask(body)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString(message)));
  }

  @Test
  void shouldRefuseAKeyThatIsNone() throws Exception {
    ask("{\"offsets\":[1],\"key\":\"no-key\"}").andExpect(jsonPath("$.code").value("BAD_KEY"));
  }

  private ResultActions ask(String body) throws Exception {
    return HTTP.perform(post("/replay").contentType(MediaType.APPLICATION_JSON).content(body));
  }

  private static MockMvc http() {
    AnnotationConfigWebApplicationContext web = new AnnotationConfigWebApplicationContext();
    web.setServletContext(new MockServletContext());
    web.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("json", JsonMapper.shared()));
    web.register(Mvc.class, WebConfiguration.class, Asked.class);
    web.refresh();
    return MockMvcBuilders.webAppContextSetup(web).build();
  }
}
