package dev.likeness.web;

import static dev.likeness.web.Fields.In.FORM;
import static dev.likeness.web.Fields.In.JSON;

import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes the problems that a route may answer in the OpenAPI document: those that follow from
 * its fields, and those of {@link Problems}.
 */
final class ProblemDocumentation implements GlobalOperationComponentsCustomizer {
  private static final String NAME = "Problem";
  private static final List<Code> EVERYWHERE =
      List.of(
          Code.BAD_FIELD,
          Code.UNAUTHENTICATED,
          Code.FORBIDDEN,
          Code.NOT_ACCEPTABLE,
          Code.TOO_MANY_REQUESTS,
          Code.ACCESS_UNKNOWN,
          Code.AUDIT_UNAVAILABLE,
          Code.SERVICE_AWAY,
          Code.INTERNAL);

  /** Of a cluster's gateway, and of a service that is asked for the route of another one. */
  private static final Map<Code, String> OF_A_CLUSTER =
      new TreeMap<>(
          Map.of(
              Code.WRONG_SERVICE, "WrongService",
              Code.SERVICE_BROKE_OFF, "ServiceBrokeOff",
              Code.SERVICE_TOO_SLOW, "ServiceTooSlow"));

  private final FieldsReader reader;

  ProblemDocumentation(FieldsReader reader) {
    this.reader = reader;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod route) {
    return operation;
  }

  @Override
  public Operation customize(Operation operation, Components components, HandlerMethod route) {
    components.addSchemas(NAME, schema());
    ModelConverters.getInstance().read(Quality.class).forEach(components::addSchemas);
    Map<HttpStatus, Set<String>> codes = new TreeMap<>();
    EVERYWHERE.forEach(code -> add(codes, code));
    for (MethodParameter parameter : route.getMethodParameters()) {
      addOf(codes, parameter);
    }
    Problems more = route.getMethodAnnotation(Problems.class);
    if (more != null) {
      for (Code code : more.value()) {
        add(codes, code);
      }
      for (Reason reason : more.reasons()) {
        add(codes, reason);
      }
    }
    codes.forEach((status, named) ->
        operation
            .getResponses()
            .addApiResponse(Integer.toString(status.value()), answer(status, named)));
    OF_A_CLUSTER.forEach((code, name) -> {
      components.addResponses(name, answer(code.status(), Set.of(code.name())));
      operation
          .getResponses()
          .addApiResponse(
              Integer.toString(code.status().value()),
              new ApiResponse().$ref("#/components/responses/" + name));
    });
    return operation;
  }

  private void addOf(Map<HttpStatus, Set<String>> codes, MethodParameter parameter) {
    Fields fields = parameter.getParameterAnnotation(Fields.class);
    boolean body = parameter.hasParameterAnnotation(RequestBody.class);
    if (fields != null) {
      body |= fields.value() == FORM || fields.value() == JSON;
      for (Field field : reader.of(parameter.getParameterType()).fields()) {
        addOf(codes, field);
      }
    }
    if (body) {
      add(codes, Code.BAD_REQUEST);
      add(codes, Code.TOO_SLOW);
      add(codes, Code.UNSUPPORTED_MEDIA_TYPE);
      add(codes, Reason.TOO_LARGE);
    }
  }

  private static void addOf(Map<HttpStatus, Set<String>> codes, Field field) {
    if (field.isRequired()) {
      add(codes, Code.MISSING_FIELD);
    }
    if (field.isSegment()) {
      add(codes, Reason.BAD_KEY);
    }
    switch (field.type()) {
      case OBJECT -> add(codes, Reason.BAD_METADATA);
      case BOX -> add(codes, Reason.BAD_BOX);
      case PHOTO, PHOTOS -> {
        add(codes, Reason.UNSUPPORTED_FORMAT);
        add(codes, Reason.NOT_AN_IMAGE);
        add(codes, Code.OVERLOADED);
      }
      default -> {}
    }
  }

  private static void add(Map<HttpStatus, Set<String>> codes, Code code) {
    codes.computeIfAbsent(code.status(), _ -> new TreeSet<>()).add(code.name());
  }

  private static void add(Map<HttpStatus, Set<String>> codes, Reason reason) {
    codes.computeIfAbsent(Code.statusOf(reason), _ -> new TreeSet<>()).add(reason.name());
  }

  private static ApiResponse answer(HttpStatus status, Set<String> codes) {
    Content content =
        new Content()
            .addMediaType(
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                new io.swagger.v3.oas.models.media.MediaType()
                    .schema(new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + NAME))
                    .example(example(status, codes.iterator().next())));
    ApiResponse answer = new ApiResponse().description(String.join(", ", codes)).content(content);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header()
              .description("Seconds after which the same request may succeed")
              .schema(new IntegerSchema()));
    }
    return answer;
  }

  private static Map<String, Object> example(HttpStatus status, String code) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("title", status.getReasonPhrase());
    example.put("status", status.value());
    example.put("detail", "what is wrong, and what to do about it");
    example.put("instance", "/v1/galleries/staff");
    example.put("code", code);
    return example;
  }

  private static Schema<?> schema() {
    Schema<?> problem =
        new ObjectSchema()
            .description("What is wrong (RFC 9457, without a type)")
            .addProperty("title", text("The status in words"))
            .addProperty("status", new IntegerSchema().description("The HTTP status"))
            .addProperty("detail", text("The field, the value and the remedy, for a person"))
            .addProperty("instance", text("The path that was asked for"))
            .addProperty("code", text("What is wrong, for a program; codes are stable"))
            .addProperty("field", text("The field or parameter at fault"))
            .addProperty("face", text("The rejected face's id"))
            .addProperty("position", text("Where the record is that is rejected or not yet seen"))
            .addProperty("count", new IntegerSchema().description("How many faces there are"))
            .addProperty(
                "quality", new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + "Quality"))
            .addProperty("service", text("The service that has the route, or does not answer"))
            .addProperty(
                "transaction", text("The transactional id of a producer that holds back the log"))
            .addProperty(
                "generation",
                new IntegerSchema().description("The generation that is being built"));
    problem.setRequired(List.of("title", "status", "detail", "code"));
    return problem;
  }

  private static Schema<?> text(String description) {
    return new StringSchema().description(description);
  }
}
