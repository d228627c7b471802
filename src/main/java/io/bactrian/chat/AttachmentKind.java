package io.bactrian.chat;

/** What a media file is to the people who look at it; the name in the API and in the database. */
public enum AttachmentKind {
  image,
  video,
  audio,
  document,
  sticker
}
