package dev.likeness.web;

import dev.likeness.faces.Reason;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads the records of {@link Fields} from a request. Safe for all threads. */
final class FieldsReader implements HandlerMethodArgumentResolver {
  private static final List<MediaType> FORM =
      List.of(MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_JSON);
  private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);
  private static final int LARGEST_JSON = Math.toIntExact(BodyLimit.TWO_PHOTOS);

  /** A large one takes several times its size while it is read. */
  private static final int LARGE_AT_ONCE = 2;

  private final Semaphore large = new Semaphore(LARGE_AT_ONCE, true);
  private final ObjectReader json;
  private final Validator validator;
  private final Map<Class<?>, RecordReader> records = new ConcurrentHashMap<>();

  FieldsReader(JsonMapper json, Validator validator) {
    this.json =
        json.reader()
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.validator = validator;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(Fields.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binderFactory)
      throws Exception {
    HttpServletRequest request =
        Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    Fields from = Objects.requireNonNull(parameter.getParameterAnnotation(Fields.class));
    RecordReader reader = of(parameter.getParameterType());
    Map<String, ?> given =
        switch (from.value()) {
          case PATH -> path(request);
          case QUERY -> Query.of(request).values();
          case FORM -> form(request, reader);
          case JSON -> json(request, reader.names());
        };
    return reader.read(given, validator);
  }

  /** How a record is read; the same each time. */
  RecordReader of(Class<?> type) {
    return records.computeIfAbsent(type, RecordReader::new);
  }

  @SuppressWarnings("unchecked") // as the mapping sets it
  private static Map<String, String> path(HttpServletRequest request) {
    return (Map<String, String>)
        Objects.requireNonNull(
            request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
  }

  private Map<String, ?> form(HttpServletRequest request, RecordReader reader)
      throws HttpMediaTypeNotSupportedException, IOException, ServletException {
    return MediaType.MULTIPART_FORM_DATA.isCompatibleWith(taken(request, FORM))
        ? parts(request, reader)
        : members(request, reader.names());
  }

  private Map<String, ?> json(HttpServletRequest request, Set<String> known)
      throws HttpMediaTypeNotSupportedException, IOException {
    if (request.getContentType() == null && !Bodies.has(request)) {
      return Map.of();
    }
    taken(request, JSON);
    return members(request, known);
  }

  private static MediaType taken(HttpServletRequest request, List<MediaType> known)
      throws HttpMediaTypeNotSupportedException {
    String header = request.getContentType();
    try {
      // Parameters are for whoever reads the body, who takes more forms of them than this does.
      MediaType type = header == null ? null : MediaType.parseMediaType(withoutParameters(header));
      if (type != null && known.stream().anyMatch(one -> one.includes(type))) {
        return type;
      }
      throw new HttpMediaTypeNotSupportedException(type, known);
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotSupportedException("not a media type: " + header, known);
    }
  }

  private static String withoutParameters(String mediaType) {
    int end = mediaType.indexOf(';');
    return end < 0 ? mediaType : mediaType.substring(0, end).strip();
  }

  private static Map<String, Object> parts(HttpServletRequest request, RecordReader reader)
      throws IOException, ServletException {
    Map<String, Object> parts = new HashMap<>();
    Map<String, List<Part>> repeated = new HashMap<>();
    Set<String> known = reader.names();
    for (Part part : request.getParts()) {
      require(part.getName(), known);
      if (reader.isRepeated(part.getName())) {
        repeated.computeIfAbsent(part.getName(), _ -> new ArrayList<>()).add(part);
      } else if (parts.put(part.getName(), part) != null) {
        throw Problem.twice("field", part.getName());
      }
    }
    parts.putAll(repeated);
    return parts;
  }

  private Map<String, JsonNode> members(HttpServletRequest request, Set<String> known)
      throws IOException {
    JsonNode root;
    try {
      root = tree(body(request));
    } catch (JacksonException e) {
      throw Problem.of(
          Code.BAD_REQUEST, "the request body is not valid JSON: " + e.getOriginalMessage());
    }
    if (root == null || !root.isObject()) {
      throw Problem.of(Code.BAD_REQUEST, "the request body is not a JSON object");
    }
    Map<String, JsonNode> members = new HashMap<>();
    root.properties()
        .forEach(member -> {
          require(member.getKey(), known);
          if (!member.getValue().isNull()) {
            members.put(member.getKey(), member.getValue());
          }
        });
    return members;
  }

  private JsonNode tree(byte[] body) {
    if (body.length <= BodyBudget.FIRST_BYTES) {
      return json.readTree(body);
    }
    large.acquireUninterruptibly();
    try {
      return json.readTree(body);
    } finally {
      large.release();
    }
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    int announced = request.getContentLength();
    if (announced > BodyBudget.FIRST_BYTES && announced <= LARGEST_JSON) {
      byte[] body = new byte[announced];
      request.getInputStream().readNBytes(body, 0, announced);
      return body;
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST_JSON + 1);
    if (body.length > LARGEST_JSON) {
      throw Problem.of(
          Reason.TOO_LARGE,
          "the request body has more than the " + LARGEST_JSON + " bytes allowed");
    }
    return body;
  }

  private static void require(String name, Set<String> known) {
    if (!known.contains(name)) {
      throw Problem.unknown("field", name, known);
    }
  }
}
