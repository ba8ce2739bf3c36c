package dev.likeness.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes the records of {@link Fields} in the OpenAPI document: those of the path and the query
 * as parameters, those of a body as its schema. A form is described as multipart alone: of a route
 * that takes JSON as well, some generated clients send JSON, and lose the files.
 */
final class RequestDocumentation implements GlobalOperationComponentsCustomizer {
  static {
    SpringDocUtils.getConfig().addAnnotationsToIgnore(Fields.class);
  }

  private static final String TRACE = "traceparent";

  private final FieldsReader reader;

  RequestDocumentation(FieldsReader reader) {
    this.reader = reader;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod route) {
    return operation;
  }

  @Override
  public Operation customize(Operation operation, Components components, HandlerMethod route) {
    List<Parameter> parameters = new ArrayList<>();
    for (MethodParameter parameter : route.getMethodParameters()) {
      Fields fields = parameter.getParameterAnnotation(Fields.class);
      if (fields != null) {
        RecordReader record = reader.of(parameter.getParameterType());
        String name = parameter.getParameterType().getSimpleName();
        switch (fields.value()) {
          case PATH -> record.fields().forEach(field -> parameters.add(path(field)));
          case QUERY -> record.fields().forEach(field -> parameters.add(query(field)));
          case FORM -> operation.setRequestBody(form(record));
          case JSON -> operation.setRequestBody(json(record, name, components));
        }
      }
    }
    if (operation.getParameters() != null) {
      parameters.addAll(operation.getParameters());
    }
    parameters.stream()
        .filter(parameter -> parameter.getName().equals(TRACE))
        .forEach(trace -> trace.setDescription("The trace that the request is part of (W3C)"));
    operation.setParameters(parameters.isEmpty() ? null : parameters);
    describePhoto(operation.getRequestBody());
    return operation;
  }

  private static Parameter path(Field field) {
    return parameter(field).in("path").required(true);
  }

  private static Parameter query(Field field) {
    return parameter(field).in("query").required(field.isRequired());
  }

  private static Parameter parameter(Field field) {
    Schema<?> schema = FieldSchema.of(field, FieldSchema.Form.TEXT);
    String description = schema.getDescription();
    schema.setDescription(null);
    return new Parameter().name(field.name()).description(description).schema(schema);
  }

  private static RequestBody form(RecordReader record) {
    Content content =
        new Content()
            .addMediaType(
                MediaType.MULTIPART_FORM_DATA_VALUE,
                of(FieldSchema.of(record, FieldSchema.Form.PART)));
    return new RequestBody().content(content).required(true);
  }

  private static RequestBody json(RecordReader record, String name, Components components) {
    Content content =
        new Content()
            .addMediaType(
                MediaType.APPLICATION_JSON_VALUE, of(component(record, name, components)));
    return new RequestBody()
        .content(content)
        .required(record.fields().stream().anyMatch(Field::isRequired));
  }

  private static Schema<?> component(RecordReader record, String name, Components components) {
    components.addSchemas(name, FieldSchema.of(record, FieldSchema.Form.JSON));
    return new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + name);
  }

  private static io.swagger.v3.oas.models.media.MediaType of(Schema<?> schema) {
    return new io.swagger.v3.oas.models.media.MediaType().schema(schema);
  }

  /** A body that is a photo is its bytes. */
  private static void describePhoto(@Nullable RequestBody body) {
    if (body != null && !body.getContent().containsKey(MediaType.APPLICATION_JSON_VALUE)) {
      body.getContent().values().stream()
          .map(io.swagger.v3.oas.models.media.MediaType::getSchema)
          .filter(schema -> "byte".equals(schema.getFormat()))
          .forEach(schema -> schema.format("binary").description("The photo"));
    }
  }
}
