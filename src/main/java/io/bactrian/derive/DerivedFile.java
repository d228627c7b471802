package io.bactrian.derive;

import java.nio.file.Path;

/**
 * A derivative on its way into object storage.
 *
 * @param key its object key: that of the original with a suffix, so that a repetition overwrites
 * @param mimeType of its bytes
 */
public record DerivedFile(Path path, String key, String mimeType) {}
