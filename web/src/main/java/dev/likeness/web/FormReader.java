package dev.likeness.web;

import dev.likeness.faces.Reason;
import dev.likeness.topics.TopicSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@link Form} from a request. */
@Component
final class FormReader implements HandlerMethodArgumentResolver {
  private static final List<MediaType> TAKEN =
      List.of(
          MediaType.MULTIPART_FORM_DATA,
          MediaType.APPLICATION_JSON,
          MediaType.valueOf("image/*"),
          MediaType.APPLICATION_OCTET_STREAM);
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
  private static final Set<String> PHOTOS = Set.of("photo", "reference");
  private static final int LARGEST_JSON = 3 * TopicSettings.MAX_PHOTO_BYTES;

  private final JsonMapper json;

  FormReader(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Form.class;
  }

  @Override
  public Form resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binderFactory)
      throws Exception {
    HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("a form is read from a servlet request only");
    }
    MediaType type = contentType(request);
    Map<String, String> texts = new HashMap<>();
    Map<String, byte[]> photos = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> texts.put(name, values[0]));
    if (MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type)) {
      readParts(request, texts, photos);
    } else if (MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
      readJson(body(request, LARGEST_JSON), texts, photos);
    } else {
      photos.put("photo", body(request, TopicSettings.MAX_PHOTO_BYTES));
    }
    return new Form(texts, photos);
  }

  private static MediaType contentType(HttpServletRequest request)
      throws HttpMediaTypeNotSupportedException {
    String header = request.getContentType();
    try {
      MediaType type = header == null ? null : MediaType.parseMediaType(header);
      if (type != null && TAKEN.stream().anyMatch(taken -> taken.includes(type))) {
        return type;
      }
      throw new HttpMediaTypeNotSupportedException(type, TAKEN);
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotSupportedException("not a media type: " + header, TAKEN);
    }
  }

  private static void readParts(
      HttpServletRequest request, Map<String, String> texts, Map<String, byte[]> photos)
      throws IOException, ServletException {
    if (request instanceof MultipartHttpServletRequest multipart) {
      for (var file : multipart.getFileMap().entrySet()) {
        put(file.getKey(), file.getValue().getBytes(), texts, photos);
      }
      return;
    }
    for (Part part : request.getParts()) {
      put(part.getName(), part.getInputStream().readAllBytes(), texts, photos);
    }
  }

  private static void put(
      String name, byte[] value, Map<String, String> texts, Map<String, byte[]> photos) {
    if (PHOTOS.contains(name)) {
      photos.put(name, value);
    } else {
      texts.put(name, new String(value, StandardCharsets.UTF_8));
    }
  }

  private static byte[] body(HttpServletRequest request, int largest) throws IOException {
    byte[] body = request.getInputStream().readNBytes(largest + 1);
    if (body.length > largest) {
      throw Problem.of(
          Reason.TOO_LARGE, "the request body has more than the " + largest + " bytes allowed");
    }
    return body;
  }

  private void readJson(byte[] body, Map<String, String> texts, Map<String, byte[]> photos) {
    JsonNode root;
    try {
      root = json.readTree(body);
    } catch (JacksonException e) {
      throw Problem.of(
          Code.BAD_REQUEST, "the request body is not valid JSON: " + e.getOriginalMessage());
    }
    if (root == null || !root.isObject()) {
      throw Problem.of(Code.BAD_REQUEST, "the request body is not a JSON object");
    }
    root.properties()
        .forEach(member -> {
          JsonNode value = member.getValue();
          if (PHOTOS.contains(member.getKey())) {
            photos.put(member.getKey(), base64(member.getKey(), value));
          } else if (!value.isNull()) {
            texts.put(member.getKey(), value.isContainer() ? value.toString() : value.asString());
          }
        });
  }

  private static byte[] base64(String field, JsonNode value) {
    try {
      if (value.isString()) {
        String text = value.asString();
        int data = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
        return Base64.getDecoder().decode(WHITE_SPACE.matcher(text.substring(data)).replaceAll(""));
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw Problem.bad(field, value.isString() ? "text" : value.getNodeType(), "an image in base64");
  }
}
