package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.Jid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code groups.*} and {@code group-participants.update}. */
final class GroupReader {

  private static final Set<String> ACTIONS = Set.of("add", "remove", "promote", "demote");

  List<Incoming> readGroup(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    String picture = WireValues.nonBlank(data.path("pictureUrl"));
    return List.of(
        new Incoming.Group(
            group(data),
            WireValues.text(data.path("subject")),
            WireValues.text(data.path("desc")),
            picture == null ? WireValues.nonBlank(data.path("profilePicUrl")) : picture,
            data.path("participants").isArray()
                ? members(data.get("participants"), Map.of())
                : null));
  }

  /** An action nobody knows asks nothing of us. */
  List<Incoming> readMembers(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    String chat = group(data);
    String action = WireValues.nonBlank(data.path("action"));
    if (action == null) {
      throw new NotUnderstoodException("the change of members has no action");
    }
    String known = action.toLowerCase(Locale.ROOT);
    if (!ACTIONS.contains(known)) {
      return List.of();
    }
    Map<String, Incoming.Member> details = new HashMap<>();
    members(data.path("participantsData"), Map.of())
        .forEach(member -> details.put(member.jid(), member));
    List<Incoming.Member> members = members(data.path("participants"), details);
    if (members.isEmpty()) {
      members = List.copyOf(details.values());
    }
    if (members.isEmpty()) {
      throw new NotUnderstoodException("the change of members names none");
    }
    return List.of(new Incoming.GroupMembers(chat, known, members));
  }

  private static String group(JsonNode data) throws NotUnderstoodException {
    String chat = KeyReader.jid(data.hasNonNull("id") ? data.get("id") : data.path("remoteJid"));
    if (chat == null || !Jid.isGroup(chat)) {
      throw new NotUnderstoodException("the group has no JID of a group");
    }
    return chat;
  }

  /** Those whose JID is none are left out: nobody could be told by them. */
  private static List<Incoming.Member> members(
      JsonNode nodes, Map<String, Incoming.Member> details) {
    List<Incoming.Member> members = new ArrayList<>();
    for (JsonNode node : nodes) {
      Incoming.Member member = member(node);
      if (member != null) {
        Incoming.Member detail = details.get(member.jid());
        members.add(detail == null ? member : merge(member, detail));
      }
    }
    return List.copyOf(members);
  }

  private static Incoming.Member member(JsonNode node) {
    JsonNode id = node.hasNonNull("id") ? node.get("id") : node.path("jid");
    String jid = KeyReader.jid(node.isTextual() ? node : id);
    if (jid == null) {
      return null;
    }
    String phone = KeyReader.jid(node.path("phoneNumber"));
    return new Incoming.Member(
        jid,
        phone != null && Jid.isPhone(phone) ? phone : null,
        WireValues.nonBlank(node.path("name")),
        WireValues.nonBlank(node.path("admin")));
  }

  private static Incoming.Member merge(Incoming.Member one, Incoming.Member other) {
    return new Incoming.Member(
        one.jid(),
        one.phone() == null ? other.phone() : one.phone(),
        one.name() == null ? other.name() : one.name(),
        one.admin() == null ? other.admin() : one.admin());
  }
}
