package io.bactrian.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.storage.MediaTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.tika.Tika;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  @TempDir Path temporary;

  private String sniff(byte[] bytes, AttachmentKind kind) throws Exception {
    return MediaSniffer.sniff(Files.write(temporary.resolve("file.jpg"), bytes), kind);
  }

  @ParameterizedTest
  @CsvSource({
    "image, image.jpg, image/jpeg",
    "sticker, sticker.webp, image/webp",
    "video, video.mp4, video/mp4",
    "video, ptv.mp4, video/mp4",
    "audio, video.mp4, audio/mp4",
    "audio, audio.ogg, audio/ogg",
    "audio, ptt.ogg, audio/ogg",
    "video, ptt.ogg, video/ogg",
    "document, document.pdf, application/pdf",
    "document, video.mp4, video/mp4",
    "image, image.enc, application/octet-stream",
    "document, edge_empty.enc, application/octet-stream",
  })
  void saysWhatTheSamplesAre(AttachmentKind kind, String file, String type) throws Exception {
    assertThat(sniff(MediaVector.sample(file), kind)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image.jpg", "sticker.webp", "document.pdf"})
  void aSignatureSaysTheSameAsTheWholeRegistry(String file) throws Exception {
    byte[] bytes = MediaVector.sample(file);
    assertThat(Signature.of(bytes)).isEqualTo(new Tika().detect(bytes));
    assertThat(Signature.of(Arrays.copyOf(bytes, 2))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'....ftypqt  ', video/quicktime",
    "'....ftypM4A ', audio/mp4",
    "'....ftypisom', video/mp4",
    "'RIFF....WAVE', audio/wav",
    "'GIF89a......', image/gif",
    "'#!AMR\n......', audio/amr",
    "'<html><body>', text/html",
    "'<svg xmlns=\"http://www.w3.org/2000/svg\"/>', image/svg+xml",
    "'#!/bin/sh\n', application/x-sh",
    "'', application/octet-stream",
  })
  void saysWhatTheFirstBytesAreWhateverTheFileIsCalled(String head, String type) throws Exception {
    assertThat(sniff(head.getBytes(ISO_8859_1), AttachmentKind.video)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "text/plain",
        "application/pdf",
        "application/x-msdownload",
        "application/x-sh",
        "application/zip",
        "image/svg+xml"
      })
  void aPictureCanNotBe(String sniffed) {
    assertThat(MediaTypes.contradict(AttachmentKind.image, sniffed)).isTrue();
    assertThat(MediaTypes.contradict(AttachmentKind.document, sniffed)).isFalse();
  }

  @Test
  void unknownCodecsAndAnimatedStickersAreNoContradiction() {
    assertThat(MediaTypes.contradict(AttachmentKind.audio, MediaTypes.UNKNOWN)).isFalse();
    assertThat(MediaTypes.contradict(AttachmentKind.sticker, "application/zip")).isFalse();
    assertThat(MediaTypes.contradict(AttachmentKind.image, "video/mp4")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "application/zip, " + DOCX + ", " + DOCX,
    "application/zip, application/epub+zip, application/epub+zip",
    "application/zip, application/pdf, application/zip",
    "application/zip, text/html, application/zip",
    "application/zip, application/vnd.mozilla.xul+xml, application/zip",
    "application/octet-stream, application/x-autocad, application/x-autocad",
    "application/octet-stream, 'Audio/MPEG; rate=1', audio/mpeg",
    "application/octet-stream, image/jpeg, application/octet-stream",
    "application/octet-stream, text/html, application/octet-stream",
    "application/octet-stream, application/xhtml+xml, application/octet-stream",
    "application/octet-stream, application/javascript, application/octet-stream",
    "application/octet-stream, application/pdf, application/octet-stream",
    "text/plain, text/csv, text/csv",
    "text/plain, text/html, text/plain",
    "text/plain, application/javascript, text/plain",
    "video/x-matroska, video/webm, video/webm",
    "image/png, image/jpeg, image/png",
    "text/html, image/jpeg, text/html",
    "image/png, , image/png",
    "application/zip, 'application/vnd.x\r\nSet-Cookie: a', application/zip",
  })
  void recordsTheDeclaredTypeOnlyWhereItFitsTheBytes(
      String sniffed, String declared, String recorded) {
    assertThat(MediaTypes.settle(sniffed, declared)).isEqualTo(recorded);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, image/jpeg",
    "audio/ogg; codecs=opus, audio/ogg",
    "application/pdf, application/pdf",
    "text/html, application/octet-stream",
    "image/svg+xml, application/octet-stream",
    "application/xhtml+xml, application/octet-stream",
    "text/xml, application/octet-stream",
    "garbage, application/octet-stream",
    ", application/octet-stream",
  })
  void tellsABrowserNothingItCouldRun(String type, String told) {
    assertThat(MediaTypes.forBrowser(type)).isEqualTo(told);
  }
}
