package dev.likeness.search.rates;

import static dev.likeness.web.Fields.In.JSON;
import static dev.likeness.web.Fields.In.PATH;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.GalleryRates;
import dev.likeness.web.Broker;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.GalleryPath;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sets, shows and removes the rates of galleries. A gallery need not have faces yet. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
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

  /** Lists the default rates. */
  @GetMapping
  AllRates listRates() {
    return new AllRates(
        server.defaultFmr(),
        server.defaultFpir(),
        rates.galleries().stream().map(this::of).toList());
  }

  /** Reads the rates that hold for a gallery. */
  @GetMapping("/{gallery}")
  Rates getRates(@Fields(PATH) GalleryPath gallery) {
    return of(gallery.gallery());
  }

  /** Sets the rates of a gallery. */
  @PutMapping("/{gallery}")
  @Problems({Code.MISSING_FIELD, Code.BROKER_UNAVAILABLE})
  Rates setRates(@Fields(PATH) GalleryPath gallery, @Fields(JSON) RatesRequest request) {
    GalleryRates wanted = new GalleryRates(request.fmr(), request.fpir());
    if (wanted.equals(GalleryRates.NONE)) {
      throw Problem.missing("fpir", "give 'fpir', 'fmr' or both; DELETE removes them");
    }
    write(ControlState.rates(gallery.gallery(), wanted));
    return of(gallery.gallery());
  }

  /** Removes the rates of a gallery: the default ones hold again. */
  @DeleteMapping("/{gallery}")
  @Problems(Code.BROKER_UNAVAILABLE)
  Rates removeRates(@Fields(PATH) GalleryPath gallery) {
    write(ControlState.rates(gallery.gallery(), null));
    return of(gallery.gallery());
  }

  private void write(ProducerRecord<byte[], byte[]> record) {
    Broker.write("did not store the rates", () -> log.write(record));
  }

  private Rates of(String gallery) {
    GalleryRates own = rates.own(gallery);
    return new Rates(
        gallery, rates.fmr(gallery), rates.fpir(gallery), new Own(own.fmr(), own.fpir()));
  }

  /** The rates a gallery is to have; the server's for what is not given. */
  record RatesRequest(
      @DecimalMin(value = "0", inclusive = false)
          @DecimalMax("1")
          @Schema(description = "What a verification is decided at", example = "0.0001")
          @Nullable Double fmr,
      @DecimalMin(value = "0", inclusive = false)
          @DecimalMax("1")
          @Schema(description = "What a search is decided at", example = "0.001")
          @Nullable Double fpir) {}

  /**
   * The default rates.
   *
   * @param fmr what a verification is decided at
   * @param fpir what a search is decided at
   * @param galleries those that have any of their own
   */
  record AllRates(double fmr, double fpir, List<Rates> galleries) {}

  /**
   * The rates of a gallery.
   *
   * @param gallery the gallery
   * @param fmr what a verification is decided at
   * @param fpir what a search is decided at
   * @param own what of it was set for the gallery; the rest is the server's
   */
  @Schema(name = "GalleryRates")
  record Rates(String gallery, double fmr, double fpir, Own own) {}

  /**
   * The rates that were set for a gallery.
   *
   * @param fmr what a verification is decided at; left out if it was not set
   * @param fpir what a search is decided at; left out if it was not set
   */
  @Schema(name = "OwnRates")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Own(@Nullable Double fmr, @Nullable Double fpir) {}
}
