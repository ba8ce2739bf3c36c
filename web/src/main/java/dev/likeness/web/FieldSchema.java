package dev.likeness.web;

import dev.likeness.faces.Segments;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the OpenAPI document says of a field of a request: as it is read, whatever its class. */
final class FieldSchema {
  /** How a field is written. */
  enum Form {
    /** As a member of a JSON object. */
    JSON,
    /** As a part of a multipart form. */
    PART,
    /** In the address. */
    TEXT
  }

  private FieldSchema() {}

  /** The schema of a field. */
  static Schema<?> of(Field field, Form form) {
    Schema<?> schema = typed(field, form);
    if (field.isSegment()) {
      schema.minLength(1).maxLength(Segments.MAX_BYTES);
    }
    field
        .annotation(io.swagger.v3.oas.annotations.media.Schema.class)
        .ifPresent(said -> {
          schema.setDescription(said.description());
          if (!said.example().isEmpty()) {
            schema.setExample(value(schema, said.example()));
          }
          if (!said.defaultValue().isEmpty()) {
            schema.setDefault(value(schema, said.defaultValue()));
          }
        });
    return schema;
  }

  private static Schema<?> typed(Field field, Form form) {
    return switch (field.type()) {
      case TEXT, BOX, DURATION -> text(field);
      case WHOLE -> ranged(field, new IntegerSchema());
      case LONG -> ranged(field, new IntegerSchema().format("int64"));
      case DECIMAL -> ranged(field, new NumberSchema().format("double"));
      case FLAG -> new BooleanSchema();
      case CHOICE -> choice(field);
      case OBJECT ->
          form == Form.TEXT ? new StringSchema() : new ObjectSchema().additionalProperties(true);
      case LIST -> sized(field, new ArraySchema().items(new IntegerSchema().format("int64")));
      // Generators write an array as parts of its items.
      case VECTOR ->
          form == Form.JSON
              ? new ArraySchema().items(new NumberSchema().format("float")).minItems(1)
              : new StringSchema();
      case PHOTO -> photo(form);
      case PHOTOS -> new ArraySchema().items(photo(form)).minItems(1);
    };
  }

  private static Schema<?> text(Field field) {
    StringSchema text = new StringSchema();
    field
        .annotation(Pattern.class)
        .ifPresent(pattern -> text.setPattern("^(?:" + pattern.regexp() + ")$"));
    return text;
  }

  private static Schema<?> choice(Field field) {
    StringSchema choice = new StringSchema();
    field.choices().forEach(choice::addEnumItem);
    return choice;
  }

  private static Schema<?> photo(Form form) {
    return new StringSchema().format(form == Form.JSON ? "byte" : "binary");
  }

  private static Schema<?> ranged(Field field, Schema<?> number) {
    field.annotation(Min.class).ifPresent(least -> number.setMinimum(of(least.value())));
    field.annotation(Max.class).ifPresent(most -> number.setMaximum(of(most.value())));
    field
        .annotation(DecimalMin.class)
        .ifPresent(least -> {
          number.setMinimum(new BigDecimal(least.value()));
          if (!least.inclusive()) {
            number.setExclusiveMinimum(true);
          }
        });
    field
        .annotation(DecimalMax.class)
        .ifPresent(most -> number.setMaximum(new BigDecimal(most.value())));
    return number;
  }

  private static BigDecimal of(long number) {
    return BigDecimal.valueOf(number);
  }

  private static Schema<?> sized(Field field, Schema<?> list) {
    field
        .annotation(Size.class)
        .ifPresent(size -> {
          list.setMinItems(size.min());
          list.setMaxItems(size.max());
        });
    return list;
  }

  /** What is written in an annotation, as the schema's type has it. */
  private static Object value(Schema<?> schema, String text) {
    return schema instanceof StringSchema
        ? text
        : JsonMapper.shared().readValue(text, Object.class);
  }

  /** The type that a record's components make. */
  static Schema<?> of(RecordReader record, Form form) {
    ObjectSchema object = new ObjectSchema();
    for (Field field : record.fields()) {
      object.addProperty(field.name(), of(field, form));
    }
    List<String> required =
        record.fields().stream().filter(Field::isRequired).map(Field::name).toList();
    if (!required.isEmpty()) {
      object.setRequired(required);
    }
    object.setAdditionalProperties(false);
    return object;
  }
}
