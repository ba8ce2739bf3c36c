package dev.likeness.vision.decode;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Silences what OpenCV and the image libraries in it print about a file: each damaged photo would
 * write lines of theirs past the log, and a rejection says what is wrong with it anyway. OpenCV is
 * told by its own variable, before it is loaded. libpng, libjpeg and libtiff print to the C
 * library's {@code stderr}, whose stream is replaced by one that leads nowhere; the JVM writes to
 * the descriptor itself and does not notice. Only glibc, where that stream may be replaced, is
 * touched.
 */
@SuppressWarnings("restricted") // the C library is called
final class NativeMessages {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;

  private NativeMessages() {}

  /** Call it once, before OpenCV is loaded. */
  static void silence() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
      if (symbols.find("gnu_get_libc_version").isPresent()) {
        silence(symbols, arena);
      }
    } catch (Throwable _) {
      // They stay: a nuisance, no fault.
    }
  }

  private static void silence(SymbolLookup symbols, Arena arena) throws Throwable {
    var _ =
        (int)
            function(
                    symbols, "setenv", ValueLayout.JAVA_INT, POINTER, POINTER, ValueLayout.JAVA_INT)
                .invokeExact(
                    arena.allocateFrom("OPENCV_LOG_LEVEL"), arena.allocateFrom("SILENT"), 0);
    // Of the whole process, not of the C library: the java program may hold the one that counts.
    MemorySegment stream =
        (MemorySegment)
            function(symbols, "dlsym", POINTER, POINTER, POINTER)
                .invokeExact(MemorySegment.NULL, arena.allocateFrom("stderr"));
    MemorySegment nowhere =
        (MemorySegment)
            function(symbols, "fopen", POINTER, POINTER, POINTER)
                .invokeExact(arena.allocateFrom("/dev/null"), arena.allocateFrom("w"));
    if (stream.address() != 0 && nowhere.address() != 0) {
      stream.reinterpret(POINTER.byteSize()).set(POINTER, 0, nowhere);
    }
  }

  private static MethodHandle function(
      SymbolLookup symbols, String name, MemoryLayout answer, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(answer, arguments));
  }
}
