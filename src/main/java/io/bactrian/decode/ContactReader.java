package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Jid;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code contacts.*} and {@code connection.update}. */
final class ContactReader {

  private static final List<String> PICTURES =
      List.of("profilePicUrl", "profilePictureUrl", "imgUrl");
  private static final Set<String> NO_LINKS = Set.of("changed", "removed");

  List<Incoming> readContact(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    String chat = first(Stream.of("remoteJid", "id").map(data::path).map(KeyReader::jid));
    if (chat == null) {
      throw new NotUnderstoodException("the contact has no JID");
    }
    String alt =
        first(
            Stream.of("remoteJidAlt", "lid", "phoneNumber")
                .map(data::path)
                .map(KeyReader::jid)
                .filter(jid -> jid != null && Jid.arePhoneAndLid(chat, jid)));
    String name =
        first(
            Stream.of("pushName", "name", "notify", "verifiedName")
                .map(data::path)
                .map(WireValues::nonBlank));
    // Baileys' own imgUrl may also say "changed" or "removed".
    String picture =
        first(
            PICTURES.stream()
                .map(data::path)
                .map(WireValues::nonBlank)
                .filter(url -> url != null && !NO_LINKS.contains(url)));
    return List.of(
        new Incoming.Contact(
            chat,
            alt,
            name,
            picture,
            PICTURES.stream().anyMatch(data::has),
            WireValues.nonBlank(data.path("username"))));
  }

  List<Incoming> readConnection(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    String state = WireValues.nonBlank(data.path("state"));
    if (state == null) {
      throw new NotUnderstoodException("the connection has no state");
    }
    return List.of(new Incoming.Connection(state, WireValues.nonBlank(data.path("statusReason"))));
  }

  private static String first(Stream<String> texts) {
    return texts.filter(Objects::nonNull).findFirst().orElse(null);
  }
}
