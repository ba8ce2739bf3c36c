package dev.likeness.search.rates;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Segments;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.GalleryRates;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sets, shows and removes the rates of galleries. A gallery need not have faces yet. */
@RestController
@RequestMapping("/v1/admin/rates")
final class RatesController {
  private final RateProperties server;
  private final DefaultRates rates;
  private final Log log;

  /** Where the rates of galleries are written. */
  @FunctionalInterface
  interface Log {
    /** Returns once the record is stored and, unless that takes long, known here. */
    void write(ProducerRecord<byte[], byte[]> record)
        throws ExecutionException, InterruptedException;
  }

  RatesController(RateProperties server, DefaultRates rates, Log log) {
    this.server = server;
    this.rates = rates;
    this.log = log;
  }

  @GetMapping
  AllRates all() {
    return new AllRates(
        server.defaultFmr(),
        server.defaultFpir(),
        rates.galleries().stream().map(this::of).toList());
  }

  @GetMapping("/{gallery}")
  Rates show(@PathVariable String gallery) {
    return of(segment(gallery));
  }

  @PutMapping("/{gallery}")
  Rates set(@PathVariable String gallery, Form form) {
    String name = segment(gallery);
    form.allow("fmr", "fpir");
    GalleryRates wanted = new GalleryRates(rate(form, "fmr"), rate(form, "fpir"));
    if (wanted.equals(GalleryRates.NONE)) {
      throw Problem.missing("fpir", "give 'fpir', 'fmr' or both; DELETE removes them");
    }
    write(ControlState.rates(name, wanted));
    return of(name);
  }

  @DeleteMapping("/{gallery}")
  Rates remove(@PathVariable String gallery) {
    String name = segment(gallery);
    write(ControlState.rates(name, null));
    return of(name);
  }

  private static String segment(String gallery) {
    return Segments.require("gallery", Segments.normalize(gallery));
  }

  private static @Nullable Double rate(Form form, String field) {
    OptionalDouble rate = form.rate(field);
    return rate.isPresent() ? rate.getAsDouble() : null;
  }

  private void write(ProducerRecord<byte[], byte[]> record) {
    try {
      log.write(record);
    } catch (ExecutionException e) {
      throw Problem.of(
          Code.BROKER_UNAVAILABLE, "the Kafka broker did not store the rates; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the service is stopping; try again");
    }
  }

  private Rates of(String gallery) {
    GalleryRates own = rates.own(gallery);
    return new Rates(
        gallery, rates.fmr(gallery), rates.fpir(gallery), new Own(own.fmr(), own.fpir()));
  }

  /** The server's rates, and those of the galleries that have any of their own. */
  record AllRates(double fmr, double fpir, List<Rates> galleries) {}

  /**
   * The rates of a gallery.
   *
   * @param fmr what a verification is decided at
   * @param fpir what a search is decided at
   * @param own what of it was set for the gallery; the rest is the server's
   */
  record Rates(String gallery, double fmr, double fpir, Own own) {}

  /** The rates that were set for a gallery. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Own(@Nullable Double fmr, @Nullable Double fpir) {}
}
