package io.bactrian.profile;

import io.bactrian.media.MediaFile;

/** A profile while it is fetched: who is asked for, and what has come of it so far. */
public final class FetchedProfile {

  private final AskedProfile asked;
  private String pictureUrl;
  private MediaFile picture;
  private String objectKey;
  private String replacedKey;

  FetchedProfile(AskedProfile asked) {
    this.asked = asked;
  }

  AskedProfile asked() {
    return asked;
  }

  /** Where its picture is to be had; null if it has none now. */
  public String pictureUrl() {
    return pictureUrl;
  }

  void pictureAt(String url) {
    pictureUrl = url;
  }

  MediaFile picture() {
    return picture;
  }

  void downloaded(MediaFile file) {
    picture = file;
  }

  String objectKey() {
    return objectKey;
  }

  void storedAs(String key) {
    objectKey = key;
  }

  /** The copy that this one replaced; null or empty if it replaced none. */
  String replacedKey() {
    return replacedKey;
  }

  void replaces(String key) {
    replacedKey = key;
  }
}
