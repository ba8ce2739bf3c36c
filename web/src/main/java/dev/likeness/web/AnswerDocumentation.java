package dev.likeness.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Describes what routes answer, beyond what springdoc finds out by itself: a component of a record
 * is there unless it is {@code @Nullable}, and one that is JSON is an object and no text. An answer
 * has the example that the resource {@code openapi/NAME.json} gives.
 */
final class AnswerDocumentation implements GlobalOperationComponentsCustomizer {
  static {
    SpringDocUtils.getConfig()
        .replaceWithSchema(JsonNode.class, new ObjectSchema().additionalProperties(true));
  }

  private final Map<String, Class<?>> named = new HashMap<>();

  @Override
  public Operation customize(Operation operation, HandlerMethod route) {
    return operation;
  }

  @Override
  public Operation customize(Operation operation, Components components, HandlerMethod route) {
    Set<Class<?>> records = new LinkedHashSet<>();
    collect(ResolvableType.forMethodParameter(new MethodParameter(route.getMethod(), -1)), records);
    for (Class<?> type : records) {
      Schema<?> schema =
          components.getSchemas() == null ? null : components.getSchemas().get(claim(type));
      if (schema != null) {
        describe(type, schema);
      }
    }
    operation.getResponses().forEach((status, response) -> tell(status, response, components));
    return operation;
  }

  private static void collect(ResolvableType type, Set<Class<?>> records) {
    Class<?> raw = type.toClass();
    if (raw.isRecord() && records.add(raw)) {
      for (RecordComponent component : raw.getRecordComponents()) {
        collect(ResolvableType.forType(component.getGenericType()), records);
      }
    }
    for (ResolvableType argument : type.getGenerics()) {
      collect(argument, records);
    }
  }

  /** Two classes of one name would be one schema. */
  private synchronized String claim(Class<?> type) {
    io.swagger.v3.oas.annotations.media.Schema said =
        type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    String name = said == null || said.name().isEmpty() ? type.getSimpleName() : said.name();
    Class<?> other = named.putIfAbsent(name, type);
    if (other != null && !shape(other).equals(shape(type))) {
      throw new IllegalStateException(
          "the schema '"
              + name
              + "' is "
              + other.getName()
              + " and "
              + type.getName()
              + ": give one another name with @Schema");
    }
    return name;
  }

  private static Set<String> shape(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getName() + " " + component.getType().getSimpleName())
        .collect(Collectors.toSet());
  }

  private static void describe(Class<?> type, Schema<?> schema) {
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      }
      if (component.getAccessor().isAnnotationPresent(JsonRawValue.class)) {
        Schema<?> text = Objects.requireNonNull(schema.getProperties().get(name));
        Schema<?> object = new ObjectSchema().additionalProperties(true);
        schema.addProperty(name, object.description(text.getDescription()));
      }
    }
    schema.setRequired(required.isEmpty() ? null : required);
  }

  private static void tell(String status, ApiResponse response, Components components) {
    Content content = response.getContent();
    if (content == null || !content.containsKey(MediaType.APPLICATION_JSON_VALUE)) {
      return;
    }
    io.swagger.v3.oas.models.media.MediaType json = content.get(MediaType.APPLICATION_JSON_VALUE);
    String reference = json.getSchema() == null ? null : json.getSchema().get$ref();
    if (reference == null) {
      return;
    }
    String name = reference.substring(Components.COMPONENTS_SCHEMAS_REF.length());
    Object example = example(name, status);
    if (example != null) {
      json.setExample(example);
    }
    Schema<?> schema = components.getSchemas().get(name);
    if (schema != null
        && schema.getDescription() != null
        && "OK".equals(response.getDescription())) {
      response.setDescription(schema.getDescription());
    }
  }

  private static @Nullable Object example(String name, String status) {
    try (InputStream own = resource("openapi/" + name + "-" + status + ".json");
        InputStream any = resource("openapi/" + name + ".json")) {
      InputStream found = own == null ? any : own;
      return found == null ? null : JsonMapper.shared().readValue(found, Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable InputStream resource(String name) {
    return Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
  }
}
