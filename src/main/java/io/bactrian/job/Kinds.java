package io.bactrian.job;

/** The kinds of jobs that the program opens itself; routes/application.properties declares each. */
public final class Kinds {

  /** Takes a parked event in again. Its subject is the event. */
  public static final String ACCEPT_EVENT = "accept_event";

  /** Makes what is derived of a media file. Its subject is the attachment. */
  public static final String DERIVE_MEDIA = "derive_media";

  /** Asks for a group. Its subject is the conversation. */
  public static final String FETCH_GROUP_INFO = "fetch_group_info";

  /** Asks for a person's picture. Its subject is the conversation. */
  public static final String FETCH_PROFILE_PIC = "fetch_profile_pic";

  /** Obtains and stores a media file. Its subject is the attachment. */
  public static final String PROCESS_INCOMING_MEDIA = "process_incoming_media";

  /** Asks Evolution for messages that no webhook brought. Its subject is the reconciliation. */
  public static final String RECONCILE_MESSAGES = "reconcile_messages";

  /** Sends a message. Its subject is the message. */
  public static final String SEND_MESSAGE = "send_message";

  private Kinds() {}
}
