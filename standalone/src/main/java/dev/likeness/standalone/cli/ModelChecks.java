package dev.likeness.standalone.cli;

import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.ModelBundle;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The model's files, the native libraries, and whether the two read a photo. */
final class ModelChecks {
  private static final String SAMPLE = "/likeness-models/samples/sample1.jpg";
  private static final String REBUILD = "build again with: ./likeness build";

  private ModelChecks() {}

  static List<Finding> all(Path models, String model) {
    List<Finding> findings = new ArrayList<>();
    try (FaceEngine engine =
        FaceEngine.open(ModelBundle.find(models, model), EngineSettings.defaults())) {
      findings.add(
          Finding.ok(
              "model",
              model
                  + ": its net and those that find faces match their cards' checksums, "
                  + engine.card().dimension()
                  + " dimensions, licence "
                  + engine.card().licence().id()));
      findings.add(pipeline(engine));
    } catch (LinkageError e) {
      findings.add(natives(e));
    } catch (IllegalArgumentException e) {
      findings.add(Finding.fail("model", String.valueOf(e.getMessage()), REBUILD));
    } catch (RuntimeException e) {
      findings.add(Finding.fail("model", model + " cannot be loaded: " + e.getMessage(), REBUILD));
    }
    return findings;
  }

  private static Finding pipeline(FaceEngine engine) {
    try (InputStream sample = ModelChecks.class.getResourceAsStream(SAMPLE)) {
      if (sample == null) {
        return Finding.fail("photos", "the sample photo is missing", REBUILD);
      }
      long start = System.nanoTime();
      PhotoAnalysis analysis = engine.probe(sample.readAllBytes(), FaceSelection.ALL);
      long millis = (System.nanoTime() - start) / 1_000_000;
      return switch (analysis) {
        case FacesFound found ->
            Finding.ok(
                "photos",
                "native libraries load; "
                    + found.faces().size()
                    + " faces read from a sample photo in "
                    + millis
                    + " ms, the first time");
        case Unusable no ->
            Finding.fail("photos", "no face was read from the sample: " + no.detail(), REBUILD);
      };
    } catch (LinkageError e) {
      return natives(e);
    } catch (IOException | RuntimeException e) {
      return Finding.fail("photos", "the sample photo failed: " + e.getMessage(), REBUILD);
    }
  }

  private static Finding natives(LinkageError e) {
    return Finding.fail(
        "natives",
        e.getMessage()
            + " ("
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ")",
        "the jar holds the native libraries of the machine it was built on: build on this one");
  }
}
