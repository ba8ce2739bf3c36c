package dev.likeness.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A request of the API that is being made up. What is null is left out. */
final class Call {
  private static final String JSON = "application/json";

  private final String method;
  private final String template;
  private final Map<String, String> segments = new LinkedHashMap<>();
  private final StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
  private final Map<String, String> headers = new LinkedHashMap<>();
  private BodyPublisher body = BodyPublishers.noBody();
  private @Nullable Form form;

  /**
   * @param method of HTTP
   * @param template the path, with names in braces
   */
  Call(String method, String template) {
    this.method = method;
    this.template = template;
  }

  Call path(String name, String value) {
    segments.put("{" + name + "}", encoded(value));
    return this;
  }

  void query(String name, @Nullable Object value) {
    if (value != null) {
      query.add(encoded(name) + "=" + encoded(value.toString()));
    }
  }

  void header(String name, @Nullable Object value) {
    if (value != null) {
      headers.put(name, value.toString());
    }
  }

  void json(@Nullable Object value) {
    if (value != null) {
      header("Content-Type", JSON);
      body = BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(value));
    }
  }

  void bytes(byte[] value) {
    header("Content-Type", "application/octet-stream");
    body = BodyPublishers.ofByteArray(value);
  }

  void field(String name, @Nullable Object value) {
    if (value != null) {
      form().text(name, "text/plain", value.toString());
    }
  }

  void jsonField(String name, @Nullable Object value) {
    if (value != null) {
      form().text(name, JSON, JsonMapper.shared().writeValueAsString(value));
    }
  }

  void photo(String name, byte @Nullable [] photo) {
    if (photo != null) {
      form().photo(name, photo);
    }
  }

  void photos(String name, @Nullable List<byte[]> photos) {
    if (photos != null) {
      photos.forEach(photo -> photo(name, photo));
    }
  }

  private Form form() {
    if (form == null) {
      form = new Form();
      header("Content-Type", form.type());
    }
    return form;
  }

  HttpRequest.Builder to(URI base) {
    String path = template;
    for (Map.Entry<String, String> segment : segments.entrySet()) {
      path = path.replace(segment.getKey(), segment.getValue());
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path + query));
    headers.forEach(request::header);
    return request.method(method, form == null ? body : form.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
