package dev.likeness.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * What the OpenAPI document says of the whole, and how it says it: in the order of the names, and
 * what comes from Javadoc as sentences without HTML.
 */
final class ApiDocument implements GlobalOpenApiCustomizer {
  private static final String KEY = "key";

  @Override
  @SuppressWarnings("rawtypes") // as the model has them
  public void customise(OpenAPI document) {
    document.setInfo(
        new Info()
            .title("Likeness")
            .description(
                "Face recognition whose database is a Kafka log. A face is enrolled under a"
                    + " gallery, a subject and the id of its photo. The gateway of a cluster answers"
                    + " 502, 503 SERVICE_AWAY and 504 for a service; a service that is asked for the"
                    + " route of another one answers 421.")
            .version("1")
            .license(
                new License()
                    .name("Apache-2.0")
                    .url("https://www.apache.org/licenses/LICENSE-2.0")));
    document.setServers(List.of(new Server().url("/").description("Whoever serves this document")));
    document
        .getComponents()
        .addSecuritySchemes(
            KEY,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A key, where the instance asks for one; x-api-key holds it as well"));
    document.setSecurity(
        List.of(new SecurityRequirement().addList(KEY), new SecurityRequirement()));
    if (document.getTags() != null) {
      document.getTags().sort(Comparator.comparing(Tag::getName));
    }
    Paths paths = new Paths();
    new TreeMap<>(document.getPaths()).forEach(paths::addPathItem);
    document.setPaths(paths);
    paths.values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .forEach(ApiDocument::tidy);
    Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
    document.getComponents().setSchemas(schemas);
    schemas.values().forEach(ApiDocument::tidy);
  }

  private static void tidy(Operation operation) {
    operation.setSummary(sentence(operation.getSummary()));
    String description = sentence(operation.getDescription());
    operation.setDescription(
        description == null || description.equals(operation.getSummary()) ? null : description);
    operation.getResponses().values().stream()
        .filter(answer -> answer.get$ref() == null)
        .forEach(answer -> answer.setDescription(sentence(answer.getDescription())));
  }

  @SuppressWarnings("rawtypes") // as the model has them
  private static void tidy(Schema schema) {
    if (schema.get$ref() == null) {
      schema.setDescription(sentence(schema.getDescription()));
      Map<String, Schema> properties = ((Schema<?>) schema).getProperties();
      if (properties != null) {
        properties.values().forEach(ApiDocument::tidy);
      }
    }
  }

  /** Begins with a capital, has no HTML and is one line. */
  private static @Nullable String sentence(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String plain =
        text.replaceAll("</?code>", "`").replaceAll("<[^>]+>", "").replaceAll("\\s+", " ").strip();
    return plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
  }
}
