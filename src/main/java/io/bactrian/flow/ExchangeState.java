package io.bactrian.flow;

/**
 * Every exchange property, by which steps of routes hand state to later ones. docs/ROUTES.md lists
 * the routes that set and read each; RouteFilesTest fails for one that is not named here, or that
 * nobody sets or reads.
 */
public final class ExchangeState {

  /**
   * WebhookAnswer: what the sender of a webhook is told. Set by the intake once the event is
   * durable; without it the event is sheltered. Read by receive-webhook and settle-event.
   */
  public static final String ANSWER = "answer";

  /**
   * MediaAttempt: one climb of the media ladder; its rungName is the rung to be tried, its outcome
   * what came of it. Set by process-incoming-media, read by all routes of media.
   */
  public static final String ATTEMPT = "attempt";

  /** AuditedInstance: the instance that is audited. Of audit-instance alone. */
  public static final String AUDITED = "audited";

  /**
   * MadeCall: the call of Evolution that was made last. Set by call-evolution, read by it for its
   * timeout and by fail-job for its instance.
   */
  public static final String CALL = "call";

  /** Long: bytes of heap that a body needs to be decoded. Set and read by the intake. */
  public static final String DECODING_HEAP = "decodingHeap";

  /** The share of memory that an exchange holds. Set and read by DecodingBudget alone. */
  public static final String DECODING_SHARE = "decodingShare";

  /** Derivation: the derivatives of one attachment while they are made. Of derive-media alone. */
  public static final String DERIVATION = "derivation";

  /**
   * String: relevant, ignored, duplicate or unknown. Set where an event is opened, read by
   * settle-event.
   */
  public static final String DISPOSITION = "disposition";

  /** RawEvent: the event in hand. Set where it is opened, read wherever it is recorded or kept. */
  public static final String EVENT = "event";

  /**
   * Exception: why a job failed. Set and read by fail-job, as asking Evolution may fail as well.
   */
  public static final String FAILURE = "failure";

  /**
   * Job: the claimed job; null if there is nothing to do. Set by every route that takes jobs from a
   * lane, read by all that say what came of it.
   */
  public static final String JOB = "job";

  /** String: the kind of job of a lane's message. Set by the lanes' sources and route-job. */
  public static final String KIND = "kind";

  /** Boolean: whether a kind has no job in the fast lane now. Of fast-lane-source alone. */
  public static final String LANE_EMPTY = "laneEmpty";

  /** ScrubbedMedia: the stored media that is read back; null if none is due. Of the scrub. */
  public static final String MEDIA = "media";

  /** OutgoingMessage: the message whose number is looked up. Of resolve-number alone. */
  public static final String MESSAGE = "message";

  /** ReconciliationPage: the page in hand; gone after the last one. Of reconcile-messages alone. */
  public static final String PAGE = "page";

  /** String: the event that a webhook's path names, or null. Of receive-webhook, for the intake. */
  public static final String PATH_EVENT = "pathEvent";

  /** FetchedProfile: a person or group that is asked for. Of fetch-profile and store-picture. */
  public static final String PROFILE = "profile";

  /** String: why an event is not understood. Set where it is opened, read where it is kept. */
  public static final String REASON = "reason";

  /** JobRef: the job that is put onto its lane. Of route-job alone. */
  public static final String REF = "ref";

  /**
   * SendSearch: how far the search for a message that may have left has come. Set by send-message
   * where an earlier call broke off, and by reconcile-send; read by both.
   */
  public static final String SEARCH = "search";

  /**
   * BegunSend: the send whose call was begun; unset as long as none was. Set by Sending, read by
   * send-message and send-errors.
   */
  public static final String SEND = "send";

  private ExchangeState() {}
}
