package io.bactrian.media;

/** One way to obtain a media file; the ladder tries them in this order. */
public enum Rung {
  /** Bytes that came inside the webhook and were put aside in object storage. */
  BASE64("base64"),
  /** Plain bytes behind a presigned link of Evolution's own object storage. */
  MEDIA_URL("mediaUrl"),
  /** Encrypted bytes behind the link the sender's phone wrote. */
  URL("url"),
  /** Encrypted bytes behind the path on the media host. */
  DIRECT_PATH("directPath"),
  /** Evolution downloads and decrypts. */
  GET_BASE64("getBase64FromMediaMessage");

  private final String wireName;

  Rung(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the API ({@code source}), in the database and in routes. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads a wire name.
   *
   * @throws IllegalArgumentException if no rung has that name
   */
  public static Rung of(String wireName) {
    for (Rung rung : values()) {
      if (rung.wireName.equals(wireName)) {
        return rung;
      }
    }
    throw new IllegalArgumentException("no rung is called " + wireName);
  }
}
