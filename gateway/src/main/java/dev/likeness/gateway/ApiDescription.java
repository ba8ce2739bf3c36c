package dev.likeness.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The description of the whole API, of which each service can tell its own part only. */
final class ApiDescription {
  private static final MediaType YAML = MediaType.parseMediaType("application/vnd.oai.openapi");

  private final String yaml;
  private final byte[] json;

  ApiDescription() throws IOException {
    yaml = new ClassPathResource("openapi.yaml").getContentAsString(StandardCharsets.UTF_8);
    Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    json = JsonMapper.shared().writeValueAsBytes(document);
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/v3/api-docs.yaml", _ -> ServerResponse.ok().contentType(YAML).body(yaml))
        .GET(
            "/v3/api-docs",
            _ -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(json))
        .build();
  }
}
